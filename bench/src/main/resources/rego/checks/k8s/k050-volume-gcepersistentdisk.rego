# METADATA
# title: No volume is of type gcePersistentDisk
# description: Volumes of type gcePersistentDisk are bound to one provider or are no longer supported.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K050
#   severity: MEDIUM
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k050

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K050",
	"severity": "MEDIUM",
	"title": "No volume is of type gcePersistentDisk",
}

allowed := {"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"}

kinds(volume) := {kind | some kind, _ in volume; kind != "name"}

of_kind contains volume if {
	some volume in kubernetes.volumes
	others := kinds(volume) - allowed
	"gcePersistentDisk" in others
}

deny contains found if {
	some volume in of_kind
	found := result.new(kubernetes.describe_object("should not use volumes of type gcePersistentDisk"), volume)
}
