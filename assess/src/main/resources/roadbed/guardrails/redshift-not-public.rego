# METADATA
# title: "Redshift not publicly accessible"
# related_resources:
#   - https://docs.aws.amazon.com/redshift/latest/mgmt/iam-redshift-user-mgmt.html
# custom:
#   id: redshift-not-public
#   severity: critical
#   provider: aws
#   kinds: [data.warehouse]
#   types: [aws_redshift_cluster]
#   needs: [public.network_access]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     A warehouse on the internet is one password away from everybody.
#   remediation: >-
#     Set publicly_accessible to false.
#   controls: ["ISO 27001:2022 A.8.20"]
#   examples:
#     terraform: |
#       resource "aws_redshift_cluster" "this" {
#         cluster_identifier  = "reports"
#         node_type           = "ra3.large"
#         publicly_accessible = false
#       }
#     cloudformation: |
#       Type: AWS::Redshift::Cluster
#       Properties:
#         PubliclyAccessible: false
package guardrails.redshift_not_public

deny contains "publicly accessible" if input.facets.public.network_access == true
