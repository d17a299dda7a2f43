package roadbed.inventory.dialect;

import static roadbed.inventory.dialect.ResourceManagerTables.table;

/** Virtual networks, security groups, interfaces, balancers and gateways. */
final class ResourceManagerNetwork {
  private ResourceManagerNetwork() {}

  static void add(Dialect dialect) {
    dialect.add(
        table(
            "Microsoft.Network/virtualNetworks",
            "azurerm_virtual_network",
            shape ->
                shape
                    .is("addressSpace.addressPrefixes", "address_space")
                    .is("ddosProtectionPlan", "ddos_protection_plan", Transforms.IF_SAID))
            .untold("azurerm_network_watcher_flow_log"),
        table(
                "Microsoft.Network/virtualNetworks/subnets",
                "azurerm_subnet",
                shape ->
                    shape
                        .is("addressPrefixes", "address_prefixes")
                        .is("addressPrefix", "address_prefixes", Transform.LIST),
                shape ->
                    shape
                        .is("id", "virtual_network_name", Transforms.PARENT_NAME)
                        .is("name", "virtual_network_name", Transforms.PARENT_NAME))
            .parent("virtual_network_name")
            .companion(
                "azurerm_subnet_network_security_group_association",
                "properties?.networkSecurityGroup",
                "subnet_id",
                group -> group.is("id", "network_security_group_id")),
        table(
                "Microsoft.Network/networkSecurityGroups",
                "azurerm_network_security_group",
                shape ->
                    shape.block(
                        "securityRules",
                        "security_rule",
                        rule -> rule.is("name", "name").within("properties?", ResourceManagerNetwork::rule)))
            .setting(
                "azurerm_subnet_network_security_group_association",
                "properties?.subnets",
                subnet -> subnet.is("id", "subnet_id"))
            .setting(
                "azurerm_network_interface_security_group_association",
                "properties?.networkInterfaces",
                face -> face.is("id", "network_interface_id"))
            .untold("azurerm_network_watcher_flow_log"),
        table(
                "Microsoft.Network/networkSecurityGroups/securityRules",
                "azurerm_network_security_rule",
                ResourceManagerNetwork::rule,
                shape ->
                    shape
                        .is("id", "network_security_group_name", Transforms.PARENT_NAME)
                        .is("name", "network_security_group_name", Transforms.PARENT_NAME))
            .parent("network_security_group_name"),
        table(
            "Microsoft.Network/networkWatchers/flowLogs",
            "azurerm_network_watcher_flow_log",
            shape ->
                shape
                    .is("targetResourceId", "target_resource_id")
                    .is("enabled", "enabled", Transform.TRUTH)
                    .is("retentionPolicy.days", "retention_policy.days")
                    .is("retentionPolicy.enabled", "retention_policy.enabled", Transform.TRUTH)
                    .is("storageId", "storage_account_id")
                    .is("format.version", "version")),
        table(
            "Microsoft.Network/networkInterfaces",
            "azurerm_network_interface",
            shape ->
                shape
                    .block(
                        "ipConfigurations",
                        "ip_configuration",
                        address ->
                            address
                                .is("name", "name")
                                .within(
                                    "properties?",
                                    inner ->
                                        publicAddress(inner)
                                            .is("subnet.id", "subnet_id")
                                            .is("privateIPAddress", "private_ip_address")))
                    .is("enableIPForwarding", "ip_forwarding_enabled", Transform.TRUTH)
                    .is("enableIpForwarding", "ip_forwarding_enabled", Transform.TRUTH)
                    .is("networkSecurityGroup.id", "network_security_group_id")),
        table(
            "Microsoft.Network/publicIPAddresses",
            "azurerm_public_ip",
            shape ->
                shape
                    .is("ipAddress", "ip_address")
                    .is("publicIPAllocationMethod", "allocation_method")
                    .is("ddosSettings.protectionMode", "ddos_protection_mode"),
            shape -> shape.is("sku.name", "sku")),
        table("Microsoft.Network/loadBalancers", "azurerm_lb", ResourceManagerNetwork::fronts, shape -> shape.is("sku.name", "sku")),
        table(
            "Microsoft.Network/applicationGateways",
            "azurerm_application_gateway",
            shape ->
                fronts(shape)
                    .block(
                        "httpListeners",
                        "http_listener",
                        listener ->
                            listener
                                .is("name", "name")
                                .within("properties?", inner -> inner.is("protocol", "protocol").is("hostName", "host_name")))
                    .is("sslPolicy.policyName", "ssl_policy.policy_name")
                    .is("sslPolicy.policyType", "ssl_policy.policy_type")
                    .is("sslPolicy.minProtocolVersion", "ssl_policy.min_protocol_version")
                    .block(
                        "webApplicationFirewallConfiguration",
                        "waf_configuration",
                        wall ->
                            wall.is("enabled", "enabled", Transform.TRUTH)
                                .is("firewallMode", "firewall_mode")
                                .is("ruleSetVersion", "rule_set_version"))
                    .is("firewallPolicy.id", "firewall_policy_id")
                    .is("sku.name", "sku.name")
                    .is("sku.tier", "sku.tier")),
        table(
            "Microsoft.Cdn/profiles/endpoints",
            "azurerm_cdn_endpoint",
            shape -> shape.is("isHttpAllowed", "is_http_allowed", Transform.TRUTH).is("isHttpsAllowed", "is_https_allowed", Transform.TRUTH)));
  }

  private static Shape publicAddress(Shape shape) {
    return shape.is("publicIPAddress.id", "public_ip_address_id").is("publicIpAddress.id", "public_ip_address_id");
  }

  private static Shape fronts(Shape shape) {
    return shape
        .block("frontendIPConfigurations", "frontend_ip_configuration", ResourceManagerNetwork::front)
        .block("frontendIpConfigurations", "frontend_ip_configuration", ResourceManagerNetwork::front);
  }

  private static Shape front(Shape shape) {
    return shape
        .is("name", "name")
        .within("properties?", inner -> publicAddress(inner).is("subnet.id", "subnet_id"));
  }

  private static Shape rule(Shape shape) {
    return shape
        .is("protocol", "protocol")
        .is("access", "access")
        .is("direction", "direction")
        .is("priority", "priority")
        .is("description", "description")
        .is("sourceAddressPrefix", "source_address_prefix")
        .is("sourceAddressPrefixes", "source_address_prefixes")
        .is("destinationAddressPrefix", "destination_address_prefix")
        .is("destinationAddressPrefixes", "destination_address_prefixes")
        .is("sourcePortRange", "source_port_range")
        .is("sourcePortRanges", "source_port_ranges")
        .is("destinationPortRange", "destination_port_range")
        .is("destinationPortRanges", "destination_port_ranges")
        .is("sourceApplicationSecurityGroups[].id", "source_application_security_group_ids");
  }
}
