# METADATA
# title: No container adds NET_ADMIN
# description: The capability NET_ADMIN gives a container more than its own process needs.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K002
#   severity: HIGH
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k002

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K002",
	"severity": "HIGH",
	"title": "No container adds NET_ADMIN",
}

adding contains container if {
	some container in kubernetes.containers
	"NET_ADMIN" in kubernetes.added_capabilities(container)
}

adding contains container if {
	some container in kubernetes.containers
	"ALL" in kubernetes.added_capabilities(container)
	not "NET_ADMIN" in kubernetes.dropped_capabilities(container)
}

deny contains found if {
	kubernetes.is_workload
	some container in adding
	message := kubernetes.describe("should not add the capability NET_ADMIN", container)
	found := result.new(message, container)
}
