# METADATA
# title: "Packages are installed by their version"
# related_resources:
#   - https://docs.docker.com/build/building/best-practices/
# custom:
#   id: docker-apt-pinned
#   severity: low
#   provider: other
#   kinds: [container.build]
#   types: [dockerfile]
#   needs: [packages.unpinned]
#   profiles: [strict]
#   rationale: >-
#     Without a version the same Dockerfile gives another image next week.
#   remediation: >-
#     Write apt-get install name=version, or build from a snapshot of the archive.
#   controls: ["ISO 27001:2022 A.8.31"]
#   examples:
#     dockerfile: |
#       RUN apt-get update && apt-get install -y --no-install-recommends curl=7.88.1-10+deb12u8
package guardrails.docker_apt_pinned

deny contains message if {
	count(input.facets.packages.unpinned) > 0
	message := sprintf("apt installs %s in whichever version there is", [concat(", ", input.facets.packages.unpinned)])
}
