# METADATA
# title: "CPU/memory requests and limits"
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
# custom:
#   id: k8s-requests-limits
#   severity: low
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [containers]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     Without requests and limits one workload starves its neighbours, and nobody can plan capacity.
#   remediation: >-
#     Set resources.requests and resources.limits for CPU and memory.
#   controls: ["ISO 27001:2022 A.8.6"]
#   parameters:
#     - name: required
#       type: strings
#       default: [cpu_request, cpu_limit, memory_request, memory_limit]
#       description: what every container must have
#     - name: roles
#       type: strings
#       default: [container]
#       description: "containers that are looked at: container, init, ephemeral"
#   examples:
#     kubernetes: |
#       apiVersion: v1
#       kind: Pod
#       metadata:
#         name: shop
#         namespace: shop
#       spec:
#         containers:
#           - name: app
#             image: registry.example.com/shop@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
#             resources:
#               requests: {cpu: 100m, memory: 128Mi}
#               limits: {cpu: 500m, memory: 256Mi}
package guardrails.k8s_requests_limits

deny contains message if {
	some container in input.facets.containers
	container.role in data.parameters["k8s-requests-limits"].roles
	missing := [name |
		some name in data.parameters["k8s-requests-limits"].required
		container[name] == false
	]
	count(missing) > 0
	message := sprintf("container %s lacks %s", [container.name, concat(", ", missing)])
}
