# METADATA
# title: "ECR tags cannot be moved"
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/security-best-practices.html
# custom:
#   id: ecr-immutable-tags
#   severity: low
#   provider: aws
#   kinds: [container.registry]
#   types: [aws_ecr_repository]
#   needs: [immutable_tags]
#   profiles: [strict]
#   rationale: >-
#     A tag that can move makes a rollback a guess.
#   remediation: >-
#     Set image_tag_mutability to IMMUTABLE.
#   controls: ["ISO 27001:2022 A.8.9"]
#   examples:
#     terraform: |
#       resource "aws_ecr_repository" "this" {
#         name                 = "app"
#         image_tag_mutability = "IMMUTABLE"
#       }
#     cloudformation: |
#       Type: AWS::ECR::Repository
#       Properties:
#         ImageTagMutability: IMMUTABLE
#   fix:
#     - types: [aws_ecr_repository]
#       set:
#         image_tag_mutability: "IMMUTABLE"
#     - types: ["AWS::ECR::Repository"]
#       set:
#         ImageTagMutability: "IMMUTABLE"
package guardrails.ecr_immutable_tags

deny contains "a tag can be moved to another image" if input.facets.immutable_tags == false
