# METADATA
# title: No debugging image
# description: No debugging image, so that what runs is what was looked at.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K065
#   severity: MEDIUM
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k065

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K065",
	"severity": "MEDIUM",
	"title": "No debugging image",
}

questionable contains container if {
	some container in kubernetes.containers
	regex.match(`(?i)(^|[-_.])(debug|dev|snapshot)([-_.]|$)`, kubernetes.image_parts(container.image).tag)
}

deny contains found if {
	kubernetes.is_workload
	some container in questionable
	text := sprintf("uses the image %q", [container.image])
	found := result.new(kubernetes.describe(text, container), container)
}
