# METADATA
# title: Every container has requests for memory
# description: Without requests for memory one container can starve the others.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K035
#   severity: LOW
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k035

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K035",
	"severity": "LOW",
	"title": "Every container has requests for memory",
}

set_for contains container.name if {
	some container in kubernetes.containers
	kubernetes.has_field(container, "resources")
	kubernetes.has_field(container.resources, "requests")
	container.resources.requests["memory"]
}

unset contains container if {
	some container in kubernetes.containers
	not container.name in set_for
}

too_much contains container if {
	some container in kubernetes.containers
	kubernetes.canonical_bytes(kubernetes.object_get(container, ["resources", "requests", "memory"], "0")) > 8589934592
}

deny contains found if {
	some container in unset
	found := result.new(kubernetes.describe("should set resources.requests.memory", container), container)
}

deny contains found if {
	some container in too_much
	found := result.new(kubernetes.describe("asks for too much memory", container), container)
}
