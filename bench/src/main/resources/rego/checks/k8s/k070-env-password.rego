# METADATA
# title: No passwords in environment variables
# description: Environment variables show passwords to whoever can read the object.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K070
#   severity: CRITICAL
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k070

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K070",
	"severity": "CRITICAL",
	"title": "No passwords in environment variables",
}

exposed contains [container, variable.name] if {
	some container in kubernetes.containers
	some variable in kubernetes.object_get(container, ["env"], [])
	regex.match(`(?i)passw(or)?d`, variable.name)
	value := kubernetes.field_or(variable, "value", "")
	value != ""
}

deny contains found if {
	some [container, variable] in exposed
	text := sprintf("has a secret in its environment variable %s", [variable])
	found := result.new(kubernetes.describe(text, container), container)
}
