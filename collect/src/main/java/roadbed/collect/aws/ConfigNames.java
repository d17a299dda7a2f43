package roadbed.collect.aws;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import roadbed.model.Value;

/**
 * The property names of configuration items, as CloudFormation has them. Most types use those names already. The older
 * ones are written as the interface of their service answers, {@code dBInstanceIdentifier}: a mechanical rule (the first
 * letter in upper case) gives most names, and for the types that rules ask for a table gives the others.
 */
final class ConfigNames {
  /** Objects whose keys are data and not names of properties. */
  private static final Set<String> DATA_KEYS =
      Set.of("tags", "variables", "dockerlabels", "options", "policy", "policydocument", "policytext", "parameters", "loggingoptions");

  /** Old and new name, by type; nested ones with dots. An empty new name: the value has another meaning there. */
  private static final Map<String, List<String>> RENAMED =
      Map.ofEntries(
          Map.entry(
              "AWS::RDS::DBInstance",
              List.of(
                  "EnabledCloudwatchLogsExports EnableCloudwatchLogsExports",
                  "IAMDatabaseAuthenticationEnabled EnableIAMDatabaseAuthentication",
                  "PerformanceInsightsEnabled EnablePerformanceInsights",
                  "ReadReplicaSourceDBInstanceIdentifier SourceDBInstanceIdentifier",
                  "DBInstanceArn Arn")),
          Map.entry(
              "AWS::RDS::DBCluster",
              List.of(
                  "EnabledCloudwatchLogsExports EnableCloudwatchLogsExports",
                  "IAMDatabaseAuthenticationEnabled EnableIAMDatabaseAuthentication",
                  "DBClusterArn Arn")),
          Map.entry(
              "AWS::KMS::Key", List.of("CustomerMasterKeySpec KeySpec", "KeyRotationStatus EnableKeyRotation", "Policy KeyPolicy")),
          Map.entry("AWS::Lambda::Function", List.of("KMSKeyArn KmsKeyArn", "FunctionArn Arn")),
          Map.entry(
              "AWS::CloudTrail::Trail",
              List.of(
                  "Name TrailName",
                  "LogFileValidationEnabled EnableLogFileValidation",
                  "KmsKeyId KMSKeyId",
                  "TrailARN Arn")),
          Map.entry("AWS::ElasticLoadBalancingV2::LoadBalancer", List.of("LoadBalancerName Name", "LoadBalancerArn Arn")),
          Map.entry("AWS::EC2::SecurityGroup", List.of("Description GroupDescription")),
          Map.entry("AWS::EC2::Instance", List.of("BlockDeviceMappings AttachedDevices", "Monitoring.State Monitoring")),
          Map.entry("AWS::Elasticsearch::Domain", List.of("ARN Arn")),
          Map.entry("AWS::CloudFront::Distribution", List.of("ARN Arn")),
          Map.entry("AWS::DynamoDB::Table", List.of("TableArn Arn")),
          Map.entry("AWS::SNS::Topic", List.of("TopicArn Arn")),
          Map.entry("AWS::SQS::Queue", List.of("QueueArn Arn")),
          Map.entry("AWS::Redshift::Cluster", List.of("LoggingStatus LoggingStatus")),
          Map.entry("AWS::IAM::User", List.of("UserPolicyList Policies")),
          Map.entry("AWS::IAM::Role", List.of("RolePolicyList Policies")),
          Map.entry("AWS::IAM::Group", List.of("GroupPolicyList Policies")));

  /** Properties that stand beside the configuration, so that a row that was not asked for them does not tell them. */
  private static final Map<String, List<String>> BESIDE =
      Map.of(
          "AWS::S3::Bucket",
          List.of(
              "PublicAccessBlockConfiguration", "BucketEncryption", "LoggingConfiguration", "VersioningConfiguration",
              "OwnershipControls", "LifecycleConfiguration"),
          "AWS::KMS::Key",
          List.of("KeyPolicy", "EnableKeyRotation"),
          "AWS::ElasticLoadBalancingV2::LoadBalancer",
          List.of("LoadBalancerAttributes"),
          "AWS::Lambda::Function",
          List.of("Policy"),
          "AWS::Redshift::Cluster",
          List.of("LoggingProperties"));

