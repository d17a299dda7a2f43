# METADATA
# title: Images come from our registries
# description: Images come from our registries, so that what runs is what was looked at.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K061
#   severity: MEDIUM
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k061

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K061",
	"severity": "MEDIUM",
	"title": "Images come from our registries",
}

questionable contains container if {
	some container in kubernetes.containers
	not kubernetes.registry(container.image) in {"registry.example.com", "gcr.io", "quay.io"}
}

deny contains found if {
	kubernetes.is_workload
	some container in questionable
	text := sprintf("uses the image %q", [container.image])
	found := result.new(kubernetes.describe(text, container), container)
}
