# METADATA
# title: "No secrets in EC2 user data"
# related_resources:
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-security.html
# custom:
#   id: ec2-no-secrets-userdata
#   severity: critical
#   provider: aws
#   kinds: [compute.instance, compute.template]
#   needs: [user_data.present, user_data.secrets]
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     User data is readable by everyone who may describe the instance and by every process on it.
#   remediation: >-
#     Take the secret out, rotate it, and read it at start-up from Secrets Manager or Parameter
#     Store with the instance's role.
#   controls: ["ISO 27001:2022 A.5.17", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "aws_instance" "this" {
#         ami                  = data.aws_ami.base.id
#         instance_type        = "t3.micro"
#         iam_instance_profile = aws_iam_instance_profile.app.name
#         user_data            = file("start.sh") # reads its secrets from Secrets Manager
#       }
#     cloudformation: |
#       Type: AWS::EC2::Instance
#       Properties:
#         IamInstanceProfile: !Ref Profile
#         UserData:
#           Fn::Base64: |
#             #!/bin/sh
#             aws secretsmanager get-secret-value --secret-id shop/database > /run/database.json
package guardrails.ec2_no_secrets_userdata

deny contains message if {
	kinds := input.facets.user_data.secrets
	count(kinds) > 0
	message := sprintf("user data holds secrets: %s", [concat(", ", kinds)])
}
