# METADATA
# title: "Audit logging for all services"
# related_resources:
#   - https://cloud.google.com/logging/docs/audit/configure-data-access
# custom:
#   id: gcp-audit-logging
#   severity: medium
#   provider: gcp
#   kinds: [log.trail, account.project]
#   types: [google_project_iam_audit_config, google_project]
#   needs: []
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Data access that is not logged cannot be accounted for.
#   remediation: >-
#     Configure audit logs for allServices with ADMIN_READ, DATA_READ and DATA_WRITE and no exempted
#     members.
#   controls: ["CIS GCP 4.0 2.1", "ISO 27001:2022 A.8.15"]
#   examples:
#     terraform: |
#       resource "google_project_iam_audit_config" "this" {
#         project = "shop-prod"
#         service = "allServices"
#         audit_log_config {
#           log_type = "ADMIN_READ"
#         }
#         audit_log_config {
#           log_type = "DATA_READ"
#         }
#         audit_log_config {
#           log_type = "DATA_WRITE"
#         }
#       }
package guardrails.gcp_audit_logging

deny contains "not for all services" if {
	input.kind == "log.trail"
	input.facets.all_services == false
}

deny contains message if {
	input.kind == "log.trail"
	input.facets.all_services == true
	some config in input.facets.audit
	count(config.exempted) > 0
	message := sprintf("members are exempted: %s", [concat(", ", config.exempted)])
}

deny contains "no audit logging for all services and all users" if {
	input.kind == "account.project"
	not complete
}

complete if {
	some config in input.facets.audit.configs
	config.service == "allServices"
	count(config.exempted) == 0
}
