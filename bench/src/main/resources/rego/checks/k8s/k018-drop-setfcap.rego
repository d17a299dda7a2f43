# METADATA
# title: Every container drops SETFCAP
# description: A container that keeps SETFCAP can do more than it was made for.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K018
#   severity: LOW
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k018

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K018",
	"severity": "LOW",
	"title": "Every container drops SETFCAP",
}

dropping contains container.name if {
	some container in kubernetes.containers
	some capability in kubernetes.dropped_capabilities(container)
	capability in {"ALL", "SETFCAP"}
}

keeping contains container if {
	some container in kubernetes.containers
	not container.name in dropping
}

deny contains found if {
	some container in keeping
	message := kubernetes.describe("should drop SETFCAP in securityContext.capabilities.drop", container)
	found := result.new(message, container)
}
