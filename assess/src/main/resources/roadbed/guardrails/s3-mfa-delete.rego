# METADATA
# title: "S3 bucket requires MFA to delete versions"
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
# custom:
#   id: s3-mfa-delete
#   severity: low
#   provider: aws
#   kinds: [storage.bucket]
#   types: [aws_s3_bucket]
#   needs: [versioning.mfa_delete]
#   profiles: [strict, cis]
#   rationale: >-
#     Whoever steals a session could delete all versions of what is in the bucket.
#   remediation: >-
#     Turn on MFA delete with the root user, or keep the versions in another account by replication.
#   controls: ["CIS AWS 5.0 2.1.2", "ISO 27001:2022 A.8.13"]
#   examples:
#     terraform: |
#       resource "aws_s3_bucket_versioning" "this" {
#         bucket = aws_s3_bucket.logs.id
#         mfa    = "arn:aws:iam::111122223333:mfa/root 123456"
#         versioning_configuration {
#           status     = "Enabled"
#           mfa_delete = "Enabled"
#         }
#       }
package guardrails.s3_mfa_delete

deny contains "versions can be deleted without MFA" if input.facets.versioning.mfa_delete == false
