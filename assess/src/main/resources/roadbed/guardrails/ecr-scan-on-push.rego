# METADATA
# title: "ECR scans images when they are pushed"
# related_resources:
#   - https://docs.aws.amazon.com/AmazonECR/latest/userguide/security-best-practices.html
# custom:
#   id: ecr-scan-on-push
#   severity: medium
#   provider: aws
#   kinds: [container.registry]
#   types: [aws_ecr_repository]
#   needs: [scan_on_push]
#   profiles: [strict, cis]
#   rationale: >-
#     Known holes are cheapest to find before an image runs.
#   remediation: >-
#     Set image_scanning_configuration.scan_on_push to true.
#   controls: ["CIS EKS 1.7 5.1.1", "ISO 27001:2022 A.8.8"]
#   examples:
#     terraform: |
#       resource "aws_ecr_repository" "this" {
#         name = "app"
#         image_scanning_configuration {
#           scan_on_push = true
#         }
#       }
#     cloudformation: |
#       Type: AWS::ECR::Repository
#       Properties:
#         ImageScanningConfiguration:
#           ScanOnPush: true
#   fix:
#     - types: [aws_ecr_repository]
#       set:
#         image_scanning_configuration.scan_on_push: true
package guardrails.ecr_scan_on_push

deny contains "images are not scanned" if input.facets.scan_on_push == false
