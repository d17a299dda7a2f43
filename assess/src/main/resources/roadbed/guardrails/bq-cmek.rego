# METADATA
# title: "BigQuery dataset encrypted with a customer key"
# related_resources:
#   - https://cloud.google.com/bigquery/docs/control-access-to-resources-iam
# custom:
#   id: bq-cmek
#   severity: low
#   provider: gcp
#   kinds: [data.warehouse]
#   types: [google_bigquery_dataset]
#   needs: [encryption.customer_key]
#   profiles: [strict, cis]
#   rationale: >-
#     Only with a key of one's own can access be taken away in one place.
#   remediation: >-
#     Set default_encryption_configuration.
#   controls: ["CIS GCP 4.0 7.3", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "google_bigquery_dataset" "this" {
#         dataset_id = "reports"
#         default_encryption_configuration {
#           kms_key_name = google_kms_crypto_key.reports.id
#         }
#       }
package guardrails.bq_cmek

deny contains "not encrypted with a key of one's own" if input.facets.encryption.customer_key == false
