# METADATA
# title: No volume is of type iscsi
# description: Volumes of type iscsi are bound to one provider or are no longer supported.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K054
#   severity: MEDIUM
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k054

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K054",
	"severity": "MEDIUM",
	"title": "No volume is of type iscsi",
}

allowed := {"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"}

kinds(volume) := {kind | some kind, _ in volume; kind != "name"}

of_kind contains volume if {
	some volume in kubernetes.volumes
	others := kinds(volume) - allowed
	"iscsi" in others
}

deny contains found if {
	some volume in of_kind
	found := result.new(kubernetes.describe_object("should not use volumes of type iscsi"), volume)
}
