# METADATA
# title: "BigQuery dataset not public"
# related_resources:
#   - https://cloud.google.com/bigquery/docs/control-access-to-resources-iam
# custom:
#   id: bq-not-public
#   severity: critical
#   provider: gcp
#   kinds: [data.warehouse]
#   types: [google_bigquery_dataset]
#   needs: [public.exposed]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     allUsers and allAuthenticatedUsers mean everybody with a browser.
#   remediation: >-
#     Remove the public access entry.
#   controls: ["CIS GCP 4.0 7.1", "ISO 27001:2022 A.8.3"]
#   examples:
#     terraform: |
#       resource "google_bigquery_dataset" "this" {
#         dataset_id = "reports"
#         access {
#           role           = "READER"
#           group_by_email = "analysts@example.com"
#         }
#       }
package guardrails.bq_not_public

deny contains "everyone can read the dataset" if input.facets.public.exposed == true
