# METADATA
# title: No container opens privileged ports
# description: Who opens privileged ports asks for trouble.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K081
#   severity: MEDIUM
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k081

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K081",
	"severity": "MEDIUM",
	"title": "No container opens privileged ports",
}

opened contains [container, port] if {
	some container in kubernetes.containers
	some entry in kubernetes.object_get(container, ["ports"], [])
	some field in ["containerPort", "hostPort"]
	port := entry[field]
	port >= 1
	port <= 1023
}

deny contains found if {
	some [container, port] in opened
	text := sprintf("should not open port %d", [port])
	found := result.new(kubernetes.describe(text, container), container)
}
