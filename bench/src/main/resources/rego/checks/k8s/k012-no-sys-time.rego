# METADATA
# title: No container adds SYS_TIME
# description: The capability SYS_TIME gives a container more than its own process needs.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K012
#   severity: HIGH
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k012

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K012",
	"severity": "HIGH",
	"title": "No container adds SYS_TIME",
}

adding contains container if {
	some container in kubernetes.containers
	"SYS_TIME" in kubernetes.added_capabilities(container)
}

adding contains container if {
	some container in kubernetes.containers
	"ALL" in kubernetes.added_capabilities(container)
	not "SYS_TIME" in kubernetes.dropped_capabilities(container)
}

deny contains found if {
	kubernetes.is_workload
	some container in adding
	message := kubernetes.describe("should not add the capability SYS_TIME", container)
	found := result.new(message, container)
}
