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
package guardrails.s3_block_public_access

deny contains message if {
	off := [name |
		some name, field in {
			"block_public_acls": "acls",
			"block_public_policy": "policy",
			"ignore_public_acls": "ignore_acls",
			"restrict_public_buckets": "restrict",
		}
		input.facets.public.block[field] == false
	]
	count(off) > 0
	message := sprintf("not blocked: %s", [concat(", ", sort(off))])
}
