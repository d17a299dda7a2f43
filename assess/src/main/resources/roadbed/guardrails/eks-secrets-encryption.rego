# METADATA
# title: "EKS encrypts secrets with a key of one's own"
# related_resources:
#   - https://docs.aws.amazon.com/eks/latest/best-practices/security.html
# custom:
#   id: eks-secrets-encryption
#   severity: medium
#   provider: aws
#   kinds: [container.cluster]
#   types: [aws_eks_cluster]
#   needs: [encryption.secrets]
#   profiles: [strict, cis]
#   rationale: >-
#     Whoever reads the cluster's database reads its secrets.
#   remediation: >-
#     Add an encryption_config for secrets.
#   controls: ["CIS EKS 1.7 5.3.1", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "aws_eks_cluster" "this" {
#         encryption_config {
#           resources = ["secrets"]
#           provider {
#             key_arn = aws_kms_key.eks.arn
#           }
#         }
#       }
#     cloudformation: |
#       Type: AWS::EKS::Cluster
#       Properties:
#         EncryptionConfig:
#           - Resources: [secrets]
#             Provider:
#               KeyArn: !GetAtt Key.Arn
package guardrails.eks_secrets_encryption

deny contains "secrets are not encrypted with a key" if input.facets.encryption.secrets == false
