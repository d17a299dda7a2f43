package roadbed.inventory.normal.azure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.Known;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Tls;
import roadbed.inventory.facet.Types;

/** SQL, PostgreSQL, MySQL and MariaDB servers with their firewalls, auditing and parameters. */
final class Databases {
  private static final List<String> SERVERS =
      List.of(
          "azurerm_mssql_server",
          "azurerm_sql_server",
          "azurerm_postgresql_server",
          "azurerm_postgresql_flexible_server",
          "azurerm_mysql_server",
          "azurerm_mysql_flexible_server",
          "azurerm_mariadb_server",
          "azurerm_mssql_managed_instance");
  private static final String[] FIREWALLS = {
    "azurerm_mssql_firewall_rule",
    "azurerm_sql_firewall_rule",
    "azurerm_postgresql_firewall_rule",
    "azurerm_postgresql_flexible_server_firewall_rule",
    "azurerm_mysql_firewall_rule",
    "azurerm_mysql_flexible_server_firewall_rule",
    "azurerm_mariadb_firewall_rule"
  };
  private static final String[] AUDITING = {
    "azurerm_mssql_server_extended_auditing_policy", "azurerm_mssql_server_auditing_policy"
  };
  private static final String[] PARAMETERS = {
    "azurerm_postgresql_configuration",
    "azurerm_postgresql_flexible_server_configuration",
    "azurerm_mysql_configuration",
    "azurerm_mysql_flexible_server_configuration",
    "azurerm_mariadb_configuration"
  };

  private Databases() {}

  static void types(Types types) {
    types
        .resource("database.relational", Databases::server, SERVERS.toArray(String[]::new))
        .resource("database.relational", Databases::database, "azurerm_mssql_database", "azurerm_sql_database")
        .setting(
            "database_id",
            List.of("azurerm_mssql_database"),
            "azurerm_mssql_database_transparent_data_encryption")
        .part("database.firewall_rule", Databases::firewallRule, "server_id|server_name", SERVERS, FIREWALLS)
        .setting("server_id|server_name", SERVERS, AUDITING)
        .setting("server_id|server_name", SERVERS, PARAMETERS)
        .setting(
            "server_id|server_name|mssql_server_id|managed_instance_id",
            SERVERS,
            "azurerm_mssql_server_security_alert_policy",
            "azurerm_mssql_server_transparent_data_encryption",
            "azurerm_mssql_server_vulnerability_assessment",
            "azurerm_postgresql_active_directory_administrator",
            "azurerm_postgresql_flexible_server_active_directory_administrator",
            "azurerm_sql_active_directory_administrator",
            "azurerm_mysql_active_directory_administrator")
        .resource("data.warehouse", Databases::warehouse, "azurerm_synapse_workspace");
  }

  private static void server(Subject it, Facets out) {
    Document doc = it.doc();
    String type = it.type();
    out.set(
        "engine",
        type.contains("postgres")
            ? "postgres"
            : type.contains("mysql") ? "mysql" : type.contains("mariadb") ? "mariadb" : "sqlserver");
    out.put("engine_version", () -> doc.text("version"));
    out.set("encryption.at_rest", true);
    out.put(
        "encryption.customer_key",
        () ->
            doc.has("customer_managed_key")
                || doc.mentions("transparent_data_encryption_key_vault_key_id")
                || !it.settings("azurerm_mssql_server_transparent_data_encryption").isEmpty());
    out.put("public.network_access", () -> publicAccess(it), !type.equals("azurerm_mssql_managed_instance"));
    out.put(
        "firewall",
        () -> it.parts(FIREWALLS).stream().map(part -> range(part.doc(), part.address())).toList());
    out.put(
        "public.exposed",
        () ->
            Known.and(
                () -> out.is("public.network_access"),
                () -> Known.any(it.parts(FIREWALLS), part -> isAny(part.doc()))));
    out.put(
        "transport.tls_only",
        () -> doc.truth("ssl_enforcement_enabled").or(() -> secureTransport(it)),
        true);
    out.put(
        "transport.min_version",
        () ->
            doc.text("minimum_tls_version")
                .or(() -> doc.text("ssl_minimal_tls_version_enforced"))
                .flatMap(Tls::version),
        "1.2");
    out.set("backup.enabled", true);
    out.put("backup.retention_days", () -> doc.number("backup_retention_days"), 7);
    out.put("backup.geo_redundant", () -> doc.truth("geo_redundant_backup_enabled"), false);
    out.put(
        "logging.enabled",
        () ->
            Known.or(
                () -> isAudited(it),
                () -> !it.parts("azurerm_monitor_diagnostic_setting").isEmpty()));
    out.put("logging.auditing", () -> isAudited(it));
    out.put(
        "logging.retention_days",
        () -> {
          List<Document> policies = it.settings(AUDITING);
          return (policies.isEmpty() ? doc.block("extended_auditing_policy") : policies.getFirst())
              .number("retention_in_days");
        },
        0);
    out.put(
        "iam_auth",
        () ->
            doc.has("azuread_administrator")
                || doc.is("authentication.active_directory_auth_enabled"));
    out.put(
        "multi_zone",
        () -> doc.has("high_availability") && !doc.isAny("high_availability.mode", "SameZone", "Disabled"));
    out.put("replica", () -> doc.isAny("create_mode", "Replica"));
    out.put("flags", () -> flags(it));
  }

