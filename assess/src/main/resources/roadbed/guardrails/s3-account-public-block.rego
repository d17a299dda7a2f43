# METADATA
# title: "Account blocks public S3 access"
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
# custom:
#   id: s3-account-public-block
#   severity: high
#   provider: aws
#   kinds: [account.settings]
#   types: [aws_s3_account_public_access_block]
#   needs: [public.blocked]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     The block of the account holds for buckets that do not exist yet.
#   remediation: >-
#     Set all four switches of the account's public access block.
#   controls: ["CIS AWS 5.0 2.1.4", "ISO 27001:2022 A.8.3"]
#   examples:
#     terraform: |
#       resource "aws_s3_account_public_access_block" "this" {
#         block_public_acls       = true
#         block_public_policy     = true
#         ignore_public_acls      = true
#         restrict_public_buckets = true
#       }
package guardrails.s3_account_public_block

deny contains "the account's public access block is not complete" if input.facets.public.blocked == false
