package roadbed.collect.cloudformation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.collect.yaml.YamlNode;
import roadbed.model.Reference;
import roadbed.model.Value;

/**
 * SAM's resources as the CloudFormation resources that they stand for, as far as a rule may ask for them: functions
 * with their roles, permissions and addresses, interfaces with their stages, tables, state machines and layers.
 */
final class Serverless {
  private static final String PREFIX = "AWS::Serverless::";
  private static final Set<String> COMMON = Set.of("ServerlessRestApi", "ServerlessHttpApi", "ServerlessDeploymentApplication", "CodeDeployServiceRole");

  /** Properties of a function that CloudFormation calls the same. */
  private static final List<String> SAME =
      List.of(
          "FunctionName", "Handler", "Runtime", "Description", "MemorySize", "Timeout", "Environment", "VpcConfig", "KmsKeyArn",
          "Layers", "Architectures", "PackageType", "ReservedConcurrentExecutions", "FileSystemConfigs", "EphemeralStorage",
          "ImageConfig", "SnapStart", "LoggingConfig", "RuntimeManagementConfig", "DeletionPolicy", "UpdateReplacePolicy");

  private Serverless() {}

  /** A resource that a SAM resource stands for. */
  record Made(String name, String type, Value.Fields properties, List<Link> references) {}

  /**
   * A reference of a made resource.
   *
   * @param own whether the target is a name of this template, not yet an address
   */
  record Link(String attribute, String target, String targetAttribute, boolean own) {}

  /** Whether a resource of that name may be made although none is declared. */
  static boolean mayMake(String name, Set<String> declared) {
    return COMMON.contains(name) || declared.stream().anyMatch(name::startsWith);
  }

  /** A resource's properties with what {@code Globals} says for all of its type; what it says itself counts. */
  static YamlNode.Mapping withGlobals(Template template, String type, YamlNode.Mapping own) {
    String section = type.startsWith(PREFIX) ? type.substring(PREFIX.length()) : "";
    YamlNode.Entry globals = template.section("Globals").get(section);
    return globals != null && globals.value() instanceof YamlNode.Mapping common ? merged(common, own) : own;
  }

  private static YamlNode.Mapping merged(YamlNode.Mapping common, YamlNode.Mapping own) {
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>(common.entries());
    own.entries()
        .forEach(
            (name, entry) -> {
              YamlNode.Entry general = entries.get(name);
              entries.put(
                  name, general == null ? entry : new YamlNode.Entry(entry.key(), merged(general.value(), entry.value())));
            });
    return new YamlNode.Mapping(entries, own.line(), own.column());
  }

  private static YamlNode merged(YamlNode common, YamlNode own) {
    if (common instanceof YamlNode.Mapping general && own instanceof YamlNode.Mapping special) {
      return isFunction(general) || isFunction(special) ? special : merged(general, special);
    }
    if (common instanceof YamlNode.Sequence general && own instanceof YamlNode.Sequence special) {
      List<YamlNode> items = new ArrayList<>(general.items());
      items.addAll(special.items());
      return ShortTags.sequence(items, special);
    }
    return own;
  }

  private static boolean isFunction(YamlNode.Mapping mapping) {
    return mapping.entries().size() == 1
        && mapping.entries().keySet().stream().allMatch(name -> name.equals("Ref") || name.startsWith("Fn::"));
  }

  /** What a resource stands for. */
  static List<Made> make(String name, String type, Value.Fields properties, List<Reference> references) {
    List<Made> made = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    references.forEach(
        reference ->
            links.add(new Link(reference.attribute(), reference.target(), reference.targetAttribute(), false)));
    switch (type.substring(PREFIX.length())) {
      case "Function" -> function(name, properties, links, made);
      case "Api" -> api(name, properties, links, made);
      case "HttpApi" -> httpApi(name, properties, links, made);
      case "SimpleTable" -> table(name, properties, links, made);
      case "StateMachine" -> machine(name, properties, links, made);
      case "LayerVersion" ->
          made.add(
              new Made(
                  name,
                  "AWS::Lambda::LayerVersion",
                  renamed(properties, Map.of("ContentUri", "Content", "RetentionPolicy", "DeletionPolicy")),
                  links));
      case "Application" -> made.add(new Made(name, "AWS::CloudFormation::Stack", renamed(properties, Map.of("Location", "TemplateURL")), links));
      case "GraphQLApi" -> made.add(new Made(name, "AWS::AppSync::GraphQLApi", properties, links));
      default -> made.add(new Made(name, type, properties, links));
    }
    return made;
  }

