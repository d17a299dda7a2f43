# METADATA
# title: "Defender for Cloud plans are on"
# related_resources:
#   - https://learn.microsoft.com/azure/defender-for-cloud/defender-for-cloud-introduction
# custom:
#   id: az-defender-plans
#   severity: medium
#   provider: azure
#   kinds: [security.detector]
#   types: [azurerm_security_center_subscription_pricing]
#   needs: [enabled]
#   profiles: [strict, cis]
#   rationale: >-
#     The free tier does not look for attacks.
#   remediation: >-
#     Set tier to Standard.
#   controls: ["CIS Azure 4.0 9.1.3.1", "ISO 27001:2022 A.8.16"]
#   examples:
#     terraform: |
#       resource "azurerm_security_center_subscription_pricing" "this" {
#         resource_type = "VirtualMachines"
#         tier          = "Standard"
#       }
#     arm: |
#       {
#         "type": "Microsoft.Security/pricings",
#         "properties": {
#           "pricingTier": "Standard"
#         }
#       }
package guardrails.az_defender_plans

deny contains "the plan is on the free tier" if input.facets.enabled == false
