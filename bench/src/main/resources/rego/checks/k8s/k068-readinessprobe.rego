# METADATA
# title: Every container has a readinessProbe
# description: Without a readinessProbe nobody knows how the container is.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K068
#   severity: LOW
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k068

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K068",
	"severity": "LOW",
	"title": "Every container has a readinessProbe",
}

probed contains container.name if {
	some container in kubernetes.containers
	some way in {"exec", "httpGet", "tcpSocket", "grpc"}
	kubernetes.has_field(kubernetes.object_get(container, ["readinessProbe"], {}), way)
}

deny contains found if {
	some container in kubernetes.containers
	not container.name in probed
	found := result.new(kubernetes.describe("has no readinessProbe", container), container)
}
