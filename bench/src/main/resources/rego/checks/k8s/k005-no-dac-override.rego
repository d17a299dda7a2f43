# METADATA
# title: No container adds DAC_OVERRIDE
# description: The capability DAC_OVERRIDE gives a container more than its own process needs.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K005
#   severity: HIGH
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k005

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K005",
	"severity": "HIGH",
	"title": "No container adds DAC_OVERRIDE",
}

adding contains container if {
	some container in kubernetes.containers
	"DAC_OVERRIDE" in kubernetes.added_capabilities(container)
}

adding contains container if {
	some container in kubernetes.containers
	"ALL" in kubernetes.added_capabilities(container)
	not "DAC_OVERRIDE" in kubernetes.dropped_capabilities(container)
}

deny contains found if {
	kubernetes.is_workload
	some container in adding
	message := kubernetes.describe("should not add the capability DAC_OVERRIDE", container)
	found := result.new(message, container)
}
