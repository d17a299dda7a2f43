package roadbed.inventory.normal.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.Known;
import roadbed.inventory.facet.SecretMarks;
import roadbed.inventory.facet.Statements;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Types;
import roadbed.model.Value;

/** Logs, messaging, containers and functions. */
final class Operations {
  private Operations() {}

  /** Adds the rows of this domain. */
  static void types(Types types) {
    types
        .resource("log.trail", Operations::trail, "aws_cloudtrail")
        .resource("log.recorder", Operations::recorder, "aws_config_configuration_recorder")
        .resource("security.detector", Operations::detector, "aws_guardduty_detector")
        .resource("log.group", Operations::logGroup, "aws_cloudwatch_log_group")
        .resource("queue", Operations::queue, "aws_sqs_queue")
        .resource("topic", Operations::topic, "aws_sns_topic")
        .resource("container.cluster", Operations::cluster, "aws_eks_cluster")
        .resource("container.nodepool", Operations::nodeGroup, "aws_eks_node_group")
        .setting("cluster_name", List.of("aws_eks_cluster"), "aws_eks_addon")
        .resource("container.registry", Operations::registry, "aws_ecr_repository")
        .setting("repository", List.of("aws_ecr_repository"), "aws_ecr_lifecycle_policy")
        .resource("function", Operations::function, "aws_lambda_function")
        .part(
            "identity.resource_policy",
            Operations::permission,
            "function_name",
            List.of("aws_lambda_function"),
            "aws_lambda_permission")
        .setting(
            "function_name",
            List.of("aws_lambda_function"),
            "aws_lambda_function_url",
            "aws_lambda_function_event_invoke_config",
            "aws_lambda_provisioned_concurrency_config")
        .resource("app.service", Operations::ecs, "aws_ecs_service", "aws_ecs_task_definition");
  }

  private static void trail(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("enabled", () -> doc.truth("enable_logging"), true);
    out.put("multi_region", () -> doc.truth("is_multi_region_trail"), false);
    out.put("encryption.at_rest", () -> true);
    out.put("encryption.customer_key", () -> doc.mentions("kms_key_id"));
    out.put("encryption.key", () -> doc.text("kms_key_id"));
    out.put("validation", () -> doc.truth("enable_log_file_validation"), false);
    out.put("target", () -> doc.text("s3_bucket_name"));
    out.put("cloudwatch", () -> doc.mentions("cloud_watch_logs_group_arn"));
    out.put(
        "management_events",
        () ->
            doc.blocks("event_selector").isEmpty()
                || Known.any(
                    doc.blocks("event_selector"),
                    selector -> selector.truth("include_management_events").orElse(true)));
  }

  private static void recorder(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("all_resources", () -> doc.truth("recording_group.all_supported"), true);
    out.put(
        "global_resources",
        () -> doc.truth("recording_group.include_global_resource_types"),
        false);
  }

  private static void detector(Subject it, Facets out) {
    out.set("service", "guardduty");
    out.put("enabled", () -> it.doc().truth("enable"), true);
  }

  private static void logGroup(Subject it, Facets out) {
    out.put("logging.retention_days", () -> it.doc().number("retention_in_days"), 0);
    out.put("encryption.at_rest", () -> true);
    out.put("encryption.customer_key", () -> it.doc().mentions("kms_key_id"));
  }

  private static void queue(Subject it, Facets out) {
    Document doc = it.doc();
    out.put(
        "encryption.at_rest",
        () ->
            doc.mentions("kms_master_key_id")
                ? Optional.of(true)
                : doc.truth("sqs_managed_sse_enabled"),
        true);
    out.put(
        "encryption.configured",
        () -> doc.mentions("kms_master_key_id") || doc.is("sqs_managed_sse_enabled"));
    out.put("encryption.key", () -> doc.text("kms_master_key_id"));
    out.put("encryption.customer_key", () -> ownKey(doc, "alias/aws/sqs"));
    policy(it, out, "aws_sqs_queue_policy");
  }

  private static void topic(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("encryption.at_rest", () -> doc.mentions("kms_master_key_id"));
    out.put("encryption.configured", () -> doc.mentions("kms_master_key_id"));
    out.put("encryption.key", () -> doc.text("kms_master_key_id"));
    out.put("encryption.customer_key", () -> ownKey(doc, "alias/aws/sns"));
    policy(it, out, "aws_sns_topic_policy");
  }

  private static boolean ownKey(Document doc, String managedAlias) {
    return Known.and(
        () -> doc.mentions("kms_master_key_id"), () -> !doc.isAny("kms_master_key_id", managedAlias));
  }

  private static void policy(Subject it, Facets out, String part) {
    Identity.resourcePolicy(it, out, () -> Identity.onParent(it, "policy", part), "policy", part);
    out.put("public.exposed", () -> out.is("public.policy"));
  }

