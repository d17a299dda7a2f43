# METADATA
# title: "Managed Kafka takes only TLS"
# related_resources:
#   - https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html
# custom:
#   id: msk-tls
#   severity: high
#   provider: aws
#   kinds: [stream]
#   types: [aws_msk_cluster]
#   needs: [transport.tls_only]
#   profiles: [strict, prod]
#   rationale: >-
#     Records and passwords of clients cross the network readable.
#   remediation: >-
#     Set the encryption between clients and brokers to TLS.
#   controls: ["NIST 800-53 SC-8", "ISO 27001:2022 A.8.24"]
#   examples:
#     terraform: |
#       resource "aws_msk_cluster" "events" {
#         cluster_name           = "events"
#         kafka_version          = "3.6.0"
#         number_of_broker_nodes = 3
#
#         encryption_info {
#           encryption_in_transit {
#             client_broker = "TLS"
#           }
#         }
#       }
#     cloudformation: |
#       Type: AWS::MSK::Cluster
#       Properties:
#         ClusterName: events
#         KafkaVersion: 3.6.0
#         NumberOfBrokerNodes: 3
#         EncryptionInfo:
#           EncryptionInTransit:
#             ClientBroker: TLS
package guardrails.msk_tls

deny contains "clients may speak to brokers without TLS" if input.facets.transport.tls_only == false
