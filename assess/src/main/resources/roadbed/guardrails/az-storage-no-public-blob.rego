# METADATA
# title: "Storage account disallows public blobs"
# custom:
#   id: az-storage-no-public-blob
#   severity: critical
#   provider: azure
#   kinds: [storage.bucket]
#   needs: [public.blocked]
#   rationale: >-
#     One public container is enough to leak; the account-level switch makes it impossible.
#   remediation: >-
#     Set allow_nested_items_to_be_public to false.
#   controls: ["CIS Azure 4.0 10.3.9", "ISO 27001:2022 A.8.3"]
package guardrails.az_storage_no_public_blob

deny contains "containers of the account may be made public" if input.facets.public.blocked == false
