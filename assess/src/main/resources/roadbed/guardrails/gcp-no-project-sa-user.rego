# METADATA
# title: "Nobody may use all service accounts of a project"
# related_resources:
#   - https://cloud.google.com/iam/docs/using-iam-securely
# custom:
#   id: gcp-no-project-sa-user
#   severity: high
#   provider: gcp
#   kinds: [identity.binding]
#   types: [google_project_iam_member, google_project_iam_binding]
#   needs: [role]
#   profiles: [strict, cis]
#   rationale: >-
#     Who may use every service account has the rights of them all.
#   remediation: >-
#     Grant the role on the one service account that is needed.
#   controls: ["CIS GCP 4.0 1.6", "ISO 27001:2022 A.8.2"]
#   examples:
#     terraform: |
#       resource "google_service_account_iam_member" "this" {
#         service_account_id = google_service_account.app.name
#         role               = "roles/iam.serviceAccountUser"
#         member             = "group:deployers@example.com"
#       }
package guardrails.gcp_no_project_sa_user

deny contains message if {
	input.facets.role in {"roles/iam.serviceAccountUser", "roles/iam.serviceAccountTokenCreator"}
	message := sprintf("%s on the whole project", [input.facets.role])
}
