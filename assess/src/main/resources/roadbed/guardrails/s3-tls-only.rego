# METADATA
# title: "S3 bucket policy denies plain HTTP"
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
# custom:
#   id: s3-tls-only
#   severity: medium
#   provider: aws
#   kinds: [storage.bucket]
#   needs: [transport.tls_only]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     Without a statement that denies it, S3 answers plain HTTP, and whoever is on the way reads
#     along.
#   remediation: >-
#     Add a bucket policy statement that denies s3:* where aws:SecureTransport is false.
#   controls: ["CIS AWS 5.0 2.1.1", "ISO 27001:2022 A.8.24"]
#   parameters:
#     - name: public_only
#       type: boolean
#       default: false
#       description: judge only buckets that an ACL opens to everybody
#   examples:
#     terraform: |
#       resource "aws_s3_bucket_policy" "this" {
#         bucket = aws_s3_bucket.logs.id
#         policy = jsonencode({
#           Version = "2012-10-17"
#           Statement = [{
#             Effect    = "Deny"
#             Principal = "*"
#             Action    = "s3:*"
#             Resource  = [aws_s3_bucket.logs.arn, "${aws_s3_bucket.logs.arn}/*"]
#             Condition = { Bool = { "aws:SecureTransport" = "false" } }
#           }]
#         })
#       }
#     cloudformation: |
#       Type: AWS::S3::BucketPolicy
#       Properties:
#         Bucket: !Ref Logs
#         PolicyDocument:
#           Statement:
#             - Effect: Deny
#               Principal: '*'
#               Action: s3:*
#               Resource: !Sub '${Logs.Arn}/*'
#               Condition: {Bool: {'aws:SecureTransport': false}}
package guardrails.s3_tls_only

deny contains "no policy statement denies plain HTTP" if {
	input.facets.transport.tls_only == false
	judged
}

judged if data.parameters["s3-tls-only"].public_only == false

judged if {
	input.facets.public.acl in {"public-read", "public-read-write"}
	open
}

judged if {
	input.facets.public.acl_read == true
	input.facets.public.block.acls == false
	open
}

# Websites are meant to be read by everybody, in whatever way.
open if {
	input.facets.website == false
	input.facets.public.block.acls == false
	input.facets.public.block.restrict == false
}