  private static Value.Fields renamed(Value.Fields properties, Map<String, String> names) {
    Map<String, Value> renamed = new LinkedHashMap<>();
    properties
        .values()
        .forEach((name, value) -> renamed.put(names.getOrDefault(name, name), name.equals("Tags") ? tags(value) : value));
    return new Value.Fields(renamed);
  }

  /** SAM writes tags as a mapping. */
  private static Value tags(Value value) {
    if (!(value instanceof Value.Fields fields)) {
      return value;
    }
    List<Value> tags = new ArrayList<>();
    fields.values().forEach((key, said) -> tags.add(fields("Key", Value.of(key), "Value", said)));
    return new Value.Items(tags);
  }

  private static Value.Fields fields(Object... pairs) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (int i = 0; i + 1 < pairs.length; i += 2) {
      fields.put(pairs[i].toString(), pairs[i + 1] instanceof Value value ? value : Value.of(pairs[i + 1].toString()));
    }
    return new Value.Fields(fields);
  }

  private static void function(String name, Value.Fields properties, List<Link> links, List<Made> made) {
    Map<String, Value> function = new LinkedHashMap<>();
    for (String same : SAME) {
      properties.get(same).ifPresent(value -> function.put(same, value));
    }
    properties.get("Tags").ifPresent(value -> function.put("Tags", tags(value)));
    properties.get("InlineCode").ifPresent(code -> function.put("Code", fields("ZipFile", code)));
    properties.get("ImageUri").ifPresent(image -> function.put("Code", fields("ImageUri", image)));
    properties.get("Tracing").ifPresent(mode -> function.put("TracingConfig", fields("Mode", mode)));
    properties.at("DeadLetterQueue", "TargetArn").ifPresent(arn -> function.put("DeadLetterConfig", fields("TargetArn", arn)));
    List<Link> own = new ArrayList<>(links);
    Optional<Value> role = properties.get("Role");
    if (role.isPresent()) {
      function.put("Role", role.get());
    } else {
      function.put("Role", Value.Unknown.AFTER_APPLY);
      own.add(new Link("Role", name + "Role", "Arn", true));
      List<Value> managed = new ArrayList<>();
      managed.add(managedPolicy("service-role/AWSLambdaBasicExecutionRole"));
      if (properties.get("VpcConfig").isPresent()) {
        managed.add(managedPolicy("service-role/AWSLambdaVPCAccessExecutionRole"));
      }
      made.add(role(name, "lambda.amazonaws.com", properties, managed, links));
    }
    made.add(new Made(name, "AWS::Lambda::Function", new Value.Fields(function), own));
    properties
        .get("FunctionUrlConfig")
        .ifPresent(
            url ->
                made.add(
                    new Made(
                        name + "Url",
                        "AWS::Lambda::Url",
                        with(url, "TargetFunctionArn", Value.Unknown.AFTER_APPLY),
                        List.of(new Link("TargetFunctionArn", name, "Arn", true)))));
    if (properties.at("FunctionUrlConfig", "AuthType").filter(Value.of("NONE")::equals).isPresent()) {
      made.add(permission(name, name + "UrlPublicPermissions", fields("Action", "lambda:InvokeFunctionUrl", "Principal", "*", "FunctionUrlAuthType", "NONE"), List.of()));
    }
    if (properties.get("Events").orElse(null) instanceof Value.Fields events) {
      events.values().forEach((event, value) -> event(name, event, value, links, made));
    }
  }

  private static Value managedPolicy(String name) {
    return Value.of("arn:aws:iam::aws:policy/" + name);
  }

  private static Value.Fields with(Value fields, String name, Value value) {
    Map<String, Value> all = new LinkedHashMap<>(fields instanceof Value.Fields some ? some.values() : Map.of());
    all.put(name, value);
    return new Value.Fields(all);
  }

  /** The role that SAM makes: managed policies by name, documents as inline policies. */
  private static Made role(String name, String service, Value.Fields properties, List<Value> managed, List<Link> links) {
    List<Value> inline = new ArrayList<>();
    Value policies = properties.get("Policies").orElse(Value.Items.EMPTY);
    for (Value policy : policies instanceof Value.Items items ? items.values() : List.of(policies)) {
      switch (policy) {
        case Value.Text text ->
            managed.add(text.value().startsWith("arn:") ? text : managedPolicy(text.value()));
        case Value.Fields fields -> {
          if (fields.get("Statement").isPresent()) {
            inline.add(fields("PolicyName", name + "RolePolicy" + inline.size(), "PolicyDocument", fields));
          } else {
            fields.values().keySet().forEach(template -> managed.add(Value.of("sam-policy-template:" + template)));
          }
        }
        case Value.Unknown _ -> managed.add(policy);
        case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Items _, Value.Secret _ -> {}
      }
    }
    Map<String, Value> role = new LinkedHashMap<>();
    role.put(
        "AssumeRolePolicyDocument",
        fields(
            "Version",
            "2012-10-17",
            "Statement",
            new Value.Items(
                List.of(fields("Effect", "Allow", "Action", "sts:AssumeRole", "Principal", fields("Service", service))))));
    properties.get("AssumeRolePolicyDocument").ifPresent(own -> role.put("AssumeRolePolicyDocument", own));
    role.put("ManagedPolicyArns", new Value.Items(managed));
    if (!inline.isEmpty()) {
      role.put("Policies", new Value.Items(inline));
    }
    properties.get("PermissionsBoundary").ifPresent(boundary -> role.put("PermissionsBoundary", boundary));
    properties.get("Tags").ifPresent(value -> role.put("Tags", tags(value)));
    return new Made(
        name + "Role",
        "AWS::IAM::Role",
        new Value.Fields(role),
        links.stream().filter(link -> link.attribute().startsWith("Policies") || link.attribute().startsWith("PermissionsBoundary")).toList());
  }

  private static Made permission(String function, String name, Value.Fields rest, List<Link> links) {
    List<Link> all = new ArrayList<>(links);
    all.add(new Link("FunctionName", function, "", true));
    return new Made(name, "AWS::Lambda::Permission", with(rest, "FunctionName", Value.Unknown.AFTER_APPLY), all);
  }

  private static void event(String function, String event, Value value, List<Link> links, List<Made> made) {
    if (!(value instanceof Value.Fields fields)) {
      return;
    }
    String service =
        switch (fields.text("Type").orElse("")) {
          case "Api", "HttpApi" -> "apigateway.amazonaws.com";
          case "S3" -> "s3.amazonaws.com";
          case "SNS" -> "sns.amazonaws.com";
          case "Schedule", "EventBridgeRule", "CloudWatchEvent" -> "events.amazonaws.com";
          case "CloudWatchLogs" -> "logs.amazonaws.com";
          case "IoTRule" -> "iot.amazonaws.com";
          case "Cognito" -> "cognito-idp.amazonaws.com";
          case "AlexaSkill" -> "alexa-appkit.amazon.com";
          default -> "";
        };
    if (!service.isEmpty()) {
      Value.Fields rest =
          fields(
              "Action", "lambda:InvokeFunction", "Principal", service, "SourceArn", Value.Unknown.AFTER_APPLY);
      List<Link> own =
          links.stream()
              .filter(link -> link.attribute().startsWith("Events." + event + "."))
              .map(link -> new Link("SourceArn", link.target(), link.targetAttribute(), false))
              .toList();
      made.add(permission(function, function + event + "Permission", rest, own));
    }
    String kind = fields.text("Type").orElse("");
    if (Set.of("Api", "HttpApi").contains(kind) && fields.at("Properties", kind.equals("Api") ? "RestApiId" : "ApiId").isEmpty()) {
      String api = kind.equals("Api") ? "ServerlessRestApi" : "ServerlessHttpApi";
      if (made.stream().noneMatch(other -> other.name().equals(api))) {
        made.add(
            kind.equals("Api")
                ? new Made(api, "AWS::ApiGateway::RestApi", Value.Fields.EMPTY, List.of())
                : new Made(api, "AWS::ApiGatewayV2::Api", fields("ProtocolType", "HTTP"), List.of()));
      }
    }
  }

  private static void api(String name, Value.Fields properties, List<Link> links, List<Made> made) {
    made.add(
        new Made(name, "AWS::ApiGateway::RestApi", renamed(properties, Map.of("DefinitionBody", "Body", "OpenApiVersion", "Version")), links));
    Map<String, Value> stage = new LinkedHashMap<>();
    for (String same : List.of("StageName", "TracingEnabled", "CacheClusterEnabled", "CacheClusterSize", "AccessLogSetting", "MethodSettings", "Variables", "CanarySetting")) {
      properties.get(same).ifPresent(value -> stage.put(same, value));
    }
    stage.put("RestApiId", Value.Unknown.AFTER_APPLY);
    List<Link> own = new ArrayList<>(links);
    own.add(new Link("RestApiId", name, "", true));
    made.add(
        new Made(
            name + stageName(properties) + "Stage", "AWS::ApiGateway::Stage", new Value.Fields(stage), own));
  }

  private static String stageName(Value.Fields properties) {
    return properties.text("StageName").map(stage -> stage.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT)).orElse("");
  }

  private static void httpApi(String name, Value.Fields properties, List<Link> links, List<Made> made) {
    made.add(
        new Made(
            name,
            "AWS::ApiGatewayV2::Api",
            with(renamed(properties, Map.of("DefinitionBody", "Body")), "ProtocolType", Value.of("HTTP")),
            links));
    Map<String, Value> stage = new LinkedHashMap<>();
    properties.get("AccessLogSettings").ifPresent(value -> stage.put("AccessLogSettings", value));
    properties.get("DefaultRouteSettings").ifPresent(value -> stage.put("DefaultRouteSettings", value));
    stage.put("StageName", properties.get("StageName").orElse(Value.of("$default")));
    stage.put("ApiId", Value.Unknown.AFTER_APPLY);
    List<Link> own = new ArrayList<>(links);
    own.add(new Link("ApiId", name, "", true));
    made.add(new Made(name + "ApiGatewayDefaultStage", "AWS::ApiGatewayV2::Stage", new Value.Fields(stage), own));
  }

  private static void table(String name, Value.Fields properties, List<Link> links, List<Made> made) {
    Map<String, Value> table = new LinkedHashMap<>(renamed(properties, Map.of()).values());
    Value key = table.remove("PrimaryKey");
    String keyName = key instanceof Value.Fields fields ? fields.text("Name").orElse("id") : "id";
    table.put("KeySchema", new Value.Items(List.of(fields("AttributeName", keyName, "KeyType", "HASH"))));
    table.putIfAbsent("BillingMode", Value.of(properties.get("ProvisionedThroughput").isPresent() ? "PROVISIONED" : "PAY_PER_REQUEST"));
    made.add(new Made(name, "AWS::DynamoDB::Table", new Value.Fields(table), links));
  }

  private static void machine(String name, Value.Fields properties, List<Link> links, List<Made> made) {
    Map<String, Value> machine =
        new LinkedHashMap<>(
            renamed(
                    properties,
                    Map.of("Name", "StateMachineName", "Type", "StateMachineType", "Logging", "LoggingConfiguration", "Tracing", "TracingConfiguration", "Role", "RoleArn"))
                .values());
    List<Link> own = new ArrayList<>(links);
    if (properties.get("Role").isEmpty()) {
      machine.put("RoleArn", Value.Unknown.AFTER_APPLY);
      own.add(new Link("RoleArn", name + "Role", "Arn", true));
      made.add(role(name, "states.amazonaws.com", properties, new ArrayList<>(), links));
    }
    machine.remove("Policies");
    machine.remove("Events");
    made.add(new Made(name, "AWS::StepFunctions::StateMachine", new Value.Fields(machine), own));
  }
}
