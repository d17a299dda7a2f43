# METADATA
# title: "RDS not publicly accessible"
# custom:
#   id: rds-not-public
#   severity: critical
#   provider: aws
#   kinds: [database.relational]
#   types: [aws_db_instance, aws_rds_cluster_instance]
#   needs: [public.ip]
#   rationale: >-
#     A database with a public address needs only one weak password to be everybody's.
#   remediation: >-
#     Set publicly_accessible to false and reach the database from inside the network.
#   controls: ["CIS AWS 5.0 2.2.3", "ISO 27001:2022 A.8.20"]
package guardrails.rds_not_public

deny contains "publicly accessible" if input.facets.public.ip == true
