# METADATA
# title: shareProcessNamespace is not used
# description: A pod with shareProcessNamespace shares what should be its own.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K040
#   severity: HIGH
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k040

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K040",
	"severity": "HIGH",
	"title": "shareProcessNamespace is not used",
}

sharing contains pod if {
	some pod in kubernetes.pods
	kubernetes.object_get(pod, ["spec", "shareProcessNamespace"], false) == true
}

deny contains found if {
	some pod in sharing
	message := kubernetes.describe_object("should not set spec.template.spec.shareProcessNamespace to true")
	found := result.new(message, kubernetes.object_get(pod, ["spec"], {}))
}
