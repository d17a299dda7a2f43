# METADATA
# title: A deployment has two replicas
# description: A deployment has two replicas.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K088
#   severity: LOW
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k088

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K088",
	"severity": "LOW",
	"title": "A deployment has two replicas",
}

failing if {
	kubernetes.is_workload
	kubernetes.object_get(kubernetes.object, ["spec", "replicas"], 1) < 2
}

deny contains found if {
	failing
	found := result.new(kubernetes.describe_object("should have two replicas"), kubernetes.object.metadata)
}
