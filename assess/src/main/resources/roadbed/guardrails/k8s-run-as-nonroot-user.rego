# METADATA
# title: "runAsUser not 0"
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   id: k8s-run-as-nonroot-user
#   severity: medium
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [containers]
#   profiles: [strict]
#   rationale: >-
#     Root in the container is root on the node after one escape.
#   remediation: >-
#     Set securityContext.runAsUser to another user than 0.
#   controls: ["ISO 27001:2022 A.8.2"]
#   parameters:
#     - name: minimum_uid
#       type: integer
#       default: 1
#       description: least user id that is accepted
#     - name: required
#       type: boolean
#       default: false
#       description: whether the user id must be written down
#     - name: roles
#       type: strings
#       default: [container, init, ephemeral]
#       description: "containers that are looked at: container, init, ephemeral"
#   examples:
#     kubernetes: |
#       apiVersion: v1
#       kind: Pod
#       metadata:
#         name: shop
#         namespace: shop
#       spec:
#         securityContext:
#           runAsUser: 10001
#         containers:
#           - name: app
#             image: registry.example.com/shop@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
package guardrails.k8s_run_as_nonroot_user

least := data.parameters["k8s-run-as-nonroot-user"].minimum_uid

deny contains message if {
	some container in input.facets.containers
	container.role in data.parameters["k8s-run-as-nonroot-user"].roles
	container.run_as_user < least
	message := sprintf("container %s runs as user %d", [container.name, container.run_as_user])
}

deny contains message if {
	data.parameters["k8s-run-as-nonroot-user"].required == true
	some container in input.facets.containers
	container.role in data.parameters["k8s-run-as-nonroot-user"].roles
	not has_user(container)
	message := sprintf("container %s does not say as which user it runs", [container.name])
}

has_user(container) if container.run_as_user >= 0

deny contains "does not say as which user it runs: no container is described" if {
	data.parameters["k8s-run-as-nonroot-user"].required == true
	count(input.facets.containers) == 0
}
