package roadbed.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.testkit.Declared;

/** The catalogue of facets as a table: a document, a facet, what it is. One row, one sentence of facets.md. */
class FacetsTest {

  private static void check(String type, String json, String facet, String expected) {
    Estate estate = Estate.of(Declared.resource(type + ".it").with(json));
    assertThat(estate.facet(type + ".it", facet)).as(type + " " + json + " " + facet).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "aws_s3_bucket | {} | encryption.at_rest | true",
        "aws_s3_bucket | {} | encryption.configured | false",
        "aws_s3_bucket | {\"server_side_encryption_configuration\":[{\"rule\":[{\"apply_server_side_encryption_by_default\":[{\"sse_algorithm\":\"rot13\"}]}]}]} | encryption.at_rest | false",
        "aws_s3_bucket | {\"acl\":\"public-read\"} | public.acl_read | true",
        "aws_s3_bucket | {\"acl\":\"public-read\"} | public.acl_write | false",
        "aws_s3_bucket | {\"acl\":\"public-read\"} | public.exposed | true",
        "aws_s3_bucket | {\"acl\":{\"$unknown\":\"var.acl\"}} | public.acl_read | {\"$unknown\":\"var.acl\"}",
        "aws_s3_bucket | {\"acl\":{\"$unknown\":\"not configured; the provider decides on apply\"}} | public.acl | \"private\"",
        "aws_s3_bucket | {\"versioning\":{\"enabled\":\"true\"}} | versioning.enabled | true",
        "aws_s3_bucket | {\"versioning\":[]} | versioning.enabled | false",
        "aws_s3_bucket | {\"policy\":\"{\\\"Statement\\\":{\\\"Effect\\\":\\\"Allow\\\",\\\"Principal\\\":\\\"*\\\",\\\"Action\\\":\\\"s3:GetObject\\\",\\\"Resource\\\":\\\"*\\\"}}\"} | public.policy | true",
        "aws_s3_bucket | {\"policy\":\"{\\\"Statement\\\":[{\\\"Effect\\\":\\\"Deny\\\",\\\"Principal\\\":\\\"*\\\",\\\"Action\\\":\\\"s3:*\\\",\\\"Resource\\\":\\\"*\\\",\\\"Condition\\\":{\\\"Bool\\\":{\\\"aws:SecureTransport\\\":\\\"false\\\"}}}]}\"} | transport.tls_only | true",
        "azurerm_storage_account | {} | transport.tls_only | true",
        "azurerm_storage_account | {} | defaulted | [\"auth.shared_key\",\"encryption.infrastructure\",\"network.default_action\",\"public.blocked\",\"public.network_access\",\"replication.cross_tenant\",\"transport.min_version\",\"transport.tls_only\",\"versioning.enabled\"]",
        "azurerm_storage_account | {\"min_tls_version\":\"TLS1_0\"} | transport.min_version | \"1.0\"",
        "azurerm_storage_account | {\"allow_nested_items_to_be_public\":false} | public.blocked | true",
        "azurerm_storage_account | {\"network_rules\":[{\"default_action\":\"Deny\"}]} | network.default_action | \"deny\"",
        "google_storage_bucket | {\"uniform_bucket_level_access\":true} | access.uniform | true",
        "google_storage_bucket | {\"public_access_prevention\":\"enforced\"} | public.blocked | true",
        "aws_ebs_volume | {} | encryption.at_rest | false",
        "aws_ebs_volume | {\"encrypted\":true,\"size\":8} | size_gb | 8",
        "azurerm_managed_disk | {\"encryption_settings\":{\"enabled\":false}} | encryption.at_rest | false",
        "google_compute_disk | {} | encryption.at_rest | true",
        "aws_db_instance | {} | encryption.at_rest | false",
        "aws_db_instance | {\"publicly_accessible\":true} | public.exposed | true",
        "aws_rds_cluster | {} | backup.retention_days | 1",
        "azurerm_mssql_server | {} | public.network_access | true",
        "google_sql_database_instance | {\"database_version\":\"POSTGRES_15\"} | engine | \"postgres\"",
        "google_sql_database_instance | {\"settings\":[{\"ip_configuration\":[{\"ssl_mode\":\"ENCRYPTED_ONLY\"}]}]} | transport.tls_only | true",
        "google_sql_database_instance | {\"settings\":{\"database_flags\":[{\"name\":\"log_connections\",\"value\":\"on\"}]}} | flags | {\"log_connections\":\"on\"}",
      })
  void storageAndDatabases(String type, String json, String facet, String expected) {
    check(type, json, facet, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "aws_instance | {} | metadata.token_required | false",
        "aws_instance | {\"metadata_options\":[{\"http_tokens\":\"required\"}]} | metadata.token_required | true",
        "aws_instance | {\"associate_public_ip_address\":{\"$unknown\":\"later\"}} | public.ip | {\"$unknown\":\"later\"}",
        "aws_instance | {\"user_data\":\"export KEY=***SECRET:aws-access-key***\"} | user_data.secrets | [\"aws-access-key\"]",
        "aws_launch_template | {\"network_interfaces\":[{},{\"associate_public_ip_address\":\"true\"}]} | public.ip | true",
        "azurerm_linux_virtual_machine | {\"disable_password_authentication\":false} | ssh.password_auth | true",
        "azurerm_linux_virtual_machine | {} | ssh.password_auth | false",
        "google_compute_instance | {\"network_interface\":[{\"access_config\":[{}]}]} | public.ip | true",
        "google_compute_instance | {\"network_interface\":[{\"access_config\":[]}]} | public.ip | false",
        "google_compute_instance | {\"service_account\":[{\"scopes\":[\"https://www.googleapis.com/auth/cloud-platform\"]}]} | identity.full_scopes | true",
        "google_compute_instance | {\"metadata\":{\"enable-oslogin\":\"TRUE\"}} | oslogin | \"TRUE\"",
        "aws_kms_key | {} | rotation.enabled | false",
        "aws_kms_key | {\"enable_key_rotation\":true} | rotation.days | 365",
        "google_kms_crypto_key | {\"rotation_period\":\"7776000s\"} | rotation.days | 90",
        "azurerm_key_vault | {} | purge_protection | false",
        "aws_cloudtrail | {\"is_multi_region_trail\":true} | multi_region | true",
        "aws_eks_cluster | {\"vpc_config\":[{\"public_access_cidrs\":[\"10.0.0.0/8\"]}]} | public.exposed | false",
        "aws_eks_cluster | {\"vpc_config\":[{}]} | public.exposed | true",
        "azurerm_kubernetes_cluster | {\"api_server_access_profile\":[{\"authorized_ip_ranges\":[\"10.0.0.0/8\"]}]} | public.restricted | true",
        "google_container_cluster | {\"datapath_provider\":\"ADVANCED_DATAPATH\"} | network_policy | true",
        "google_container_cluster | {\"node_config\":[{\"workload_metadata_config\":[{\"mode\":\"GKE_METADATA\"}]}]} | nodes.metadata_server | true",
        "aws_lb_listener | {\"protocol\":\"HTTPS\",\"ssl_policy\":\"ELBSecurityPolicy-TLS13-1-2-2021-06\"} | transport.min_version | \"1.2\"",
        "aws_lb_listener | {\"protocol\":\"HTTPS\",\"ssl_policy\":\"ELBSecurityPolicy-2016-08\"} | transport.min_version | \"1.0\"",
        "aws_lb_listener | {\"protocol\":\"HTTP\",\"default_action\":[{\"type\":\"redirect\",\"redirect\":[{\"protocol\":\"HTTPS\"}]}]} | transport.tls_only | true",
        "azurerm_linux_web_app | {\"site_config\":[{\"minimum_tls_version\":\"1.3\"}]} | transport.min_version | \"1.3\"",
        "google_project_iam_member | {\"role\":\"roles/editor\",\"member\":\"user:a@b.c\"} | primitive | true",
        "google_storage_bucket_iam_member | {\"role\":\"roles/storage.objectViewer\",\"member\":\"allUsers\"} | public.exposed | true",
        "aws_iam_policy | {\"policy\":\"{\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\",\\\"Action\\\":\\\"*\\\",\\\"Resource\\\":\\\"*\\\"}]}\"} | policy.admin | true",
        "aws_iam_policy | {\"policy\":\"no json\"} | policy.admin | {\"$unknown\":\"policy is not a JSON document\"}",
        "aws_secretsmanager_secret_rotation | {\"rotation_rules\":[{\"schedule_expression\":\"rate(4 days)\"}]} | rotation.days | 4",
        "aws_secretsmanager_secret_rotation | {\"rotation_rules\":[{\"schedule_expression\":\"cron(0 12 * * ? *)\"}]} | rotation.days | 1",
        "aws_secretsmanager_secret_rotation | {\"rotation_rules\":[{\"schedule_expression\":\"cron(0 12 ? * SUN *)\"}]} | rotation.days | 7",
        "aws_secretsmanager_secret_rotation | {\"rotation_rules\":[{\"schedule_expression\":\"cron(0 12 1 * ? *)\"}]} | rotation.days | 31",
        "aws_sqs_queue | {\"sqs_managed_sse_enabled\":false} | encryption.at_rest | false",
        "aws_sns_topic | {} | encryption.at_rest | false",
        "google_bigquery_dataset | {\"access\":[{\"special_group\":\"allAuthenticatedUsers\"}]} | public.exposed | true",
      })
  void computeAndSecurity(String type, String json, String facet, String expected) {
    check(type, json, facet, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "aws_security_group | {\"ingress\":[{\"from_port\":22,\"to_port\":22,\"protocol\":\"tcp\",\"cidr_blocks\":[\"0.0.0.0/0\"]}]} | true",
        "aws_security_group | {\"ingress\":[{\"from_port\":22,\"to_port\":22,\"protocol\":\"tcp\",\"cidr_blocks\":[\"10.0.0.0/8\"]}]} | false",
        "aws_security_group | {\"egress\":[{\"from_port\":0,\"to_port\":0,\"protocol\":\"-1\",\"cidr_blocks\":[\"0.0.0.0/0\"]}]} | false",
        "aws_security_group | {\"ingress\":[{\"protocol\":\"tcp\",\"ipv6_cidr_blocks\":[\"::/0\"]}]} | true",
        "aws_security_group | {\"ingress\":[{\"protocol\":\"tcp\",\"cidr_blocks\":[{\"$unknown\":\"later\"}]}]} | {\"$unknown\":\"later\"}",
        "aws_security_group | {\"ingress\":[{\"protocol\":\"tcp\",\"cidr_blocks\":[{\"$unknown\":\"later\"},\"0.0.0.0/0\"]}]} | true",
        "aws_vpc_security_group_ingress_rule | {\"ip_protocol\":\"tcp\",\"from_port\":22,\"to_port\":22,\"cidr_ipv4\":\"0.0.0.0/0\"} | true",
        "azurerm_network_security_rule | {\"direction\":\"Inbound\",\"access\":\"Allow\",\"protocol\":\"*\",\"destination_port_range\":\"22\",\"source_address_prefix\":\"Internet\"} | true",
        "azurerm_network_security_rule | {\"direction\":\"Inbound\",\"access\":\"Deny\",\"protocol\":\"*\",\"destination_port_range\":\"22\",\"source_address_prefix\":\"*\"} | false",
        "google_compute_firewall | {\"allow\":[{\"protocol\":\"tcp\",\"ports\":[22]}],\"source_ranges\":[\"0.0.0.0/0\"]} | true",
        "google_compute_firewall | {\"allow\":[{\"protocol\":\"tcp\"}],\"disabled\":true,\"source_ranges\":[\"0.0.0.0/0\"]} | false",
        "google_compute_firewall | {\"deny\":[{\"protocol\":\"all\"}],\"source_ranges\":[\"0.0.0.0/0\"]} | false",
      })
  void firewallsExposeWhereAnEnabledIngressRuleAllowsTheInternet(String type, String json, String expected) {
    check(type, json, "public.exposed", expected);
  }
}
