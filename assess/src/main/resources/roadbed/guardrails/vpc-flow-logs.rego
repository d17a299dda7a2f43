# METADATA
# title: "VPC flow logs on"
# custom:
#   id: vpc-flow-logs
#   severity: medium
#   provider: aws
#   kinds: [network.vpc]
#   types: [aws_vpc]
#   needs: [logging.enabled]
#   rationale: >-
#     Without flow logs nobody can say who talked to whom.
#   remediation: >-
#     Add an aws_flow_log for the VPC.
#   controls: ["CIS AWS 5.0 3.7", "ISO 27001:2022 A.8.15"]
package guardrails.vpc_flow_logs

deny contains "flow logs are off" if input.facets.logging.enabled == false
