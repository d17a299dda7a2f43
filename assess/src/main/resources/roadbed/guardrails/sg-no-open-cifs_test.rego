package guardrails.sg_no_open_cifs_test

import data.guardrails.sg_no_open_cifs

test_passes_when_the_source_is_narrow if {
	count(sg_no_open_cifs.deny) == 0 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "tcp", "internet": false, "ports": [{"from": 445, "to": 445}], "all_ports": false}]}}
}

test_fails_when_open if {
	count(sg_no_open_cifs.deny) == 1 with input as {"facets": {"rules": [{"declared_by": "", "direction": "ingress", "action": "allow", "enabled": true, "protocol": "tcp", "internet": true, "ports": [{"from": 445, "to": 445}], "all_ports": false}]}}
}
