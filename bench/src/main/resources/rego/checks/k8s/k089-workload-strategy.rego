# METADATA
# title: A deployment rolls
# description: A deployment rolls.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K089
#   severity: LOW
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k089

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K089",
	"severity": "LOW",
	"title": "A deployment rolls",
}

failing if {
	kubernetes.is_workload
	kubernetes.object_get(kubernetes.object, ["spec", "strategy", "type"], "RollingUpdate") != "RollingUpdate"
}

deny contains found if {
	failing
	found := result.new(kubernetes.describe_object("should roll"), kubernetes.object.metadata)
}
