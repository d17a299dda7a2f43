# METADATA
# title: "No primitive roles at project level"
# related_resources:
#   - https://cloud.google.com/iam/docs/using-iam-securely
# custom:
#   id: gcp-no-primitive-roles
#   severity: high
#   provider: gcp
#   kinds: [identity.binding]
#   needs: [primitive]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     Owner and Editor reach into every service of the project, also those that come next year.
#   remediation: >-
#     Grant predefined or custom roles for the task.
#   controls: ["ISO 27001:2022 A.8.2", "ISO 27001:2022 A.5.15"]
#   examples:
#     terraform: |
#       resource "google_project_iam_member" "this" {
#         project = "shop-prod"
#         role    = "roles/cloudsql.client"
#         member  = "serviceAccount:app@shop-prod.iam.gserviceaccount.com"
#       }
package guardrails.gcp_no_primitive_roles

deny contains "a primitive role is granted" if input.facets.primitive == true

deny contains "a primitive role is granted" if {
	input.facets.scope == "project"
	input.facets.role == "roles/viewer"
}
