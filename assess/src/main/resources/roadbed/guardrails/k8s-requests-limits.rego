# METADATA
# title: "CPU/memory requests and limits"
# custom:
#   id: k8s-requests-limits
#   severity: low
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [containers]
#   rationale: >-
#     Without requests and limits one workload starves its neighbours, and nobody can plan capacity.
#   remediation: >-
#     Set resources.requests and resources.limits for CPU and memory.
#   controls: ["ISO 27001:2022 A.8.6"]
package guardrails.k8s_requests_limits

deny contains message if {
	some container in input.facets.containers
	container.role == "container"
	missing := [name |
		some name in ["cpu_request", "cpu_limit", "memory_request", "memory_limit"]
		container[name] == false
	]
	count(missing) > 0
	message := sprintf("container %s lacks %s", [container.name, concat(", ", missing)])
}
