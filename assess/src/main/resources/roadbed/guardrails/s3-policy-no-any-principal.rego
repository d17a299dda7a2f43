# METADATA
# title: "S3 bucket policy does not allow any principal"
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
# custom:
#   id: s3-policy-no-any-principal
#   severity: critical
#   provider: aws
#   kinds: [storage.bucket, identity.resource_policy]
#   types: [aws_s3_bucket, aws_s3_bucket_policy]
#   needs: []
#   profiles: [baseline, strict, prod]
#   rationale: >-
#     A statement that allows any principal without a condition opens the bucket to the whole
#     internet.
#   remediation: >-
#     Name the accounts, roles or services that need access, or narrow the statement with a
#     condition such as aws:PrincipalOrgID.
#   controls: ["ISO 27001:2022 A.5.15", "ISO 27001:2022 A.8.3"]
#   examples:
#     terraform: |
#       resource "aws_s3_bucket_policy" "this" {
#         bucket = aws_s3_bucket.logs.id
#         policy = jsonencode({
#           Version = "2012-10-17"
#           Statement = [{
#             Effect    = "Allow"
#             Principal = { AWS = aws_iam_role.reader.arn }
#             Action    = "s3:GetObject"
#             Resource  = "${aws_s3_bucket.logs.arn}/*"
#           }]
#         })
#       }
#     cloudformation: |
#       Type: AWS::S3::BucketPolicy
#       Properties:
#         Bucket: !Ref Data
#         PolicyDocument:
#           Version: "2012-10-17"
#           Statement:
#             - Effect: Allow
#               Principal:
#                 AWS: arn:aws:iam::111122223333:role/reader
#               Action: s3:GetObject
#               Resource: !Sub ${Data.Arn}/*
package guardrails.s3_policy_no_any_principal

deny contains message if {
	some statement in input.facets.policy.own
	statement.declared_by == ""
	statement.effect == "Allow"
	some principal in statement.principals
	principal.type in {"AWS", "*"}
	principal.id == "*"
	not narrowed(statement)
	message := sprintf("a statement allows any principal to %s", [concat(", ", statement.actions)])
}

# What says who somebody is, or where the request comes from inside AWS.
naming := {
	"aws:sourcevpce", "aws:sourcevpc", "aws:vpceaccount", "aws:principalorgpaths", "aws:userid", "aws:principalarn",
	"aws:principalaccount", "aws:principalorgid", "aws:sourceaccount", "aws:sourceowner", "aws:sourceorgid",
	"aws:ec2instancesourcevpc", "ec2:sourceinstancearn", "lambda:sourcefunctionarn", "ssm:sourceinstancearn",
}

narrowed(statement) if {
	some condition in statement.conditions
	trim_suffix(condition.operator, "IfExists") in {"StringEquals", "StringEqualsIgnoreCase", "StringLike"}
	lower(condition.key) in naming
}

# By ARN, unless it is one of any account.
narrowed(statement) if {
	some condition in statement.conditions
	condition.operator in {"ArnEquals", "ArnLike"}
	every arn in condition.values {
		not regex.match(`^arn:aws:[a-z0-9-]+::\*`, arn)
	}
}

narrowed(statement) if {
	some condition in statement.conditions
	condition.operator in {"ArnNotEquals", "ArnNotLike"}
}
