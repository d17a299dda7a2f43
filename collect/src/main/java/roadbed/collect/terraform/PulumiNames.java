package roadbed.collect.terraform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.model.Value;

/**
 * The names of Pulumi's bridged providers as Terraform's, from which they are made: {@code aws:s3/bucket:Bucket} is
 * {@code aws_s3_bucket}, {@code forceDestroy} is {@code force_destroy}. Keys of maps that people fill stay.
 */
final class PulumiNames {
  private static final Map<String, String> PROVIDERS =
      Map.of("aws", "aws", "azure", "azurerm", "gcp", "google", "azuread", "azuread", "random", "random", "tls", "tls");

  /** Modules whose name is not part of Terraform's. */
  private static final Set<String> SILENT =
      Set.of(
          "aws:ec2", "aws:cfg", "azure:network", "azure:compute", "azure:core", "azure:appservice", "azure:containerservice",
          "azure:authorization", "azure:lb", "random:index", "tls:index", "azuread:index", "gcp:serviceaccount");

  private static final Map<String, String> IRREGULAR =
      Map.ofEntries(
          Map.entry("aws:rds/instance", "aws_db_instance"),
          Map.entry("aws:rds/subnetGroup", "aws_db_subnet_group"),
          Map.entry("aws:rds/parameterGroup", "aws_db_parameter_group"),
          Map.entry("aws:rds/snapshot", "aws_db_snapshot"),
          Map.entry("aws:lb/loadBalancer", "aws_lb"),
          Map.entry("aws:alb/loadBalancer", "aws_lb"),
          Map.entry("aws:alb/listener", "aws_lb_listener"),
          Map.entry("aws:alb/targetGroup", "aws_lb_target_group"),
          Map.entry("aws:elb/loadBalancer", "aws_elb"),
          Map.entry("aws:cloudtrail/trail", "aws_cloudtrail"),
          Map.entry("aws:cfg/recorder", "aws_config_configuration_recorder"),
          Map.entry("aws:apigateway/restApi", "aws_api_gateway_rest_api"),
          Map.entry("aws:apigateway/stage", "aws_api_gateway_stage"),
          Map.entry("aws:apigateway/method", "aws_api_gateway_method"),
          Map.entry("aws:dynamodb/table", "aws_dynamodb_table"),
          Map.entry("aws:ec2/launchConfiguration", "aws_launch_configuration"),
          Map.entry("aws:mskconnect/connector", "aws_mskconnect_connector"),
          Map.entry("azure:keyvault/keyVault", "azurerm_key_vault"),
          Map.entry("azure:keyvault/secret", "azurerm_key_vault_secret"),
          Map.entry("azure:keyvault/key", "azurerm_key_vault_key"),
          Map.entry("azure:containerservice/registry", "azurerm_container_registry"),
          Map.entry("gcp:projects/iAMMember", "google_project_iam_member"),
          Map.entry("gcp:projects/iAMBinding", "google_project_iam_binding"),
          Map.entry("gcp:projects/iAMPolicy", "google_project_iam_policy"),
          Map.entry("gcp:serviceaccount/account", "google_service_account"),
          Map.entry("gcp:serviceaccount/key", "google_service_account_key"),
          Map.entry("gcp:cloudrunv2/service", "google_cloud_run_v2_service"),
          Map.entry("gcp:cloudrun/service", "google_cloud_run_service"));

  private static final Set<String> MAPS =
      Set.of(
          "tags", "tagsAll", "labels", "variables", "metadata", "annotations", "userLabels", "effectiveLabels",
          "resourceLabels", "appSettings", "defaultTags", "triggers", "keepers");

  private PulumiNames() {}

