package roadbed.inventory.dialect;

import static roadbed.inventory.dialect.ResourceManagerTables.table;

import java.util.LinkedHashMap;
import java.util.Map;

/** Key vaults, roles and their assignments, diagnostic settings, logs, Defender and what all lies in. */
final class ResourceManagerSecurity {
  private static final String[] ROLES = {
    "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner",
    "b24988ac-6180-42a0-ab88-20f7382dd24c", "Contributor",
    "acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader",
    "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", "User Access Administrator"
  };

  private ResourceManagerSecurity() {}

  static void add(Dialect dialect) {
    dialect.add(
        table("Microsoft.KeyVault/vaults", "azurerm_key_vault", ResourceManagerSecurity::vault).untold("azurerm_monitor_diagnostic_setting"),
        table(
            "Microsoft.KeyVault/managedHSMs",
            "azurerm_key_vault_managed_hardware_security_module",
            ResourceManagerSecurity::vault),
        table(
                "Microsoft.KeyVault/vaults/keys",
                "azurerm_key_vault_key",
                shape ->
                    shape
                        .is("kty", "key_type")
                        .is("keySize", "key_size")
                        .is("keyOps", "key_opts")
                        .is("curveName", "curve")
                        .is("attributes.exp", "expiration_date", Transforms.MOMENT)
                        .is("attributes.nbf", "not_before_date", Transforms.MOMENT)
                        .is("rotationPolicy", "rotation_policy", Transforms.IF_SAID))
            .parent("key_vault_id"),
        table(
                "Microsoft.KeyVault/vaults/secrets",
                "azurerm_key_vault_secret",
                shape ->
                    shape
                        .is("contentType", "content_type")
                        .is("value", "value")
                        .is("attributes.exp", "expiration_date", Transforms.MOMENT))
            .parent("key_vault_id"),
        table(
                "Microsoft.KeyVault/vaults/accessPolicies",
                "azurerm_key_vault_access_policy",
                shape -> shape.is("accessPolicies[].objectId", "object_id"))
            .parent("key_vault_id"),
        table(
            "Microsoft.Authorization/roleDefinitions",
            "azurerm_role_definition",
            shape ->
                shape
                    .is("roleName", "name")
                    .is("description", "description")
                    .is("assignableScopes", "assignable_scopes")
                    .block(
                        "permissions",
                        "permissions",
                        permission ->
                            permission
                                .is("actions", "actions")
                                .is("notActions", "not_actions")
                                .is("dataActions", "data_actions")
                                .is("notDataActions", "not_data_actions"))),
        table(
            "Microsoft.Authorization/roleAssignments",
            "azurerm_role_assignment",
            shape ->
                shape
                    .is("roleDefinitionId", "role_definition_name", Transform.LAST_PART.then(Transform.words(ROLES)))
                    .is("roleDefinitionName", "role_definition_name")
                    .is("roleDefinitionId", "role_definition_id")
                    .is("principalId", "principal_id")
                    .is("principalType", "principal_type")
                    .is("scope", "scope")
                    .is("condition", "condition"),
            shape -> shape.is("scope", "scope")),
        table("Microsoft.ManagedIdentity/userAssignedIdentities", "azurerm_user_assigned_identity", shape -> shape.is("principalId", "principal_id")),
        table(
                "Microsoft.Insights/diagnosticSettings",
                "azurerm_monitor_diagnostic_setting",
                shape ->
                    shape
                        .is("workspaceId", "log_analytics_workspace_id")
                        .is("storageAccountId", "storage_account_id")
                        .is("eventHubAuthorizationRuleId", "eventhub_authorization_rule_id")
                        .is("logs", "enabled_log", Transforms.enabledOnes(logNames())))
            .parent("target_resource_id"),
        table(
            "Microsoft.Insights/logprofiles",
            "azurerm_monitor_log_profile",
            shape ->
                shape
                    .is("categories", "categories")
                    .is("locations", "locations")
                    .is("storageAccountId", "storage_account_id")
                    .is("retentionPolicy.days", "retention_policy.days")
                    .is("retentionPolicy.enabled", "retention_policy.enabled", Transform.TRUTH)),
        table(
            "Microsoft.OperationalInsights/workspaces",
            "azurerm_log_analytics_workspace",
            shape -> shape.is("retentionInDays", "retention_in_days").is("sku.name", "sku")),
        table(
            "Microsoft.Security/pricings",
            "azurerm_security_center_subscription_pricing",
            shape -> shape.is("pricingTier", "tier").is("subPlan", "subplan"),
            shape -> shape.is("name", "resource_type", Transform.LAST_PART)),
        table("Microsoft.Resources/subscriptions", "azurerm_subscription", shape -> shape.is("displayName", "subscription_name")),
        table("Microsoft.Resources/resourceGroups", "azurerm_resource_group", shape -> shape),
        table("Microsoft.Resources/subscriptions/resourceGroups", "azurerm_resource_group", shape -> shape));
  }

  private static Map<String, String> logNames() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("category", "category");
    names.put("categoryGroup", "category_group");
    return names;
  }

  private static Shape vault(Shape shape) {
    return ResourceManagerTables.publicAccess(shape)
        .is("enablePurgeProtection", "purge_protection_enabled", Transform.TRUTH)
        .is("enableSoftDelete", "soft_delete_enabled", Transform.TRUTH)
        .is("softDeleteRetentionInDays", "soft_delete_retention_days")
        .is("enableRbacAuthorization", "rbac_authorization_enabled", Transform.TRUTH)
        .is("enabledForDiskEncryption", "enabled_for_disk_encryption", Transform.TRUTH)
        .is("enabledForDeployment", "enabled_for_deployment", Transform.TRUTH)
        .is("enabledForTemplateDeployment", "enabled_for_template_deployment", Transform.TRUTH)
        .is("sku.name", "sku_name")
        .block(
            "networkAcls",
            "network_acls",
            rules ->
                rules
                    .is("defaultAction", "default_action")
                    .is("bypass", "bypass")
                    .is("ipRules[].value", "ip_rules")
                    .is("virtualNetworkRules[].id", "virtual_network_subnet_ids"));
  }
}
