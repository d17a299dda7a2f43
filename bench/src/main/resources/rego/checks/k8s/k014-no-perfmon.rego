# METADATA
# title: No container adds PERFMON
# description: The capability PERFMON gives a container more than its own process needs.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K014
#   severity: HIGH
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k014

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K014",
	"severity": "HIGH",
	"title": "No container adds PERFMON",
}

adding contains container if {
	some container in kubernetes.containers
	"PERFMON" in kubernetes.added_capabilities(container)
}

adding contains container if {
	some container in kubernetes.containers
	"ALL" in kubernetes.added_capabilities(container)
	not "PERFMON" in kubernetes.dropped_capabilities(container)
}

deny contains found if {
	kubernetes.is_workload
	some container in adding
	message := kubernetes.describe("should not add the capability PERFMON", container)
	found := result.new(message, container)
}
