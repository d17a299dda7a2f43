# METADATA
# title: Nothing lives in the namespaces of Kubernetes
# description: Nothing lives in the namespaces of Kubernetes.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K091
#   severity: MEDIUM
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k091

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K091",
	"severity": "MEDIUM",
	"title": "Nothing lives in the namespaces of Kubernetes",
}

failing if {
	kubernetes.is_workload
	startswith(kubernetes.namespace, "kube-")
}

deny contains found if {
	failing
	found := result.new(kubernetes.describe_object("should not live in a namespace of Kubernetes"), kubernetes.object.metadata)
}
