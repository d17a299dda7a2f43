# METADATA
# title: No container adds AUDIT_WRITE
# description: The capability AUDIT_WRITE gives a container more than its own process needs.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K011
#   severity: HIGH
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k011

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K011",
	"severity": "HIGH",
	"title": "No container adds AUDIT_WRITE",
}

adding contains container if {
	some container in kubernetes.containers
	"AUDIT_WRITE" in kubernetes.added_capabilities(container)
}

adding contains container if {
	some container in kubernetes.containers
	"ALL" in kubernetes.added_capabilities(container)
	not "AUDIT_WRITE" in kubernetes.dropped_capabilities(container)
}

deny contains found if {
	kubernetes.is_workload
	some container in adding
	message := kubernetes.describe("should not add the capability AUDIT_WRITE", container)
	found := result.new(message, container)
}
