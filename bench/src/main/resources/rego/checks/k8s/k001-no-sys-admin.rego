# METADATA
# title: No container adds SYS_ADMIN
# description: The capability SYS_ADMIN gives a container more than its own process needs.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K001
#   severity: HIGH
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k001

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K001",
	"severity": "HIGH",
	"title": "No container adds SYS_ADMIN",
}

adding contains container if {
	some container in kubernetes.containers
	"SYS_ADMIN" in kubernetes.added_capabilities(container)
}

adding contains container if {
	some container in kubernetes.containers
	"ALL" in kubernetes.added_capabilities(container)
	not "SYS_ADMIN" in kubernetes.dropped_capabilities(container)
}

deny contains found if {
	kubernetes.is_workload
	some container in adding
	message := kubernetes.describe("should not add the capability SYS_ADMIN", container)
	found := result.new(message, container)
}
