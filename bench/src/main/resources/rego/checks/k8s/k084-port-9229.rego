# METADATA
# title: No container opens a debugger's port
# description: Who opens a debugger's port asks for trouble.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K084
#   severity: MEDIUM
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k084

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K084",
	"severity": "MEDIUM",
	"title": "No container opens a debugger's port",
}

opened contains [container, port] if {
	some container in kubernetes.containers
	some entry in kubernetes.object_get(container, ["ports"], [])
	some field in ["containerPort", "hostPort"]
	port := entry[field]
	port >= 9229
	port <= 9229
}

deny contains found if {
	some [container, port] in opened
	text := sprintf("should not open port %d", [port])
	found := result.new(kubernetes.describe(text, container), container)
}
