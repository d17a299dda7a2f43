# METADATA
# title: No container adds SYS_RAWIO
# description: The capability SYS_RAWIO gives a container more than its own process needs.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K015
#   severity: HIGH
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k015

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K015",
	"severity": "HIGH",
	"title": "No container adds SYS_RAWIO",
}

adding contains container if {
	some container in kubernetes.containers
	"SYS_RAWIO" in kubernetes.added_capabilities(container)
}

adding contains container if {
	some container in kubernetes.containers
	"ALL" in kubernetes.added_capabilities(container)
	not "SYS_RAWIO" in kubernetes.dropped_capabilities(container)
}

deny contains found if {
	kubernetes.is_workload
	some container in adding
	message := kubernetes.describe("should not add the capability SYS_RAWIO", container)
	found := result.new(message, container)
}
