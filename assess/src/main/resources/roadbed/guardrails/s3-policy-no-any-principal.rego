# METADATA
# title: "S3 bucket policy does not allow any principal"
# custom:
#   id: s3-policy-no-any-principal
#   severity: critical
#   provider: aws
#   kinds: [storage.bucket, identity.resource_policy]
#   types: [aws_s3_bucket, aws_s3_bucket_policy]
#   needs: []
#   rationale: >-
#     A statement that allows any principal without a condition opens the bucket to the whole
#     internet.
#   remediation: >-
#     Name the accounts, roles or services that need access, or narrow the statement with a
#     condition such as aws:PrincipalOrgID.
#   controls: ["ISO 27001:2022 A.5.15", "ISO 27001:2022 A.8.3"]
package guardrails.s3_policy_no_any_principal

deny contains message if {
	some statement in input.facets.policy.statements
	statement.declared_by == ""
	statement.effect == "Allow"
	count(statement.conditions) == 0
	some principal in statement.principals
	principal.type in {"AWS", "*"}
	principal.id == "*"
	message := sprintf("a statement allows any principal to %s", [concat(", ", statement.actions)])
}
