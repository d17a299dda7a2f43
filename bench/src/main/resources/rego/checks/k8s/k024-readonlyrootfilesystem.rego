# METADATA
# title: readOnlyRootFilesystem is true
# description: The field readOnlyRootFilesystem of the security context is true for every container.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K024
#   severity: HIGH
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k024

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K024",
	"severity": "HIGH",
	"title": "readOnlyRootFilesystem is true",
}

wrong contains container if {
	some container in kubernetes.containers
	value := kubernetes.setting(container, "readOnlyRootFilesystem", false)
	value != true
}

deny contains found if {
	kubernetes.is_workload
	some container in wrong
	message := kubernetes.describe(`should set securityContext.readOnlyRootFilesystem to true`, container)
	found := result.new(message, container)
}
