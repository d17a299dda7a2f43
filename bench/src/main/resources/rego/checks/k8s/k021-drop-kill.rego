# METADATA
# title: Every container drops KILL
# description: A container that keeps KILL can do more than it was made for.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K021
#   severity: LOW
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k021

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K021",
	"severity": "LOW",
	"title": "Every container drops KILL",
}

dropping contains container.name if {
	some container in kubernetes.containers
	some capability in kubernetes.dropped_capabilities(container)
	capability in {"ALL", "KILL"}
}

keeping contains container if {
	some container in kubernetes.containers
	not container.name in dropping
}

deny contains found if {
	some container in keeping
	message := kubernetes.describe("should drop KILL in securityContext.capabilities.drop", container)
	found := result.new(message, container)
}
