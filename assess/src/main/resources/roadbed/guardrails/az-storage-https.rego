# METADATA
# title: "Storage account HTTPS only"
# custom:
#   id: az-storage-https
#   severity: high
#   provider: azure
#   kinds: [storage.bucket]
#   needs: [transport.tls_only]
#   rationale: >-
#     Over plain HTTP, keys and data travel readable.
#   remediation: >-
#     Set https_traffic_only_enabled to true.
#   controls: ["CIS Azure 4.0 10.3.4", "ISO 27001:2022 A.8.24"]
package guardrails.az_storage_https

deny contains "plain HTTP is accepted" if input.facets.transport.tls_only == false
