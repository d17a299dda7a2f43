package guardrails.az_nsg_flow_logs_test

import data.guardrails.az_nsg_flow_logs

test_passes_at_90_days if {
	count(az_nsg_flow_logs.deny) == 0 with input as {"facets": {"logging": {"enabled": true, "retention_enabled": true, "retention_days": 90}}}
}

test_passes_for_ever if {
	count(az_nsg_flow_logs.deny) == 0 with input as {"facets": {"logging": {"enabled": true, "retention_enabled": true, "retention_days": 0}}}
}

test_fails_at_30_days if {
	count(az_nsg_flow_logs.deny) == 1 with input as {"facets": {"logging": {"enabled": true, "retention_enabled": true, "retention_days": 30}}}
}

test_fails_when_off if {
	count(az_nsg_flow_logs.deny) == 1 with input as {"facets": {"logging": {"enabled": false, "retention_enabled": true, "retention_days": 90}}}
}

test_fails_without_retention if {
	count(az_nsg_flow_logs.deny) == 1 with input as {"facets": {"logging": {"enabled": true, "retention_enabled": false, "retention_days": 0}}}
}
