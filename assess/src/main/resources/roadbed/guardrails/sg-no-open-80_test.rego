package guardrails.sg_no_open_80_test

import data.guardrails.sg_no_open_80

test_passes_when_the_source_is_narrow if {
	count(sg_no_open_80.deny) == 0 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "tcp", "internet": false, "ports": [{"from": 22, "to": 22}], "all_ports": false}]}}
}

test_passes_on_another_port if {
	count(sg_no_open_80.deny) == 0 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "tcp", "internet": true, "ports": [{"from": 81, "to": 81}], "all_ports": false}]}}
}

test_passes_when_denied if {
	count(sg_no_open_80.deny) == 0 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "deny", "enabled": true, "protocol": "tcp", "internet": true, "ports": [{"from": 80, "to": 80}], "all_ports": false}]}}
}

test_passes_on_udp if {
	count(sg_no_open_80.deny) == 0 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "udp", "internet": true, "ports": [{"from": 80, "to": 80}], "all_ports": false}]}}
}

test_fails_on_the_port if {
	count(sg_no_open_80.deny) == 1 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "tcp", "internet": true, "ports": [{"from": 80, "to": 80}], "all_ports": false}]}}
}

test_fails_on_a_range_around_it if {
	count(sg_no_open_80.deny) == 1 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "tcp", "internet": true, "ports": [{"from": 0, "to": 65535}], "all_ports": false}]}}
}

test_fails_on_all_protocols if {
	count(sg_no_open_80.deny) == 1 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "all", "internet": true, "ports": [{"from": 0, "to": 65535}], "all_ports": true}]}}
}

test_fails_from_zero_to_zero if {
	count(sg_no_open_80.deny) == 1 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "tcp", "internet": true, "ports": [{"from": 0, "to": 0}], "all_ports": false}]}}
}

test_fails_without_any_source if {
	count(sg_no_open_80.deny) == 1 with input as {"type": "aws_vpc_security_group_ingress_rule", "facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "tcp", "internet": false, "sources_given": false, "ports": [{"from": 80, "to": 80}], "all_ports": false}]}}
}
