# METADATA
# title: No container adds SYS_CHROOT
# description: The capability SYS_CHROOT gives a container more than its own process needs.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K006
#   severity: HIGH
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k006

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K006",
	"severity": "HIGH",
	"title": "No container adds SYS_CHROOT",
}

adding contains container if {
	some container in kubernetes.containers
	"SYS_CHROOT" in kubernetes.added_capabilities(container)
}

adding contains container if {
	some container in kubernetes.containers
	"ALL" in kubernetes.added_capabilities(container)
	not "SYS_CHROOT" in kubernetes.dropped_capabilities(container)
}

deny contains found if {
	kubernetes.is_workload
	some container in adding
	message := kubernetes.describe("should not add the capability SYS_CHROOT", container)
	found := result.new(message, container)
}
