# METADATA
# title: Every container drops FOWNER
# description: A container that keeps FOWNER can do more than it was made for.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K019
#   severity: LOW
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k019

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K019",
	"severity": "LOW",
	"title": "Every container drops FOWNER",
}

dropping contains container.name if {
	some container in kubernetes.containers
	some capability in kubernetes.dropped_capabilities(container)
	capability in {"ALL", "FOWNER"}
}

keeping contains container if {
	some container in kubernetes.containers
	not container.name in dropping
}

deny contains found if {
	some container in keeping
	message := kubernetes.describe("should drop FOWNER in securityContext.capabilities.drop", container)
	found := result.new(message, container)
}
