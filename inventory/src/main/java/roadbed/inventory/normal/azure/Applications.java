package roadbed.inventory.normal.azure;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.Known;
import roadbed.inventory.facet.SecretMarks;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Tls;
import roadbed.inventory.facet.Types;
import roadbed.model.Value;

/** Web apps, function apps, AKS, container registries and messaging. */
final class Applications {
  private static final List<String> APPS =
      List.of(
          "azurerm_linux_web_app",
          "azurerm_linux_web_app_slot",
          "azurerm_windows_web_app",
          "azurerm_windows_web_app_slot",
          "azurerm_linux_function_app",
          "azurerm_linux_function_app_slot",
          "azurerm_windows_function_app",
          "azurerm_windows_function_app_slot");

  private Applications() {}

  static void types(Types types) {
    types
        .resource(
            "app.service",
            Applications::app,
            "azurerm_app_service",
            "azurerm_app_service_slot",
            "azurerm_linux_web_app",
            "azurerm_linux_web_app_slot",
            "azurerm_windows_web_app",
            "azurerm_windows_web_app_slot")
        .resource(
            "function",
            Applications::app,
            "azurerm_function_app",
            "azurerm_function_app_slot",
            "azurerm_linux_function_app",
            "azurerm_linux_function_app_slot",
            "azurerm_windows_function_app",
            "azurerm_windows_function_app_slot")
        .setting("app_id", APPS, "azurerm_web_app_configuration")
        .resource("container.cluster", Applications::cluster, "azurerm_kubernetes_cluster")
        .part(
            "container.nodepool",
            Applications::nodePool,
            "kubernetes_cluster_id",
            List.of("azurerm_kubernetes_cluster"),
            "azurerm_kubernetes_cluster_node_pool")
        .resource("container.registry", Applications::registry, "azurerm_container_registry")
        .resource("queue", Applications::messaging, "azurerm_servicebus_queue")
        .resource("topic", Applications::messaging, "azurerm_servicebus_topic");
  }

  private static void app(Subject it, Facets out) {
    Document doc = it.doc();
    Document site = doc.block("site_config");
    out.put("transport.tls_only", () -> doc.truth("https_only"), false);
    out.put(
        "transport.min_version",
        () ->
            said(it, site, "minimum_tls_version")
                .or(() -> site.text("min_tls_version"))
                .flatMap(Tls::version),
        "1.2");
    out.put(
        "transport.auth_requires_https",
        () ->
            doc.blocks("auth_settings_v2").isEmpty()
                ? Optional.empty()
                : Optional.of(doc.truth("auth_settings_v2.require_https").orElse(true)));
    out.put(
        "transport.ftp",
        () ->
            said(it, site, "ftps_state")
                .map(
                    state ->
                        switch (state.toLowerCase(Locale.ROOT)) {
                          case "disabled" -> "disabled";
                          case "ftpsonly" -> "tls";
                          default -> "all";
                        }),
        it.type().startsWith("azurerm_linux_") || it.type().startsWith("azurerm_windows_") ? "disabled" : "all");
    out.put("remote_debugging", () -> site.truth("remote_debugging_enabled"), false);
    out.put("http2", () -> site.truth("http2_enabled"), false);
    out.put("public.network_access", () -> doc.truth("public_network_access_enabled"), true);
    out.put(
        "runtime",
        () -> site.names("application_stack").stream().findFirst().or(() -> site.text("linux_fx_version")));
    out.put("identity.attached", () -> doc.text("identity.type"));
    out.put(
        "auth.enabled",
        () ->
            Known.or(
                () -> doc.is("auth_settings.enabled"),
                () -> doc.is("auth_settings_v2.auth_enabled"),
                () -> beside(it, "auth_enabled").map("true"::equals).orElse(false)));
    out.put(
        "client_certificate",
        () -> doc.truth("client_certificate_enabled").or(() -> doc.truth("client_cert_enabled")),
        false);
    out.put("env_secrets", () -> SecretMarks.inVariables(doc, "app_settings"));
    out.put("logging.enabled", () -> doc.has("logs") || !it.parts("azurerm_monitor_diagnostic_setting").isEmpty());
  }

  /** What the app's document says, else the configuration beside it. */
  private static Optional<String> said(Subject it, Document site, String attribute) {
    Optional<Value> inside = site.raw(attribute);
    return inside.filter(Value.Text.class::isInstance).isPresent()
        ? site.text(attribute)
        : beside(it, attribute).or(() -> site.text(attribute));
  }

  /** What a configuration says that Azure keeps beside the app. */
  private static Optional<String> beside(Subject it, String attribute) {
    return it.settings("azurerm_web_app_configuration").stream()
        .flatMap(configuration -> configuration.text(attribute).stream())
        .findFirst();
  }

  private static void cluster(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("version", () -> doc.text("kubernetes_version"));
    out.put("private.cluster", () -> doc.truth("private_cluster_enabled"), false);
    out.put("public.endpoint", () -> doc.truth("private_cluster_enabled").map(yes -> !yes), true);
    out.put("public.cidrs", () -> ranges(doc));
    out.put(
        "public.restricted",
        () ->
            !ranges(doc).isEmpty() && ranges(doc).stream().noneMatch(range -> range.equals("0.0.0.0/0")));
    out.put(
        "public.exposed",
        () -> Known.and(() -> out.is("public.endpoint"), () -> !out.is("public.restricted")));
    out.put(
        "logging.enabled",
        () ->
            doc.has("oms_agent")
                || doc.is("addon_profile.oms_agent.enabled")
                || !it.parts("azurerm_monitor_diagnostic_setting").isEmpty());
    out.put("encryption.secrets", () -> doc.has("key_management_service"));
    out.put("network_policy", () -> doc.has("network_profile.network_policy"));
    out.put("auth.local_accounts", () -> doc.truth("local_account_disabled").map(off -> !off), true);
    out.put(
        "auth.rbac",
        () ->
            doc.truth("role_based_access_control_enabled")
                .or(() -> doc.truth("role_based_access_control.enabled")),
        true);
    out.put("workload_identity", () -> doc.truth("workload_identity_enabled"), false);
  }

  private static List<String> ranges(Document doc) {
    List<String> ranges = doc.texts("api_server_access_profile.authorized_ip_ranges");
    return ranges.isEmpty() ? doc.texts("api_server_authorized_ip_ranges") : ranges;
  }

  private static void nodePool(Subject it, Facets out) {
    out.put("instance_type", () -> it.doc().text("vm_size"));
    out.put(
        "public.ip",
        () -> it.doc().truth("node_public_ip_enabled").or(() -> it.doc().truth("enable_node_public_ip")),
        false);
    out.put("encryption.host", () -> it.doc().truth("host_encryption_enabled"), false);
  }

  private static void registry(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("auth.admin", () -> doc.truth("admin_enabled"), false);
    out.put("public.network_access", () -> doc.truth("public_network_access_enabled"), true);
    out.put("public.policy", () -> doc.is("anonymous_pull_enabled"));
    out.put("public.exposed", () -> doc.is("anonymous_pull_enabled"));
    out.put("encryption.customer_key", () -> doc.is("encryption.enabled") || doc.has("encryption.key_vault_key_id"));
    out.set("encryption.at_rest", true);
  }

  private static void messaging(Subject it, Facets out) {
    out.set("encryption.at_rest", true).set("encryption.configured", false).set("encryption.customer_key", false);
  }
}
