# METADATA
# title: runAsUser is above 10000
# description: A low runAsUser may be one of the host's own.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K028
#   severity: MEDIUM
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k028

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K028",
	"severity": "MEDIUM",
	"title": "runAsUser is above 10000",
}

low contains container if {
	some container in kubernetes.containers
	identity := to_number(kubernetes.setting(container, "runAsUser", 0))
	identity < 10000
}

deny contains found if {
	some container in low
	identity := kubernetes.setting(container, "runAsUser", 0)
	text := sprintf("should have runAsUser above 10000, not %v", [identity])
	found := result.new(kubernetes.describe(text, container), container)
}
