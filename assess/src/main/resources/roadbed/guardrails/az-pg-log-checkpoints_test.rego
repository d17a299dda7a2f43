package guardrails.az_pg_log_checkpoints_test

import data.guardrails.az_pg_log_checkpoints

test_passes_when_on if {
	count(az_pg_log_checkpoints.deny) == 0 with input as {"facets": {"flags": {"log_checkpoints": "on"}}}
}

test_passes_by_default if {
	count(az_pg_log_checkpoints.deny) == 0 with input as {"facets": {"flags": {}}}
}

test_fails_when_off if {
	count(az_pg_log_checkpoints.deny) == 1 with input as {"facets": {"flags": {"log_checkpoints": "off"}}}
}
