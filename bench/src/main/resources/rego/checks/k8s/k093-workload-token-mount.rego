# METADATA
# title: The token of the service account is not mounted
# description: The token of the service account is not mounted.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K093
#   severity: MEDIUM
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k093

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K093",
	"severity": "MEDIUM",
	"title": "The token of the service account is not mounted",
}

failing if {
	kubernetes.is_workload
	some pod in kubernetes.pods
	kubernetes.object_get(pod, ["spec", "automountServiceAccountToken"], true) == true
}

deny contains found if {
	failing
	found := result.new(kubernetes.describe_object("should not mount the token of its service account"), kubernetes.object.metadata)
}
