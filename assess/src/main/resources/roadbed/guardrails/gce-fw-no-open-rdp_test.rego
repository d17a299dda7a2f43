package guardrails.gce_fw_no_open_rdp_test

import data.guardrails.gce_fw_no_open_rdp

test_passes_when_the_source_is_narrow if {
	count(gce_fw_no_open_rdp.deny) == 0 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "tcp", "internet": false, "ports": [{"from": 3389, "to": 3389}], "all_ports": false, "description": ""}]}}
}

test_passes_on_another_port if {
	count(gce_fw_no_open_rdp.deny) == 0 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "tcp", "internet": true, "ports": [{"from": 1, "to": 1}], "all_ports": false, "description": ""}]}}
}

test_passes_when_denied if {
	count(gce_fw_no_open_rdp.deny) == 0 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "deny", "enabled": true, "protocol": "tcp", "internet": true, "ports": [{"from": 3389, "to": 3389}], "all_ports": false, "description": ""}]}}
}

test_fails_on_the_port if {
	count(gce_fw_no_open_rdp.deny) == 1 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "tcp", "internet": true, "ports": [{"from": 3389, "to": 3389}], "all_ports": false, "description": ""}]}}
}
