# METADATA
# title: "RDS deletion protection on"
# custom:
#   id: rds-deletion-protection
#   severity: medium
#   provider: aws
#   kinds: [database.relational]
#   types: [aws_db_instance, aws_rds_cluster]
#   needs: [deletion_protection.enabled]
#   rationale: >-
#     One call, or one plan approved in haste, must not delete a database.
#   remediation: >-
#     Set deletion_protection to true.
#   controls: ["ISO 27001:2022 A.8.13"]
package guardrails.rds_deletion_protection

deny contains "deletion protection is off" if input.facets.deletion_protection.enabled == false
