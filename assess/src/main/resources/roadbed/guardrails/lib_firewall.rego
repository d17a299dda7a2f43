# What several firewall guardrails share.
package lib.firewall

# The rules of a document itself (parts are judged where they are declared) that let the internet in.
open_to_internet(rules) := [rule |
	some rule in rules
	rule.declared_by == ""
	rule.direction == "ingress"
	rule.action == "allow"
	rule.enabled == true
	from_internet(rule)
]

from_internet(rule) if rule.internet == true

# A rule resource that names no source at all narrows nothing.
from_internet(rule) if {
	input.type == "aws_vpc_security_group_ingress_rule"
	rule.sources_given == false
}

# Whether a rule lets a protocol through to a port.
covers(rule, protocol, port) if {
	rule.protocol in {protocol, "all"}
	some range in rule.ports
	range.from <= port
	port <= range.to
}

# From 0 to 0 is what people write who mean every port.
covers(rule, protocol, _) if {
	rule.protocol == protocol
	some range in rule.ports
	range.from == 0
	range.to == 0
}

covers(rule, protocol, _) if {
	rule.protocol in {protocol, "all"}
	rule.all_ports == true
}

# The rule's own description, to be found again by.
described(rule) := sprintf(": %s", [rule.description]) if {
	is_string(rule.description)
	rule.description != ""
} else := ""
