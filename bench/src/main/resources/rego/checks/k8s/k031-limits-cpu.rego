# METADATA
# title: Every container has limits for cpu
# description: Without limits for cpu one container can starve the others.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K031
#   severity: LOW
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k031

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K031",
	"severity": "LOW",
	"title": "Every container has limits for cpu",
}

set_for contains container.name if {
	some container in kubernetes.containers
	kubernetes.has_field(container, "resources")
	kubernetes.has_field(container.resources, "limits")
	container.resources.limits["cpu"]
}

unset contains container if {
	some container in kubernetes.containers
	not container.name in set_for
}

too_much contains container if {
	some container in kubernetes.containers
	units.parse(kubernetes.object_get(container, ["resources", "limits", "cpu"], "0")) > 4
}

deny contains found if {
	some container in unset
	found := result.new(kubernetes.describe("should set resources.limits.cpu", container), container)
}

deny contains found if {
	some container in too_much
	found := result.new(kubernetes.describe("asks for too much cpu", container), container)
}
