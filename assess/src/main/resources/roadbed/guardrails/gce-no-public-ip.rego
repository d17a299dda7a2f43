# METADATA
# title: "Instance without public IP"
# custom:
#   id: gce-no-public-ip
#   severity: high
#   provider: gcp
#   kinds: [compute.instance, compute.template]
#   needs: [public.ip]
#   rationale: >-
#     A public address puts the machine itself in front of every scanner on the internet.
#   remediation: >-
#     Remove access_config and publish the service through a load balancer; use Cloud NAT and IAP.
#   controls: ["CIS GCP 4.0 4.9", "ISO 27001:2022 A.8.20"]
package guardrails.gce_no_public_ip

deny contains "the instance gets a public IP address" if input.facets.public.ip == true
