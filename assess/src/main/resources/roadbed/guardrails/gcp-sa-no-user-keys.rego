# METADATA
# title: "Service account without keys of its own"
# related_resources:
#   - https://cloud.google.com/iam/docs/using-iam-securely
# custom:
#   id: gcp-sa-no-user-keys
#   severity: medium
#   provider: gcp
#   kinds: [identity.service_account]
#   types: [google_service_account]
#   needs: [keys]
#   profiles: [strict, cis]
#   rationale: >-
#     Key files are copied, forgotten and leaked.
#   remediation: >-
#     Use workload identity, or attach the account to what runs.
#   controls: ["CIS GCP 4.0 1.4", "ISO 27001:2022 A.5.17"]
#   examples:
#     terraform: |
#       resource "google_service_account" "this" {
#         account_id = "app" # used through workload identity: no google_service_account_key
#       }
package guardrails.gcp_sa_no_user_keys

deny contains message if {
	input.facets.keys > 0
	message := sprintf("%d keys are made for it", [input.facets.keys])
}
