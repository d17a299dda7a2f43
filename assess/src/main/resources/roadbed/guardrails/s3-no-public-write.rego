# METADATA
# title: "S3 bucket ACL must not grant public write"
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
# custom:
#   id: s3-no-public-write
#   severity: critical
#   provider: aws
#   kinds: [storage.bucket]
#   needs: [public.acl_write]
#   profiles: [strict]
#   rationale: >-
#     Whoever can write can replace what others read, plant malware and run up the bill.
#   remediation: >-
#     Set the ACL to private, or disable ACLs with object ownership BucketOwnerEnforced.
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
package guardrails.s3_no_public_write

deny contains "the ACL lets everyone write" if input.facets.public.acl_write == true
