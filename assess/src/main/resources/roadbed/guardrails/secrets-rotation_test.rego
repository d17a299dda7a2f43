package guardrails.secrets_rotation_test

import data.guardrails.secrets_rotation

test_passes_at_90_days if {
	count(secrets_rotation.deny) == 0 with input as {"facets": {"rotation": {"days": 90}}}
}

test_fails_at_a_year if {
	count(secrets_rotation.deny) == 1 with input as {"facets": {"rotation": {"days": 365}}}
}
