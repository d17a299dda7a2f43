package roadbed.assess.drift;

import java.util.Optional;
import java.util.Set;
import roadbed.inventory.Sighting;
import roadbed.model.Value;

/** What is there although nobody asked for it: what providers make with an account, and what their services make. */
final class Provided {
  private static final Set<String> SYSTEM_NAMESPACES =
      Set.of("kube-system", "kube-public", "kube-node-lease", "gke-managed-system", "amazon-cloudwatch");
  private static final Set<String> CLUSTER_MADE =
      Set.of("Endpoints", "EndpointSlice", "ReplicaSet", "Pod", "ControllerRevision", "Event", "Lease", "Node");

  private Provided() {}

  /** Who made a resource that nothing declares; empty where a person seems to have. */
  static Optional<String> by(Folded folded) {
    Sighting live = folded.main();
    return switch (live.provider()) {
      case AWS -> aws(folded);
      case AZURE -> azure(folded);
      case GCP -> google(folded);
      case KUBERNETES -> kubernetes(live);
      case OTHER -> Optional.empty();
    };
  }

  private static String text(Folded folded, String attribute) {
    return Scalars.text(folded.document().get(attribute));
  }

  private static boolean is(Folded folded, String attribute) {
    return text(folded, attribute).equals("true");
  }

