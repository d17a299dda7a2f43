# METADATA
# title: Every container has a apparmor profile
# description: A apparmor profile keeps a container from what it does not need.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K086
#   severity: MEDIUM
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k086

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K086",
	"severity": "MEDIUM",
	"title": "Every container has a apparmor profile",
}

profile_of(container) := kubernetes.object_get(container, ["securityContext", "appArmorProfile", "type"], pod_profile)

default pod_profile := ""

pod_profile := kind if {
	some pod in kubernetes.pods
	kind := kubernetes.object_get(pod.spec, ["securityContext", "appArmorProfile", "type"], "")
}

deny contains found if {
	some container in kubernetes.containers
	profile := profile_of(container)
	not profile in {"RuntimeDefault", "Localhost"}
	text := sprintf("has the apparmor profile %q", [profile])
	found := result.new(kubernetes.describe(text, container), container)
}
