package guardrails.az_sql_audit_test

import data.guardrails.az_sql_audit

test_passes_when_right if {
	count(az_sql_audit.deny) == 0 with input as {"facets": {"logging": {"enabled": true}}}
}

test_fails_when_wrong if {
	count(az_sql_audit.deny) == 1 with input as {"facets": {"logging": {"enabled": false}}}
}
