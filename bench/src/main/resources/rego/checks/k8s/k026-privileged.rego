# METADATA
# title: privileged is false
# description: The field privileged of the security context is false for every container.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K026
#   severity: HIGH
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k026

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K026",
	"severity": "HIGH",
	"title": "privileged is false",
}

wrong contains container if {
	some container in kubernetes.containers
	value := kubernetes.setting(container, "privileged", false)
	value != false
}

deny contains found if {
	kubernetes.is_workload
	some container in wrong
	message := kubernetes.describe(`should set securityContext.privileged to false`, container)
	found := result.new(message, container)
}
