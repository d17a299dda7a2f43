# METADATA
# title: "Nothing is added from the network unchecked"
# related_resources:
#   - https://docs.docker.com/build/building/best-practices/
# custom:
#   id: docker-no-remote-add
#   severity: medium
#   provider: other
#   kinds: [container.build]
#   types: [dockerfile]
#   needs: [add.remote]
#   profiles: [strict]
#   rationale: >-
#     ADD fetches whatever the address gives at that moment, and nothing checks what it was.
#   remediation: >-
#     Give the checksum with ADD --checksum=sha256:..., or fetch and verify it in one RUN.
#   controls: ["CIS Docker 1.6 4.9", "SLSA 1.0 Build L3"]
#   examples:
#     dockerfile: |
#       ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/tool.tgz /opt/
package guardrails.docker_no_remote_add

deny contains message if {
	some source in input.facets.add.remote
	message := sprintf("ADD fetches %s without a checksum", [source])
}
