package roadbed.assess.drift;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.inventory.Sighting;
import roadbed.model.Value;

/** The table of what only configures something else. */
final class Satellites {
  private static final Pattern GOOGLE_ACCESS = Pattern.compile("google_(.+)_iam_(member|binding|policy)");
  private static final String BUCKET = "aws_s3_bucket";
  private static final List<String> GROUPS = List.of("aws_security_group");
  private static final Map<String, Satellite> TABLE = new HashMap<>();

  static {
    storage();
    network();
    identity();
    policies();
    azure();
  }

  private Satellites() {}

  /** How a type is written into another, where it is. */
  static Optional<Satellite> of(String type) {
    Satellite found = TABLE.get(type);
    if (found != null) {
      return Optional.of(found);
    }
    Matcher access = GOOGLE_ACCESS.matcher(type);
    return access.matches() ? Optional.of(googleAccess(access.group(1), access.group(2))) : Optional.empty();
  }

  /** How a satellite spells an attribute. */
  record Spelling(String type, String attribute) {}

  /** How satellites of a type spell an attribute of it. */
  static List<Spelling> spellings(String type, String path) {
    List<Spelling> spellings = new ArrayList<>(1);
    TABLE.forEach(
        (satellite, how) -> {
          if (how.parents().contains(type)) {
            for (Satellite.Move move : how.moves()) {
              if (path.equals(move.to()) || path.startsWith(move.to() + ".")) {
                spellings.add(new Spelling(satellite, move.from() + path.substring(move.to().length())));
              } else if (move.to().startsWith(path + ".")) {
                spellings.add(new Spelling(satellite, move.from()));
              }
            }
          }
        });
    return spellings;
  }

  private static void bucket(String type, String... fromsAndTos) {
    TABLE.put(type, Satellite.moving("bucket", BUCKET, fromsAndTos));
  }

  private static void storage() {
    TABLE.put(
        "aws_s3_bucket_versioning",
        Satellite.moving(
                "bucket",
                BUCKET,
                "versioning_configuration.status", "versioning.enabled",
                "versioning_configuration.mfa_delete", "versioning.mfa_delete")
            .saying(
                "versioning_configuration.status",
                Map.of("Enabled", Value.of(true), "Suspended", Value.of(false), "Disabled", Value.of(false)))
            .saying(
                "versioning_configuration.mfa_delete",
                Map.of("Enabled", Value.of(true), "Disabled", Value.of(false))));
    bucket("aws_s3_bucket_server_side_encryption_configuration", "rule", "server_side_encryption_configuration.rule");
    bucket(
        "aws_s3_bucket_public_access_block",
        "block_public_acls", "public_access_block.block_public_acls",
        "block_public_policy", "public_access_block.block_public_policy",
        "ignore_public_acls", "public_access_block.ignore_public_acls",
        "restrict_public_buckets", "public_access_block.restrict_public_buckets");
    bucket("aws_s3_bucket_policy", "policy", "policy");
    bucket("aws_s3_bucket_acl", "acl", "acl", "access_control_policy", "access_control_policy");
    bucket(
        "aws_s3_bucket_logging",
        "target_bucket", "logging.target_bucket",
        "target_prefix", "logging.target_prefix");
    bucket("aws_s3_bucket_lifecycle_configuration", "rule", "lifecycle_rule");
    bucket("aws_s3_bucket_cors_configuration", "cors_rule", "cors_rule");
    bucket(
        "aws_s3_bucket_website_configuration",
        "index_document.suffix", "website.index_document",
        "error_document.key", "website.error_document",
        "redirect_all_requests_to.host_name", "website.redirect_all_requests_to");
    bucket("aws_s3_bucket_ownership_controls", "rule.object_ownership", "ownership_controls.object_ownership");
    bucket("aws_s3_bucket_accelerate_configuration", "status", "acceleration_status");
    bucket("aws_s3_bucket_request_payment_configuration", "payer", "request_payer");
    bucket(
        "aws_s3_bucket_object_lock_configuration",
        "object_lock_enabled", "object_lock_configuration.object_lock_enabled",
        "rule", "object_lock_configuration.rule");
    bucket(
        "aws_s3_bucket_replication_configuration",
        "role", "replication_configuration.role",
        "rule", "replication_configuration.rules");
    bucket(
        "aws_s3_bucket_notification",
        "topic", "notification.topic",
        "queue", "notification.queue",
        "lambda_function", "notification.lambda_function",
        "eventbridge", "notification.eventbridge");
  }

  private static void network() {
    TABLE.put("aws_security_group_rule", Satellite.adding("security_group_id", GROUPS, NetworkSets::groupRule));
    TABLE.put(
        "aws_vpc_security_group_ingress_rule",
        Satellite.adding("security_group_id", GROUPS, (group, rule) -> NetworkSets.singleRule(group, rule, "ingress")));
    TABLE.put(
        "aws_vpc_security_group_egress_rule",
        Satellite.adding("security_group_id", GROUPS, (group, rule) -> NetworkSets.singleRule(group, rule, "egress")));
    TABLE.put(
        "aws_route", Satellite.adding("route_table_id", List.of("aws_route_table"), NetworkSets::route));
    TABLE.put(
        "aws_network_acl_rule",
        Satellite.adding("network_acl_id", List.of("aws_network_acl"), NetworkSets::accessListRule));
    TABLE.put(
        "azurerm_network_security_rule",
        Satellite.adding(
            "network_security_group_name", List.of("azurerm_network_security_group"), NetworkSets::azureRule));
  }

