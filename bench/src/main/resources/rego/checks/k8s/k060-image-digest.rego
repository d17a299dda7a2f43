# METADATA
# title: Images are named by digest
# description: Images are named by digest, so that what runs is what was looked at.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K060
#   severity: MEDIUM
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k060

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K060",
	"severity": "MEDIUM",
	"title": "Images are named by digest",
}

questionable contains container if {
	some container in kubernetes.containers
	not contains(container.image, "@sha256:")
}

deny contains found if {
	kubernetes.is_workload
	some container in questionable
	text := sprintf("uses the image %q", [container.image])
	found := result.new(kubernetes.describe(text, container), container)
}
