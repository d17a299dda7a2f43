# METADATA
# title: "Instance without default service account"
# related_resources:
#   - https://cloud.google.com/compute/docs/access
# custom:
#   id: gce-no-default-sa
#   severity: medium
#   provider: gcp
#   kinds: [compute.instance, compute.template]
#   types: [google_compute_instance, google_compute_instance_template]
#   needs: [identity.default_account]
#   profiles: [strict, cis]
#   rationale: >-
#     The default account is an editor of the whole project.
#   remediation: >-
#     Give the instance a service account of its own.
#   controls: ["CIS GCP 4.0 4.1", "ISO 27001:2022 A.8.2"]
#   examples:
#     terraform: |
#       resource "google_compute_instance" "this" {
#         machine_type = "e2-small"
#         zone         = "europe-west3-a"
#         service_account {
#           email  = google_service_account.app.email
#           scopes = ["cloud-platform"]
#         }
#       }
package guardrails.gce_no_default_sa

deny contains "uses the default service account" if input.facets.identity.default_account == true
