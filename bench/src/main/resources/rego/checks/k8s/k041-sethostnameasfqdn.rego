# METADATA
# title: setHostnameAsFQDN is not used
# description: A pod with setHostnameAsFQDN shares what should be its own.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K041
#   severity: HIGH
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k041

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K041",
	"severity": "HIGH",
	"title": "setHostnameAsFQDN is not used",
}

sharing contains pod if {
	some pod in kubernetes.pods
	kubernetes.object_get(pod, ["spec", "setHostnameAsFQDN"], false) == true
}

deny contains found if {
	some pod in sharing
	message := kubernetes.describe_object("should not set spec.template.spec.setHostnameAsFQDN to true")
	found := result.new(message, kubernetes.object_get(pod, ["spec"], {}))
}