  /** Terraform's type, or Kubernetes', for a type token; empty where it is made by no bridge that is known. */
  static Optional<String> type(String token) {
    List<String> parts = List.of(token.split(":", -1));
    if (parts.size() != 3) {
      return Optional.empty();
    }
    String provider = parts.get(0);
    String module = parts.get(1);
    if (provider.equals("kubernetes")) {
      String version = module.startsWith("core/") ? module.substring("core/".length()) : module;
      return Optional.of(version + "/" + parts.get(2));
    }
    if (provider.equals("aws-native")) {
      return Optional.of("AWS::" + service(module) + "::" + parts.get(2));
    }
    String prefix = PROVIDERS.get(provider);
    if (prefix == null) {
      return Optional.empty();
    }
    String irregular = IRREGULAR.get(provider + ":" + module);
    if (irregular != null) {
      return Optional.of(irregular);
    }
    int slash = module.indexOf('/');
    String area = slash < 0 ? module : module.substring(0, slash);
    String name = snake(parts.get(2));
    if (provider.equals("aws") && area.equals("s3") && name.endsWith("_v2")) {
      name = name.substring(0, name.length() - "_v2".length());
    }
    boolean silent = SILENT.contains(provider + ":" + area) || area.equals("index");
    return Optional.of(prefix + "_" + (silent ? "" : area.toLowerCase(Locale.ROOT) + "_") + name);
  }

  private static String service(String module) {
    return switch (module) {
      case "s3", "ec2", "iam", "kms", "rds", "sns", "sqs", "efs", "ecr", "ecs", "eks" -> module.toUpperCase(Locale.ROOT);
      case "dynamodb" -> "DynamoDB";
      case "cloudtrail" -> "CloudTrail";
      case "cloudfront" -> "CloudFront";
      case "secretsmanager" -> "SecretsManager";
      case "apigateway" -> "ApiGateway";
      default -> module.substring(0, Math.min(1, module.length())).toUpperCase(Locale.ROOT) + module.substring(Math.min(1, module.length()));
    };
  }

  /** {@code forceDestroy} as {@code force_destroy}, {@code IAMMember} as {@code iam_member}. */
  static String snake(String name) {
    StringBuilder snake = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean upper = Character.isUpperCase(c);
      boolean begins =
          upper
              && i > 0
              && (!Character.isUpperCase(name.charAt(i - 1))
                  || (i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1))));
      snake.append(begins ? "_" : "").append(Character.toLowerCase(c));
    }
    return snake.toString();
  }

  /** A document with Terraform's names; lists of objects are blocks, which Terraform names in the singular. */
  static Value translated(Value value) {
    return switch (value) {
      case Value.Fields fields -> {
        Map<String, Value> translated = new LinkedHashMap<>();
        fields
            .values()
            .forEach(
                (name, inner) -> {
                  if (!name.startsWith("__")) {
                    translated.put(attribute(name, inner), MAPS.contains(name) ? inner : translated(inner));
                  }
                });
        yield new Value.Fields(translated);
      }
      case Value.Items items -> new Value.Items(items.values().stream().map(PulumiNames::translated).toList());
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ ->
          value;
    };
  }

  /** The name of an attribute with this value. */
  static String attribute(String name, Value value) {
    String snake = snake(name);
    boolean blocks =
        value instanceof Value.Items items
            && !items.values().isEmpty()
            && items.values().stream().allMatch(Value.Fields.class::isInstance);
    if (!blocks || !snake.endsWith("s") || snake.endsWith("ss")) {
      return snake;
    }
    return snake.endsWith("ies")
        ? snake.substring(0, snake.length() - 3) + "y"
        : snake.substring(0, snake.length() - 1);
  }

  /** A document with CloudFormation's names, as the native provider of AWS has them in small. */
  static Value capitals(Value value) {
    return switch (value) {
      case Value.Fields fields -> {
        Map<String, Value> capital = new LinkedHashMap<>();
        fields
            .values()
            .forEach(
                (name, inner) -> {
                  if (!name.startsWith("__") && !name.isEmpty()) {
                    capital.put(Character.toUpperCase(name.charAt(0)) + name.substring(1), capitals(inner));
                  }
                });
        yield new Value.Fields(capital);
      }
      case Value.Items items -> new Value.Items(items.values().stream().map(PulumiNames::capitals).toList());
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ ->
          value;
    };
  }
}