  private static void identity() {
    for (String who : List.of("role", "user", "group")) {
      List<String> parents = List.of("aws_iam_" + who);
      TABLE.put("aws_iam_" + who + "_policy", Satellite.adding(who, parents, IdentitySets::inlinePolicy));
      TABLE.put("aws_iam_" + who + "_policy_attachment", Satellite.adding(who, parents, IdentitySets::attachment));
    }
  }

  private static void policies() {
    TABLE.put("aws_kms_key_policy", Satellite.moving("key_id", "aws_kms_key", "policy", "policy"));
    TABLE.put("aws_sqs_queue_policy", Satellite.moving("queue_url", "aws_sqs_queue", "policy", "policy"));
    TABLE.put("aws_sns_topic_policy", Satellite.moving("arn", "aws_sns_topic", "policy", "policy"));
    TABLE.put(
        "aws_secretsmanager_secret_policy",
        Satellite.moving("secret_arn", "aws_secretsmanager_secret", "policy", "policy"));
    TABLE.put(
        "aws_ecr_repository_policy", Satellite.moving("repository", "aws_ecr_repository", "policy", "policy"));
    TABLE.put(
        "aws_ecr_lifecycle_policy",
        Satellite.moving("repository", "aws_ecr_repository", "policy", "lifecycle_policy"));
    TABLE.put(
        "aws_efs_file_system_policy", Satellite.moving("file_system_id", "aws_efs_file_system", "policy", "policy"));
    TABLE.put(
        "aws_elasticsearch_domain_policy",
        Satellite.moving("domain_name", "aws_elasticsearch_domain", "access_policies", "access_policies"));
    TABLE.put(
        "aws_opensearch_domain_policy",
        Satellite.moving("domain_name", "aws_opensearch_domain", "access_policies", "access_policies"));
  }

  private static void azure() {
    TABLE.put(
        "azurerm_subnet_network_security_group_association",
        Satellite.moving(
            "subnet_id", "azurerm_subnet", "network_security_group_id", "network_security_group_id"));
    TABLE.put(
        "azurerm_subnet_route_table_association",
        Satellite.moving("subnet_id", "azurerm_subnet", "route_table_id", "route_table_id"));
    TABLE.put(
        "azurerm_subnet_nat_gateway_association",
        Satellite.moving("subnet_id", "azurerm_subnet", "nat_gateway_id", "nat_gateway_id"));
    TABLE.put(
        "azurerm_network_interface_security_group_association",
        Satellite.moving(
            "network_interface_id",
            "azurerm_network_interface",
            "network_security_group_id",
            "network_security_group_id"));
    TABLE.put(
        "azurerm_storage_account_network_rules",
        Satellite.moving(
            "storage_account_id",
            "azurerm_storage_account",
            "default_action", "network_rules.default_action",
            "ip_rules", "network_rules.ip_rules",
            "bypass", "network_rules.bypass",
            "virtual_network_subnet_ids", "network_rules.virtual_network_subnet_ids"));
  }

  /** The attributes by which Google's access resources name what access is given to. */
  private static final Map<String, String> GOOGLE_LINKS =
      Map.ofEntries(
          Map.entry("project", "project"),
          Map.entry("folder", "folder"),
          Map.entry("organization", "org_id"),
          Map.entry("storage_bucket", "bucket"),
          Map.entry("pubsub_topic", "topic"),
          Map.entry("pubsub_subscription", "subscription"),
          Map.entry("service_account", "service_account_id"),
          Map.entry("kms_crypto_key", "crypto_key_id"),
          Map.entry("kms_key_ring", "key_ring_id"),
          Map.entry("bigquery_dataset", "dataset_id"),
          Map.entry("bigquery_table", "table_id"),
          Map.entry("secret_manager_secret", "secret_id"),
          Map.entry("cloud_run_service", "service"),
          Map.entry("cloud_run_v2_service", "name"),
          Map.entry("cloudfunctions_function", "cloud_function"),
          Map.entry("cloudfunctions2_function", "cloud_function"),
          Map.entry("artifact_registry_repository", "repository"),
          Map.entry("compute_subnetwork", "subnetwork"),
          Map.entry("compute_instance", "instance_name"));

  private static Satellite googleAccess(String target, String how) {
    return Satellite.adding(
        GOOGLE_LINKS.getOrDefault(target, "name"),
        List.of("google_" + target),
        switch (how) {
          case "member" -> IdentitySets::googleMember;
          case "binding" -> IdentitySets::googleBinding;
          default -> IdentitySets::googlePolicy;
        });
  }

  /** Says the same of what a resource configures inside of itself as of what satellites configure. */
  static void inside(Folded folded, Sighting main) {
    switch (folded.type()) {
      case "aws_security_group" -> NetworkSets.group(folded, main);
      case "aws_route_table" -> NetworkSets.routes(folded, main);
      case "aws_network_acl" -> NetworkSets.accessList(folded, main);
      case "azurerm_network_security_group" -> NetworkSets.azureGroup(folded, main);
      case "aws_iam_role", "aws_iam_user", "aws_iam_group" -> IdentitySets.principal(folded, main);
      default -> {}
    }
  }
}
