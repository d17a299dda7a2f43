package roadbed.inventory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.model.CollectedResource;
import roadbed.model.Value;

/**
 * What a resource is recognised by on another side: by the provider's identifiers, by being the only one of its type,
 * or by a name. The same identifier is spelt the same whichever document it stands in. {@link Identity} says who it is
 * in the inventory; these say who it is the same as.
 */
final class Identifiers {
  /** Types that are one under several names. */
  private static final Map<String, String> SYNONYMS =
      Map.ofEntries(
          Map.entry("aws_alb", "aws_lb"),
          Map.entry("aws_alb_listener", "aws_lb_listener"),
          Map.entry("aws_alb_listener_rule", "aws_lb_listener_rule"),
          Map.entry("aws_alb_target_group", "aws_lb_target_group"),
          Map.entry("aws_s3_bucket_object", "aws_s3_object"),
          Map.entry("aws_default_vpc", "aws_vpc"),
          Map.entry("aws_default_subnet", "aws_subnet"),
          Map.entry("aws_default_security_group", "aws_security_group"),
          Map.entry("aws_default_route_table", "aws_route_table"),
          Map.entry("aws_default_network_acl", "aws_network_acl"),
          Map.entry("aws_default_vpc_dhcp_options", "aws_vpc_dhcp_options"),
          Map.entry("azurerm_postgresql_flexible_server_configurations", "azurerm_postgresql_flexible_server_configuration"),
          Map.entry("kubernetes_deployment_v1", "kubernetes_deployment"),
          Map.entry("kubernetes_service_v1", "kubernetes_service"),
          Map.entry("kubernetes_namespace_v1", "kubernetes_namespace"),
          Map.entry("kubernetes_config_map_v1", "kubernetes_config_map"),
          Map.entry("kubernetes_secret_v1", "kubernetes_secret"));

  /** One for an account. */
  private static final Set<String> ONE_PER_ACCOUNT =
      Set.of(
          "aws_s3_account_public_access_block",
          "aws_iam_account_password_policy",
          "aws_iam_account_alias",
          "aws_organizations_organization",
          "azurerm_security_center_auto_provisioning",
          "google_project",
          "google_compute_project_metadata",
          "google_compute_project_default_network_tier",
          "google_project_usage_export_bucket",
          "google_project_default_service_accounts",
          "google_app_engine_application",
          "google_binary_authorization_policy");

  /** One for each region of an account. */
  private static final Set<String> ONE_PER_REGION =
      Set.of(
          "aws_ebs_encryption_by_default",
          "aws_ebs_default_kms_key",
          "aws_ebs_snapshot_block_public_access",
          "aws_ec2_image_block_public_access",
          "aws_ec2_instance_metadata_defaults",
          "aws_ec2_serial_console_access",
          "aws_guardduty_detector",
          "aws_securityhub_account",
          "aws_macie2_account",
          "aws_api_gateway_account",
          "aws_ecr_registry_policy",
          "aws_ecr_registry_scanning_configuration",
          "aws_emr_block_public_access_configuration",
          "aws_glue_data_catalog_encryption_settings",
          "aws_glue_resource_policy",
          "aws_lakeformation_data_lake_settings",
          "aws_inspector2_enabler",
          "aws_xray_encryption_config",
          "aws_athena_data_catalog_encryption",
          "aws_ssm_default_patch_baseline");

  /** The attribute that names a resource of a type where it is not {@code name}. */
  private static final Map<String, String> NAMING =
      Map.ofEntries(
          Map.entry("aws_s3_bucket", "bucket"),
          Map.entry("aws_lambda_function", "function_name"),
          Map.entry("aws_db_instance", "identifier"),
          Map.entry("aws_rds_cluster", "cluster_identifier"),
          Map.entry("aws_rds_cluster_instance", "identifier"),
          Map.entry("aws_docdb_cluster", "cluster_identifier"),
          Map.entry("aws_neptune_cluster", "cluster_identifier"),
          Map.entry("aws_redshift_cluster", "cluster_identifier"),
          Map.entry("aws_elasticache_cluster", "cluster_id"),
          Map.entry("aws_elasticache_replication_group", "replication_group_id"),
          Map.entry("aws_cloudwatch_metric_alarm", "alarm_name"),
          Map.entry("aws_key_pair", "key_name"),
          Map.entry("aws_elasticsearch_domain", "domain_name"),
          Map.entry("aws_opensearch_domain", "domain_name"),
          Map.entry("aws_msk_cluster", "cluster_name"),
          Map.entry("aws_ecs_task_definition", "family"),
          Map.entry("google_bigquery_dataset", "dataset_id"),
          Map.entry("google_bigquery_table", "table_id"),
          Map.entry("google_service_account", "email"),
          Map.entry("google_project", "project_id"),
          Map.entry("google_project_service", "service"),
          Map.entry("google_secret_manager_secret", "secret_id"));

