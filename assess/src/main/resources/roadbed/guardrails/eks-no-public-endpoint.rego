# METADATA
# title: "EKS endpoint not open to 0.0.0.0/0"
# related_resources:
#   - https://docs.aws.amazon.com/eks/latest/best-practices/security.html
# custom:
#   id: eks-no-public-endpoint
#   severity: critical
#   provider: aws
#   kinds: [container.cluster]
#   needs: [public.endpoint, public.restricted]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     The cluster's API is its front door; open to the internet it is one leaked token away from
#     everybody.
#   remediation: >-
#     Turn endpoint_public_access off, or name the networks in public_access_cidrs.
#   controls: ["CIS EKS 1.7 5.4.1", "ISO 27001:2022 A.8.20"]
#   examples:
#     terraform: |
#       resource "aws_eks_cluster" "this" {
#         vpc_config {
#           endpoint_private_access = true
#           endpoint_public_access  = false
#         }
#       }
#     cloudformation: |
#       Type: AWS::EKS::Cluster
#       Properties:
#         ResourcesVpcConfig:
#           SubnetIds: !Ref Subnets
#           EndpointPublicAccess: true
#           PublicAccessCidrs: [198.51.100.0/24]
package guardrails.eks_no_public_endpoint

deny contains "the API endpoint is open to the internet" if {
	input.facets.public.endpoint == true
	input.facets.public.restricted == false
}
