# METADATA
# title: "SQL server has an Entra administrator"
# related_resources:
#   - https://learn.microsoft.com/azure/azure-sql/database/security-best-practice
# custom:
#   id: az-sql-ad-admin
#   severity: medium
#   provider: azure
#   kinds: [database.relational]
#   types: [azurerm_mssql_server, azurerm_sql_server]
#   needs: [iam_auth]
#   profiles: [strict, cis]
#   rationale: >-
#     Accounts of the directory are switched off in one place when somebody leaves.
#   remediation: >-
#     Add azuread_administrator.
#   controls: ["CIS Azure 3.0 5.1.4", "ISO 27001:2022 A.5.16"]
#   examples:
#     terraform: |
#       resource "azurerm_mssql_server" "this" {
#         name    = "orders"
#         version = "12.0"
#         azuread_administrator {
#           login_username = "dba"
#           object_id      = azuread_group.dba.object_id
#         }
#       }
#     arm: |
#       {
#         "type": "Microsoft.Sql/servers",
#         "properties": {
#           "administrators": {
#             "administratorType": "ActiveDirectory",
#             "login": "dba",
#             "sid": "[parameters('dbaGroup')]"
#           }
#         }
#       }
package guardrails.az_sql_ad_admin

deny contains "there is no Entra administrator" if input.facets.iam_auth == false
