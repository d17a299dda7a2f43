package roadbed.change_test

import data.roadbed.change

# A change of low risk of which everything is known; each test says what is different.
plain := {
	"change": {"kind": "plan", "authors": ["ada"], "gates": [{"decision": "g1", "outcome": "pass", "guardrails": []}]},
	"risk": {"level": "low", "score": 5, "unknown": [], "factors": []},
	"services": [{"name": "shop", "tier": 3, "owner": "shop-team", "budget": "free"}],
	"consumers": [],
	"groups": ["administrators", "shop-team", "change-approvers"],
	"maintenance": [],
	"time": {"at": "2026-03-02T10:00:00Z", "zone": "UTC", "weekday": "monday", "hour": 10},
}

with_(path, value) := json.patch(plain, [{"op": "replace", "path": path, "value": value}])

test_what_is_of_low_risk_and_known_is_standard if {
	change.standard == {"the risk is low, and what matters is known"} with input as plain
	count(change.require) == 0 with input as plain
	count(change.deny) == 0 with input as plain
}

test_a_block_denies if {
	some reason in change.deny with input as with_("/change/gates", [{"decision": "g1", "outcome": "block", "guardrails": ["s3-public"]}])
	contains(reason, "s3-public")
}

test_the_owner_agrees_to_medium_risk if {
	some one in change.require with input as with_("/risk/level", "medium")
	one.from == ["shop-team"]
	one.count == 1
	contains(one.reason, "medium")
}

test_every_owner_agrees if {
	services := [
		{"name": "shop", "tier": 3, "owner": "shop-team", "budget": "free"},
		{"name": "pay", "tier": 1, "owner": "change-approvers", "budget": "slow-down"},
	]
	asked := {one.from | some one in change.require} with input as with_("/services", services)
	asked == {["shop-team"], ["change-approvers"]}
}

test_two_people_agree_to_high_risk if {
	some one in change.require with input as with_("/risk/level", "high")
	one.count == 2
	one.from == ["shop-team", "change-approvers"]
}

test_administrators_stand_in_for_a_group_that_does_not_exist if {
	patched := json.patch(with_("/risk/level", "medium"), [{"op": "replace", "path": "/groups", "value": ["administrators"]}])
	some one in change.require with input as patched
	one.from == ["administrators"]
}

test_what_is_not_known_is_not_standard if {
	some unknown in ["guardrails", "tier", "blast-radius", "author"]
	count(change.standard) == 0 with input as with_("/risk/unknown", [unknown])
}

test_none_of_what_matters_may_be_unknown if {
	every unknown in ["guardrails", "tier", "blast-radius", "author"] {
		count(change.require) == 1 with input as with_("/risk/unknown", [unknown])
	}
}

test_a_budget_that_runs_out_is_a_concern if {
	some one in change.require with input as with_("/services/0/budget", "freeze")
	contains(one.reason, "error budget")
}

test_an_unknown_budget_matters_for_the_most_important_services_only if {
	count(change.require) == 0 with input as with_("/services/0/budget", "unknown")
	important := json.patch(with_("/services/0/budget", "unknown"), [{"op": "replace", "path": "/services/0/tier", "value": 1}])
	count(change.require) == 1 with input as important
}

test_who_went_past_a_gate_asks if {
	some one in change.require with input as with_("/change/gates/0/outcome", "bypassed")
	contains(one.reason, "past a gate")
}

test_a_maintenance_window_was_agreed_upon if {
	inside := json.patch(with_("/risk/level", "medium"), [{"op": "replace", "path": "/maintenance", "value": ["db-patching"]}])
	change.standard == {"in its maintenance window db-patching"} with input as inside
	count(change.require) == 0 with input as inside
}

test_a_maintenance_window_does_not_cover_what_is_not_known if {
	inside := json.patch(with_("/risk/level", "medium"), [
		{"op": "replace", "path": "/maintenance", "value": ["db-patching"]},
		{"op": "replace", "path": "/risk/unknown", "value": ["guardrails"]},
	])
	count(change.standard) == 0 with input as inside
	count(change.require) == 1 with input as inside
}

test_high_risk_is_never_standard if {
	inside := json.patch(with_("/risk/level", "high"), [{"op": "replace", "path": "/maintenance", "value": ["db-patching"]}])
	count(change.standard) == 0 with input as inside
}
