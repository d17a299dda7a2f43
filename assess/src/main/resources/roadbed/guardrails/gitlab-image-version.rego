# METADATA
# title: "Images of jobs have a version"
# related_resources:
#   - https://docs.gitlab.com/ci/pipeline_security/
# custom:
#   id: gitlab-image-version
#   severity: medium
#   provider: other
#   kinds: [pipeline.job]
#   types: [gitlab_pipeline_job]
#   needs: [images]
#   profiles: [strict]
#   rationale: >-
#     A job in an image that is whatever is newest changes without anybody's change, and runs what was
#     pushed last.
#   remediation: >-
#     Name the version of the image, better its digest.
#   controls: ["SLSA 1.0 Build L3", "ISO 27001:2022 A.8.31"]
#   examples:
#     gitlab: |
#       build:
#         image: alpine:3.20
package guardrails.gitlab_image_version

deny contains message if {
	some image in input.facets.images
	image.latest
	message := sprintf("the %s %s is whatever is newest", [image.where, image.image])
}
