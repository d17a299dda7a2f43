# METADATA
# title: "CloudTrail in all regions"
# custom:
#   id: cloudtrail-multi-region
#   severity: high
#   provider: aws
#   kinds: [log.trail]
#   types: [aws_cloudtrail]
#   needs: [multi_region]
#   rationale: >-
#     An attacker works in the region that nobody looks at.
#   remediation: >-
#     Set is_multi_region_trail to true.
#   controls: ["CIS AWS 5.0 3.1", "ISO 27001:2022 A.8.15"]
package guardrails.cloudtrail_multi_region

deny contains "the trail records one region only" if input.facets.multi_region == false
