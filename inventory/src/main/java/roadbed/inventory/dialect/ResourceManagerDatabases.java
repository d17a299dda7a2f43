package roadbed.inventory.dialect;

import static roadbed.inventory.dialect.ResourceManagerTables.table;

import java.util.List;

/** SQL, PostgreSQL, MySQL and MariaDB servers with what is set beside them, and Synapse. */
final class ResourceManagerDatabases {
  private ResourceManagerDatabases() {}

  static void add(Dialect dialect) {
    dialect.add(
        table(
            "Microsoft.Sql/servers",
            "azurerm_mssql_server",
            shape ->
                ResourceManagerTables.publicAccess(shape)
                    .is("version", "version")
                    .is("minimalTlsVersion", "minimum_tls_version", Transforms.UNLESS_NONE)
                    .absentMeans("minimalTlsVersion", "minimum_tls_version", ResourceManagerTables.DEPENDS)
                    .is("keyId", "transparent_data_encryption_key_vault_key_id")
                    .block(
                        "administrators",
                        "azuread_administrator",
                        who ->
                            who.is("login", "login_username")
                                .is("sid", "object_id")
                                .is("azureADOnlyAuthentication", "azuread_authentication_only"))
                    .is("administratorLogin", "administrator_login"))
            .untold(
                "azurerm_mssql_firewall_rule",
                "azurerm_mssql_server_extended_auditing_policy",
                "azurerm_mssql_server_transparent_data_encryption",
                "azurerm_monitor_diagnostic_setting"),
        firewall("Microsoft.Sql/servers/firewallRules", "azurerm_mssql_firewall_rule"),
        auditing("Microsoft.Sql/servers/auditingSettings"),
        auditing("Microsoft.Sql/servers/extendedAuditingSettings"),
        table(
                "Microsoft.Sql/servers/securityAlertPolicies",
                "azurerm_mssql_server_security_alert_policy",
                shape -> shape.is("state", "state").is("emailAddresses", "email_addresses").is("retentionDays", "retention_days"))
            .parent("server_id"),
        table(
                "Microsoft.Sql/servers/vulnerabilityAssessments",
                "azurerm_mssql_server_vulnerability_assessment",
                shape -> shape.is("storageContainerPath", "storage_container_path"))
            .parent("server_id"),
        table(
                "Microsoft.Sql/servers/administrators",
                "azurerm_sql_active_directory_administrator",
                shape -> shape.is("login", "login").is("sid", "object_id"))
            .parent("server_id"),
        // With a key of Azure's own, which is what it is without saying so, there is nothing that Terraform would write.
        table(
                "Microsoft.Sql/servers/encryptionProtector",
                "Microsoft.Sql/servers/encryptionProtector",
                shape -> shape.is("uri", "key_vault_key_id").is("serverKeyName", "server_key_name"))
            .orWhere("properties?.serverKeyType", "AzureKeyVault", "azurerm_mssql_server_transparent_data_encryption")
            .parent("server_id"),
        table(
                "Microsoft.Sql/servers/databases",
                "azurerm_mssql_database",
                shape -> shape.is("zoneRedundant", "zone_redundant", Transform.TRUTH).is("licenseType", "license_type"),
                shape -> shape.is("sku.name", "sku_name"))
            .parent("server_id"),
        table(
                "Microsoft.Sql/servers/databases/transparentDataEncryption",
                "azurerm_mssql_database_transparent_data_encryption",
                shape ->
                    shape
                        .is("state", "enabled", Transform.trueFor("Enabled"))
                        .is("status", "enabled", Transform.trueFor("Enabled")))
            .parent("database_id"),
        table(
            "Microsoft.Sql/managedInstances",
            "azurerm_mssql_managed_instance",
            shape ->
                shape
                    .is("publicDataEndpointEnabled", "public_data_endpoint_enabled", Transform.TRUTH)
                    .is("minimalTlsVersion", "minimum_tls_version", Transforms.UNLESS_NONE)
                    .absentMeans("minimalTlsVersion", "minimum_tls_version", ResourceManagerTables.DEPENDS)
                    .is("zoneRedundant", "zone_redundant_enabled", Transform.TRUTH)),
        table(
            "Microsoft.Synapse/workspaces",
            "azurerm_synapse_workspace",
            shape -> ResourceManagerTables.publicAccess(shape).is("encryption.cmk", "customer_managed_key", Transforms.IF_SAID)));
    for (String[] engine :
        List.of(
            new String[] {"Microsoft.DBforPostgreSQL", "postgresql"},
            new String[] {"Microsoft.DBforMySQL", "mysql"},
            new String[] {"Microsoft.DBforMariaDB", "mariadb"})) {
      dialect.add(
          single(engine[0] + "/servers", "azurerm_" + engine[1] + "_server"),
          firewall(engine[0] + "/servers/firewallRules", "azurerm_" + engine[1] + "_firewall_rule"),
          parameter(engine[0] + "/servers/configurations", "azurerm_" + engine[1] + "_configuration"));
      if (!engine[1].equals("mariadb")) {
        String flexible = "azurerm_" + engine[1] + "_flexible_server";
        dialect.add(
            flexible(engine[0] + "/flexibleServers", flexible),
            firewall(engine[0] + "/flexibleServers/firewallRules", flexible + "_firewall_rule"),
            parameter(engine[0] + "/flexibleServers/configurations", flexible + "_configuration"));
      }
    }
  }

