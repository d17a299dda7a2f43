# METADATA
# title: "RDS accepts IAM authentication"
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_BestPractices.Security.html
# custom:
#   id: rds-iam-auth
#   severity: low
#   provider: aws
#   kinds: [database.relational]
#   types: [aws_db_instance, aws_rds_cluster]
#   needs: [iam_auth]
#   profiles: [strict]
#   rationale: >-
#     Passwords of databases live long and travel far; tokens of IAM live minutes.
#   remediation: >-
#     Set iam_database_authentication_enabled to true.
#   controls: ["ISO 27001:2022 A.5.17"]
#   examples:
#     terraform: |
#       resource "aws_db_instance" "this" {
#         engine         = "postgres"
#         instance_class = "db.t4g.medium"
#         iam_database_authentication_enabled = true
#       }
#     cloudformation: |
#       Type: AWS::RDS::DBInstance
#       Properties:
#         Engine: postgres
#         DBInstanceClass: db.t4g.medium
#         EnableIAMDatabaseAuthentication: true
package guardrails.rds_iam_auth

deny contains "IAM authentication is off" if input.facets.iam_auth == false
