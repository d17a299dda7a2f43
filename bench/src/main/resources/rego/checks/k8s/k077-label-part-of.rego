# METADATA
# title: Every object has the label app.kubernetes.io/part-of
# description: The label app.kubernetes.io/part-of says whose an object is.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K077
#   severity: LOW
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k077

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K077",
	"severity": "LOW",
	"title": "Every object has the label app.kubernetes.io/part-of",
}

labelled if regex.match(`^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$`, kubernetes.labels["app.kubernetes.io/part-of"])

pods_without contains pod if {
	some pod in kubernetes.pods
	not kubernetes.object_get(pod, ["metadata", "labels", "app.kubernetes.io/part-of"], null)
}

deny contains found if {
	not labelled
	found := result.new(kubernetes.describe_object("should have the label app.kubernetes.io/part-of"), kubernetes.object.metadata)
}

deny contains found if {
	some pod in pods_without
	found := result.new(kubernetes.describe_object("should give its pods the label app.kubernetes.io/part-of"), pod)
}
