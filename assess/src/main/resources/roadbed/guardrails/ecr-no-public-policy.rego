# METADATA
# title: "ECR policy not public"
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/security-best-practices.html
# custom:
#   id: ecr-no-public-policy
#   severity: high
#   provider: aws
#   kinds: [container.registry, identity.resource_policy]
#   types: [aws_ecr_repository, aws_ecr_repository_policy]
#   needs: []
#   profiles: [strict]
#   rationale: >-
#     Whoever can pull the images reads the code and often the secrets in it; whoever can push owns
#     production.
#   remediation: >-
#     Name the accounts that may pull, or narrow the statement with aws:PrincipalOrgID.
#   controls: ["ISO 27001:2022 A.5.15"]
#   examples:
#     terraform: |
#       resource "aws_ecr_repository_policy" "this" {
#         repository = aws_ecr_repository.app.name
#         policy = jsonencode({
#           Version = "2012-10-17"
#           Statement = [{
#             Effect    = "Allow"
#             Principal = { AWS = "arn:aws:iam::111122223333:root" }
#             Action    = "ecr:BatchGetImage"
#           }]
#         })
#       }
#     cloudformation: |
#       Type: AWS::ECR::Repository
#       Properties:
#         RepositoryPolicyText:
#           Version: "2012-10-17"
#           Statement:
#             - Effect: Allow
#               Principal:
#                 AWS: arn:aws:iam::111122223333:role/ci
#               Action: ecr:BatchGetImage
package guardrails.ecr_no_public_policy

deny contains "the repository policy allows any principal" if {
	some statement in input.facets.policy.statements
	statement.declared_by == ""
	statement.effect == "Allow"
	statement.public == true
}
