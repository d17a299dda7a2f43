# METADATA
# title: "Default VPC not used"
# related_resources:
#   - https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html
# custom:
#   id: vpc-default-not-declared
#   severity: low
#   provider: aws
#   kinds: [network.vpc]
#   types: [aws_default_vpc]
#   needs: [default]
#   profiles: [strict]
#   rationale: >-
#     The default VPC routes everything to the internet.
#   remediation: >-
#     Make a VPC of your own and delete the default one.
#   controls: ["ISO 27001:2022 A.8.22"]
#   examples:
#     terraform: |
#       resource "aws_vpc" "main" {
#         cidr_block = "10.0.0.0/16"
#       }
package guardrails.vpc_default_not_declared

deny contains "the default VPC is in use" if input.facets.default == true
