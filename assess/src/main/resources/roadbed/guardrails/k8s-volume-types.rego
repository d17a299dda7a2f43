# METADATA
# title: "Restricted volume types"
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   id: k8s-volume-types
#   severity: medium
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [volumes]
#   profiles: [strict]
#   rationale: >-
#     Other types reach into the node or into networks that nobody reviewed.
#   remediation: >-
#     Use configMap, secret, emptyDir, projected, or a persistent volume claim.
#   controls: ["ISO 27001:2022 A.8.22"]
#   parameters:
#     - name: allowed
#       type: strings
#       default: [configMap, csi, downwardAPI, emptyDir, ephemeral, persistentVolumeClaim, projected, secret]
#       description: types of volumes that may be used
#   examples:
#     kubernetes: |
#       apiVersion: v1
#       kind: Pod
#       metadata:
#         name: shop
#         namespace: shop
#       spec:
#         volumes:
#           - name: config
#             configMap:
#               name: shop
#         containers:
#           - name: app
#             image: registry.example.com/shop@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
#             volumeMounts:
#               - {name: config, mountPath: /etc/shop}
package guardrails.k8s_volume_types

deny contains message if {
	some volume in input.facets.volumes
	not volume.type in data.parameters["k8s-volume-types"].allowed
	message := sprintf("volume %s is a %s", [volume.name, volume.type])
}
