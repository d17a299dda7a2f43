package roadbed.inventory.normal.azure;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.Known;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Tls;
import roadbed.inventory.facet.Types;

/** Redis caches, Cosmos DB, the namespaces of Service Bus and Event Hubs, and disk encryption sets. */
final class DataServices {
  private DataServices() {}

  static void types(Types types) {
    types
        .resource("database.cache", DataServices::cache, "azurerm_redis_cache")
        .setting("redis_cache_id|redis_cache_name", List.of("azurerm_redis_cache"), "azurerm_redis_firewall_rule")
        .resource("database.document", DataServices::cosmos, "azurerm_cosmosdb_account")
        .resource(
            "messaging.namespace", DataServices::namespace, "azurerm_servicebus_namespace", "azurerm_eventhub_namespace")
        .setting(
            "eventhub_namespace_id",
            List.of("azurerm_eventhub_namespace"),
            "azurerm_eventhub_namespace_customer_managed_key")
        .resource("stream", DataServices::hub, "azurerm_eventhub")
        .resource("crypto.encryption_set", DataServices::encryptionSet, "azurerm_disk_encryption_set");
  }

  private static void cache(Subject it, Facets out) {
    Document doc = it.doc();
    out.set("engine", "redis");
    out.put("engine_version", () -> doc.text("redis_version"));
    out.set("encryption.at_rest", true).set("encryption.customer_key", false);
    out.put("transport.tls_only", () -> !doc.truth("non_ssl_port_enabled").or(() -> doc.truth("enable_non_ssl_port")).orElse(false));
    out.put("transport.min_version", () -> doc.text("minimum_tls_version").flatMap(Tls::version));
    out.put(
        "auth.required",
        () ->
            doc.truth("redis_configuration.authentication_enabled")
                .or(() -> doc.truth("redis_configuration.enable_authentication")),
        true);
    publicAccess(it, out, () -> doc.mentions("subnet_id") || !it.settings("azurerm_redis_firewall_rule").isEmpty());
  }

  /** Reachable from everywhere where public access is on and nothing narrows it. */
  private static void publicAccess(Subject it, Facets out, BooleanSupplier narrowed) {
    out.put("public.network_access", () -> it.doc().truth("public_network_access_enabled"), true);
    out.put(
        "public.exposed",
        () -> Known.and(() -> out.is("public.network_access"), () -> !narrowed.getAsBoolean()));
  }

  private static void cosmos(Subject it, Facets out) {
    Document doc = it.doc();
    out.set("encryption.at_rest", true);
    out.put("encryption.customer_key", () -> doc.mentions("key_vault_key_id"));
    out.put("encryption.key", () -> doc.text("key_vault_key_id"));
    out.put("backup.point_in_time", () -> doc.isAny("backup.type", "Continuous"));
    out.put("auth.shared_key", () -> !local(doc, "local_authentication_disabled", "local_authentication_enabled"));
    out.put("transport.min_version", () -> doc.text("minimal_tls_version").flatMap(Tls::version), "1.2");
    publicAccess(
        it,
        out,
        () ->
            Known.or(
                () -> doc.has("ip_range_filter"), () -> doc.is("is_virtual_network_filter_enabled")));
  }

  /** Whether keys are switched off; newer providers say it the other way round. */
  private static boolean local(Document doc, String disabled, String enabled) {
    return doc.truth(disabled).or(() -> doc.truth(enabled).map(on -> !on)).orElse(false);
  }

  private static void namespace(Subject it, Facets out) {
    Document doc = it.doc();
    out.set("encryption.at_rest", true);
    out.put("encryption.customer_key", () -> !key(it).equals(Document.EMPTY));
    out.put("encryption.key", () -> key(it).text("key_vault_key_id"));
    out.put("transport.min_version", () -> doc.text("minimum_tls_version").flatMap(Tls::version), "1.2");
    out.put(
        "auth.shared_key",
        () -> doc.truth("local_auth_enabled").or(() -> doc.truth("local_authentication_enabled")),
        true);
    publicAccess(
        it,
        out,
        () -> rules(doc).filter(block -> block.isAny("default_action", "Deny")).isPresent());
  }

  private static Document key(Subject it) {
    return it.type().equals("azurerm_eventhub_namespace")
        ? it.settings("azurerm_eventhub_namespace_customer_managed_key").stream().findFirst().orElse(Document.EMPTY)
        : it.doc().block("customer_managed_key");
  }

  private static Optional<Document> rules(Document doc) {
    return doc.has("network_rule_set")
        ? Optional.of(doc.block("network_rule_set"))
        : Optional.of(doc.block("network_rulesets")).filter(_ -> doc.has("network_rulesets"));
  }

  private static void hub(Subject it, Facets out) {
    out.set("encryption.at_rest", true);
    out.put("retention_hours", () -> it.doc().number("message_retention").map(days -> days * 24));
  }

  private static void encryptionSet(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("key", () -> doc.text("key_vault_key_id"));
    out.put("encryption_type", () -> doc.text("encryption_type"), "EncryptionAtRestWithCustomerKey");
    out.put("rotation.enabled", () -> doc.truth("auto_key_rotation_enabled"), false);
  }
}
