package guardrails.gce_no_serial_port_test

import data.guardrails.gce_no_serial_port

test_passes_when_right if {
	count(gce_no_serial_port.deny) == 0 with input as {"facets": {"serial_port": false}}
}

test_fails_when_wrong if {
	count(gce_no_serial_port.deny) == 1 with input as {"facets": {"serial_port": true}}
}
