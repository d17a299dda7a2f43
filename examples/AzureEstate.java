import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What Nordlicht runs on Azure: the customer portal and the office systems. */
final class AzureEstate {
  static final String PORTAL = Stable.uuid("azure portal production");
  static final String PORTAL_TEST = Stable.uuid("azure portal test");
  static final String OFFICE = Stable.uuid("azure office");
  private static final String LOCATION = "westeurope";

  private final List<Terraform.Workspace> workspaces = new ArrayList<>();
  private Terraform.Workspace at;
  private String group = "";

  static List<Terraform.Workspace> workspaces() {
    AzureEstate estate = new AzureEstate();
    estate.portal("prod", PORTAL, "nordlicht-portal");
    estate.portal("test", PORTAL_TEST, "nordlicht-portal-test");
    estate.office();
    return estate.workspaces;
  }

  private void workspace(String path, String account, String accountName, boolean state, String group) {
    at = new Terraform.Workspace("terraform/azure/" + path, "azurerm", account, accountName, LOCATION, state);
    workspaces.add(at);
    this.group = group;
  }

  private static Map<String, Object> block(Object... pairs) {
    Map<String, Object> block = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      block.put((String) pairs[i], pairs[i + 1]);
    }
    return block;
  }

  private Terraform.Resource add(String module, String type, String label, String provider, String name, Map<String, Object> tags) {
    Terraform.Resource resource =
        at.add(module, type, label, null)
            .with(
                "id", "/subscriptions/" + at.account + "/resourceGroups/" + group + (provider.isEmpty() ? "" : "/providers/" + provider + "/" + name),
                "name", name, "location", LOCATION);
    if (!provider.isEmpty()) {
      resource.with("resource_group_name", group);
    }
    return tags.isEmpty() ? resource : resource.with("tags", tags);
  }

  private Terraform.Resource storage(String module, String label, String name, Map<String, Object> tags, double perDay) {
    return add(module, "azurerm_storage_account", label, "Microsoft.Storage/storageAccounts", name, tags)
        .with(
            "account_kind", "StorageV2", "account_tier", "Standard", "account_replication_type", "ZRS", "access_tier", "Hot", "min_tls_version", "TLS1_2",
            "https_traffic_only_enabled", true, "allow_nested_items_to_be_public", false, "public_network_access_enabled", true, "shared_access_key_enabled", false,
            "network_rules", List.of(block("bypass", List.of("AzureServices"), "default_action", "Deny", "ip_rules", List.of(), "virtual_network_subnet_ids", List.of())),
            "blob_properties", List.of(block("versioning_enabled", true, "delete_retention_policy", List.of(block("days", 14)))),
            "primary_access_key", "not-kept", "primary_blob_endpoint", "https://" + name + ".blob.core.windows.net/")
        .secret("primary_access_key")
        .costs("Storage Accounts", "Storage", "Storage account", perDay);
  }

  private void portal(String stage, String subscription, String accountName) {
    boolean production = stage.equals("prod");
    workspace("portal/" + stage, subscription, accountName, false, "rg-portal-" + stage);
    String environment = production ? "production" : "staging";
    Map<String, Object> tags = AwsEstate.tags("customer-portal", environment, "component", "portal-web");
    double size = production ? 1 : 0.35;
    add("", "azurerm_resource_group", "portal", "", "rg-portal-" + stage, tags);
    at.call("storage", "app.terraform.io/nordlicht/storage-account/azurerm", "1.8.0");
    storage("storage", "this", "nordlichtportal" + stage, tags, 8 * size);
    storage("", "uploads", "nordlichtuploads" + stage, tags, 5 * size)
        .with("allow_nested_items_to_be_public", !production, "min_tls_version", production ? "TLS1_2" : "TLS1_0")
        .was("2026-09-12", "min_tls_version", "TLS1_0");
    Terraform.Resource network =
        add("", "azurerm_virtual_network", "portal", "Microsoft.Network/virtualNetworks", "vnet-portal-" + stage, tags)
            .with("address_space", List.of(production ? "10.80.0.0/16" : "10.81.0.0/16"));
    for (String name : List.of("web", "data", "aks")) {
      add("", "azurerm_subnet", name, "Microsoft.Network/virtualNetworks/vnet-portal-" + stage + "/subnets", "snet-" + name, Map.of())
          .with("virtual_network_name", AwsEstate.ref(network, "name"), "address_prefixes", List.of((production ? "10.80." : "10.81.") + Stable.number(name, 200) + ".0/24"))
          .attributes.remove("location");
    }
    Terraform.Resource security = securityGroup("web", "nsg-portal-web-" + stage, tags);
    rule(security, "https", 443, "Internet", 100);
    rule(security, "management", 22, production ? "10.0.0.0/8" : "*", 110);
    Terraform.Resource plan =
        add("", "azurerm_service_plan", "portal", "Microsoft.Web/serverFarms", "asp-portal-" + stage, tags).with("os_type", "Linux", "sku_name", production ? "P2v3" : "B2", "worker_count", production ? 3 : 1).costs("Azure App Service", "Compute", "App Service plan", 18 * size);
    for (String app : List.of("portal-web", "portal-api", "quotes", "shipment-widgets")) {
      add("", "azurerm_linux_web_app", app.replace('-', '_'), "Microsoft.Web/sites", "nordlicht-" + app + "-" + stage, AwsEstate.tags("customer-portal", environment, "component", app))
          .with(
              "service_plan_id", AwsEstate.ref(plan, "id"), "https_only", !app.equals("shipment-widgets"), "enabled", true, "client_certificate_enabled", false,
              "site_config", List.of(block("minimum_tls_version", app.equals("quotes") && !production ? "1.0" : "1.2", "ftps_state", "Disabled", "http2_enabled", true, "always_on", production)),
              "identity", List.of(block("type", "SystemAssigned")));
    }
    Terraform.Resource vault =
        add("", "azurerm_key_vault", "portal", "Microsoft.KeyVault/vaults", "kv-portal-" + stage, tags)
            .with(
                "sku_name", "standard", "tenant_id", Stable.uuid("tenant"), "purge_protection_enabled", production, "soft_delete_retention_days", 90, "enable_rbac_authorization", true,
                "public_network_access_enabled", true, "network_acls", List.of(block("bypass", "AzureServices", "default_action", production ? "Deny" : "Allow")))
            .costs("Key Vault", "Security", "Vault", 0.3);
    add("", "azurerm_key_vault_secret", "sql", "Microsoft.KeyVault/vaults/kv-portal-" + stage + "/secrets", "sql-admin", tags)
        .with("key_vault_id", AwsEstate.ref(vault, "id"), "value", "not-kept", "expiration_date", production ? "2027-03-01T00:00:00Z" : null, "content_type", "password")
        .secret("value");
    Terraform.Resource server =
        add("", "azurerm_mssql_server", "portal", "Microsoft.Sql/servers", "sql-portal-" + stage, tags)
            .with("version", "12.0", "administrator_login", "portal", "administrator_login_password", "not-kept", "minimum_tls_version", "1.2", "public_network_access_enabled", !production)
            .secret("administrator_login_password");
    add("", "azurerm_mssql_database", "portal", "Microsoft.Sql/servers/sql-portal-" + stage + "/databases", "portal", tags)
        .with("server_id", AwsEstate.ref(server, "id"), "sku_name", production ? "GP_Gen5_8" : "GP_S_Gen5_2", "max_size_gb", 250, "zone_redundant", production, "transparent_data_encryption_enabled", true)
        .costs("Azure SQL Database", "Databases", "SQL database", 39 * size);
    if (!production) {
      at.add("azurerm_mssql_firewall_rule", "everybody")
          .with("id", server.attributes.get("id") + "/firewallRules/everybody", "name", "everybody", "server_id", AwsEstate.ref(server, "id"), "start_ip_address", "0.0.0.0", "end_ip_address", "255.255.255.255");
    } else {
      at.add("azurerm_mssql_server_extended_auditing_policy", "portal")
          .with("id", server.attributes.get("id") + "/extendedAuditingSettings/default", "server_id", AwsEstate.ref(server, "id"), "enabled", true, "log_monitoring_enabled", true, "retention_in_days", 180);
    }
    add("", "azurerm_kubernetes_cluster", "portal", "Microsoft.ContainerService/managedClusters", "aks-portal-" + stage, tags)
        .with(
            "kubernetes_version", "1.31.2", "dns_prefix", "portal", "local_account_disabled", production, "private_cluster_enabled", false, "role_based_access_control_enabled", true,
            "api_server_access_profile", production ? List.of(block("authorized_ip_ranges", List.of("198.51.100.0/24"))) : List.of(), "azure_policy_enabled", production,
            "default_node_pool", List.of(block("name", "system", "vm_size", "Standard_D4s_v5", "node_count", production ? 5 : 2)),
            "network_profile", List.of(block("network_plugin", "azure", "network_policy", production ? "calico" : "")), "identity", List.of(block("type", "SystemAssigned")))
        .costs("Azure Kubernetes Service", "Compute", "Cluster", 31 * size);
  }

  private Terraform.Resource securityGroup(String label, String name, Map<String, Object> tags) {
    return add("", "azurerm_network_security_group", label, "Microsoft.Network/networkSecurityGroups", name, tags).with("security_rule", List.of());
  }

  private void rule(Terraform.Resource group, String name, int port, String source, int priority) {
    at.add("azurerm_network_security_rule", group.name + "_" + name)
        .with(
            "id", group.attributes.get("id") + "/securityRules/" + name, "name", name, "resource_group_name", this.group, "network_security_group_name", AwsEstate.ref(group, "name"),
            "access", "Allow", "direction", "Inbound", "priority", priority, "protocol", "Tcp", "source_address_prefix", source, "source_port_range", "*",
            "destination_address_prefix", "*", "destination_port_range", String.valueOf(port));
  }

  private void office() {
    workspace("office", OFFICE, "nordlicht-office", true, "rg-office");
    Map<String, Object> tags = AwsEstate.tags("", "production", "CostOwner", "billing");
    add("", "azurerm_resource_group", "office", "", "rg-office", Map.of());
    Terraform.Resource security = securityGroup("office", "nsg-office", tags);
    rule(security, "remote_desktop", 3389, "Internet", 100);
    for (String host : List.of("erp-01", "erp-02", "print-01")) {
      Terraform.Resource card =
          add("", "azurerm_network_interface", host.replace('-', '_'), "Microsoft.Network/networkInterfaces", "nic-" + host, tags)
              .with("ip_configuration", List.of(block("name", "internal", "private_ip_address", "10.90.0." + (10 + Stable.number(host, 200)), "public_ip_address_id", "")));
      at.add("azurerm_network_interface_security_group_association", host.replace('-', '_'))
          .with("id", card.attributes.get("id") + "|" + security.attributes.get("id"), "network_interface_id", AwsEstate.ref(card, "id"), "network_security_group_id", AwsEstate.ref(security, "id"));
      add("", "azurerm_linux_virtual_machine", host.replace('-', '_'), "Microsoft.Compute/virtualMachines", "vm-" + host, tags)
          .with(
              "size", "Standard_E8s_v5", "admin_username", "office", "disable_password_authentication", !host.equals("print-01"), "network_interface_ids", List.of(AwsEstate.ref(card, "id")),
              "encryption_at_host_enabled", false, "os_disk", List.of(block("caching", "ReadWrite", "storage_account_type", "Premium_LRS", "disk_size_gb", 128)), "secure_boot_enabled", true, "vtpm_enabled", true)
          .costs("Virtual Machines", "Compute", "Virtual machine", 13.5);
      add("", "azurerm_managed_disk", host.replace('-', '_'), "Microsoft.Compute/disks", "disk-" + host, tags)
          .with("disk_size_gb", 512, "storage_account_type", "Premium_LRS", "create_option", "Empty", "public_network_access_enabled", !host.equals("erp-01"), "network_access_policy", "AllowAll")
          .costs("Virtual Machines", "Storage", "Disk", 2.2);
    }
    storage("", "backups", "nordlichtofficebackup", Map.of(), 11)
        .with("https_traffic_only_enabled", false, "network_rules", List.of(block("bypass", List.of("AzureServices"), "default_action", "Allow", "ip_rules", List.of(), "virtual_network_subnet_ids", List.of())))
        .was("2026-04-20", "allow_nested_items_to_be_public", true);
  }
}
