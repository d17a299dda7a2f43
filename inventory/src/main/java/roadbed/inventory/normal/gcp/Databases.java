package roadbed.inventory.normal.gcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.Known;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Types;

/** Cloud SQL and Memorystore. */
final class Databases {
  private Databases() {}

  static void types(Types types) {
    types
        .resource("database.relational", Databases::instance, "google_sql_database_instance")
        .setting(
            "instance",
            List.of("google_sql_database_instance"),
            "google_sql_database",
            "google_sql_user",
            "google_sql_ssl_cert")
        .resource("database.cache", Databases::cache, "google_redis_instance");
  }

  private static void cache(Subject it, Facets out) {
    Document doc = it.doc();
    out.set("engine", "redis");
    out.put("engine_version", () -> doc.text("redis_version"));
    out.set("encryption.at_rest", true);
    out.put("encryption.customer_key", () -> doc.mentions("customer_managed_key"));
    out.put("encryption.key", () -> doc.text("customer_managed_key"));
    out.put("transport.tls_only", () -> doc.isAny("transit_encryption_mode", "SERVER_AUTHENTICATION"));
    out.put("auth.required", () -> doc.truth("auth_enabled"), false);
    out.put("multi_zone", () -> doc.isAny("tier", "STANDARD_HA"));
    out.set("public.network_access", false).set("public.exposed", false);
  }

  private static void instance(Subject it, Facets out) {
    Document doc = it.doc();
    Document settings = doc.block("settings");
    Document ip = settings.isUnknown() ? settings : settings.block("ip_configuration");
    out.put("engine", () -> doc.text("database_version").map(Databases::engine));
    out.put(
        "engine_version",
        () -> doc.text("database_version").map(version -> version.substring(version.indexOf('_') + 1)));
    out.set("encryption.at_rest", true);
    out.put("encryption.customer_key", () -> doc.mentions("encryption_key_name"));
    out.put("encryption.key", () -> doc.text("encryption_key_name"));
    out.put("public.ip", () -> ip.truth("ipv4_enabled"), true);
    out.put("public.network_access", () -> ip.truth("ipv4_enabled"), true);
    out.put(
        "public.cidrs",
        () ->
            ip.blocks("authorized_networks").stream()
                .flatMap(network -> network.text("value").stream())
                .toList());
    out.put(
        "public.exposed",
        () ->
            Known.and(
                () -> ip.truth("ipv4_enabled").orElse(true),
                () ->
                    Known.any(
                        ip.blocks("authorized_networks"),
                        network -> network.isAny("value", "0.0.0.0/0", "::/0"))));
    out.put("private_network", () -> ip.mentions("private_network"));
    out.put(
        "transport.tls_only",
        () ->
            ip.text("ssl_mode")
                .map(mode -> mode.equals("ENCRYPTED_ONLY") || mode.equals("TRUSTED_CLIENT_CERTIFICATE_REQUIRED"))
                .or(() -> ip.truth("require_ssl")),
        false);
    Document backup = settings.isUnknown() ? settings : settings.block("backup_configuration");
    out.put("backup.enabled", () -> backup.truth("enabled"), false);
    out.put("backup.retention_days", () -> backup.number("backup_retention_settings.retained_backups"), 7);
    out.put(
        "backup.point_in_time",
        () -> backup.truth("point_in_time_recovery_enabled").or(() -> backup.truth("binary_log_enabled")),
        false);
    out.put("deletion_protection.enabled", () -> doc.truth("deletion_protection"), true);
    out.put("multi_zone", () -> settings.isAny("availability_type", "REGIONAL"));
    out.put("replica", () -> doc.mentions("master_instance_name"));
    out.put("flags", () -> flags(settings));
    out.put(
        "iam_auth",
        () -> "on".equalsIgnoreCase(flags(settings).getOrDefault("cloudsql.iam_authentication", "off")));
  }

  private static String engine(String version) {
    return version.split("_", 2)[0].toLowerCase(Locale.ROOT);
  }

  private static Map<String, String> flags(Document settings) {
    Map<String, String> flags = new LinkedHashMap<>();
    for (Document flag : settings.blocks("database_flags")) {
      Optional<String> name = flag.text("name");
      if (name.isPresent()) {
        flags.put(name.get(), flag.text("value").orElse(""));
      }
    }
    return flags;
  }
}
