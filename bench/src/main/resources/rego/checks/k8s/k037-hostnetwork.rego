# METADATA
# title: hostNetwork is not used
# description: A pod with hostNetwork shares what should be its own.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K037
#   severity: HIGH
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k037

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K037",
	"severity": "HIGH",
	"title": "hostNetwork is not used",
}

sharing contains pod if {
	some pod in kubernetes.pods
	kubernetes.object_get(pod, ["spec", "hostNetwork"], false) == true
}

deny contains found if {
	some pod in sharing
	message := kubernetes.describe_object("should not set spec.template.spec.hostNetwork to true")
	found := result.new(message, kubernetes.object_get(pod, ["spec"], {}))
}
