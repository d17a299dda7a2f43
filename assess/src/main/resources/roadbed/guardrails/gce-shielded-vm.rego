# METADATA
# title: "Shielded VM on"
# related_resources:
#   - https://cloud.google.com/compute/docs/access
# custom:
#   id: gce-shielded-vm
#   severity: medium
#   provider: gcp
#   kinds: [compute.instance, compute.template]
#   needs: [shielded.vtpm, shielded.integrity_monitoring]
#   profiles: [strict, cis]
#   rationale: >-
#     A shielded machine notices when somebody changed what it boots.
#   remediation: >-
#     Add shielded_instance_config with vTPM and integrity monitoring on.
#   controls: ["CIS GCP 4.0 4.8", "ISO 27001:2022 A.8.9"]
#   examples:
#     terraform: |
#       resource "google_compute_instance" "this" {
#         machine_type = "e2-small"
#         zone         = "europe-west3-a"
#         shielded_instance_config {
#           enable_vtpm                 = true
#           enable_integrity_monitoring = true
#         }
#       }
#   fix:
#     - types: [google_compute_instance]
#       set:
#         shielded_instance_config.enable_secure_boot: true
#         shielded_instance_config.enable_vtpm: true
#         shielded_instance_config.enable_integrity_monitoring: true
package guardrails.gce_shielded_vm

deny contains "nothing says that the VM is shielded" if {
	input.facets.shielded.declared == false
	input.origin.side == "declared"
}

deny contains message if {
	off := [name |
		some name in ["vtpm", "integrity_monitoring"]
		input.facets.shielded[name] == false
	]
	count(off) > 0
	message := sprintf("shielded VM without %s", [concat(", ", off)])
}
