# METADATA
# title: No container adds SETUID
# description: The capability SETUID gives a container more than its own process needs.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K008
#   severity: HIGH
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k008

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K008",
	"severity": "HIGH",
	"title": "No container adds SETUID",
}

adding contains container if {
	some container in kubernetes.containers
	"SETUID" in kubernetes.added_capabilities(container)
}

adding contains container if {
	some container in kubernetes.containers
	"ALL" in kubernetes.added_capabilities(container)
	not "SETUID" in kubernetes.dropped_capabilities(container)
}

deny contains found if {
	kubernetes.is_workload
	some container in adding
	message := kubernetes.describe("should not add the capability SETUID", container)
	found := result.new(message, container)
}
