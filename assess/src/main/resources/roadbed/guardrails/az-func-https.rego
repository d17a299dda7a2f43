# METADATA
# title: "Function app HTTPS only"
# custom:
#   id: az-func-https
#   severity: high
#   provider: azure
#   kinds: [function]
#   needs: [transport.tls_only]
#   rationale: >-
#     Over plain HTTP, keys of the function and data travel readable.
#   remediation: >-
#     Set https_only to true, and leave require_https of the authentication settings on.
#   controls: ["ISO 27001:2022 A.8.24"]
package guardrails.az_func_https

deny contains "plain HTTP is accepted" if input.facets.transport.tls_only == false

deny contains "authentication does not require HTTPS" if {
	input.facets.transport.tls_only == true
	input.facets.transport.auth_requires_https == false
}
