# METADATA
# title: Repositories are two levels deep
# description: Repositories are two levels deep, so that what runs is what was looked at.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K066
#   severity: MEDIUM
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k066

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K066",
	"severity": "MEDIUM",
	"title": "Repositories are two levels deep",
}

questionable contains container if {
	some container in kubernetes.containers
	count(split(kubernetes.image_parts(container.image).repository, "/")) < 2
}

deny contains found if {
	kubernetes.is_workload
	some container in questionable
	text := sprintf("uses the image %q", [container.image])
	found := result.new(kubernetes.describe(text, container), container)
}
