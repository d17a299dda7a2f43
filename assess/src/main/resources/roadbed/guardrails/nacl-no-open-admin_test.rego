package guardrails.nacl_no_open_admin_test

import data.guardrails.nacl_no_open_admin

test_passes_when_the_source_is_narrow if {
	count(nacl_no_open_admin.deny) == 0 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "tcp", "internet": false, "ports": [{"from": 22, "to": 22}], "all_ports": false, "description": ""}]}}
}

test_passes_on_another_port if {
	count(nacl_no_open_admin.deny) == 0 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "tcp", "internet": true, "ports": [{"from": 1, "to": 1}], "all_ports": false, "description": ""}]}}
}

test_passes_when_denied if {
	count(nacl_no_open_admin.deny) == 0 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "deny", "enabled": true, "protocol": "tcp", "internet": true, "ports": [{"from": 22, "to": 22}], "all_ports": false, "description": ""}]}}
}

test_fails_on_the_port if {
	count(nacl_no_open_admin.deny) == 1 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "tcp", "internet": true, "ports": [{"from": 22, "to": 22}], "all_ports": false, "description": ""}]}}
}
