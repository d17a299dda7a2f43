package roadbed.inventory.dialect;

import static roadbed.inventory.dialect.ResourceManagerTables.table;

/** Web and function apps, Kubernetes, registries, messaging, caches and document databases. */
final class ResourceManagerApplications {
  private ResourceManagerApplications() {}

  static void add(Dialect dialect) {
    dialect.add(
        site("Microsoft.Web/sites", ""),
        site("Microsoft.Web/sites/slots", "_slot"),
        configuration("Microsoft.Web/sites/config"),
        configuration("Microsoft.Web/sites/slots/config"),
        table("Microsoft.ContainerService/managedClusters", "azurerm_kubernetes_cluster", ResourceManagerApplications::cluster,
            shape -> shape.is("sku.tier", "sku_tier"))
            .untold("azurerm_monitor_diagnostic_setting"),
        table(
                "Microsoft.ContainerService/managedClusters/agentPools",
                "azurerm_kubernetes_cluster_node_pool",
                shape ->
                    shape
                        .is("vmSize", "vm_size")
                        .is("enableNodePublicIP", "node_public_ip_enabled", Transform.TRUTH)
                        .is("enableNodePublicIp", "node_public_ip_enabled", Transform.TRUTH)
                        .is("enableEncryptionAtHost", "host_encryption_enabled", Transform.TRUTH)
                        .is("osDiskType", "os_disk_type")
                        .is("mode", "mode"))
            .parent("kubernetes_cluster_id"),
        table(
            "Microsoft.ContainerRegistry/registries",
            "azurerm_container_registry",
            shape ->
                ResourceManagerTables.publicAccess(shape)
                    .is("adminUserEnabled", "admin_enabled", Transform.TRUTH)
                    .is("anonymousPullEnabled", "anonymous_pull_enabled", Transform.TRUTH)
                    .is("encryption.status", "encryption.enabled", Transform.trueFor("enabled"))
                    .is("encryption.keyVaultProperties.keyIdentifier", "encryption.key_vault_key_id")
                    .is("networkRuleSet.defaultAction", "network_rule_set.default_action")
                    .is("policies.quarantinePolicy.status", "quarantine_policy_enabled", Transform.trueFor("enabled"))
                    .is("policies.exportPolicy.status", "export_policy_enabled", Transform.trueFor("enabled"))
                    .is("dataEndpointEnabled", "data_endpoint_enabled", Transform.TRUTH)
                    .is("zoneRedundancy", "zone_redundancy_enabled", Transform.trueFor("Enabled")),
            shape -> shape.is("sku.name", "sku")),
        table("Microsoft.ServiceBus/namespaces/queues", "azurerm_servicebus_queue", shape -> shape.is("status", "status")),
        table("Microsoft.ServiceBus/namespaces/topics", "azurerm_servicebus_topic", shape -> shape.is("status", "status")),
        table(
            "Microsoft.ServiceBus/namespaces",
            "azurerm_servicebus_namespace",
            ResourceManagerApplications::namespace,
            shape -> shape.is("sku.name", "sku")),
        table(
            "Microsoft.EventHub/namespaces",
            "azurerm_eventhub_namespace",
            ResourceManagerApplications::namespace,
            shape -> shape.is("sku.name", "sku")),
        table(
            "Microsoft.Cache/redis",
            "azurerm_redis_cache",
            shape ->
                ResourceManagerTables.publicAccess(shape)
                    .is("enableNonSslPort", "non_ssl_port_enabled", Transform.TRUTH)
                    .is("minimumTlsVersion", "minimum_tls_version")
                    .is("redisVersion", "redis_version")
                    .is("subnetId", "subnet_id")
                    .is("sku.name", "sku_name")),
        table(
            "Microsoft.DocumentDB/databaseAccounts",
            "azurerm_cosmosdb_account",
            shape ->
                ResourceManagerTables.publicAccess(shape)
                    .is("isVirtualNetworkFilterEnabled", "is_virtual_network_filter_enabled", Transform.TRUTH)
                    .is("ipRules[].ipAddressOrRange", "ip_range_filter")
                    .is("keyVaultKeyUri", "key_vault_key_id")
                    .is("disableLocalAuth", "local_authentication_disabled", Transform.TRUTH)
                    .is("disableKeyBasedMetadataWriteAccess", "access_key_metadata_writes_enabled", Transform.NOT)
                    .is("minimalTlsVersion", "minimal_tls_version")
                    .is("backupPolicy.type", "backup.type"),
            shape -> shape.is("kind", "kind")));
  }

  private static Shape namespace(Shape shape) {
    return ResourceManagerTables.publicAccess(shape)
        .is("minimumTlsVersion", "minimum_tls_version")
        .is("disableLocalAuth", "local_auth_enabled", Transform.NOT);
  }