  private static Translation firewall(String type, String terraformType) {
    return table(
            type,
            terraformType,
            shape -> shape.is("startIpAddress", "start_ip_address").is("endIpAddress", "end_ip_address"))
        .parent("server_id");
  }

  private static Translation auditing(String type) {
    return table(
            type,
            "azurerm_mssql_server_extended_auditing_policy",
            shape ->
                shape
                    .is("state", "enabled", Transform.trueFor("Enabled"))
                    .is("retentionDays", "retention_in_days")
                    .is("storageEndpoint", "storage_endpoint")
                    .is("isAzureMonitorTargetEnabled", "log_monitoring_enabled", Transform.TRUTH))
        .parent("server_id");
  }

  private static Translation parameter(String type, String terraformType) {
    return table(type, terraformType, shape -> shape.is("value", "value")).parent("server_id");
  }

  private static Translation single(String type, String terraformType) {
    return table(
        type,
        terraformType,
        shape ->
            ResourceManagerTables.publicAccess(shape)
                .is("version", "version")
                .is("sslEnforcement", "ssl_enforcement_enabled", Transform.trueFor("Enabled"))
                .is("minimalTlsVersion", "ssl_minimal_tls_version_enforced")
                .is("storageProfile.backupRetentionDays", "backup_retention_days")
                .is("storageProfile.geoRedundantBackup", "geo_redundant_backup_enabled", Transform.trueFor("Enabled"))
                .is("infrastructureEncryption", "infrastructure_encryption_enabled", Transform.trueFor("Enabled"))
                .is("createMode", "create_mode"),
        shape -> shape.is("sku.name", "sku_name"))
        .untold(besides(terraformType.replace("_server", "")));
  }

  /** What is listed apart from a server. */
  private static String[] besides(String prefix) {
    return new String[] {prefix + "_firewall_rule", prefix + "_configuration", "azurerm_monitor_diagnostic_setting"};
  }

  private static Translation flexible(String type, String terraformType) {
    return table(
        type,
        terraformType,
        shape ->
            shape
                .is("version", "version")
                .within("network", ResourceManagerTables::publicAccess)
                .is("network.delegatedSubnetResourceId", "delegated_subnet_id")
                .is("backup.backupRetentionDays", "backup_retention_days")
                .is("backup.geoRedundantBackup", "geo_redundant_backup_enabled", Transform.trueFor("Enabled"))
                .block("highAvailability", "high_availability", high -> high.is("mode", "mode"))
                .block(
                    "dataEncryption",
                    "customer_managed_key",
                    key -> key.is("primaryKeyURI", "key_vault_key_id").is("primaryKeyUri", "key_vault_key_id"))
                .is(
                    "authConfig.activeDirectoryAuth",
                    "authentication.active_directory_auth_enabled",
                    Transform.trueFor("Enabled"))
                .is("createMode", "create_mode"),
        shape -> shape.is("sku.name", "sku_name"))
        .untold(besides(terraformType));
  }
}
