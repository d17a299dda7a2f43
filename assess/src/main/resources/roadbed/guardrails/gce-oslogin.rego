# METADATA
# title: "Project OS Login on"
# related_resources:
#   - https://cloud.google.com/compute/docs/access
# custom:
#   id: gce-oslogin
#   severity: medium
#   provider: gcp
#   kinds: [account.settings]
#   types: [google_compute_project_metadata]
#   needs: []
#   profiles: [strict, cis]
#   rationale: >-
#     OS Login ties SSH to people and their roles instead of keys in metadata.
#   remediation: >-
#     Set enable-oslogin to TRUE in the project's metadata.
#   controls: ["CIS GCP 4.0 4.4", "ISO 27001:2022 A.5.16"]
#   examples:
#     terraform: |
#       resource "google_compute_project_metadata" "this" {
#         metadata = {
#           enable-oslogin = "TRUE"
#         }
#       }
#   fix:
#     - types: [google_compute_instance]
#       set:
#         "metadata{}.enable-oslogin": "TRUE"
package guardrails.gce_oslogin

deny contains "OS Login is not on" if {
	value := object.get(input.facets, "oslogin", "absent")
	lower(value) != "true"
}
