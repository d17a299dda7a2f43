# METADATA
# title: "GuardDuty is on"
# related_resources:
#   - https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_settingup.html
# custom:
#   id: guardduty-enabled
#   severity: high
#   provider: aws
#   kinds: [security.detector]
#   types: [aws_guardduty_detector]
#   needs: [enabled]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     GuardDuty sees stolen credentials and machines that talk to the wrong people.
#   remediation: >-
#     Set enable to true.
#   controls: ["ISO 27001:2022 A.8.16"]
#   examples:
#     terraform: |
#       resource "aws_guardduty_detector" "this" {
#         enable = true
#       }
#     cloudformation: |
#       Type: AWS::GuardDuty::Detector
#       Properties:
#         Enable: true
package guardrails.guardduty_enabled

deny contains "the detector is switched off" if input.facets.enabled == false
