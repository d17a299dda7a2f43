package guardrails.az_pg_log_connections_test

import data.guardrails.az_pg_log_connections

test_passes_when_on if {
	count(az_pg_log_connections.deny) == 0 with input as {"facets": {"flags": {"log_connections": "on"}}}
}

test_passes_by_default if {
	count(az_pg_log_connections.deny) == 0 with input as {"facets": {"flags": {}}}
}

test_fails_when_off if {
	count(az_pg_log_connections.deny) == 1 with input as {"facets": {"flags": {"log_connections": "off"}}}
}