  /** By a policy beside the server that is not turned off, or by one inside of it. */
  private static boolean isAudited(Subject it) {
    return Known.or(
        () -> it.doc().has("extended_auditing_policy"),
        () -> Known.any(it.settings(AUDITING), policy -> policy.truth("enabled").orElse(true)));
  }

  private static Optional<Boolean> publicAccess(Subject it) {
    Document doc = it.doc();
    return doc.truth("public_network_access_enabled")
        .or(() -> doc.truth("public_data_endpoint_enabled"))
        .or(() -> doc.text("public_network_access").map("Enabled"::equalsIgnoreCase))
        .or(() -> doc.mentions("delegated_subnet_id") ? Optional.of(false) : Optional.empty());
  }

  private static Optional<Boolean> secureTransport(Subject it) {
    return Optional.ofNullable(flags(it).get("require_secure_transport")).map("on"::equalsIgnoreCase);
  }

  private static Map<String, String> flags(Subject it) {
    Map<String, String> flags = new LinkedHashMap<>();
    for (Document setting : it.settings(PARAMETERS)) {
      flags.put(setting.text("name").orElse(""), setting.text("value").orElse(""));
    }
    return flags;
  }

  private static void database(Subject it, Facets out) {
    out.set("engine", "sqlserver");
    out.put(
        "encryption.at_rest",
        () ->
            it.settings("azurerm_mssql_database_transparent_data_encryption").stream()
                .findFirst()
                .flatMap(encryption -> encryption.truth("enabled"))
                .or(() -> it.doc().truth("transparent_data_encryption_enabled")),
        true);
    out.put("backup.enabled", () -> true);
    out.put("backup.retention_days", () -> it.doc().number("short_term_retention_policy.retention_days"), 7);
    out.put("multi_zone", () -> it.doc().truth("zone_redundant"), false);
  }

  private static void firewallRule(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("start", () -> doc.text("start_ip_address"));
    out.put("end", () -> doc.text("end_ip_address"));
    out.put("any", () -> isAny(doc));
    out.put("azure_services", () -> isAzureServices(doc));
    out.put("public.exposed", () -> isAny(doc));
  }

  private static Facets range(Document rule, String declaredBy) {
    return new Facets()
        .put("start", () -> rule.text("start_ip_address"))
        .put("end", () -> rule.text("end_ip_address"))
        .put("any", () -> isAny(rule))
        .put("azure_services", () -> isAzureServices(rule))
        .set("declared_by", declaredBy);
  }

  private static boolean isAny(Document rule) {
    return rule.isAny("start_ip_address", "0.0.0.0", "0.0.0.0/0")
        && rule.isAny("end_ip_address", "255.255.255.255");
  }

  private static boolean isAzureServices(Document rule) {
    return rule.isAny("start_ip_address", "0.0.0.0") && rule.isAny("end_ip_address", "0.0.0.0");
  }

  private static void warehouse(Subject it, Facets out) {
    out.put("public.network_access", () -> it.doc().truth("public_network_access_enabled"), true);
    out.set("encryption.at_rest", true);
    out.put("encryption.customer_key", () -> it.doc().has("customer_managed_key"));
  }
}
