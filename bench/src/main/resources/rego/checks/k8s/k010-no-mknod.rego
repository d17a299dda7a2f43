# METADATA
# title: No container adds MKNOD
# description: The capability MKNOD gives a container more than its own process needs.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K010
#   severity: HIGH
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k010

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K010",
	"severity": "HIGH",
	"title": "No container adds MKNOD",
}

adding contains container if {
	some container in kubernetes.containers
	"MKNOD" in kubernetes.added_capabilities(container)
}

adding contains container if {
	some container in kubernetes.containers
	"ALL" in kubernetes.added_capabilities(container)
	not "MKNOD" in kubernetes.dropped_capabilities(container)
}

deny contains found if {
	kubernetes.is_workload
	some container in adding
	message := kubernetes.describe("should not add the capability MKNOD", container)
	found := result.new(message, container)
}
