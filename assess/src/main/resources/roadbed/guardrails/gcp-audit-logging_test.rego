package guardrails.gcp_audit_logging_test

import data.guardrails.gcp_audit_logging

test_passes_for_all_services if {
	count(gcp_audit_logging.deny) == 0 with input as {"kind": "log.trail", "facets": {"all_services": true, "audit": [{"service": "allServices", "log_types": ["ADMIN_READ"], "exempted": []}]}}
}

test_fails_for_one_service if {
	count(gcp_audit_logging.deny) == 1 with input as {"kind": "log.trail", "facets": {"all_services": false, "audit": []}}
}

test_fails_with_exempted_members if {
	count(gcp_audit_logging.deny) == 1 with input as {"kind": "log.trail", "facets": {"all_services": true, "audit": [{"service": "allServices", "log_types": ["DATA_READ"], "exempted": ["user:a@example.org"]}]}}
}

project(configs) := {"kind": "account.project", "facets": {"audit": {"declared": count(configs) > 0, "configs": configs}}}

test_passes_for_a_project_with_all_services if {
	count(gcp_audit_logging.deny) == 0 with input as project([{"service": "allServices", "log_types": ["ADMIN_READ"], "exempted": []}])
}

test_fails_for_a_project_without if {
	count(gcp_audit_logging.deny) == 1 with input as project([])
}

test_fails_for_a_project_with_exempted_members if {
	count(gcp_audit_logging.deny) == 1 with input as project([{"service": "allServices", "log_types": ["ADMIN_READ"], "exempted": ["user:a@example.org"]}])
}
