# METADATA
# title: procMount is Default
# description: The field procMount of the security context is Default for every container.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K027
#   severity: MEDIUM
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k027

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K027",
	"severity": "MEDIUM",
	"title": "procMount is Default",
}

wrong contains container if {
	some container in kubernetes.containers
	value := kubernetes.setting(container, "procMount", "Default")
	value != "Default"
}

deny contains found if {
	kubernetes.is_workload
	some container in wrong
	message := kubernetes.describe(`should set securityContext.procMount to "Default"`, container)
	found := result.new(message, container)
}
