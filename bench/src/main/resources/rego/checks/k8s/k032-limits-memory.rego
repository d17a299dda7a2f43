# METADATA
# title: Every container has limits for memory
# description: Without limits for memory one container can starve the others.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K032
#   severity: LOW
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k032

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K032",
	"severity": "LOW",
	"title": "Every container has limits for memory",
}

set_for contains container.name if {
	some container in kubernetes.containers
	kubernetes.has_field(container, "resources")
	kubernetes.has_field(container.resources, "limits")
	container.resources.limits["memory"]
}

unset contains container if {
	some container in kubernetes.containers
	not container.name in set_for
}

too_much contains container if {
	some container in kubernetes.containers
	kubernetes.canonical_bytes(kubernetes.object_get(container, ["resources", "limits", "memory"], "0")) > 8589934592
}

deny contains found if {
	some container in unset
	found := result.new(kubernetes.describe("should set resources.limits.memory", container), container)
}

deny contains found if {
	some container in too_much
	found := result.new(kubernetes.describe("asks for too much memory", container), container)
}