  /** Properties that AWS Config does not record, although rules ask for them. */
  private static final Map<String, List<String>> NOT_RECORDED =
      Map.of(
          "AWS::EC2::Instance", List.of("BlockDeviceMappings", "UserData"),
          "AWS::CloudTrail::Trail", List.of("IsLogging"),
          "AWS::DynamoDB::Table", List.of("PointInTimeRecoverySpecification"));

  private ConfigNames() {}

  /** Marks what AWS Config does not record of a type: it is not absent, it is not known. */
  static void notRecorded(String type, Map<String, Value> properties) {
    for (String property : NOT_RECORDED.getOrDefault(type, List.of())) {
      properties.putIfAbsent(property, new Value.Unknown("AWS Config does not record it"));
    }
  }

  /** Marks what an item cannot tell that has nothing beside its configuration. */
  static void notTold(String type, Map<String, Value> properties) {
    for (String property : BESIDE.getOrDefault(type, List.of())) {
      properties.putIfAbsent(property, new Value.Unknown("the row does not tell it: supplementaryConfiguration was not selected"));
    }
  }

  /** CloudFormation's type: what Config calls a policy is there a managed one. */
  static String type(String type) {
    return type.equals("AWS::IAM::Policy") ? "AWS::IAM::ManagedPolicy" : type;
  }

  /** Whether a type has a table of its own here, beside the mechanical rule. */
  static boolean hasTable(String type) {
    return RENAMED.containsKey(type) || type.equals("AWS::S3::Bucket") || type.equals("AWS::IAM::Policy");
  }

  /** The properties by their canonical names; what stands beside the configuration is added to it. */
  static Value.Fields canonical(String type, Map<String, Value> configuration, Map<String, Value> more) {
    Map<String, Value> named = new LinkedHashMap<>(pascal(new Value.Fields(configuration)).values());
    Map<String, Value> beside = new LinkedHashMap<>(pascal(new Value.Fields(more)).values());
    beside.remove("Tags");
    named.remove("Tags");
    beside.forEach(named::putIfAbsent);
    for (String row : RENAMED.getOrDefault(type, List.of())) {
      rename(named, row.substring(0, row.indexOf(' ')), row.substring(row.indexOf(' ') + 1));
    }
    switch (type) {
      case "AWS::S3::Bucket" -> bucket(named);
      case "AWS::EC2::SecurityGroup" -> securityGroup(named);
      case "AWS::EC2::Instance" -> instance(named);
      case "AWS::EC2::NetworkAcl" -> named.remove("IsDefault");
      case "AWS::RDS::DBInstance", "AWS::RDS::DBCluster" -> database(named);
      case "AWS::IAM::User", "AWS::IAM::Role", "AWS::IAM::Group" -> holder(named);
      case "AWS::IAM::Policy" -> managedPolicy(named);
      case "AWS::DynamoDB::Table" -> table(named);
      case "AWS::Redshift::Cluster" -> warehouse(named);
      case "AWS::ElasticLoadBalancing::LoadBalancer" -> classicBalancer(named);
      default -> {
        // The mechanical rule is enough.
      }
    }
    return new Value.Fields(named);
  }

  private static Value.Fields pascal(Value.Fields fields) {
    Map<String, Value> named = new LinkedHashMap<>();
    fields
        .values()
        .forEach(
            (name, value) ->
                named.putIfAbsent(
                    upper(name),
                    DATA_KEYS.contains(name.toLowerCase(Locale.ROOT)) ? ConfigItems.unwrapped(value) : pascal(value)));
    return new Value.Fields(named);
  }

