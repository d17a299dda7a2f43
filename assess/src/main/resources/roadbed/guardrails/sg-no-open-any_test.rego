package guardrails.sg_no_open_any_test

import data.guardrails.sg_no_open_any

test_passes_on_one_port if {
	count(sg_no_open_any.deny) == 0 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "tcp", "internet": true, "ports": [{"from": 443, "to": 443}], "all_ports": false}]}}
}

test_passes_when_the_source_is_narrow if {
	count(sg_no_open_any.deny) == 0 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "all", "internet": false, "ports": [{"from": 22, "to": 22}], "all_ports": true}]}}
}

test_fails_on_all_protocols if {
	count(sg_no_open_any.deny) == 1 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "all", "internet": true, "ports": [{"from": 0, "to": 65535}], "all_ports": true}]}}
}
