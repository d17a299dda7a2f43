# METADATA
# title: No volume mounts /var/run/docker.sock of the host
# description: Who can write to /var/run/docker.sock of the host owns the host.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K042
#   severity: HIGH
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k042

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K042",
	"severity": "HIGH",
	"title": "No volume mounts /var/run/docker.sock of the host",
}

mounted contains volume if {
	some volume in kubernetes.volumes
	path := kubernetes.object_get(volume, ["hostPath", "path"], "")
	path == "/var/run/docker.sock"
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
	text := sprintf("should not mount /var/run/docker.sock of the host; it is used by %s", [concat(", ", used_by(volume))])
	found := result.new(kubernetes.describe_object(text), volume)
}
