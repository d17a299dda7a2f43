# METADATA
# title: hostPID is not used
# description: A pod with hostPID shares what should be its own.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K038
#   severity: HIGH
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k038

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K038",
	"severity": "HIGH",
	"title": "hostPID is not used",
}

sharing contains pod if {
	some pod in kubernetes.pods
	kubernetes.object_get(pod, ["spec", "hostPID"], false) == true
}

deny contains found if {
	some pod in sharing
	message := kubernetes.describe_object("should not set spec.template.spec.hostPID to true")
	found := result.new(message, kubernetes.object_get(pod, ["spec"], {}))
}
