# METADATA
# title: "Instance without default SA and full scopes"
# related_resources:
#   - https://cloud.google.com/compute/docs/access
# custom:
#   id: gce-no-default-sa-full
#   severity: high
#   provider: gcp
#   kinds: [compute.instance, compute.template]
#   needs: [identity.default_account, identity.full_scopes]
#   profiles: [baseline, strict, cis, prod]
#   rationale: >-
#     The default service account with full scopes makes every instance an editor of the project.
#   remediation: >-
#     Give the instance a service account of its own with the roles that it needs.
#   controls: ["CIS GCP 4.0 4.2", "ISO 27001:2022 A.8.2"]
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
package guardrails.gce_no_default_sa_full

deny contains "the default service account with full access scopes" if {
	input.facets.identity.default_account == true
	input.facets.identity.full_scopes == true
	not node_of_a_cluster
}

# Nodes are judged where their pool is.
node_of_a_cluster if startswith(input.name, "gke-")
