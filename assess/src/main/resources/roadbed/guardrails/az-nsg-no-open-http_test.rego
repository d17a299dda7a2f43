package guardrails.az_nsg_no_open_http_test

import data.guardrails.az_nsg_no_open_http

test_passes_when_the_source_is_narrow if {
	count(az_nsg_no_open_http.deny) == 0 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "tcp", "internet": false, "ports": [{"from": 80, "to": 80}], "all_ports": false, "description": ""}]}}
}

test_passes_on_another_port if {
	count(az_nsg_no_open_http.deny) == 0 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "tcp", "internet": true, "ports": [{"from": 1, "to": 1}], "all_ports": false, "description": ""}]}}
}

test_passes_when_denied if {
	count(az_nsg_no_open_http.deny) == 0 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "deny", "enabled": true, "protocol": "tcp", "internet": true, "ports": [{"from": 80, "to": 80}], "all_ports": false, "description": ""}]}}
}

test_fails_on_the_port if {
	count(az_nsg_no_open_http.deny) == 1 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "tcp", "internet": true, "ports": [{"from": 80, "to": 80}], "all_ports": false, "description": ""}]}}
}
