# METADATA
# title: "GKE legacy ABAC off"
# custom:
#   id: gke-no-legacy-auth
#   severity: high
#   provider: gcp
#   kinds: [container.cluster]
#   needs: [auth.legacy_abac]
#   rationale: >-
#     Legacy ABAC grants broad static rights beside RBAC.
#   remediation: >-
#     Set enable_legacy_abac to false.
#   controls: ["ISO 27001:2022 A.5.15"]
package guardrails.gke_no_legacy_auth

deny contains "legacy ABAC is on" if input.facets.auth.legacy_abac == true
