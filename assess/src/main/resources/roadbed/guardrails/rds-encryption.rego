# METADATA
# title: "RDS storage encrypted"
# custom:
#   id: rds-encryption
#   severity: high
#   provider: aws
#   kinds: [database.relational]
#   types: [aws_db_instance]
#   needs: [encryption.at_rest]
#   rationale: >-
#     Snapshots and backups of the database leave it; encrypted, they leave as noise.
#   remediation: >-
#     Set storage_encrypted to true. An existing database must be restored from an encrypted copy of
#     its snapshot.
#   controls: ["CIS AWS 5.0 2.2.1", "ISO 27001:2022 A.8.24"]
package guardrails.rds_encryption

deny contains "storage is not encrypted" if input.facets.encryption.at_rest == false