  private static void cluster(Subject it, Facets out) {
    Document doc = it.doc();
    Document network = doc.block("vpc_config");
    out.put("version", () -> doc.text("version"));
    out.put("public.endpoint", () -> network.truth("endpoint_public_access"), true);
    out.put(
        "public.cidrs",
        () -> Optional.of(network.texts("public_access_cidrs")).filter(cidrs -> !cidrs.isEmpty()),
        List.of("0.0.0.0/0"));
    out.put(
        "public.restricted",
        () ->
            network.has("public_access_cidrs")
                && !network.anyText("public_access_cidrs", cidr -> cidr.equals("0.0.0.0/0") || cidr.equals("::/0")));
    out.put(
        "public.exposed",
        () -> Known.and(() -> out.is("public.endpoint"), () -> !out.is("public.restricted")));
    out.put("private.cluster", () -> !out.is("public.endpoint"));
    out.put("logging.types", () -> doc.texts("enabled_cluster_log_types"));
    out.put("logging.enabled", () -> doc.has("enabled_cluster_log_types"));
    out.put(
        "encryption.secrets",
        () ->
            Known.any(
                doc.blocks("encryption_config"),
                block -> block.anyText("resources", "secrets"::equals)));
    out.set("auth.rbac", true);
  }

  private static void nodeGroup(Subject it, Facets out) {
    out.put("instance_type", () -> it.doc().texts("instance_types").stream().findFirst());
    out.put("remote_access", () -> it.doc().has("remote_access"));
  }

  private static void registry(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("scan_on_push", () -> doc.truth("image_scanning_configuration.scan_on_push"), false);
    out.put("immutable_tags", () -> doc.text("image_tag_mutability").map("IMMUTABLE"::equals), false);
    out.put("encryption.at_rest", () -> true);
    out.put("encryption.customer_key", () -> doc.isAny("encryption_configuration.encryption_type", "KMS", "KMS_DSSE"));
    policy(it, out, "aws_ecr_repository_policy");
  }

  private static void function(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("runtime", () -> doc.text("runtime"));
    out.put("identity.attached", () -> doc.text("role"));
    out.put("network.vpc", () -> doc.has("vpc_config"));
    out.put("tracing.enabled", () -> doc.isAny("tracing_config.mode", "Active"));
    out.put("encryption.customer_key", () -> doc.mentions("kms_key_arn"));
    out.put("env_secrets", () -> SecretMarks.inVariables(doc.block("environment"), "variables"));
    out.put("policy.present", () -> doc.mentions("policy") || !it.parts("aws_lambda_permission").isEmpty());
    out.put("policy.statements", () -> permissions(it).all());
    out.put(
        "public.policy",
        () ->
            Known.or(
                () -> permissions(it).isPublic(),
                () ->
                    Known.any(
                        it.settings("aws_lambda_function_url"),
                        url -> url.isAny("authorization_type", "NONE"))));
    out.put("public.exposed", () -> out.is("public.policy"));
    out.put("transport.tls_only", () -> true);
  }

  private static Statements permissions(Subject it) {
    Statements all = it.doc().mentions("policy") ? Statements.of(it, "policy", "") : Statements.NONE;
    for (Subject part : it.parts("aws_lambda_permission")) {
      all = all.and(permission(part.doc(), part.address()));
    }
    return all;
  }

  private static Statements permission(Document doc, String declaredBy) {
    String who = doc.text("principal").orElse("");
    List<Value> principals = new ArrayList<>();
    principals.add(
        who.equals("*")
            ? Identity.principal("*", "*")
            : Identity.principal(who.contains(".") ? "Service" : "AWS", who));
    boolean narrowed =
        doc.mentions("source_arn") || doc.mentions("source_account") || doc.mentions("principal_org_id");
    return Statements.allowing(
        principals, List.of(doc.text("action").orElse("")), function(doc), narrowed, declaredBy);
  }

  /** The function's name; which one it is does not decide who may call it. */
  private static String function(Document doc) {
    return doc.raw("function_name").orElse(Value.Null.INSTANCE) instanceof Value.Text name ? name.value() : "";
  }

  private static void permission(Subject it, Facets out) {
    out.put("policy.statements", () -> permission(it.doc(), "").all());
    out.put("public.policy", () -> permission(it.doc(), "").isPublic());
    out.put("public.exposed", () -> permission(it.doc(), "").isPublic());
    out.set("attached_to", "aws_lambda_function");
  }

  private static void ecs(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("public.ip", () -> doc.truth("network_configuration.assign_public_ip"), false);
    out.put("identity.attached", () -> doc.text("task_role_arn"));
  }
}
