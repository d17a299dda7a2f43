# METADATA
# title: "GKE issues no client certificate"
# related_resources:
#   - https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster
# custom:
#   id: gke-no-client-certificate
#   severity: medium
#   provider: gcp
#   kinds: [container.cluster]
#   types: [google_container_cluster]
#   needs: [auth.client_certificate]
#   profiles: [strict, cis]
#   rationale: >-
#     A certificate cannot be taken back before it ends.
#   remediation: >-
#     Set issue_client_certificate to false.
#   controls: ["CIS GKE 1.6 2.1.1", "ISO 27001:2022 A.5.17"]
#   examples:
#     terraform: |
#       resource "google_container_cluster" "this" {
#         name     = "shop"
#         location = "europe-west3"
#         master_auth {
#           client_certificate_config {
#             issue_client_certificate = false
#           }
#         }
#       }
package guardrails.gke_no_client_certificate

deny contains "a client certificate is issued" if input.facets.auth.client_certificate == true
