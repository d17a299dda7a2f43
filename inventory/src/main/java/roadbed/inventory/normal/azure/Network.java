package roadbed.inventory.normal.azure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.FirewallRule;
import roadbed.inventory.facet.FirewallRule.Range;
import roadbed.inventory.facet.Known;
import roadbed.inventory.facet.Listener;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Tls;
import roadbed.inventory.facet.Types;

/** Virtual networks, network security groups, load balancers and application gateways. */
final class Network {
  private static final List<String> GROUP = List.of("azurerm_network_security_group");

  private Network() {}

  static void types(Types types) {
    types
        .resource("network.vpc", Network::network, "azurerm_virtual_network")
        .part(
            "network.subnet",
            (it, out) -> out.put("cidrs", () -> it.doc().texts("address_prefixes")),
            "virtual_network_name",
            List.of("azurerm_virtual_network"),
            "azurerm_subnet")
        .resource("network.firewall", Network::group, "azurerm_network_security_group")
        .part("network.firewall_rule", Network::rule, "network_security_group_name", GROUP, "azurerm_network_security_rule")
        .setting(
            "network_security_group_id",
            GROUP,
            "azurerm_subnet_network_security_group_association",
            "azurerm_network_interface_security_group_association")
        .part(
            "network.flowlog",
            Network::flowLog,
            "network_security_group_id|target_resource_id",
            List.of("azurerm_network_security_group", "azurerm_virtual_network"),
            "azurerm_network_watcher_flow_log")
        .resource("network.interface", Network::networkInterface, "azurerm_network_interface")
        .resource(
            "network.address",
            (it, out) -> out.put("attached", () -> !it.referrers().isEmpty()),
            "azurerm_public_ip")
        .resource("network.loadbalancer", Network::balancer, "azurerm_lb")
        .resource("network.loadbalancer", Network::gateway, "azurerm_application_gateway")
        .resource("cdn.distribution", Network::endpoint, "azurerm_cdn_endpoint");
  }

  private static void network(Subject it, Facets out) {
    out.put("cidrs", () -> it.doc().texts("address_space"));
    out.set("default", false);
    flowLogging(it, out);
  }

  private static void flowLogging(Subject it, Facets out) {
    out.put(
        "logging.enabled",
        () ->
            Known.any(
                it.parts("azurerm_network_watcher_flow_log"), log -> log.doc().is("enabled")));
    out.put(
        "logging.retention_days",
        () ->
            it.parts("azurerm_network_watcher_flow_log").stream()
                .findFirst()
                .flatMap(log -> log.doc().number("retention_policy.days")));
  }

  private static void flowLog(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("logging.enabled", () -> doc.truth("enabled"), true);
    out.put("logging.retention_enabled", () -> doc.truth("retention_policy.enabled"), false);
    out.put("logging.retention_days", () -> doc.number("retention_policy.days"), 0);
  }

  private static void group(Subject it, Facets out) {
    FirewallRule.put(
        out,
        () -> {
          List<FirewallRule> rules = new ArrayList<>();
          it.doc().blocks("security_rule").forEach(block -> rules.add(of(block, "")));
          it.parts("azurerm_network_security_rule").forEach(part -> rules.add(of(part.doc(), part.address())));
          return rules;
        });
    out.set("default", false);
    out.put(
        "attached",
        () ->
            !it.settings(
                    "azurerm_subnet_network_security_group_association",
                    "azurerm_network_interface_security_group_association")
                .isEmpty());
    flowLogging(it, out);
  }

  private static void rule(Subject it, Facets out) {
    FirewallRule.put(out, () -> List.of(of(it.doc(), "")));
    out.put("network", () -> it.doc().text("network_security_group_name"));
  }

  private static FirewallRule of(Document block, String declaredBy) {
    FirewallRule rule =
        FirewallRule.of("", "", declaredBy)
            .with(
                "direction",
                () ->
                    block
                        .text("direction")
                        .map(text -> text.equalsIgnoreCase("Outbound") ? "egress" : "ingress"))
            .with("action", () -> block.text("access").map(text -> text.toLowerCase(Locale.ROOT)))
            .with("priority", () -> block.number("priority"))
            .with("description", () -> block.text("description").orElse(""))
            .protocol(() -> block.text("protocol"))
            .ports(() -> ports(block))
            .with("groups", () -> block.texts("source_application_security_group_ids"));
    boolean groups = block.mentions("source_application_security_group_ids");
    return outbound(block)
        ? rule.sources(block, groups, "destination_address_prefix", "destination_address_prefixes")
        : rule.sources(block, groups, "source_address_prefix", "source_address_prefixes");
  }

  private static boolean outbound(Document block) {
    return block.raw("direction").filter(roadbed.model.Value.Text.class::isInstance).isPresent()
        && block.isAny("direction", "Outbound");
  }

  /** No port at all is no range; everything else is as written. */
  private static List<Range> ports(Document block) {
    List<String> written = new ArrayList<>(block.texts("destination_port_range"));
    written.addAll(block.texts("destination_port_ranges"));
    List<Range> ranges = new ArrayList<>();
    for (String text : written) {
      for (String part : text.split(",")) {
        ranges.add(Range.parse(part));
      }
    }
    return ranges;
  }

  static boolean hasPublicAddress(Document networkInterface) {
    return Known.any(
        networkInterface.blocks("ip_configuration"), address -> address.mentions("public_ip_address_id"));
  }

  private static void networkInterface(Subject it, Facets out) {
    out.put("public.ip", () -> hasPublicAddress(it.doc()));
    out.put("ip_forwarding", () -> it.doc().truth("ip_forwarding_enabled").or(() -> it.doc().truth("enable_ip_forwarding")), false);
  }

  private static void scheme(Facets out, Document doc) {
    out.put(
        "scheme",
        () ->
            Known.any(
                    doc.blocks("frontend_ip_configuration"),
                    front -> front.mentions("public_ip_address_id"))
                ? "internet"
                : "internal");
    out.put(
        "public.exposed",
        () ->
            Known.any(
                doc.blocks("frontend_ip_configuration"), front -> front.mentions("public_ip_address_id")));
  }

  private static void balancer(Subject it, Facets out) {
    scheme(out, it.doc());
    out.set("lb_type", "network");
  }

  private static void gateway(Subject it, Facets out) {
    Document doc = it.doc();
    scheme(out, doc);
    out.set("lb_type", "application");
    Listener.put(
        out,
        () -> {
          List<Listener> listeners = new ArrayList<>();
          for (Document block : doc.blocks("http_listener")) {
            listeners.add(
                Listener.of("")
                    .protocol(() -> block.text("protocol"))
                    .port(Optional::empty)
                    .redirects(() -> false)
                    .policy(
                        () -> doc.text("ssl_policy.policy_name"),
                        () -> minVersion(doc)));
          }
          return listeners;
        });
    out.put("waf.attached", () -> doc.has("waf_configuration") || doc.mentions("firewall_policy_id"));
  }

  private static Optional<String> minVersion(Document gateway) {
    Document policy = gateway.block("ssl_policy");
    return policy
        .text("min_protocol_version")
        .flatMap(Tls::version)
        .or(
            () ->
                policy
                    .text("policy_name")
                    .map(name -> name.endsWith("20220101S") || name.endsWith("20220101") || name.equals("AppGwSslPolicy20170401S") ? "1.2" : name.equals("AppGwSslPolicy20170401") ? "1.1" : "1.0"));
  }

  private static void endpoint(Subject it, Facets out) {
    out.put("transport.tls_only", () -> it.doc().truth("is_http_allowed").map(allowed -> !allowed), false);
    out.set("public.exposed", true);
  }
}
