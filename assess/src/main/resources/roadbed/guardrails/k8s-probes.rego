# METADATA
# title: "Liveness and readiness probes"
# custom:
#   id: k8s-probes
#   severity: low
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [containers, workload_kind]
#   rationale: >-
#     Without probes Kubernetes cannot see that a program hangs, nor wait until it is ready.
#   remediation: >-
#     Add a liveness and a readiness probe to every container.
#   controls: ["ISO 27001:2022 A.8.6"]
package guardrails.k8s_probes

# What runs to its end has no use for probes.
finite := {"Job", "CronJob"}

deny contains message if {
	not input.facets.workload_kind in finite
	some container in input.facets.containers
	container.role == "container"
	missing := [name |
		some name in ["liveness_probe", "readiness_probe"]
		container[name] == false
	]
	count(missing) > 0
	message := sprintf("container %s has no %s", [container.name, concat(" and no ", missing)])
}
