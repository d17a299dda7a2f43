package guardrails.sql_pg_audit_test

import data.guardrails.sql_pg_audit

test_passes_when_on if {
	count(sql_pg_audit.deny) == 0 with input as {"facets": {"engine": "postgres", "flags": {"cloudsql.enable_pgaudit": "on"}}}
}

test_passes_on_another_engine if {
	count(sql_pg_audit.deny) == 0 with input as {"facets": {"engine": "other", "flags": {}}}
}

test_fails_when_not if {
	count(sql_pg_audit.deny) == 1 with input as {"facets": {"engine": "postgres", "flags": {"cloudsql.enable_pgaudit": "off"}}}
}
