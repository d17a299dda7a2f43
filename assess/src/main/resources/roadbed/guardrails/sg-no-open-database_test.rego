package guardrails.sg_no_open_database_test

import data.guardrails.sg_no_open_database

test_passes_when_the_source_is_narrow if {
	count(sg_no_open_database.deny) == 0 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "tcp", "internet": false, "ports": [{"from": 1433, "to": 1433}], "all_ports": false, "description": ""}]}}
}

test_passes_on_another_port if {
	count(sg_no_open_database.deny) == 0 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "tcp", "internet": true, "ports": [{"from": 1, "to": 1}], "all_ports": false, "description": ""}]}}
}

test_passes_when_denied if {
	count(sg_no_open_database.deny) == 0 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "deny", "enabled": true, "protocol": "tcp", "internet": true, "ports": [{"from": 1433, "to": 1433}], "all_ports": false, "description": ""}]}}
}

test_fails_on_the_port if {
	count(sg_no_open_database.deny) == 1 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "tcp", "internet": true, "ports": [{"from": 1433, "to": 1433}], "all_ports": false, "description": ""}]}}
}
