# METADATA
# title: "The image says how to see that it is healthy"
# related_resources:
#   - https://docs.docker.com/reference/dockerfile/#healthcheck
# custom:
#   id: docker-healthcheck
#   severity: low
#   provider: other
#   kinds: [container.build]
#   needs: [healthcheck]
#   profiles: [strict, cis]
#   rationale: >-
#     Without it what runs the container can only see that a process is there.
#   remediation: >-
#     Add a HEALTHCHECK; where Kubernetes runs the image its probes do the same, and this guardrail is not
#     for you.
#   controls: ["CIS Docker 1.6 4.6"]
#   examples:
#     dockerfile: |
#       FROM registry.example.com/shop/base:1.4
#       USER 10001
#       HEALTHCHECK --interval=30s CMD ["/shop", "healthy"]
#       CMD ["/shop"]
package guardrails.docker_healthcheck

deny contains "it has no HEALTHCHECK" if input.facets.healthcheck == false
