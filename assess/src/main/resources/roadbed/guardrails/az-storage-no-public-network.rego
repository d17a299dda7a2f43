# METADATA
# title: "Storage account public network access off"
# custom:
#   id: az-storage-no-public-network
#   severity: high
#   provider: azure
#   kinds: [storage.bucket]
#   needs: [public.network_access]
#   rationale: >-
#     With public network access only keys and tokens stand between the data and the internet.
#   remediation: >-
#     Set public_network_access_enabled to false and use private endpoints.
#   controls: ["ISO 27001:2022 A.8.20"]
package guardrails.az_storage_no_public_network

deny contains "public network access is on" if input.facets.public.network_access == true
