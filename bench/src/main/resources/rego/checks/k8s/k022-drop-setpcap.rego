# METADATA
# title: Every container drops SETPCAP
# description: A container that keeps SETPCAP can do more than it was made for.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K022
#   severity: LOW
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k022

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K022",
	"severity": "LOW",
	"title": "Every container drops SETPCAP",
}

dropping contains container.name if {
	some container in kubernetes.containers
	some capability in kubernetes.dropped_capabilities(container)
	capability in {"ALL", "SETPCAP"}
}

keeping contains container if {
	some container in kubernetes.containers
	not container.name in dropping
}

deny contains found if {
	some container in keeping
	message := kubernetes.describe("should drop SETPCAP in securityContext.capabilities.drop", container)
	found := result.new(message, container)
}
