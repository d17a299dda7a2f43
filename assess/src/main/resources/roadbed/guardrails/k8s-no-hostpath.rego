# METADATA
# title: "No hostPath volumes"
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   id: k8s-no-hostpath
#   severity: high
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [host.paths]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     A hostPath volume is a door out of the container onto the node.
#   remediation: >-
#     Use a persistent volume, an emptyDir or a projected volume.
#   controls: ["CIS Kubernetes 1.12 5.2.12", "ISO 27001:2022 A.8.22"]
#   parameters:
#     - name: paths
#       type: strings
#       default: ["**"]
#       description: "paths of the node that must not be mounted; ** for any text, * for a part of a path"
#   examples:
#     kubernetes: |
#       apiVersion: v1
#       kind: Pod
#       metadata:
#         name: shop
#         namespace: shop
#       spec:
#         volumes:
#           - name: data
#             emptyDir: {}
#         containers:
#           - name: app
#             image: registry.example.com/shop@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
#             volumeMounts:
#               - {name: data, mountPath: /data}
package guardrails.k8s_no_hostpath

deny contains message if {
	mounted := [path |
		some path in input.facets.host.paths
		forbidden(path)
	]
	count(mounted) > 0
	message := sprintf("mounts paths of the node: %s", [concat(", ", mounted)])
}

forbidden(path) if {
	some pattern in data.parameters["k8s-no-hostpath"].paths
	glob.match(pattern, ["/"], path)
}
