package guardrails.az_pg_connection_throttling_test

import data.guardrails.az_pg_connection_throttling

test_passes_when_on if {
	count(az_pg_connection_throttling.deny) == 0 with input as {"facets": {"flags": {"connection_throttle.enable": "on"}}}
}

test_passes_by_default if {
	count(az_pg_connection_throttling.deny) == 0 with input as {"facets": {"flags": {}}}
}

test_fails_when_off if {
	count(az_pg_connection_throttling.deny) == 1 with input as {"facets": {"flags": {"connection_throttle.enable": "off"}}}
}
