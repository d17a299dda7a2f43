# METADATA
# title: Every container drops NET_RAW
# description: A container that keeps NET_RAW can do more than it was made for.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K017
#   severity: LOW
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k017

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K017",
	"severity": "LOW",
	"title": "Every container drops NET_RAW",
}

dropping contains container.name if {
	some container in kubernetes.containers
	some capability in kubernetes.dropped_capabilities(container)
	capability in {"ALL", "NET_RAW"}
}

keeping contains container if {
	some container in kubernetes.containers
	not container.name in dropping
}

deny contains found if {
	some container in keeping
	message := kubernetes.describe("should drop NET_RAW in securityContext.capabilities.drop", container)
	found := result.new(message, container)
}
