# METADATA
# title: No container adds SYS_MODULE
# description: The capability SYS_MODULE gives a container more than its own process needs.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K003
#   severity: HIGH
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k003

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K003",
	"severity": "HIGH",
	"title": "No container adds SYS_MODULE",
}

adding contains container if {
	some container in kubernetes.containers
	"SYS_MODULE" in kubernetes.added_capabilities(container)
}

adding contains container if {
	some container in kubernetes.containers
	"ALL" in kubernetes.added_capabilities(container)
	not "SYS_MODULE" in kubernetes.dropped_capabilities(container)
}

deny contains found if {
	kubernetes.is_workload
	some container in adding
	message := kubernetes.describe("should not add the capability SYS_MODULE", container)
	found := result.new(message, container)
}
