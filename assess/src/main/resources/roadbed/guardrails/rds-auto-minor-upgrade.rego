# METADATA
# title: "RDS takes minor upgrades by itself"
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_BestPractices.Security.html
# custom:
#   id: rds-auto-minor-upgrade
#   severity: medium
#   provider: aws
#   kinds: [database.relational]
#   types: [aws_db_instance, aws_rds_cluster_instance]
#   needs: [auto_minor_upgrade]
#   profiles: [strict, cis]
#   rationale: >-
#     Minor versions of a database are where its security fixes are.
#   remediation: >-
#     Set auto_minor_version_upgrade to true.
#   controls: ["CIS AWS 5.0 2.2.2", "ISO 27001:2022 A.8.8"]
#   examples:
#     terraform: |
#       resource "aws_db_instance" "this" {
#         engine         = "postgres"
#         instance_class = "db.t4g.medium"
#         auto_minor_version_upgrade = true
#       }
#     cloudformation: |
#       Type: AWS::RDS::DBInstance
#       Properties:
#         Engine: postgres
#         DBInstanceClass: db.t4g.medium
#         AutoMinorVersionUpgrade: true
#   fix:
#     - types: [aws_db_instance]
#       set:
#         auto_minor_version_upgrade: true
package guardrails.rds_auto_minor_upgrade

deny contains "minor upgrades are not applied" if input.facets.auto_minor_upgrade == false
