# METADATA
# title: "Safe sysctls only"
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/
# custom:
#   id: k8s-sysctls
#   severity: medium
#   provider: kubernetes
#   kinds: [k8s.workload]
#   needs: [sysctls]
#   profiles: [strict]
#   rationale: >-
#     Other settings of the kernel are shared with every pod of the node.
#   remediation: >-
#     Remove the sysctl, or set it on the node.
#   controls: ["ISO 27001:2022 A.8.9"]
#   parameters:
#     - name: allowed
#       type: strings
#       default: [kernel.shm_rmid_forced, net.ipv4.ip_local_port_range, net.ipv4.ip_local_reserved_ports, net.ipv4.ip_unprivileged_port_start, net.ipv4.ping_group_range, net.ipv4.tcp_fin_timeout, net.ipv4.tcp_keepalive_intvl, net.ipv4.tcp_keepalive_probes, net.ipv4.tcp_keepalive_time, net.ipv4.tcp_rmem, net.ipv4.tcp_syncookies, net.ipv4.tcp_wmem]
#       description: sysctls that may be set
#   examples:
#     kubernetes: |
#       apiVersion: v1
#       kind: Pod
#       metadata:
#         name: shop
#         namespace: shop
#       spec:
#         securityContext:
#           sysctls:
#             - name: net.ipv4.ip_local_port_range
#               value: 1024 65535
#         containers:
#           - name: app
#             image: registry.example.com/shop@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
package guardrails.k8s_sysctls

deny contains message if {
	some sysctl in input.facets.sysctls
	not sysctl.name in data.parameters["k8s-sysctls"].allowed
	message := sprintf("sets %s", [sysctl.name])
}
