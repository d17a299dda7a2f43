# METADATA
# title: "Redshift encrypted at rest"
# related_resources:
#   - https://docs.aws.amazon.com/redshift/latest/mgmt/iam-redshift-user-mgmt.html
# custom:
#   id: redshift-encryption
#   severity: high
#   provider: aws
#   kinds: [data.warehouse]
#   types: [aws_redshift_cluster]
#   needs: [encryption.at_rest]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     Snapshots of a warehouse are the whole company in one file.
#   remediation: >-
#     Set encrypted to true.
#   controls: ["ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "aws_redshift_cluster" "this" {
#         cluster_identifier = "reports"
#         node_type          = "ra3.large"
#         encrypted          = true
#       }
#     cloudformation: |
#       Type: AWS::Redshift::Cluster
#       Properties:
#         Encrypted: true
#         KmsKeyId: !Ref Key
package guardrails.redshift_encryption

deny contains "not encrypted at rest" if input.facets.encryption.at_rest == false
