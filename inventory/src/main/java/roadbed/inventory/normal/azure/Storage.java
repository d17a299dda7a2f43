package roadbed.inventory.normal.azure;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.Known;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Tls;
import roadbed.inventory.facet.Types;

/** Storage accounts with their containers, and managed disks. */
final class Storage {
  private static final List<String> ACCOUNT = List.of("azurerm_storage_account");
  private static final String NETWORK_RULES = "azurerm_storage_account_network_rules";

  private Storage() {}

  static void types(Types types) {
    types
        .resource("storage.bucket", Storage::account, "azurerm_storage_account")
        .part(
            "storage.container",
            Storage::container,
            "storage_account_name|storage_account_id",
            ACCOUNT,
            "azurerm_storage_container")
        .part(
            "storage.network_rules",
            (it, out) -> out.put("network.default_action", () -> action(it.doc(), "default_action"), "allow"),
            "storage_account_id|storage_account_name",
            ACCOUNT,
            NETWORK_RULES)
        .setting(
            "storage_account_id|storage_account_name",
            ACCOUNT,
            "azurerm_storage_account_blob_properties",
            "azurerm_storage_account_customer_managed_key",
            "azurerm_storage_account_queue_properties",
            "azurerm_storage_account_static_website",
            "azurerm_storage_management_policy",
            "azurerm_advanced_threat_protection")
        .resource("storage.volume", Storage::disk, "azurerm_managed_disk")
        .setting("managed_disk_id", List.of("azurerm_managed_disk"), "azurerm_virtual_machine_data_disk_attachment");
  }

  private static void account(Subject it, Facets out) {
    Document doc = it.doc();
    out.set("encryption.at_rest", true).set("encryption.configured", true);
    out.put(
        "encryption.customer_key",
        () ->
            doc.has("customer_managed_key")
                || !it.settings("azurerm_storage_account_customer_managed_key").isEmpty());
    out.put(
        "public.blocked",
        () ->
            doc.truth("allow_nested_items_to_be_public")
                .or(() -> doc.truth("allow_blob_public_access"))
                .map(allowed -> !allowed),
        false);
    out.put(
        "public.policy",
        () -> Known.any(it.parts("azurerm_storage_container"), container -> isPublic(container.doc())));
    out.put(
        "public.exposed",
        () -> Known.and(() -> !out.is("public.blocked"), () -> out.is("public.policy")));
    out.put("public.network_access", () -> doc.truth("public_network_access_enabled"), true);
    out.put(
        "network.default_action",
        () ->
            it.parts(NETWORK_RULES).isEmpty()
                ? action(doc, "network_rules.default_action")
                : action(it.parts(NETWORK_RULES).getFirst().doc(), "default_action"),
        "allow");
    out.put("auth.shared_key", () -> doc.truth("shared_access_key_enabled"), true);
    out.put("replication.cross_tenant", () -> doc.truth("cross_tenant_replication_enabled"), false);
    out.put("encryption.infrastructure", () -> doc.truth("infrastructure_encryption_enabled"), false);
    out.put(
        "transport.tls_only",
        () -> doc.truth("https_traffic_only_enabled").or(() -> doc.truth("enable_https_traffic_only")),
        true);
    out.put("transport.min_version", () -> doc.text("min_tls_version").flatMap(Tls::version), "1.2");
    out.put("versioning.enabled", () -> blobs(it).truth("versioning_enabled"), false);
    out.put(
        "logging.enabled",
        () ->
            !it.parts("azurerm_monitor_diagnostic_setting").isEmpty()
                || doc.has("queue_properties.logging"));
    out.put("lifecycle.enabled", () -> !it.settings("azurerm_storage_management_policy").isEmpty());
    out.put("backup.enabled", () -> blobs(it).has("delete_retention_policy"));
    out.put(
        "backup.retention_days",
        () ->
            blobs(it).has("delete_retention_policy")
                ? Optional.of(blobs(it).number("delete_retention_policy.days").orElse(7L))
                : Optional.empty());
  }

  private static Optional<String> action(Document doc, String path) {
    return doc.text(path).map(action -> action.toLowerCase(Locale.ROOT));
  }

  /** What Azure itself keeps beside the account, as its blob service. */
  private static Document blobs(Subject it) {
    return it.settingOr("azurerm_storage_account_blob_properties", "blob_properties");
  }

  private static boolean isPublic(Document container) {
    return container.isAny("container_access_type", "blob", "container");
  }

  private static void container(Subject it, Facets out) {
    out.put("public.access", () -> it.doc().text("container_access_type"), "private");
    out.put("public.exposed", () -> isPublic(it.doc()));
  }

  private static void disk(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("size_gb", () -> doc.number("disk_size_gb"));
    out.put("volume_type", () -> doc.text("storage_account_type"));
    out.put(
        "encryption.configured",
        () -> doc.mentions("disk_encryption_set_id") || doc.has("encryption_settings"));
    out.put("encryption.at_rest", () -> doc.truth("encryption_settings.enabled"), true);
    out.put(
        "encryption.customer_key",
        () ->
            doc.mentions("disk_encryption_set_id")
                || doc.has("encryption_settings.key_encryption_key"));
    out.put("encryption.key", () -> doc.text("disk_encryption_set_id"));
    out.put("public.network_access", () -> doc.truth("public_network_access_enabled"), true);
    out.put(
        "attached",
        () -> doc.has("managed_by") || !it.settings("azurerm_virtual_machine_data_disk_attachment").isEmpty());
  }
}