  /** A service's interface wraps lists into objects that say how long they are. */
  private static Value pascal(Value value) {
    return switch (value) {
      case Value.Fields fields -> {
        Value list = fields.values().get("items");
        boolean wrapped = list instanceof Value.Items && fields.values().containsKey("quantity");
        yield wrapped && list != null ? pascal(list) : pascal(fields);
      }
      case Value.Items items -> new Value.Items(items.values().stream().map(ConfigNames::pascal).toList());
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> value;
    };
  }

  private static String upper(String name) {
    return name.isEmpty() ? name : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private static void rename(Map<String, Value> named, String from, String to) {
    int dot = from.indexOf('.');
    if (dot < 0) {
      Value value = named.remove(from);
      if (value != null) {
        named.put(to, value);
      }
    } else if (named.get(from.substring(0, dot)) instanceof Value.Fields fields) {
      fields.get(from.substring(dot + 1)).ifPresent(value -> named.put(to, value));
    }
  }

  private static Optional<Value> take(Map<String, Value> named, String name) {
    return Optional.ofNullable(named.remove(name));
  }

  private static Value.Fields fields(String name, Value value) {
    return new Value.Fields(Map.of(name, value));
  }

  private static List<Value.Fields> objects(@org.jspecify.annotations.Nullable Value value) {
    List<Value.Fields> objects = new ArrayList<>();
    if (value instanceof Value.Items items) {
      items.values().forEach(item -> {
        if (item instanceof Value.Fields fields) {
          objects.add(fields);
        }
      });
    } else if (value instanceof Value.Fields fields) {
      objects.add(fields);
    }
    return objects;
  }

  private static Value each(@org.jspecify.annotations.Nullable Value value, UnaryOperator<Map<String, Value>> how) {
    List<Value> all = new ArrayList<>();
    objects(value).forEach(item -> all.add(new Value.Fields(how.apply(new LinkedHashMap<>(item.values())))));
    return new Value.Items(all);
  }

  private static void bucket(Map<String, Value> named) {
    rename(named, "Name", "BucketName");
    rename(named, "BucketLoggingConfiguration", "LoggingConfiguration");
    if (named.get("LoggingConfiguration") instanceof Value.Fields log && log.text("DestinationBucketName").isEmpty()) {
      named.remove("LoggingConfiguration");
    }
    take(named, "BucketVersioningConfiguration")
        .ifPresent(
            value -> {
              if (value instanceof Value.Fields versioning) {
                Map<String, Value> own = new LinkedHashMap<>();
                versioning.get("Status").ifPresent(status -> own.put("Status", status));
                versioning
                    .get("IsMfaDeleteEnabled")
                    .filter(Value.Bool.class::isInstance)
                    .ifPresent(mfa -> own.put("MfaDelete", Value.of(mfa.equals(Value.Bool.TRUE) ? "Enabled" : "Disabled")));
                named.put("VersioningConfiguration", new Value.Fields(own));
              }
            });
    take(named, "ServerSideEncryptionConfiguration")
        .ifPresent(
            value -> {
              if (value instanceof Value.Fields encryption) {
                Value rules =
                    each(
                        encryption.get("Rules").orElse(Value.Items.EMPTY),
                        rule -> {
                          Value by = rule.remove("ApplyServerSideEncryptionByDefault");
                          if (by instanceof Value.Fields byDefault) {
                            Map<String, Value> own = new LinkedHashMap<>();
                            byDefault.get("SseAlgorithm").or(() -> byDefault.get("SSEAlgorithm")).ifPresent(name -> own.put("SSEAlgorithm", name));
                            byDefault.get("KmsMasterKeyID").or(() -> byDefault.get("KMSMasterKeyID")).ifPresent(key -> own.put("KMSMasterKeyID", key));
                            rule.put("ServerSideEncryptionByDefault", new Value.Fields(own));
                          }
                          return rule;
                        });
                named.put("BucketEncryption", fields("ServerSideEncryptionConfiguration", rules));
              }
            });
    rename(named, "BucketLifecycleConfiguration", "LifecycleConfiguration");
    rename(named, "BucketNotificationConfiguration", "NotificationConfiguration");
    take(named, "AccessControlList").map(ConfigItems::unwrapped).ifPresent(acl -> named.put("Grants", grants(acl)));
    if (named.get("BucketPolicy") instanceof Value.Fields policy && policy.get("PolicyText").filter(text -> !(text instanceof Value.Null)).isEmpty()) {
      named.remove("BucketPolicy");
    }
  }

  /** Grants to whom everybody belongs; CloudFormation has only names for common sets of them. */
  private static Value grants(Value acl) {
    List<Value> grants = new ArrayList<>();
    if (acl instanceof Value.Fields list) {
      for (Value.Fields grant : objects(list.get("GrantList").or(() -> list.get("grantList")).orElse(Value.Items.EMPTY))) {
        Value grantee = grant.get("Grantee").or(() -> grant.get("grantee")).orElse(Value.Null.INSTANCE);
        String who =
            switch (grantee) {
              case Value.Text text -> text.value();
              case Value.Fields fields -> fields.text("Uri").or(() -> fields.text("uri")).orElse("");
              case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Items _, Value.Unknown _, Value.Secret _ -> "";
            };
        String permission = grant.text("Permission").or(() -> grant.text("permission")).orElse("");
        if (who.endsWith("AllUsers") || who.endsWith("AuthenticatedUsers")) {
          grants.add(
              new Value.Fields(
                  Map.of(
                      "Uri",
                      Value.of("http://acs.amazonaws.com/groups/global/" + who.substring(who.lastIndexOf('/') + 1)),
                      "Permission",
                      Value.of(
                          switch (permission) {
                            case "Read" -> "READ";
                            case "Write" -> "WRITE";
                            case "ReadAcp" -> "READ_ACP";
                            case "WriteAcp" -> "WRITE_ACP";
                            case "FullControl" -> "FULL_CONTROL";
                            default -> permission;
                          }))));
        }
      }
    }
    return new Value.Items(grants);
  }

  private static void securityGroup(Map<String, Value> named) {
    take(named, "IpPermissions").ifPresent(rules -> named.put("SecurityGroupIngress", rules(rules, "SourceSecurityGroupId", "SourcePrefixListId")));
    take(named, "IpPermissionsEgress")
        .ifPresent(rules -> named.put("SecurityGroupEgress", rules(rules, "DestinationSecurityGroupId", "DestinationPrefixListId")));
  }

  /** One rule for each range, as CloudFormation writes them. */
  private static Value rules(Value permissions, String group, String prefixList) {
    List<Value> rules = new ArrayList<>();
    for (Value.Fields permission : objects(permissions)) {
      Map<String, Value> common = new LinkedHashMap<>();
      for (String name : List.of("IpProtocol", "FromPort", "ToPort")) {
        permission.get(name).filter(value -> !(value instanceof Value.Null)).ifPresent(value -> common.put(name, value));
      }
      int before = rules.size();
      List<Value.Fields> ranges = objects(permission.get("Ipv4Ranges").orElse(Value.Items.EMPTY));
      ranges.forEach(range -> rules.add(rule(common, range, "CidrIp", "CidrIp")));
      if (ranges.isEmpty() && permission.get("IpRanges").orElse(Value.Items.EMPTY) instanceof Value.Items texts) {
        texts.values().forEach(text -> rules.add(rule(common, text instanceof Value.Fields range ? range : fields("CidrIp", text), "CidrIp", "CidrIp")));
      }
      objects(permission.get("Ipv6Ranges").orElse(Value.Items.EMPTY)).forEach(range -> rules.add(rule(common, range, "CidrIpv6", "CidrIpv6")));
      objects(permission.get("UserIdGroupPairs").orElse(Value.Items.EMPTY)).forEach(pair -> rules.add(rule(common, pair, "GroupId", group)));
      objects(permission.get("PrefixListIds").orElse(Value.Items.EMPTY)).forEach(list -> rules.add(rule(common, list, "PrefixListId", prefixList)));
      if (rules.size() == before) {
        rules.add(new Value.Fields(common));
      }
    }
    return new Value.Items(rules);
  }

  private static Value rule(Map<String, Value> common, Value.Fields range, String from, String to) {
    Map<String, Value> rule = new LinkedHashMap<>(common);
    range.get(from).ifPresent(value -> rule.put(to, value));
    range.get("Description").filter(Value.Text.class::isInstance).ifPresent(words -> rule.put("Description", words));
    return new Value.Fields(rule);
  }

  private static void instance(Map<String, Value> named) {
    if (named.get("Monitoring") instanceof Value.Text state) {
      named.put("Monitoring", Value.of(state.value().equals("enabled")));
    }
    if (named.get("IamInstanceProfile") instanceof Value.Fields profile) {
      profile.get("Arn").ifPresent(arn -> named.put("IamInstanceProfile", arn));
    }
    named.put(
        "PublicIp",
        Value.of(named.get("PublicIpAddress") instanceof Value.Text address && !address.value().isEmpty()));
  }

  private static void database(Map<String, Value> named) {
    Value groups = named.remove("VpcSecurityGroups");
    if (groups != null) {
      List<Value> ids = new ArrayList<>();
      objects(groups).forEach(group -> group.get("VpcSecurityGroupId").ifPresent(ids::add));
      named.put(named.containsKey("DBInstanceIdentifier") ? "VPCSecurityGroups" : "VpcSecurityGroupIds", new Value.Items(ids));
    }
  }

  private static void holder(Map<String, Value> named) {
    List<Value> arns = new ArrayList<>();
    objects(named.remove("AttachedManagedPolicies")).forEach(policy -> policy.get("PolicyArn").ifPresent(arns::add));
    named.put("ManagedPolicyArns", new Value.Items(arns));
    if (named.get("PermissionsBoundary") instanceof Value.Fields boundary) {
      boundary.get("PermissionsBoundaryArn").ifPresent(arn -> named.put("PermissionsBoundary", arn));
    }
    rename(named, "GroupList", "Groups");
  }

  private static void managedPolicy(Map<String, Value> named) {
    rename(named, "PolicyName", "ManagedPolicyName");
    for (Value.Fields version : objects(named.remove("PolicyVersionList"))) {
      if (version.get("IsDefaultVersion").filter(Value.Bool.TRUE::equals).isPresent()) {
        version.get("Document").ifPresent(document -> named.put("PolicyDocument", document));
      }
    }
  }

  private static void table(Map<String, Value> named) {
    take(named, "SSEDescription")
        .ifPresent(
            value -> {
              if (value instanceof Value.Fields description) {
                Map<String, Value> own = new LinkedHashMap<>();
                description
                    .text("Status")
                    .ifPresent(status -> own.put("SSEEnabled", Value.of(status.startsWith("ENABL") || status.equals("UPDATING"))));
                description.get("KMSMasterKeyArn").ifPresent(key -> own.put("KMSMasterKeyId", key));
                named.put("SSESpecification", new Value.Fields(own));
              }
            });
  }

  private static void warehouse(Map<String, Value> named) {
    if (named.get("LoggingStatus") instanceof Value.Fields status
        && status.get("LoggingEnabled").filter(Value.Bool.TRUE::equals).isPresent()) {
      named.put("LoggingProperties", status);
    }
  }

  private static void classicBalancer(Map<String, Value> named) {
    named.put(
        "Listeners",
        each(
            named.remove("ListenerDescriptions"),
            description -> description.get("Listener") instanceof Value.Fields listener ? new LinkedHashMap<>(listener.values()) : description));
    if (named.remove("LoadBalancerAttributes") instanceof Value.Fields attributes) {
      attributes.get("AccessLog").ifPresent(log -> named.put("AccessLoggingPolicy", log));
    }
  }
}
