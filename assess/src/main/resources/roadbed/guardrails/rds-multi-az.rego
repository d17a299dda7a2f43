# METADATA
# title: "RDS runs in more than one zone"
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_BestPractices.Security.html
# custom:
#   id: rds-multi-az
#   severity: medium
#   provider: aws
#   kinds: [database.relational]
#   types: [aws_db_instance, aws_rds_cluster]
#   needs: [multi_zone]
#   profiles: [strict, cis, prod]
#   rationale: >-
#     When the zone fails, so does everything that needs this database.
#   remediation: >-
#     Set multi_az to true.
#   controls: ["CIS AWS 5.0 2.2.4", "ISO 27001:2022 A.8.14"]
#   examples:
#     terraform: |
#       resource "aws_db_instance" "this" {
#         engine         = "postgres"
#         instance_class = "db.t4g.medium"
#         multi_az = true
#       }
#     cloudformation: |
#       Type: AWS::RDS::DBInstance
#       Properties:
#         Engine: postgres
#         DBInstanceClass: db.t4g.medium
#         MultiAZ: true
#   fix:
#     - types: [aws_db_instance]
#       set:
#         multi_az: true
#     - types: ["AWS::RDS::DBInstance"]
#       set:
#         MultiAZ: true
package guardrails.rds_multi_az

deny contains "the database stands in one zone" if input.facets.multi_zone == false
