# METADATA
# title: A workload has a service account of its own
# description: A workload has a service account of its own.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K092
#   severity: MEDIUM
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k092

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K092",
	"severity": "MEDIUM",
	"title": "A workload has a service account of its own",
}

failing if {
	kubernetes.is_workload
	some pod in kubernetes.pods
	kubernetes.object_get(pod, ["spec", "serviceAccountName"], "default") == "default"
}

deny contains found if {
	failing
	found := result.new(kubernetes.describe_object("should have a service account of its own"), kubernetes.object.metadata)
}
