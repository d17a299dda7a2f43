# METADATA
# title: "S3 bucket ACL must not grant public read"
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
# custom:
#   id: s3-no-public-acl
#   severity: critical
#   provider: aws
#   kinds: [storage.bucket]
#   needs: [public.acl, public.acl_read]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     A public ACL lets anyone on the internet list or read what is in the bucket.
#   remediation: >-
#     Set the ACL to private, or better, disable ACLs with object ownership BucketOwnerEnforced and
#     grant access by policy.
#   controls: ["ISO 27001:2022 A.5.15", "ISO 27001:2022 A.8.3"]
#   examples:
#     terraform: |
#       resource "aws_s3_bucket_acl" "this" {
#         bucket = aws_s3_bucket.logs.id
#         acl    = "private"
#       }
#     cloudformation: |
#       Type: AWS::S3::Bucket
#       Properties:
#         OwnershipControls:
#           Rules:
#             - ObjectOwnership: BucketOwnerEnforced
package guardrails.s3_no_public_acl

deny contains "the ACL lets everyone read" if input.facets.public.acl_read == true

deny contains "the canned ACL website is meant for public reading" if {
	input.facets.public.acl_read == false
	input.facets.public.acl == "website"
}
