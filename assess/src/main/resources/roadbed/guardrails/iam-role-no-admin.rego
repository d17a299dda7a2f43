# METADATA
# title: "IAM role, user or group without administrator rights"
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
# custom:
#   id: iam-role-no-admin
#   severity: high
#   provider: aws
#   kinds: [identity.role, identity.user, identity.group]
#   types: [aws_iam_role, aws_iam_user, aws_iam_group]
#   needs: [policy.admin]
#   profiles: [strict, cis]
#   rationale: >-
#     Whoever takes over this identity owns the account.
#   remediation: >-
#     Attach a policy that allows what is needed, and break-glass roles by exception.
#   controls: ["CIS AWS 5.0 1.15", "ISO 27001:2022 A.8.2"]
#   examples:
#     terraform: |
#       resource "aws_iam_role_policy_attachment" "this" {
#         role       = aws_iam_role.app.name
#         policy_arn = aws_iam_policy.data_writer.arn
#       }
#     cloudformation: |
#       Type: AWS::IAM::Role
#       Properties:
#         ManagedPolicyArns: [!Ref DataWriter]
#         AssumeRolePolicyDocument:
#           Version: "2012-10-17"
#           Statement:
#             - Effect: Allow
#               Principal:
#                 Service: ecs-tasks.amazonaws.com
#               Action: sts:AssumeRole
package guardrails.iam_role_no_admin

deny contains "has administrator rights" if input.facets.policy.admin == true
