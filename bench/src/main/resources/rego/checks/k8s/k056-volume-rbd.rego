# METADATA
# title: No volume is of type rbd
# description: Volumes of type rbd are bound to one provider or are no longer supported.
# scope: package
# schemas:
#   - input: schema["kubernetes"]
# custom:
#   id: K056
#   severity: MEDIUM
#   recommended_action: see the description
#   input:
#     selector:
#       - type: kubernetes
package checks.k056

import rego.v1

import data.lib.kubernetes
import data.lib.result

about := {
	"id": "K056",
	"severity": "MEDIUM",
	"title": "No volume is of type rbd",
}

allowed := {"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"}

kinds(volume) := {kind | some kind, _ in volume; kind != "name"}

of_kind contains volume if {
	some volume in kubernetes.volumes
	others := kinds(volume) - allowed
	"rbd" in others
}

deny contains found if {
	some volume in of_kind
	found := result.new(kubernetes.describe_object("should not use volumes of type rbd"), volume)
}
