# METADATA
# title: "Resources carry the required tags"
# related_resources:
#   - https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
# custom:
#   id: required-tags
#   severity: medium
#   provider: any
#   kinds: [storage.bucket, storage.volume, compute.instance, database.relational, container.cluster, function, queue, topic, data.warehouse, search.domain, storage.filesystem, database.document, crypto.key, secret, network.loadbalancer, app.service]
#   needs: []
#   when_set: tags
#   profiles: [strict]
#   rationale: >-
#     Costs, owners and tiers are found by tags.
#   remediation: >-
#     Add the tag, best as a default tag of the provider.
#   controls: ["ISO 27001:2022 A.5.9", "ISO 27001:2022 A.5.12"]
#   parameters:
#     - name: tags
#       type: strings
#       default: []
#       description: tags, or labels, that must be there
#   examples:
#     terraform: |
#       resource "aws_s3_bucket" "this" {
#         bucket = "shop-logs"
#         tags = {
#           owner = "payments"
#         }
#       }
package guardrails.required_tags

deny contains message if {
	missing := [tag |
		some tag in data.parameters["required-tags"].tags
		object.get(input.tags, tag, "") == ""
	]
	count(missing) > 0
	message := sprintf("lacks %s", [concat(", ", missing)])
}
