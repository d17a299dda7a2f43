# METADATA
# title: "GKE legacy ABAC off"
# related_resources:
#   - https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster
# custom:
#   id: gke-no-legacy-auth
#   severity: high
#   provider: gcp
#   kinds: [container.cluster]
#   needs: [auth.legacy_abac]
#   profiles: [strict]
#   rationale: >-
#     Legacy ABAC grants broad static rights beside RBAC.
#   remediation: >-
#     Set enable_legacy_abac to false.
#   controls: ["ISO 27001:2022 A.5.15"]
#   examples:
#     terraform: |
#       resource "google_container_cluster" "this" {
#         name     = "shop"
#         location = "europe-west3"
#         enable_legacy_abac = false
#       }
#   fix:
#     - types: [google_container_cluster]
#       set:
#         enable_legacy_abac: false
package guardrails.gke_no_legacy_auth

deny contains "legacy ABAC is on" if input.facets.auth.legacy_abac == true
