# METADATA
# title: "IAM policies attached to groups or roles only"
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
# custom:
#   id: iam-policies-on-groups
#   severity: low
#   provider: aws
#   kinds: [identity.binding, identity.policy]
#   types: [aws_iam_policy_attachment, aws_iam_user_policy_attachment, aws_iam_user_policy]
#   needs: []
#   profiles: [strict, cis]
#   rationale: >-
#     Rights given to single users outlive their jobs; groups and roles are reviewed as a whole.
#   remediation: >-
#     Attach the policy to a group or a role and make the user a member.
#   controls: ["CIS AWS 5.0 1.14", "ISO 27001:2022 A.5.18"]
#   examples:
#     terraform: |
#       resource "aws_iam_group_policy_attachment" "this" {
#         group      = aws_iam_group.developers.name
#         policy_arn = aws_iam_policy.data_writer.arn
#       }
#     cloudformation: |
#       Type: AWS::IAM::Policy
#       Properties:
#         PolicyName: read
#         Groups: [!Ref Readers]
#         PolicyDocument:
#           Version: "2012-10-17"
#           Statement:
#             - Effect: Allow
#               Action: s3:GetObject
#               Resource: arn:aws:s3:::shop-data/*
package guardrails.iam_policies_on_groups

deny contains message if {
	count(input.facets.users) > 0
	message := sprintf("attached to users: %s", [concat(", ", input.facets.users)])
}

deny contains "an inline policy of a user" if {
	input.facets.inline == true
	input.facets.attached_to == "user"
}
