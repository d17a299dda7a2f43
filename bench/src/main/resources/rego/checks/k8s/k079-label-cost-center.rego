# METADATA
# title: Every object has the label cost-center
# description: The label cost-center says whose an object is.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K079
#   severity: LOW
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k079

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K079",
	"severity": "LOW",
	"title": "Every object has the label cost-center",
}

labelled if regex.match(`^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$`, kubernetes.labels["cost-center"])

pods_without contains pod if {
	some pod in kubernetes.pods
	not kubernetes.object_get(pod, ["metadata", "labels", "cost-center"], null)
}

deny contains found if {
	not labelled
	found := result.new(kubernetes.describe_object("should have the label cost-center"), kubernetes.object.metadata)
}

deny contains found if {
	some pod in pods_without
	found := result.new(kubernetes.describe_object("should give its pods the label cost-center"), pod)
}