  /** What runs it is said by its kind. */
  private static Translation site(String type, String slot) {
    return table(
            type,
            "azurerm_windows_web_app" + slot,
            shape ->
                ResourceManagerTables.publicAccess(shape)
                    .is("httpsOnly", "https_only", Transform.TRUTH)
                    .is("clientCertEnabled", "client_certificate_enabled", Transform.TRUTH)
                    .is("virtualNetworkSubnetId", "virtual_network_subnet_id")
                    .is("siteConfig.appSettings", "app_settings", Transforms.PAIRS)
                    .within("siteConfig", inner -> settings(inner, "site_config."))
                    .absentMeans("siteConfig.ftpsState", "site_config.ftps_state", ResourceManagerTables.DEPENDS),
            shape -> shape)
        .untold("azurerm_web_app_configuration", "azurerm_monitor_diagnostic_setting")
        .orWhere("kind", "app,linux", "azurerm_linux_web_app" + slot)
        .orWhere("kind", "app,linux,container", "azurerm_linux_web_app" + slot)
        .orWhere("kind", "linux", "azurerm_linux_web_app" + slot)
        .orWhere("kind", "functionapp", "azurerm_windows_function_app" + slot)
        .orWhere("kind", "functionapp,workflowapp", "azurerm_windows_function_app" + slot)
        .orWhere("kind", "functionapp,linux", "azurerm_linux_function_app" + slot)
        .orWhere("kind", "functionapp,linux,container", "azurerm_linux_function_app" + slot)
        .orWhere("kind", "functionapp,linux,workflowapp", "azurerm_linux_function_app" + slot)
        .orWhere("kind", "functionapp,linux,container,azurecontainerapps", "azurerm_linux_function_app" + slot);
  }

  private static Shape settings(Shape shape, String to) {
    return shape
        .is("minTlsVersion", to + "minimum_tls_version")
        .is("scmMinTlsVersion", to + "scm_minimum_tls_version")
        .is("ftpsState", to + "ftps_state")
        .is("http20Enabled", to + "http2_enabled", Transform.TRUTH)
        .is("remoteDebuggingEnabled", to + "remote_debugging_enabled", Transform.TRUTH)
        .is("alwaysOn", to + "always_on", Transform.TRUTH)
        .is("linuxFxVersion", to + "linux_fx_version")
        .is("healthCheckPath", to + "health_check_path");
  }

  /** One type for several kinds of configuration, which differ by their names and have nothing in common. */
  private static Translation configuration(String type) {
    return table(
            type,
            "azurerm_web_app_configuration",
            shape ->
                settings(shape, "")
                    .is("platform.enabled", "auth_enabled", Transform.TRUTH)
                    .is("enabled", "auth_enabled", Transform.TRUTH)
                    .is("globalValidation.requireAuthentication", "require_authentication", Transform.TRUTH)
                    .is("httpSettings.requireHttps", "require_https", Transform.TRUTH))
        .parent("app_id");
  }

  private static Shape cluster(Shape shape) {
    return shape
        .is("kubernetesVersion", "kubernetes_version")
        .is("apiServerAccessProfile.enablePrivateCluster", "private_cluster_enabled", Transform.TRUTH)
        .is("apiServerAccessProfile.authorizedIPRanges", "api_server_access_profile.authorized_ip_ranges")
        .is("apiServerAccessProfile.authorizedIpRanges", "api_server_access_profile.authorized_ip_ranges")
        .is("addonProfiles.omsagent", "oms_agent", Transforms.IF_ENABLED)
        .is("addonProfiles.omsAgent", "oms_agent", Transforms.IF_ENABLED)
        .is("addonProfiles.azurepolicy.enabled", "azure_policy_enabled", Transform.TRUTH)
        .is("securityProfile.azureKeyVaultKms", "key_management_service", Transforms.IF_ENABLED)
        .is("securityProfile.workloadIdentity.enabled", "workload_identity_enabled", Transform.TRUTH)
        .is("oidcIssuerProfile.enabled", "oidc_issuer_enabled", Transform.TRUTH)
        .is("networkProfile.networkPolicy", "network_profile.network_policy", Transforms.UNLESS_NONE)
        .is("networkProfile.networkPlugin", "network_profile.network_plugin")
        .is("disableLocalAccounts", "local_account_disabled", Transform.TRUTH)
        .is("enableRBAC", "role_based_access_control_enabled", Transform.TRUTH)
        .is("enableRbac", "role_based_access_control_enabled", Transform.TRUTH)
        .is("diskEncryptionSetID", "disk_encryption_set_id")
        .is("diskEncryptionSetId", "disk_encryption_set_id")
        .is("aadProfile.enableAzureRBAC", "azure_active_directory_role_based_access_control.azure_rbac_enabled", Transform.TRUTH)
        .is("autoUpgradeProfile.upgradeChannel", "automatic_upgrade_channel", Transforms.UNLESS_NONE);
  }
}
