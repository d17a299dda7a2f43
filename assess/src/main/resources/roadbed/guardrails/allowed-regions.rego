# METADATA
# title: "Resources stand in allowed regions"
# related_resources:
#   - https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
# custom:
#   id: allowed-regions
#   severity: high
#   provider: any
#   kinds: [storage.bucket, storage.volume, compute.instance, database.relational, container.cluster, function, queue, topic, data.warehouse, search.domain, storage.filesystem, database.document, crypto.key, secret, network.loadbalancer, app.service]
#   needs: []
#   when_set: regions
#   profiles: [strict]
#   rationale: >-
#     Law and contracts say where data may lie.
#   remediation: >-
#     Move the resource to an allowed region, or allow the region by the parameter regions.
#   controls: ["ISO 27001:2022 A.5.31", "ISO 27001:2022 A.5.34"]
#   parameters:
#     - name: regions
#       type: strings
#       default: []
#       description: "regions that are allowed, with * for any text"
#   examples:
#     terraform: |
#       provider "aws" {
#         region = "eu-central-1"
#       }
package guardrails.allowed_regions

deny contains message if {
	not input.region in {"", "global"}
	not allowed
	message := sprintf("stands in %s", [input.region])
}

allowed if {
	some pattern in data.parameters["allowed-regions"].regions
	glob.match(lower(pattern), [], lower(input.region))
}
