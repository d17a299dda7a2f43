provider "azurerm" {
  features {}
  subscription_id = "11111111-2222-3333-4444-555555555555"
}
resource "azurerm_resource_group" "rg" {
  name     = "shop"
  location = "West Europe"
  tags     = { Team = "core" }
}
resource "azurerm_storage_account" "data" {
  name                            = "shopdata"
  resource_group_name             = azurerm_resource_group.rg.name
  location                        = azurerm_resource_group.rg.location
  account_tier                    = "Standard"
  account_replication_type        = "GRS"
  https_traffic_only_enabled      = true
  min_tls_version                 = "TLS1_2"
  allow_nested_items_to_be_public = false
  tags = { Team = "core" }
  network_rules {
    default_action = "Deny"
    ip_rules       = ["203.0.113.7"]
  }
}
resource "azurerm_key_vault" "kv" {
  name                       = "shop-kv"
  resource_group_name        = azurerm_resource_group.rg.name
  location                   = "westeurope"
  tenant_id                  = "99999999-2222-3333-4444-555555555555"
  sku_name                   = "standard"
  purge_protection_enabled   = true
  soft_delete_retention_days = 90
}
resource "azurerm_network_security_group" "nsg" {
  name                = "edge"
  resource_group_name = azurerm_resource_group.rg.name
  location            = azurerm_resource_group.rg.location
  security_rule {
    name                       = "https"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_port_range     = "443"
    source_address_prefix      = "*"
    destination_address_prefix = "*"
  }
}
resource "azurerm_kubernetes_cluster" "gone" {
  name                = "gone"
  resource_group_name = azurerm_resource_group.rg.name
  location            = azurerm_resource_group.rg.location
  dns_prefix          = "gone"
  default_node_pool {
    name       = "default"
    vm_size    = "Standard_D2_v2"
    node_count = 2
  }
}
