package roadbed.inventory.dialect;

import static roadbed.inventory.dialect.ResourceManagerTables.table;

import roadbed.model.Value;

/** Storage accounts with their services and containers, and disks. */
final class ResourceManagerStorage {
  private ResourceManagerStorage() {}

  static void add(Dialect dialect) {
    dialect.add(
        account()
            .untold(
                "azurerm_storage_account_blob_properties",
                "azurerm_storage_management_policy",
                "azurerm_storage_container",
                "azurerm_monitor_diagnostic_setting"),
        table(
                "Microsoft.Storage/storageAccounts/blobServices",
                "azurerm_storage_account_blob_properties",
                shape ->
                    shape
                        .is("isVersioningEnabled", "versioning_enabled", Transform.TRUTH)
                        .is("changeFeed.enabled", "change_feed_enabled", Transform.TRUTH)
                        .is("deleteRetentionPolicy", "delete_retention_policy", Transforms.IF_ENABLED)
                        .is(
                            "containerDeleteRetentionPolicy",
                            "container_delete_retention_policy",
                            Transforms.IF_ENABLED)
                        .is("restorePolicy", "restore_policy", Transforms.IF_ENABLED))
            .parent("storage_account_id"),
        table(
                "Microsoft.Storage/storageAccounts/blobServices/containers",
                "azurerm_storage_container",
                shape ->
                    shape.is(
                        "publicAccess",
                        "container_access_type",
                        Transform.words("None", "private", "Blob", "blob", "Container", "container")))
            .parent("storage_account_id"),
        table(
                "Microsoft.Storage/storageAccounts/managementPolicies",
                "azurerm_storage_management_policy",
                shape -> shape.block("policy.rules", "rule", rule -> rule.is("name", "name").is("enabled", "enabled")))
            .parent("storage_account_id"),
        table(
                "Microsoft.Compute/disks",
                "azurerm_managed_disk",
                shape ->
                    ResourceManagerTables.publicAccess(
                        shape
                            .is("diskSizeGB", "disk_size_gb")
                            .is("diskSizeGb", "disk_size_gb")
                            .is("encryption.diskEncryptionSetId", "disk_encryption_set_id")
                            .is("encryption.type", "encryption_type")
                            .block(
                                "encryptionSettingsCollection",
                                "encryption_settings",
                                settings ->
                                    settings
                                        .is("enabled", "enabled", Transform.TRUTH)
                                        .is("encryptionSettings.keyEncryptionKey", "key_encryption_key")
                                        .is("encryptionSettings.diskEncryptionKey", "disk_encryption_key"))
                            .block(
                                "encryptionSettings",
                                "encryption_settings",
                                settings ->
                                    settings
                                        .is("enabled", "enabled", Transform.TRUTH)
                                        .is("keyEncryptionKey", "key_encryption_key")
                                        .is("diskEncryptionKey", "disk_encryption_key"))
                            .is("networkAccessPolicy", "network_access_policy")),
                shape -> shape.is("sku.name", "storage_account_type").is("managedBy", "managed_by")),
        table(
            "Microsoft.Compute/diskEncryptionSets",
            "azurerm_disk_encryption_set",
            shape ->
                shape
                    .is("activeKey.keyUrl", "key_vault_key_id")
                    .is("encryptionType", "encryption_type")
                    .is("rotationToLatestKeyVersionEnabled", "auto_key_rotation_enabled")));
  }

  private static Translation account() {
    return table(
        "Microsoft.Storage/storageAccounts",
        "azurerm_storage_account",
        shape ->
            ResourceManagerTables.publicAccess(shape)
                .is("supportsHttpsTrafficOnly", "https_traffic_only_enabled", Transform.TRUTH)
                .is("enableHttpsTrafficOnly", "https_traffic_only_enabled", Transform.TRUTH)
                .is("minimumTlsVersion", "min_tls_version")
                // Azure takes an account that does not say so as one that accepts 1.0.
                .absentMeans("minimumTlsVersion", "min_tls_version", Value.of("TLS1_0"))
                .is("allowBlobPublicAccess", "allow_nested_items_to_be_public", Transform.TRUTH)
                .is("allowSharedKeyAccess", "shared_access_key_enabled", Transform.TRUTH)
                .is("allowCrossTenantReplication", "cross_tenant_replication_enabled", Transform.TRUTH)
                .is("defaultToOAuthAuthentication", "default_to_oauth_authentication", Transform.TRUTH)
                .is("isHnsEnabled", "is_hns_enabled", Transform.TRUTH)
                .is("isSftpEnabled", "sftp_enabled", Transform.TRUTH)
                .is("isLocalUserEnabled", "local_user_enabled", Transform.TRUTH)
                .is("accessTier", "access_tier")
                .is("encryption.requireInfrastructureEncryption", "infrastructure_encryption_enabled", Transform.TRUTH)
                .block("encryption.keyvaultproperties", "customer_managed_key", ResourceManagerStorage::key)
                .block("encryption.keyVaultProperties", "customer_managed_key", ResourceManagerStorage::key)
                .block("networkAcls", "network_rules", ResourceManagerStorage::rules)
                .block("networkRuleSet", "network_rules", ResourceManagerStorage::rules),
        shape ->
            shape
                .is("kind", "account_kind")
                .is("sku.name", "account_tier", Transforms.side('_', true))
                .is("sku.name", "account_replication_type", Transforms.side('_', false)));
  }

  private static Shape key(Shape shape) {
    return shape.is("keyname", "key_name").is("keyName", "key_name").is("keyvaulturi", "key_vault_uri").is("keyVaultUri", "key_vault_uri");
  }

  private static Shape rules(Shape shape) {
    return shape
        .is("defaultAction", "default_action")
        .is("bypass", "bypass", Transforms.COMMAS)
        .is("ipRules[].value", "ip_rules")
        .is("ipRules[].ipAddressOrRange", "ip_rules")
        .is("virtualNetworkRules[].id", "virtual_network_subnet_ids")
        .is("virtualNetworkRules[].virtualNetworkResourceId", "virtual_network_subnet_ids");
  }
}
