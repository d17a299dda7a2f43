# METADATA
# title: runAsNonRoot is true
# description: The field runAsNonRoot of the security context is true for every container.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K023
#   severity: HIGH
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k023

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K023",
	"severity": "HIGH",
	"title": "runAsNonRoot is true",
}

wrong contains container if {
	some container in kubernetes.containers
	value := kubernetes.setting(container, "runAsNonRoot", false)
	value != true
}

deny contains found if {
	kubernetes.is_workload
	some container in wrong
	message := kubernetes.describe(`should set securityContext.runAsNonRoot to true`, container)
	found := result.new(message, container)
}
