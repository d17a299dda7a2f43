# METADATA
# title: "AWS Config records all resources"
# related_resources:
#   - https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html
# custom:
#   id: config-recorder-all
#   severity: medium
#   provider: aws
#   kinds: [log.recorder]
#   types: [aws_config_configuration_recorder]
#   needs: [all_resources, global_resources]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     What is not recorded cannot be looked up when it is needed.
#   remediation: >-
#     Record all supported types, the global ones too.
#   controls: ["CIS AWS 5.0 3.3", "ISO 27001:2022 A.8.9"]
#   examples:
#     terraform: |
#       resource "aws_config_configuration_recorder" "this" {
#         role_arn = aws_iam_role.config.arn
#         recording_group {
#           all_supported                 = true
#           include_global_resource_types = true
#         }
#       }
#     cloudformation: |
#       Type: AWS::Config::ConfigurationRecorder
#       Properties:
#         RoleARN: !GetAtt ConfigRole.Arn
#         RecordingGroup:
#           AllSupported: true
#           IncludeGlobalResourceTypes: true
package guardrails.config_recorder_all

deny contains "not all types are recorded" if input.facets.all_resources == false

deny contains "global resources are not recorded" if input.facets.global_resources == false
