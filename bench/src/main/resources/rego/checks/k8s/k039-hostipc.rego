# METADATA
# title: hostIPC is not used
# description: A pod with hostIPC shares what should be its own.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K039
#   severity: HIGH
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k039

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K039",
	"severity": "HIGH",
	"title": "hostIPC is not used",
}

sharing contains pod if {
	some pod in kubernetes.pods
	kubernetes.object_get(pod, ["spec", "hostIPC"], false) == true
}

deny contains found if {
	some pod in sharing
	message := kubernetes.describe_object("should not set spec.template.spec.hostIPC to true")
	found := result.new(message, kubernetes.object_get(pod, ["spec"], {}))
}
