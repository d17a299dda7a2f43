# METADATA
# title: "Service account without administrator roles"
# related_resources:
#   - https://cloud.google.com/iam/docs/using-iam-securely
# custom:
#   id: gcp-sa-no-admin
#   severity: high
#   provider: gcp
#   kinds: [identity.binding]
#   types: [google_project_iam_member, google_project_iam_binding]
#   needs: [role, members]
#   profiles: [strict, cis]
#   rationale: >-
#     A key of this account is a key to the whole project.
#   remediation: >-
#     Grant the roles that are needed, on the resources that need them.
#   controls: ["CIS GCP 4.0 1.5", "ISO 27001:2022 A.8.2"]
#   examples:
#     terraform: |
#       resource "google_project_iam_member" "this" {
#         project = "shop-prod"
#         role    = "roles/cloudsql.client"
#         member  = "serviceAccount:app@shop-prod.iam.gserviceaccount.com"
#       }
package guardrails.gcp_sa_no_admin

deny contains message if {
	some member in input.facets.members
	startswith(member, "serviceAccount:")
	administrative(input.facets.role)
	message := sprintf("%s has %s", [member, input.facets.role])
}

administrative(role) if role in {"roles/owner", "roles/editor"}

administrative(role) if endswith(lower(role), "admin")
