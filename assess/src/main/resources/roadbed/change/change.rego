# METADATA
# title: Who must agree to a change
# description: >-
#   What is of low risk, and of which everything that matters is known, needs nobody's word. All else waits for the owners of
#   what it touches; what is of high risk for two people. Groups that do not exist fall back to the administrators.
package roadbed.change

deny contains sprintf("a gate blocks it: %s", [concat(", ", gate.guardrails)]) if {
	some gate in input.change.gates
	gate.outcome == "block"
}

# What must be known before nobody is asked.
needed := {"blast-radius", "tier", "guardrails", "author"}

concern contains sprintf("the risk is %s (%d points)", [input.risk.level, input.risk.score]) if input.risk.level != "low"

concern contains sprintf("%s is not known", [name]) if {
	some name in input.risk.unknown
	name in needed
}

concern contains sprintf("somebody went past a gate: %s", [concat(", ", gate.guardrails)]) if {
	some gate in input.change.gates
	gate.outcome == "bypassed"
}

concern contains sprintf("the error budget of %s says: %s", [service.name, service.budget]) if {
	some service in input.services
	service.budget in {"slow-down", "freeze"}
}

concern contains sprintf("%s is of tier %d, and how its error budget stands is not known", [service.name, service.tier]) if {
	some service in input.services
	service.budget == "unknown"
	service.tier <= 2
}

# The window was agreed upon; what is known to be harmful is a concern in it all the same.
waived if {
	count(input.maintenance) > 0
	input.risk.level == "medium"
	every name in input.risk.unknown { not name in needed }
	every service in input.services { not service.budget in {"slow-down", "freeze"} }
	every gate in input.change.gates { gate.outcome != "bypassed" }
}

owners contains service.owner if {
	some service in input.services
	service.owner in input.groups
}

ask := sort([owner | some owner in owners]) if count(owners) > 0

else := ["administrators"]

require contains {"from": [owner], "count": 1, "reason": reason} if {
	count(concern) > 0
	not waived
	some owner in ask
	reason := concat("; ", sort([one | some one in concern]))
}

require contains {"from": both, "count": 2, "reason": "the risk is high: two people look at it"} if {
	input.risk.level == "high"
	"change-approvers" in input.groups
	both := array.concat(ask, ["change-approvers"])
}

standard contains "the risk is low, and what matters is known" if count(concern) == 0

standard contains sprintf("in its maintenance window %s", [name]) if {
	waived
	some name in input.maintenance
}
