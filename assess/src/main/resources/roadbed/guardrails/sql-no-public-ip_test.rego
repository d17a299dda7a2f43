package guardrails.sql_no_public_ip_test

import data.guardrails.sql_no_public_ip

test_passes_when_right if {
	count(sql_no_public_ip.deny) == 0 with input as {"facets": {"defaulted": [], "public": {"ip": false}}}
}

test_fails_when_wrong if {
	count(sql_no_public_ip.deny) == 1 with input as {"facets": {"defaulted": [], "public": {"ip": true}}}
}

test_passes_where_the_service_decides if {
	count(sql_no_public_ip.deny) == 0 with input as {"facets": {"defaulted": ["public.ip"], "public": {"ip": true}}}
}
