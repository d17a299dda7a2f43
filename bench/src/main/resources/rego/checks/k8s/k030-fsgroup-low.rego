# METADATA
# title: fsGroup is above 1000
# description: A low fsGroup may be one of the host's own.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K030
#   severity: MEDIUM
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k030

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K030",
	"severity": "MEDIUM",
	"title": "fsGroup is above 1000",
}

low contains container if {
	some container in kubernetes.containers
	identity := to_number(kubernetes.setting(container, "fsGroup", 0))
	identity < 1000
}

deny contains found if {
	some container in low
	identity := kubernetes.setting(container, "fsGroup", 0)
	text := sprintf("should have fsGroup above 1000, not %v", [identity])
	found := result.new(kubernetes.describe(text, container), container)
}
