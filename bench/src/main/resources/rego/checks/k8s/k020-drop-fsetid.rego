# METADATA
# title: Every container drops FSETID
# description: A container that keeps FSETID can do more than it was made for.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K020
#   severity: LOW
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k020

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K020",
	"severity": "LOW",
	"title": "Every container drops FSETID",
}

dropping contains container.name if {
	some container in kubernetes.containers
	some capability in kubernetes.dropped_capabilities(container)
	capability in {"ALL", "FSETID"}
}

keeping contains container if {
	some container in kubernetes.containers
	not container.name in dropping
}

deny contains found if {
	some container in keeping
	message := kubernetes.describe("should drop FSETID in securityContext.capabilities.drop", container)
	found := result.new(message, container)
}
