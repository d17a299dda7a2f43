# METADATA
# title: "Read-only root filesystem"
# custom:
#   id: k8s-ro-rootfs
#   severity: medium
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [containers]
#   rationale: >-
#     An attacker who cannot write cannot stay.
#   remediation: >-
#     Set securityContext.readOnlyRootFilesystem to true and mount volumes for what must be written.
#   controls: ["ISO 27001:2022 A.8.9"]
package guardrails.k8s_ro_rootfs

deny contains message if {
	some container in input.facets.containers
	container.read_only_root == false
	message := sprintf("container %s can write to its root file system", [container.name])
}
