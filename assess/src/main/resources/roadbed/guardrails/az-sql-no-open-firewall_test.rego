package guardrails.az_sql_no_open_firewall_test

import data.guardrails.az_sql_no_open_firewall

test_passes_on_one_network if {
	count(az_sql_no_open_firewall.deny) == 0 with input as {"facets": {"any": false, "azure_services": false}}
}

test_fails_on_every_address if {
	count(az_sql_no_open_firewall.deny) == 1 with input as {"facets": {"any": true, "azure_services": false}}
}

test_passes_on_azure_services if {
	count(az_sql_no_open_firewall.deny) == 0 with input as {"facets": {"any": false, "azure_services": true}}
}
