# METADATA
# title: "No primitive roles at project level"
# custom:
#   id: gcp-no-primitive-roles
#   severity: high
#   provider: gcp
#   kinds: [identity.binding]
#   needs: [primitive]
#   rationale: >-
#     Owner and Editor reach into every service of the project, also those that come next year.
#   remediation: >-
#     Grant predefined or custom roles for the task.
#   controls: ["ISO 27001:2022 A.8.2", "ISO 27001:2022 A.5.15"]
package guardrails.gcp_no_primitive_roles

deny contains "a primitive role is granted" if input.facets.primitive == true

deny contains "a primitive role is granted" if {
	input.facets.scope == "project"
	input.facets.role == "roles/viewer"
}
