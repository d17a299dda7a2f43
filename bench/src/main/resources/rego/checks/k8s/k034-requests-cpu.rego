# METADATA
# title: Every container has requests for cpu
# description: Without requests for cpu one container can starve the others.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K034
#   severity: LOW
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k034

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K034",
	"severity": "LOW",
	"title": "Every container has requests for cpu",
}

set_for contains container.name if {
	some container in kubernetes.containers
	kubernetes.has_field(container, "resources")
	kubernetes.has_field(container.resources, "requests")
	container.resources.requests["cpu"]
}

unset contains container if {
	some container in kubernetes.containers
	not container.name in set_for
}

too_much contains container if {
	some container in kubernetes.containers
	units.parse(kubernetes.object_get(container, ["resources", "requests", "cpu"], "0")) > 4
}

deny contains found if {
	some container in unset
	found := result.new(kubernetes.describe("should set resources.requests.cpu", container), container)
}

deny contains found if {
	some container in too_much
	found := result.new(kubernetes.describe("asks for too much cpu", container), container)
}