  /** Names that people give and that say nothing of which resource it is. */
  private static final Set<String> NOT_NAMED =
      Set.of("aws_route53_record", "aws_iam_role_policy", "aws_iam_user_policy", "aws_iam_group_policy", "aws_route53_zone");

  private Identifiers() {}

  /** The one spelling of a type that has several. */
  static String type(String type) {
    return SYNONYMS.getOrDefault(type, type);
  }

  /** What a resource can be recognised by, the strongest first. */
  static List<Sighting.Key> of(
      CollectedResource resource, String type, Value.Fields declared, String account) {
    Value.Fields attributes = withImported(resource, declared);
    List<Sighting.Key> keys = new ArrayList<>(3);
    switch (resource.provider()) {
      case AWS -> aws(type, attributes, keys);
      case AZURE -> azure(type, attributes, keys);
      case GCP -> google(type, attributes, account, keys);
      case KUBERNETES -> kubernetes(resource, keys);
      case OTHER -> text(attributes, "id").ifPresent(id -> add(keys, Sighting.Strength.NATIVE, id));
    }
    if (ONE_PER_ACCOUNT.contains(type)) {
      add(keys, Sighting.Strength.SINGLETON, "of the account");
    } else if (ONE_PER_REGION.contains(type)) {
      add(keys, Sighting.Strength.SINGLETON, "of the region");
    }
    return keys;
  }

  /** What becomes the resource by an import is known by its id before it is. */
  private static Value.Fields withImported(CollectedResource resource, Value.Fields attributes) {
    String id = resource.context().get("import_id");
    if (id == null || attributes.values().get("id") instanceof Value.Text) {
      return attributes;
    }
    Map<String, Value> with = new LinkedHashMap<>(attributes.values());
    with.put("id", new Value.Text(id));
    return new Value.Fields(with);
  }

  private static void add(List<Sighting.Key> keys, Sighting.Strength strength, String text) {
    Sighting.Key key = new Sighting.Key(strength, text);
    if (!keys.contains(key)) {
      keys.add(key);
    }
  }

  private static void aws(String type, Value.Fields attributes, List<Sighting.Key> keys) {
    Optional<String> arn = text(attributes, "arn").filter(found -> found.startsWith("arn:"));
    Optional<String> id = text(attributes, "id");
    arn.or(() -> id.filter(found -> found.startsWith("arn:")))
        .ifPresent(found -> add(keys, Sighting.Strength.GLOBAL, withoutVersion(type, found)));
    id.filter(found -> !found.startsWith("arn:")).ifPresent(found -> add(keys, Sighting.Strength.NATIVE, found));
    if (type.equals("aws_s3_bucket")) {
      // The name alone is the same for no two buckets of all accounts.
      text(attributes, "bucket").ifPresent(name -> add(keys, Sighting.Strength.NATIVE, name));
    } else if (!NOT_NAMED.contains(type)) {
      text(attributes, NAMING.getOrDefault(type, "name")).ifPresent(name -> add(keys, Sighting.Strength.NAME, name));
    }
  }

  /** A function's or a task definition's ARN may end with its version. */
  private static String withoutVersion(String type, String arn) {
    if (type.equals("aws_lambda_function") && arn.matches("arn:[^:]*:lambda:[^:]*:[^:]*:function:[^:]*:[^:]*")) {
      return arn.substring(0, arn.lastIndexOf(':'));
    }
    return arn.endsWith(":*") ? arn.substring(0, arn.length() - 2) : arn;
  }

