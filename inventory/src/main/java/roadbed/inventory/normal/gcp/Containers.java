package roadbed.inventory.normal.gcp;

import java.util.List;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.Known;
import roadbed.inventory.facet.SecretMarks;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Types;

/** GKE, Artifact Registry, Cloud Run and Cloud Functions. */
final class Containers {
  private Containers() {}

  static void types(Types types) {
    types
        .resource("container.cluster", Containers::cluster, "google_container_cluster")
        .part(
            "container.nodepool",
            Containers::nodePool,
            "cluster",
            List.of("google_container_cluster"),
            "google_container_node_pool")
        .resource("container.registry", Containers::registry, "google_artifact_registry_repository")
        .resource("app.service", Containers::run, "google_cloud_run_service", "google_cloud_run_v2_service")
        .resource(
            "function",
            Containers::function,
            "google_cloudfunctions_function",
            "google_cloudfunctions2_function");
  }

  private static void cluster(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("version", () -> doc.text("min_master_version"));
    out.put(
        "public.endpoint",
        () -> doc.truth("private_cluster_config.enable_private_endpoint").map(yes -> !yes),
        true);
    out.put("private.cluster", () -> doc.is("private_cluster_config.enable_private_endpoint"));
    out.put("private.nodes", () -> doc.truth("private_cluster_config.enable_private_nodes"), false);
    out.put("private.declared", () -> doc.has("private_cluster_config"));
    out.put(
        "public.cidrs",
        () ->
            doc.block("master_authorized_networks_config").blocks("cidr_blocks").stream()
                .flatMap(block -> block.text("cidr_block").stream())
                .toList());
    out.put(
        "public.restricted",
        () ->
            doc.has("master_authorized_networks_config")
                && !Known.any(
                    doc.block("master_authorized_networks_config").blocks("cidr_blocks"),
                    block -> block.isAny("cidr_block", "0.0.0.0/0", "::/0")));
    out.put(
        "public.exposed",
        () -> Known.and(() -> out.is("public.endpoint"), () -> !out.is("public.restricted")));
    out.put("logging.types", () -> doc.texts("logging_config.enable_components"));
    out.put("logging.enabled", () -> doc.text("logging_service").map(name -> !name.equals("none")), true);
    out.put("encryption.secrets", () -> doc.isAny("database_encryption.state", "ENCRYPTED"));
    out.put(
        "network_policy",
        () ->
            Known.or(
                () -> doc.is("network_policy.enabled"),
                () -> doc.isAny("datapath_provider", "ADVANCED_DATAPATH"),
                () -> doc.is("enable_autopilot")));
    out.put("auth.legacy_abac", () -> doc.truth("enable_legacy_abac"), false);
    out.put("auth.rbac", () -> !doc.is("enable_legacy_abac"));
    out.put(
        "auth.client_certificate",
        () -> doc.truth("master_auth.client_certificate_config.issue_client_certificate"),
        false);
    out.put("nodes.shielded", () -> doc.truth("enable_shielded_nodes"), true);
    out.put("nodes.metadata_server", () -> metadataServer(doc));
    out.put("nodes.public", () -> !doc.is("private_cluster_config.enable_private_nodes"));
    out.put("workload_identity", () -> doc.has("workload_identity_config"));
    out.put("autopilot", () -> doc.truth("enable_autopilot"), false);
    out.put("node_pools_removed", () -> doc.truth("remove_default_node_pool"), false);
  }

  private static boolean metadataServer(Document doc) {
    Document config = doc.block("node_config").block("workload_metadata_config");
    return Known.or(
        () -> config.isAny("mode", "GKE_METADATA"),
        () -> config.isAny("node_metadata", "GKE_METADATA_SERVER"));
  }

  private static void nodePool(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("instance_type", () -> doc.text("node_config.machine_type"));
    out.put("nodes.metadata_server", () -> metadataServer(doc));
    out.put("nodes.shielded", () -> doc.truth("node_config.shielded_instance_config.enable_integrity_monitoring"), true);
    out.put("nodes.secure_boot", () -> doc.truth("node_config.shielded_instance_config.enable_secure_boot"), false);
    out.put("auto_upgrade", () -> doc.truth("management.auto_upgrade"), true);
    out.put("auto_repair", () -> doc.truth("management.auto_repair"), true);
  }

  private static void registry(Subject it, Facets out) {
    Document doc = it.doc();
    out.set("encryption.at_rest", true);
    out.put("encryption.customer_key", () -> doc.mentions("kms_key_name"));
    out.put("immutable_tags", () -> doc.truth("docker_config.immutable_tags"), false);
    exposure(it, out);
  }

  private static void exposure(Subject it, Facets out) {
    Access.bindings(it, out);
    out.put("public.policy", () -> Access.isPublic(it));
    out.put("public.exposed", () -> Access.isPublic(it));
  }

  private static void run(Subject it, Facets out) {
    Document doc = it.doc();
    exposure(it, out);
    out.set("transport.tls_only", true);
    out.put(
        "identity.attached",
        () -> doc.text("template.spec.service_account_name").or(() -> doc.text("template.service_account")));
    out.put("public.network_access", () -> doc.text("ingress").map(mode -> mode.endsWith("_ALL")), true);
  }

  private static void function(Subject it, Facets out) {
    Document doc = it.doc();
    exposure(it, out);
    out.put("runtime", () -> doc.text("runtime").or(() -> doc.text("build_config.runtime")));
    out.put(
        "identity.attached",
        () -> doc.text("service_account_email").or(() -> doc.text("service_config.service_account_email")));
    out.put(
        "network.vpc", () -> doc.mentions("vpc_connector") || doc.mentions("service_config.vpc_connector"));
    out.put("env_secrets", () -> SecretMarks.inVariables(doc, "environment_variables"));
    out.put(
        "transport.tls_only",
        () -> doc.text("https_trigger_security_level").map("SECURE_ALWAYS"::equals),
        false);
    out.put("public.network_access", () -> doc.text("ingress_settings").map("ALLOW_ALL"::equals), true);
  }
}
