# METADATA
# title: "RDS storage encrypted"
# related_resources:
#   - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_BestPractices.Security.html
# custom:
#   id: rds-encryption
#   severity: high
#   provider: aws
#   kinds: [database.relational]
#   types: [aws_db_instance]
#   needs: [encryption.at_rest]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Snapshots and backups of the database leave it; encrypted, they leave as noise.
#   remediation: >-
#     Set storage_encrypted to true. An existing database must be restored from an encrypted copy of
#     its snapshot.
#   controls: ["CIS AWS 5.0 2.2.1", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "aws_db_instance" "this" {
#         engine         = "postgres"
#         instance_class = "db.t4g.medium"
#         storage_encrypted = true
#       }
#     cloudformation: |
#       Type: AWS::RDS::DBInstance
#       Properties:
#         Engine: postgres
#         DBInstanceClass: db.t4g.medium
#         StorageEncrypted: true
#   fix:
#     - types: [aws_db_instance]
#       set:
#         storage_encrypted: true
#     - types: ["AWS::RDS::DBInstance"]
#       set:
#         StorageEncrypted: true
package guardrails.rds_encryption

deny contains "storage is not encrypted" if input.facets.encryption.at_rest == false