  private static final List<String> AZURE_PARENTS =
      List.of(
          "virtual_network_name",
          "network_security_group_name",
          "route_table_name",
          "server_name",
          "storage_account_name",
          "namespace_name",
          "profile_name",
          "zone_name",
          "private_dns_zone_name",
          "automation_account_name",
          "cluster_name");

  private static void azure(String type, Value.Fields attributes, List<Sighting.Key> keys) {
    Optional<String> id =
        text(attributes, "id").filter(found -> found.startsWith("/")).map(found -> found.toLowerCase(Locale.ROOT));
    id.ifPresent(found -> add(keys, Sighting.Strength.GLOBAL, found));
    Optional<String> byId = id.flatMap(Identifiers::azureName);
    Optional<String> byParts =
        text(attributes, "name")
            .flatMap(
                name ->
                    text(attributes, "resource_group_name")
                        .map(
                            group -> {
                              String parent =
                                  AZURE_PARENTS.stream()
                                      .flatMap(attribute -> text(attributes, attribute).stream())
                                      .findFirst()
                                      .map(found -> found + "/")
                                      .orElse("");
                              return (group + "/" + parent + name).toLowerCase(Locale.ROOT);
                            }));
    Optional<String> group =
        text(attributes, "name").filter(_ -> type.equals("azurerm_resource_group")).map(name -> name.toLowerCase(Locale.ROOT));
    byId.or(() -> byParts).or(() -> group).ifPresent(name -> add(keys, Sighting.Strength.NATIVE, name));
  }

  /** {@code group/name}, or {@code group/parent/name}, of a resource id. */
  private static Optional<String> azureName(String id) {
    int group = id.indexOf("/resourcegroups/");
    int providers = id.indexOf("/providers/");
    if (group < 0 || providers < group) {
      return Optional.empty();
    }
    List<String> steps = List.of(id.substring(providers + "/providers/".length()).split("/"));
    StringBuilder name = new StringBuilder(id.substring(group + "/resourcegroups/".length(), providers));
    for (int i = 2; i < steps.size(); i += 2) {
      name.append('/').append(steps.get(i));
    }
    return Optional.of(name.toString());
  }

  private static void google(String type, Value.Fields attributes, String account, List<Sighting.Key> keys) {
    Optional<String> name = text(attributes, NAMING.getOrDefault(type, "name")).map(Identifiers::lastStep);
    if (type.equals("google_storage_bucket")) {
      // Its name alone is the same for no two buckets of all projects, which are told by name or by number.
      name.ifPresent(found -> add(keys, Sighting.Strength.GLOBAL, "projects/_/buckets/" + found));
      name.ifPresent(found -> add(keys, Sighting.Strength.NATIVE, found));
      return;
    }
    text(attributes, "self_link")
        .or(() -> text(attributes, "id"))
        .map(Identifiers::googlePath)
        .filter(path -> path.startsWith("projects/"))
        .ifPresent(path -> add(keys, Sighting.Strength.GLOBAL, path));
    name.ifPresent(found -> add(keys, Sighting.Strength.NAME, found));
    if (type.equals("google_project") && !account.isEmpty()) {
      add(keys, Sighting.Strength.NATIVE, account);
    }
  }

  /** {@code projects/p/zones/z/instances/i} of a self link, a full resource name or an id. */
  private static String googlePath(String link) {
    int projects = link.indexOf("projects/");
    return projects < 0 ? link : link.substring(projects);
  }

  private static String lastStep(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** The address is {@code namespace/Kind/name}; the group of an API may move, the kind stays. */
  private static void kubernetes(CollectedResource resource, List<Sighting.Key> keys) {
    if (resource.type().startsWith("kubernetes_")) {
      text(resource.attributes(), "id").ifPresent(id -> add(keys, Sighting.Strength.NATIVE, id));
      return;
    }
    add(keys, Sighting.Strength.NATIVE, resource.address());
  }

  private static Optional<String> text(Value.Fields attributes, String name) {
    return attributes.text(name).filter(found -> !found.isBlank());
  }
}
