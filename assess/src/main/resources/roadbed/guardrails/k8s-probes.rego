# METADATA
# title: "Liveness and readiness probes"
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
# custom:
#   id: k8s-probes
#   severity: low
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [containers, workload_kind]
#   profiles: [strict, prod]
#   rationale: >-
#     Without probes Kubernetes cannot see that a program hangs, nor wait until it is ready.
#   remediation: >-
#     Add a liveness and a readiness probe to every container.
#   controls: ["ISO 27001:2022 A.8.6"]
#   parameters:
#     - name: probes
#       type: strings
#       default: [liveness, readiness]
#       description: probes that every container must have
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
#             livenessProbe:
#               httpGet: {path: /live, port: 8080}
#             readinessProbe:
#               httpGet: {path: /ready, port: 8080}
package guardrails.k8s_probes

# What runs to its end has no use for probes.
finite if input.facets.workload_kind in {"Job", "CronJob"}

finite if "Job" in input.facets.owned_by

deny contains message if {
	not finite
	some container in input.facets.containers
	container.role == "container"
	missing := [sprintf("%s_probe", [name]) |
		some name in data.parameters["k8s-probes"].probes
		container[sprintf("%s_probe", [name])] == false
	]
	count(missing) > 0
	message := sprintf("container %s has no %s", [container.name, concat(" and no ", missing)])
}
