# METADATA
# title: "KMS key policy without wildcard principal"
# related_resources:
#   - https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
# custom:
#   id: kms-no-wildcard-principal
#   severity: high
#   provider: aws
#   kinds: [crypto.key, identity.resource_policy]
#   types: [aws_kms_key, aws_kms_key_policy]
#   needs: []
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     A key policy that allows any principal gives the data away that the key protects.
#   remediation: >-
#     Name the accounts and roles that may use the key, or narrow the statement with a condition.
#   controls: ["ISO 27001:2022 A.8.24", "ISO 27001:2022 A.5.15"]
#   examples:
#     terraform: |
#       resource "aws_kms_key" "this" {
#         policy = jsonencode({
#           Version = "2012-10-17"
#           Statement = [{
#             Effect    = "Allow"
#             Principal = { AWS = "arn:aws:iam::111122223333:root" }
#             Action    = "kms:*"
#             Resource  = "*"
#           }]
#         })
#       }
#     cloudformation: |
#       Type: AWS::KMS::Key
#       Properties:
#         KeyPolicy:
#           Version: "2012-10-17"
#           Statement:
#             - Effect: Allow
#               Principal:
#                 AWS: !Sub arn:aws:iam::${AWS::AccountId}:root
#               Action: kms:*
#               Resource: "*"
package guardrails.kms_no_wildcard_principal

deny contains "the key policy allows any principal" if {
	some statement in input.facets.policy.own
	statement.declared_by == ""
	statement.effect == "Allow"
	some principal in statement.principals
	principal.type in {"AWS", "*"}
	principal.id == "*"
}
