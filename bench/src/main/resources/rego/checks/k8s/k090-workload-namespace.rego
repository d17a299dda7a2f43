# METADATA
# title: Nothing lives in the default namespace
# description: Nothing lives in the default namespace.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K090
#   severity: LOW
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k090

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K090",
	"severity": "LOW",
	"title": "Nothing lives in the default namespace",
}

failing if {
	kubernetes.is_workload
	kubernetes.namespace == "default"
}

deny contains found if {
	failing
	found := result.new(kubernetes.describe_object("should not live in the default namespace"), kubernetes.object.metadata)
}
