# METADATA
# title: "RDS not publicly accessible"
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_BestPractices.Security.html
# custom:
#   id: rds-not-public
#   severity: critical
#   provider: aws
#   kinds: [database.relational]
#   types: [aws_db_instance, aws_rds_cluster_instance]
#   needs: [public.ip]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     A database with a public address needs only one weak password to be everybody's.
#   remediation: >-
#     Set publicly_accessible to false and reach the database from inside the network.
#   controls: ["CIS AWS 5.0 2.2.3", "ISO 27001:2022 A.8.20"]
#   examples:
#     terraform: |
#       resource "aws_db_instance" "this" {
#         engine         = "postgres"
#         instance_class = "db.t4g.medium"
#         publicly_accessible = false
#       }
#     cloudformation: |
#       Type: AWS::RDS::DBInstance
#       Properties:
#         Engine: postgres
#         DBInstanceClass: db.t4g.medium
#         PubliclyAccessible: false
#   fix:
#     - types: [aws_db_instance]
#       set:
#         publicly_accessible: false
#     - types: ["AWS::RDS::DBInstance"]
#       set:
#         PubliclyAccessible: false
package guardrails.rds_not_public

deny contains "publicly accessible" if input.facets.public.ip == true
