# METADATA
# title: "Instance refuses project-wide SSH keys"
# related_resources:
#   - https://cloud.google.com/compute/docs/access
# custom:
#   id: gce-block-project-keys
#   severity: medium
#   provider: gcp
#   kinds: [compute.instance, compute.template]
#   types: [google_compute_instance, google_compute_instance_template]
#   needs: [block_project_keys]
#   profiles: [strict, cis]
#   rationale: >-
#     A key in the project's metadata opens every machine of it.
#   remediation: >-
#     Set the metadata block-project-ssh-keys to true, or use OS Login.
#   controls: ["CIS GCP 4.0 4.3", "ISO 27001:2022 A.5.17"]
#   examples:
#     terraform: |
#       resource "google_compute_instance" "this" {
#         machine_type = "e2-small"
#         zone         = "europe-west3-a"
#         metadata = {
#           block-project-ssh-keys = "true"
#         }
#       }
package guardrails.gce_block_project_keys

deny contains "keys of the project open this machine" if input.facets.block_project_keys == false
