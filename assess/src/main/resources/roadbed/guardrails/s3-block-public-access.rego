# METADATA
# title: "S3 bucket has a full public access block"
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
# custom:
#   id: s3-block-public-access
#   severity: high
#   provider: aws
#   kinds: [storage.bucket]
#   needs: [public.block.acls, public.block.policy, public.block.ignore_acls, public.block.restrict]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     The public access block holds even when somebody later adds a public ACL or policy by mistake.
#   remediation: >-
#     Add a public access block (aws_s3_bucket_public_access_block) with all four switches on.
#   controls: ["CIS AWS 5.0 2.1.4", "ISO 27001:2022 A.8.3"]
#   parameters:
#     - name: switches
#       type: strings
#       default: [acls, ignore_acls, policy, restrict]
#       description: "switches that must be on: acls, ignore_acls, policy, restrict"
#   examples:
#     terraform: |
#       resource "aws_s3_bucket_public_access_block" "this" {
#         bucket                  = aws_s3_bucket.logs.id
#         block_public_acls       = true
#         block_public_policy     = true
#         ignore_public_acls      = true
#         restrict_public_buckets = true
#       }
#     cloudformation: |
#       Type: AWS::S3::Bucket
#       Properties:
#         PublicAccessBlockConfiguration:
#           BlockPublicAcls: true
#           BlockPublicPolicy: true
#           IgnorePublicAcls: true
#           RestrictPublicBuckets: true
#   fix:
#     - types: [aws_s3_bucket]
#       add: {type: aws_s3_bucket_public_access_block, reference: bucket}
#       set:
#         block_public_acls: true
#         block_public_policy: true
#         ignore_public_acls: true
#         restrict_public_buckets: true
#     - types: ["AWS::S3::Bucket"]
#       set:
#         PublicAccessBlockConfiguration.BlockPublicAcls: true
#         PublicAccessBlockConfiguration.BlockPublicPolicy: true
#         PublicAccessBlockConfiguration.IgnorePublicAcls: true
#         PublicAccessBlockConfiguration.RestrictPublicBuckets: true
package guardrails.s3_block_public_access

named := {
	"acls": "block_public_acls",
	"policy": "block_public_policy",
	"ignore_acls": "ignore_public_acls",
	"restrict": "restrict_public_buckets",
}

deny contains message if {
	off := [named[switch] |
		some switch in data.parameters["s3-block-public-access"].switches
		input.facets.public.block[switch] == false
	]
	count(off) > 0
	message := sprintf("not blocked: %s", [concat(", ", sort(off))])
}
