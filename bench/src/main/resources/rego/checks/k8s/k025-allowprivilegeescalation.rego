# METADATA
# title: allowPrivilegeEscalation is false
# description: The field allowPrivilegeEscalation of the security context is false for every container.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K025
#   severity: HIGH
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k025

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K025",
	"severity": "HIGH",
	"title": "allowPrivilegeEscalation is false",
}

wrong contains container if {
	some container in kubernetes.containers
	value := kubernetes.setting(container, "allowPrivilegeEscalation", true)
	value != false
}

deny contains found if {
	kubernetes.is_workload
	some container in wrong
	message := kubernetes.describe(`should set securityContext.allowPrivilegeEscalation to false`, container)
	found := result.new(message, container)
}
