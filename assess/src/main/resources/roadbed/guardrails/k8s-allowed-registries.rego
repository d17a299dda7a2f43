# METADATA
# title: "Images only from allowed registries"
# related_resources:
#   - https://kubernetes.io/docs/concepts/containers/images/
# custom:
#   id: k8s-allowed-registries
#   severity: high
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [containers]
#   profiles: [strict, cis]
#   rationale: >-
#     Whoever may publish under a name that you pull runs code in your cluster.
#   remediation: >-
#     Copy the image to a registry of yours, or name its registry in the parameter registries.
#   controls: ["CIS Kubernetes 1.12 5.5.1", "ISO 27001:2022 A.8.19"]
#   parameters:
#     - name: registries
#       type: strings
#       default: ["*.dkr.ecr.*.amazonaws.com", "*.azurecr.io", "*.pkg.dev", mcr.microsoft.com, registry.k8s.io]
#       description: "hosts of registries, with * for any text"
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
package guardrails.k8s_allowed_registries

deny contains message if {
	some container in input.facets.containers
	not allowed(container.image_registry)
	message := sprintf("container %s pulls from %s", [container.name, container.image_registry])
}

allowed(registry) if {
	some pattern in data.parameters["k8s-allowed-registries"].registries
	glob.match(pattern, [], registry)
}
