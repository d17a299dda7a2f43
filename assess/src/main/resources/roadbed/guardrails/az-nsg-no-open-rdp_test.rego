package guardrails.az_nsg_no_open_rdp_test

import data.guardrails.az_nsg_no_open_rdp

test_passes_when_the_source_is_narrow if {
	count(az_nsg_no_open_rdp.deny) == 0 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "tcp", "internet": false, "ports": [{"from": 22, "to": 22}], "all_ports": false}]}}
}

test_passes_on_another_port if {
	count(az_nsg_no_open_rdp.deny) == 0 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "tcp", "internet": true, "ports": [{"from": 3390, "to": 3390}], "all_ports": false}]}}
}

test_passes_when_denied if {
	count(az_nsg_no_open_rdp.deny) == 0 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "deny", "enabled": true, "protocol": "tcp", "internet": true, "ports": [{"from": 3389, "to": 3389}], "all_ports": false}]}}
}

test_fails_on_udp if {
	count(az_nsg_no_open_rdp.deny) == 1 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "udp", "internet": true, "ports": [{"from": 3389, "to": 3389}], "all_ports": false}]}}
}

test_fails_on_the_port if {
	count(az_nsg_no_open_rdp.deny) == 1 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "tcp", "internet": true, "ports": [{"from": 3389, "to": 3389}], "all_ports": false}]}}
}

test_fails_on_a_range_around_it if {
	count(az_nsg_no_open_rdp.deny) == 1 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "tcp", "internet": true, "ports": [{"from": 0, "to": 65535}], "all_ports": false}]}}
}

test_fails_on_all_protocols if {
	count(az_nsg_no_open_rdp.deny) == 1 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "all", "internet": true, "ports": [{"from": 0, "to": 65535}], "all_ports": true}]}}
}
