# METADATA
# title: No volume mounts /var/lib/kubelet of the host
# description: Who can write to /var/lib/kubelet of the host owns the host.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K046
#   severity: HIGH
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k046

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K046",
	"severity": "HIGH",
	"title": "No volume mounts /var/lib/kubelet of the host",
}

mounted contains volume if {
	some volume in kubernetes.volumes
	path := kubernetes.object_get(volume, ["hostPath", "path"], "")
	path == "/var/lib/kubelet"
}

used_by(volume) := names if {
	names := [container.name |
		some container in kubernetes.containers
		some mount in kubernetes.object_get(container, ["volumeMounts"], [])
		mount.name == volume.name
	]
}

deny contains found if {
	some volume in mounted
	text := sprintf("should not mount /var/lib/kubelet of the host; it is used by %s", [concat(", ", used_by(volume))])
	found := result.new(kubernetes.describe_object(text), volume)
}
