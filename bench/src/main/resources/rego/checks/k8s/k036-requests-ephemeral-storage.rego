# METADATA
# title: Every container has requests for ephemeral-storage
# description: Without requests for ephemeral-storage one container can starve the others.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K036
#   severity: LOW
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k036

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K036",
	"severity": "LOW",
	"title": "Every container has requests for ephemeral-storage",
}

set_for contains container.name if {
	some container in kubernetes.containers
	kubernetes.has_field(container, "resources")
	kubernetes.has_field(container.resources, "requests")
	container.resources.requests["ephemeral-storage"]
}

unset contains container if {
	some container in kubernetes.containers
	not container.name in set_for
}

too_much contains container if {
	some container in kubernetes.containers
	kubernetes.canonical_bytes(kubernetes.object_get(container, ["resources", "requests", "ephemeral-storage"], "0")) > 21474836480
}

deny contains found if {
	some container in unset
	found := result.new(kubernetes.describe("should set resources.requests.ephemeral-storage", container), container)
}

deny contains found if {
	some container in too_much
	found := result.new(kubernetes.describe("asks for too much ephemeral-storage", container), container)
}
