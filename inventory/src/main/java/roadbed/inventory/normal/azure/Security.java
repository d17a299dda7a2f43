package roadbed.inventory.normal.azure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.Statements;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Types;
import roadbed.model.Value;

/** Key vaults with keys and secrets, roles and their assignments, logs and subscriptions. */
final class Security {
  private Security() {}

  static void types(Types types) {
    List<String> vault = List.of("azurerm_key_vault");
    types
        .resource(
            "crypto.vault",
            Security::vault,
            "azurerm_key_vault",
            "azurerm_key_vault_managed_hardware_security_module")
        .setting("key_vault_id", vault, "azurerm_key_vault_access_policy", "azurerm_key_vault_certificate_contacts")
        .part("crypto.key", Security::key, "key_vault_id", vault, "azurerm_key_vault_key")
        .part("secret", Security::secret, "key_vault_id", vault, "azurerm_key_vault_secret")
        .resource("identity.role", Security::role, "azurerm_role_definition")
        .resource("identity.service_account", (it, out) -> {}, "azurerm_user_assigned_identity")
        .resource("identity.binding", Security::assignment, "azurerm_role_assignment")
        .part("log.trail", Security::diagnostics, "target_resource_id", List.of(), "azurerm_monitor_diagnostic_setting")
        .resource("log.trail", Security::diagnostics, "azurerm_monitor_log_profile")
        .resource("log.group", Security::workspace, "azurerm_log_analytics_workspace")
        .resource("security.detector", Security::plan, "azurerm_security_center_subscription_pricing")
        .resource("account.project", (it, out) -> {}, "azurerm_subscription");
  }

  private static void vault(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("purge_protection", () -> doc.truth("purge_protection_enabled"), false);
    out.put("soft_delete_days", () -> doc.number("soft_delete_retention_days"), 90);
    out.put("network.acls", () -> doc.has("network_acls"));
    out.put(
        "network.default_action",
        () -> doc.text("network_acls.default_action").map(action -> action.toLowerCase(Locale.ROOT)),
        "allow");
    out.put("public.network_access", () -> doc.truth("public_network_access_enabled"), true);
    out.put(
        "rbac",
        () -> doc.truth("rbac_authorization_enabled").or(() -> doc.truth("enable_rbac_authorization")),
        false);
    out.put("logging.enabled", () -> !it.parts("azurerm_monitor_diagnostic_setting").isEmpty());
  }

  private static void plan(Subject it, Facets out) {
    out.put("service", () -> it.doc().text("resource_type"), "VirtualMachines");
    out.put("enabled", () -> it.doc().isAny("tier", "Standard"));
  }

  private static void key(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("spec", () -> doc.text("key_type"));
    out.put("symmetric", () -> false);
    out.put("enabled", () -> true);
    out.put("rotation.enabled", () -> doc.has("rotation_policy"));
    out.put("expires.set", () -> doc.mentions("expiration_date"));
    out.put("expires.at", () -> doc.text("expiration_date"));
  }

  private static void secret(Subject it, Facets out) {
    Document doc = it.doc();
    out.set("encryption.at_rest", true);
    out.put("expires.set", () -> doc.mentions("expiration_date"));
    out.put("expires.at", () -> doc.text("expiration_date"));
    out.put("content_type", () -> doc.text("content_type"));
  }

  private static void role(Subject it, Facets out) {
    out.put("policy.statements", () -> statements(it.doc()).all());
    out.put("policy.admin", () -> statements(it.doc()).isAdmin());
    out.put("policy.wildcard_action", () -> statements(it.doc()).hasWildcardAction());
    out.set("policy.attached", List.of());
  }

  private static Statements statements(Document doc) {
    Statements all = Statements.NONE;
    for (Document permission : doc.blocks("permissions")) {
      List<String> actions = new ArrayList<>(permission.texts("actions"));
      actions.addAll(permission.texts("data_actions"));
      all = all.and(Statements.allowing(List.<Value>of(), actions, "*", false, ""));
    }
    return all;
  }

  private static void assignment(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("role", () -> doc.text("role_definition_name").or(() -> doc.text("role_definition_id")));
    out.put("members", () -> doc.texts("principal_id"));
    out.put(
        "member_types",
        () ->
            List.of(
                switch (doc.text("principal_type").orElse("")) {
                  case "User" -> "user";
                  case "Group" -> "group";
                  case "ServicePrincipal" -> "service_account";
                  default -> "other";
                }));
    out.put("scope_id", () -> doc.text("scope"));
    out.put("scope", () -> doc.text("scope").map(Security::scope));
    out.put("primitive", () -> doc.isAny("role_definition_name", "Owner", "Contributor"));
    out.put("conditional", () -> doc.has("condition"));
    out.set("public.exposed", false);
  }

  private static String scope(String id) {
    String[] parts = id.split("/");
    if (id.startsWith("/providers/Microsoft.Management/managementGroups/")) {
      return "organization";
    }
    return parts.length <= 3 ? "subscription" : parts.length <= 5 ? "resource_group" : "resource";
  }

  private static void diagnostics(Subject it, Facets out) {
    Document doc = it.doc();
    out.set("enabled", true).set("multi_region", true);
    out.put(
        "target",
        () ->
            doc.text("log_analytics_workspace_id")
                .or(() -> doc.text("storage_account_id"))
                .or(() -> doc.text("eventhub_authorization_rule_id")));
    out.put(
        "logs",
        () -> {
          List<String> categories = new ArrayList<>(doc.texts("categories"));
          for (String block : List.of("enabled_log", "log")) {
            for (Document log : doc.blocks(block)) {
              log.text("category").or(() -> log.text("category_group")).ifPresent(categories::add);
            }
          }
          return categories;
        });
    out.put("logging.retention_days", () -> doc.number("retention_policy.days"));
  }

  private static void workspace(Subject it, Facets out) {
    out.put("logging.retention_days", () -> it.doc().number("retention_in_days"), 30);
  }
}
