# METADATA
# title: "App Service HTTPS only"
# custom:
#   id: az-app-https
#   severity: high
#   provider: azure
#   kinds: [app.service]
#   needs: [transport.tls_only]
#   rationale: >-
#     Over plain HTTP, sessions and data travel readable.
#   remediation: >-
#     Set https_only to true.
#   controls: ["CIS Azure 3.0 9.1", "ISO 27001:2022 A.8.24"]
package guardrails.az_app_https

deny contains "plain HTTP is accepted" if input.facets.transport.tls_only == false
