# METADATA
# title: No container opens port 22
# description: Who opens port 22 asks for trouble.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K082
#   severity: MEDIUM
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k082

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K082",
	"severity": "MEDIUM",
	"title": "No container opens port 22",
}

opened contains [container, port] if {
	some container in kubernetes.containers
	some entry in kubernetes.object_get(container, ["ports"], [])
	some field in ["containerPort", "hostPort"]
	port := entry[field]
	port >= 22
	port <= 22
}

deny contains found if {
	some [container, port] in opened
	text := sprintf("should not open port %d", [port])
	found := result.new(kubernetes.describe(text, container), container)
}
