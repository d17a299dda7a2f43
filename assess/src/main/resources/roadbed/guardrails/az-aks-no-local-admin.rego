# METADATA
# title: "AKS local admin off"
# custom:
#   id: az-aks-no-local-admin
#   severity: high
#   provider: azure
#   kinds: [container.cluster]
#   needs: [auth.local_accounts]
#   rationale: >-
#     A local administrator certificate belongs to nobody, never expires in practice and is in no
#     review.
#   remediation: >-
#     Set local_account_disabled to true and use Entra ID groups.
#   controls: ["ISO 27001:2022 A.5.16", "ISO 27001:2022 A.8.2"]
package guardrails.az_aks_no_local_admin

deny contains "local accounts are enabled" if input.facets.auth.local_accounts == true
