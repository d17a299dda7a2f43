# METADATA
# title: "No wildcard action in policy documents"
# custom:
#   id: iam-no-wildcard-action
#   severity: high
#   provider: aws
#   kinds: [identity.policy, identity.policy_document]
#   needs: [policy.statements]
#   rationale: >-
#     A wildcard action grants also what the service will learn to do next year.
#   remediation: >-
#     List the actions that are needed.
#   controls: ["ISO 27001:2022 A.8.2", "ISO 27001:2022 A.5.15"]
package guardrails.iam_no_wildcard_action

deny contains message if {
	some statement in input.facets.policy.statements
	statement.declared_by == ""
	statement.effect == "Allow"
	some action in statement.actions
	action in {"*", "*:*"}
	message := sprintf("a statement allows the action %s", [action])
}
