# METADATA
# title: "EC2 requires IMDSv2"
# related_resources:
#   - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
# custom:
#   id: ec2-imdsv2
#   severity: high
#   provider: aws
#   kinds: [compute.instance, compute.template]
#   needs: [metadata.enabled, metadata.token_required]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Version 1 of the metadata service hands the instance's credentials to anyone who can make it
#     fetch a URL.
#   remediation: >-
#     Set metadata_options.http_tokens to required, or http_endpoint to disabled.
#   controls: ["CIS AWS 5.0 5.7", "ISO 27001:2022 A.8.9"]
#   examples:
#     terraform: |
#       resource "aws_instance" "this" {
#         ami           = data.aws_ami.base.id
#         instance_type = "t3.micro"
#         metadata_options {
#           http_tokens = "required"
#         }
#       }
#     cloudformation: |
#       Type: AWS::EC2::LaunchTemplate
#       Properties:
#         LaunchTemplateData:
#           MetadataOptions:
#             HttpTokens: required
#   fix:
#     - types: [aws_instance, aws_launch_template]
#       set:
#         metadata_options.http_tokens: "required"
package guardrails.ec2_imdsv2

deny contains "the metadata service answers without a session token" if {
	input.facets.metadata.enabled == true
	input.facets.metadata.token_required == false
}
