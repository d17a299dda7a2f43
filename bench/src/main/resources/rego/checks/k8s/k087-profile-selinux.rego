# METADATA
# title: Every container has a selinux profile
# description: A selinux profile keeps a container from what it does not need.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K087
#   severity: MEDIUM
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k087

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K087",
	"severity": "MEDIUM",
	"title": "Every container has a selinux profile",
}

profile_of(container) := kubernetes.object_get(container, ["securityContext", "seLinuxOptions", "type"], pod_profile)

default pod_profile := ""

pod_profile := kind if {
	some pod in kubernetes.pods
	kind := kubernetes.object_get(pod.spec, ["securityContext", "seLinuxOptions", "type"], "")
}

deny contains found if {
	some container in kubernetes.containers
	profile := profile_of(container)
	not profile in {"container_t", "container_init_t", "container_kvm_t", ""}
	text := sprintf("has the selinux profile %q", [profile])
	found := result.new(kubernetes.describe(text, container), container)
}
