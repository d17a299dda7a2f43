# METADATA
# title: Images have a tag other than latest
# description: Images have a tag other than latest, so that what runs is what was looked at.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K059
#   severity: MEDIUM
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k059

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K059",
	"severity": "MEDIUM",
	"title": "Images have a tag other than latest",
}

questionable contains container if {
	some container in kubernetes.containers
	kubernetes.image_parts(container.image).tag == "latest"
}

deny contains found if {
	kubernetes.is_workload
	some container in questionable
	text := sprintf("uses the image %q", [container.image])
	found := result.new(kubernetes.describe(text, container), container)
}
