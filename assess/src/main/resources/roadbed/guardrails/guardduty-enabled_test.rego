package guardrails.guardduty_enabled_test

import data.guardrails.guardduty_enabled

test_passes_when_right if {
	count(guardduty_enabled.deny) == 0 with input as {"facets": {"enabled": true}}
}

test_fails_when_wrong if {
	count(guardduty_enabled.deny) == 1 with input as {"facets": {"enabled": false}}
}
