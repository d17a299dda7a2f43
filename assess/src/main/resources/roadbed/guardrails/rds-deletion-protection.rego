# METADATA
# title: "RDS deletion protection on"
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_BestPractices.Security.html
# custom:
#   id: rds-deletion-protection
#   severity: medium
#   provider: aws
#   kinds: [database.relational]
#   types: [aws_db_instance, aws_rds_cluster]
#   needs: [deletion_protection.enabled]
#   profiles: [strict, prod]
#   rationale: >-
#     One call, or one plan approved in haste, must not delete a database.
#   remediation: >-
#     Set deletion_protection to true.
#   controls: ["ISO 27001:2022 A.8.13"]
#   examples:
#     terraform: |
#       resource "aws_db_instance" "this" {
#         engine         = "postgres"
#         instance_class = "db.t4g.medium"
#         deletion_protection = true
#       }
#     cloudformation: |
#       Type: AWS::RDS::DBInstance
#       Properties:
#         Engine: postgres
#         DBInstanceClass: db.t4g.medium
#         DeletionProtection: true
#   fix:
#     - types: [aws_db_instance]
#       set:
#         deletion_protection: true
#     - types: [aws_rds_cluster]
#       set:
#         deletion_protection: true
#     - types: ["AWS::RDS::DBInstance", "AWS::RDS::DBCluster"]
#       set:
#         DeletionProtection: true
package guardrails.rds_deletion_protection

deny contains "deletion protection is off" if input.facets.deletion_protection.enabled == false
