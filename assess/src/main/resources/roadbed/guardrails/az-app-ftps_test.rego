package guardrails.az_app_ftps_test

import data.guardrails.az_app_ftps

test_passes_when_right if {
	count(az_app_ftps.deny) == 0 with input as {"facets": {"transport": {"ftp": "disabled"}}}
}

test_fails_when_wrong if {
	count(az_app_ftps.deny) == 1 with input as {"facets": {"transport": {"ftp": "all"}}}
}
