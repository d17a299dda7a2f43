# METADATA
# title: Images do not come from Docker Hub
# description: Images do not come from Docker Hub, so that what runs is what was looked at.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K062
#   severity: MEDIUM
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k062

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K062",
	"severity": "MEDIUM",
	"title": "Images do not come from Docker Hub",
}

questionable contains container if {
	some container in kubernetes.containers
	kubernetes.registry(container.image) == "docker.io"
}

deny contains found if {
	kubernetes.is_workload
	some container in questionable
	text := sprintf("uses the image %q", [container.image])
	found := result.new(kubernetes.describe(text, container), container)
}
