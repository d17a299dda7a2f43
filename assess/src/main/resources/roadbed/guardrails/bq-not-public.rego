# METADATA
# title: "BigQuery dataset not public"
# custom:
#   id: bq-not-public
#   severity: critical
#   provider: gcp
#   kinds: [data.warehouse]
#   types: [google_bigquery_dataset]
#   needs: [public.exposed]
#   rationale: >-
#     allUsers and allAuthenticatedUsers mean everybody with a browser.
#   remediation: >-
#     Remove the public access entry.
#   controls: ["CIS GCP 4.0 7.1", "ISO 27001:2022 A.8.3"]
package guardrails.bq_not_public

deny contains "everyone can read the dataset" if input.facets.public.exposed == true
