# METADATA
# title: Image names are lower case
# description: Image names are lower case, so that what runs is what was looked at.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K064
#   severity: MEDIUM
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k064

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K064",
	"severity": "MEDIUM",
	"title": "Image names are lower case",
}

questionable contains container if {
	some container in kubernetes.containers
	lower(container.image) != container.image
}

deny contains found if {
	kubernetes.is_workload
	some container in questionable
	text := sprintf("uses the image %q", [container.image])
	found := result.new(kubernetes.describe(text, container), container)
}
