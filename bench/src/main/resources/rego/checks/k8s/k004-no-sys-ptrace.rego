# METADATA
# title: No container adds SYS_PTRACE
# description: The capability SYS_PTRACE gives a container more than its own process needs.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K004
#   severity: HIGH
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k004

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K004",
	"severity": "HIGH",
	"title": "No container adds SYS_PTRACE",
}

adding contains container if {
	some container in kubernetes.containers
	"SYS_PTRACE" in kubernetes.added_capabilities(container)
}

adding contains container if {
	some container in kubernetes.containers
	"ALL" in kubernetes.added_capabilities(container)
	not "SYS_PTRACE" in kubernetes.dropped_capabilities(container)
}

deny contains found if {
	kubernetes.is_workload
	some container in adding
	message := kubernetes.describe("should not add the capability SYS_PTRACE", container)
	found := result.new(message, container)
}
