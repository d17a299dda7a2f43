# METADATA
# title: Every object has the label owner
# description: The label owner says whose an object is.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K078
#   severity: LOW
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k078

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K078",
	"severity": "LOW",
	"title": "Every object has the label owner",
}

labelled if regex.match(`^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$`, kubernetes.labels["owner"])

pods_without contains pod if {
	some pod in kubernetes.pods
	not kubernetes.object_get(pod, ["metadata", "labels", "owner"], null)
}

deny contains found if {
	not labelled
	found := result.new(kubernetes.describe_object("should have the label owner"), kubernetes.object.metadata)
}

deny contains found if {
	some pod in pods_without
	found := result.new(kubernetes.describe_object("should give its pods the label owner"), pod)
}