  private static Optional<String> aws(Folded folded) {
    Optional<String> stack = tag(folded, "aws:cloudformation:stack-name");
    if (stack.isPresent()) {
      return Optional.of("the CloudFormation stack " + stack.get() + " made it, whose template is not here");
    }
    if (tag(folded, "aws:autoscaling:groupName").isPresent()) {
      return Optional.of("an auto scaling group made it");
    }
    if (tag(folded, "aws:ec2launchtemplate:id").isPresent() && folded.type().equals("aws_instance")) {
      return Optional.of("a launch template's owner made it");
    }
    String name = text(folded, "name");
    String arn = text(folded, "arn");
    return switch (folded.type()) {
      case "aws_vpc", "aws_subnet", "aws_vpc_dhcp_options" ->
          is(folded, "default") || is(folded, "is_default") || is(folded, "default_for_az") || is(folded, "default_vpc")
              ? Optional.of("it is a default of the account")
              : Optional.empty();
      case "aws_security_group" ->
          name.equals("default") ? Optional.of("every VPC has one") : Optional.empty();
      case "aws_network_acl" -> is(folded, "is_default") || is(folded, "default") ? Optional.of("every VPC has one") : Optional.empty();
      case "aws_route_table" -> isMain(folded) ? Optional.of("every VPC has one") : Optional.empty();
      case "aws_iam_role" ->
          text(folded, "path").startsWith("/aws-service-role/") || arn.contains(":role/aws-service-role/")
              ? Optional.of("a service of AWS made it for itself")
              : arn.contains(":role/aws-reserved/") ? Optional.of("IAM Identity Center made it") : Optional.empty();
      case "aws_iam_policy" -> arn.contains(":iam::aws:") ? Optional.of("it is AWS's own") : Optional.empty();
      case "aws_kms_key" ->
          text(folded, "key_manager").equals("AWS") || text(folded, "description").startsWith("Default key that protects my ")
              ? Optional.of("it is AWS's own")
              : Optional.empty();
      case "aws_kms_alias" -> name.startsWith("alias/aws/") ? Optional.of("it is AWS's own") : Optional.empty();
      case "aws_network_interface" ->
          is(folded, "requester_managed") ? Optional.of("a service of AWS made it for itself") : Optional.empty();
      case "aws_db_parameter_group", "aws_rds_cluster_parameter_group", "aws_elasticache_parameter_group", "aws_db_option_group" ->
          name.startsWith("default.") || name.startsWith("default:") ? Optional.of("it is a default of the account") : Optional.empty();
      case "aws_cloudwatch_event_bus", "aws_athena_workgroup", "aws_xray_group" ->
          name.equals("default") || name.equals("primary") || name.equals("Default")
              ? Optional.of("it is a default of the account")
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static boolean isMain(Folded table) {
    boolean main = is(table, "main");
    Value associations = table.document().get("association");
    if (associations instanceof Value.Items items) {
      main |= items.values().stream().anyMatch(one -> one instanceof Value.Fields fields && Scalars.text(fields.values().get("main")).equals("true"));
    }
    return main;
  }

  private static Optional<String> tag(Folded folded, String name) {
    for (String attribute : new String[] {"tags", "tags_all"}) {
      if (folded.document().get(attribute) instanceof Value.Fields tags && tags.text(name).isPresent()) {
        return tags.text(name);
      }
    }
    // A translated document may have left the provider's own tags behind.
    return folded.main().collected().attributes().values().get("Tags") instanceof Value.Items items
        ? items.values().stream()
            .filter(tag -> tag instanceof Value.Fields fields && fields.text("Key").equals(Optional.of(name)))
            .map(tag -> Scalars.text(((Value.Fields) tag).values().get("Value")))
            .findFirst()
        : Optional.empty();
  }

  private static Optional<String> azure(Folded folded) {
    String id = folded.main().id().value().toLowerCase(java.util.Locale.ROOT);
    if (id.contains("/resourcegroups/networkwatcherrg") || id.contains("/resourcegroups/defaultresourcegroup-") || id.contains("/resourcegroups/cloud-shell-storage-")) {
      return Optional.of("Azure made it with the subscription");
    }
    if (id.contains("/resourcegroups/mc_")) {
      return Optional.of("a cluster of AKS made it for itself");
    }
    return text(folded, "managed_by").isEmpty() || !folded.type().equals("azurerm_managed_disk")
        ? Optional.empty()
        : Optional.of("a virtual machine made it for itself");
  }

  private static Optional<String> google(Folded folded) {
    String name = text(folded, "name");
    return switch (folded.type()) {
      case "google_compute_network", "google_compute_subnetwork" ->
          name.equals("default") ? Optional.of("every project begins with one") : Optional.empty();
      case "google_compute_firewall" ->
          name.startsWith("default-allow-") ? Optional.of("every project begins with it")
              : name.startsWith("gke-") ? Optional.of("a cluster of GKE made it for itself") : Optional.empty();
      case "google_compute_route" -> name.startsWith("default-route-") ? Optional.of("every network has it") : Optional.empty();
      case "google_service_account" -> {
        String email = text(folded, "email").isEmpty() ? name : text(folded, "email");
        yield email.contains("-compute@developer.gserviceaccount.com") || email.contains("@appspot.gserviceaccount.com")
            ? Optional.of("Google made it with the project")
            : Optional.empty();
      }
      case "google_logging_project_sink", "google_logging_project_bucket_config" ->
          name.endsWith("_Default") || name.endsWith("_Required") ? Optional.of("every project has it") : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<String> kubernetes(Sighting live) {
    Value.Fields document = live.attributes();
    String kind = live.type().substring(live.type().lastIndexOf('/') + 1);
    String namespace = document.at("metadata", "namespace").map(Scalars::text).orElse("");
    String name = document.at("metadata", "name").map(Scalars::text).orElse("");
    boolean owned =
        document.at("metadata", "ownerReferences").filter(value -> value instanceof Value.Items items && !items.values().isEmpty()).isPresent();
    if (owned || CLUSTER_MADE.contains(kind)) {
      return Optional.of("another object made it");
    }
    if (SYSTEM_NAMESPACES.contains(namespace) || (kind.equals("Namespace") && (SYSTEM_NAMESPACES.contains(name) || name.equals("default")))) {
      return Optional.of("it is part of the cluster itself");
    }
    boolean given =
        (kind.equals("ServiceAccount") && name.equals("default"))
            || (kind.equals("ConfigMap") && name.equals("kube-root-ca.crt"))
            || (kind.equals("Service") && name.equals("kubernetes") && namespace.equals("default"))
            || name.startsWith("system:");
    Optional<String> helm =
        document.at("metadata", "labels").filter(Value.Fields.class::isInstance).flatMap(labels -> ((Value.Fields) labels).text("helm.sh/chart"));
    return given
        ? Optional.of("it is part of the cluster itself")
        : helm.map(chart -> "the Helm chart " + chart + " made it, which is not here");
  }
}
