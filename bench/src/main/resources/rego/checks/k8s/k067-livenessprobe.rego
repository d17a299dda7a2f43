# METADATA
# title: Every container has a livenessProbe
# description: Without a livenessProbe nobody knows how the container is.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K067
#   severity: LOW
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k067

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K067",
	"severity": "LOW",
	"title": "Every container has a livenessProbe",
}

probed contains container.name if {
	some container in kubernetes.containers
	some way in {"exec", "httpGet", "tcpSocket", "grpc"}
	kubernetes.has_field(kubernetes.object_get(container, ["livenessProbe"], {}), way)
}

deny contains found if {
	some container in kubernetes.containers
	not container.name in probed
	found := result.new(kubernetes.describe("has no livenessProbe", container), container)
}
