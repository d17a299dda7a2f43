# METADATA
# title: "Project OS Login on"
# custom:
#   id: gce-oslogin
#   severity: medium
#   provider: gcp
#   kinds: [account.settings]
#   types: [google_compute_project_metadata]
#   needs: []
#   rationale: >-
#     OS Login ties SSH to people and their roles instead of keys in metadata.
#   remediation: >-
#     Set enable-oslogin to TRUE in the project's metadata.
#   controls: ["CIS GCP 4.0 4.4", "ISO 27001:2022 A.5.16"]
package guardrails.gce_oslogin

deny contains "OS Login is not on" if {
	value := object.get(input.facets, "oslogin", "absent")
	lower(value) != "true"
}
