# METADATA
# title: Tags are versions
# description: Tags are versions, so that what runs is what was looked at.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K063
#   severity: MEDIUM
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k063

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K063",
	"severity": "MEDIUM",
	"title": "Tags are versions",
}

questionable contains container if {
	some container in kubernetes.containers
	not semver.is_valid(trim_prefix(kubernetes.image_parts(container.image).tag, "v"))
}

deny contains found if {
	kubernetes.is_workload
	some container in questionable
	text := sprintf("uses the image %q", [container.image])
	found := result.new(kubernetes.describe(text, container), container)
}
