# METADATA
# title: "AKS API server authorised IP ranges"
# custom:
#   id: az-aks-authorized-ips
#   severity: high
#   provider: azure
#   kinds: [container.cluster]
#   needs: [public.restricted]
#   rationale: >-
#     The cluster's API is its front door; open to the internet it is one leaked token away from
#     everybody.
#   remediation: >-
#     Name the networks in api_server_access_profile.authorized_ip_ranges, or make the cluster
#     private.
#   controls: ["ISO 27001:2022 A.8.20"]
package guardrails.az_aks_authorized_ips

deny contains "every address may reach the API server" if input.facets.public.restricted == false
