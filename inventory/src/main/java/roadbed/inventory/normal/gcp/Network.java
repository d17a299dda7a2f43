package roadbed.inventory.normal.gcp;

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

/** Networks, subnets, firewalls and load balancing. */
final class Network {
  private Network() {}

  static void types(Types types) {
    types
        .resource("network.vpc", Network::network, "google_compute_network")
        .resource("network.subnet", Network::subnet, "google_compute_subnetwork")
        .resource("network.firewall", Network::firewall, "google_compute_firewall")
        .resource(
            "network.address",
            (it, out) -> out.put("attached", () -> !it.referrers().isEmpty()),
            "google_compute_address",
            "google_compute_global_address")
        .resource(
            "network.loadbalancer",
            Network::forwardingRule,
            "google_compute_forwarding_rule",
            "google_compute_global_forwarding_rule")
        .resource(
            "network.listener",
            Network::proxy,
            "google_compute_target_https_proxy",
            "google_compute_region_target_https_proxy",
            "google_compute_target_ssl_proxy",
            "google_compute_target_http_proxy",
            "google_compute_region_target_http_proxy")
        .resource(
            "network.ssl_policy",
            Network::sslPolicy,
            "google_compute_ssl_policy",
            "google_compute_region_ssl_policy")
        .resource("dns.zone", Network::zone, "google_dns_managed_zone")
        .resource("cdn.distribution", (it, out) -> out.set("public.exposed", true), "google_compute_backend_bucket");
  }

  private static void zone(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("private", () -> doc.isAny("visibility", "private"));
    out.put(
        "dnssec.enabled",
        () ->
            // A private zone cannot be signed.
            doc.isAny("visibility", "private")
                ? Optional.empty()
                : Optional.of(doc.isAny("dnssec_config.state", "on")));
    out.put(
        "dnssec.sha1",
        () ->
            Known.any(
                doc.block("dnssec_config").blocks("default_key_specs"),
                key -> key.isAny("algorithm", "rsasha1")));
  }

  private static void network(Subject it, Facets out) {
    out.set("cidrs", List.of());
    out.put("default", () -> it.doc().isAny("name", "default"));
    out.put("auto_subnets", () -> it.doc().truth("auto_create_subnetworks"), true);
  }

  private static void subnet(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("cidrs", () -> doc.texts("ip_cidr_range"));
    out.put("purpose", () -> doc.text("purpose"), "PRIVATE");
    out.put("logging.enabled", () -> doc.has("log_config") || doc.is("enable_flow_logs"));
    out.put("private_google_access", () -> doc.truth("private_ip_google_access"), false);
  }

  private static void firewall(Subject it, Facets out) {
    Document doc = it.doc();
    FirewallRule.put(
        out,
        () -> {
          List<FirewallRule> rules = new ArrayList<>();
          doc.blocks("allow").forEach(block -> rules.add(rule(doc, block, "allow")));
          doc.blocks("deny").forEach(block -> rules.add(rule(doc, block, "deny")));
          return rules;
        });
    out.put("enabled", () -> doc.truth("disabled").map(off -> !off), true);
    out.put("network", () -> doc.text("network"));
    out.put(
        "targets",
        () -> {
          List<String> targets = new ArrayList<>(doc.texts("target_tags"));
          targets.addAll(doc.texts("target_service_accounts"));
          return targets;
        });
    out.set("default", false);
    out.put("logging.enabled", () -> doc.has("log_config"));
  }

  private static FirewallRule rule(Document doc, Document block, String action) {
    FirewallRule rule =
        FirewallRule.of("", action, "")
            .with(
                "direction",
                () -> doc.text("direction").map(text -> text.toLowerCase(Locale.ROOT)).orElse("ingress"))
            .with("enabled", () -> !doc.is("disabled"))
            .with("priority", () -> doc.number("priority").orElse(1000L))
            .with("description", () -> doc.text("description").orElse(""))
            .with(
                "groups",
                () -> {
                  List<String> groups = new ArrayList<>(doc.texts("source_tags"));
                  groups.addAll(doc.texts("source_service_accounts"));
                  return groups;
                })
            .protocol(() -> block.text("protocol"))
            .ports(() -> block.texts("ports").stream().map(Range::parse).toList());
    boolean egress = egress(doc);
    boolean groups = doc.mentions("source_tags") || doc.mentions("source_service_accounts");
    String attribute = egress ? "destination_ranges" : "source_ranges";
    return !groups && !doc.mentions(attribute)
        ? rule.fromEverybody()
        : rule.sources(doc, groups, attribute);
  }

  private static boolean egress(Document doc) {
    return doc.raw("direction").filter(roadbed.model.Value.Text.class::isInstance).isPresent()
        && doc.isAny("direction", "EGRESS");
  }

  private static void forwardingRule(Subject it, Facets out) {
    Document doc = it.doc();
    out.put(
        "scheme",
        () -> doc.text("load_balancing_scheme").map(scheme -> scheme.startsWith("INTERNAL") ? "internal" : "internet"),
        "internet");
    out.put(
        "public.exposed",
        () -> !doc.text("load_balancing_scheme").orElse("EXTERNAL").startsWith("INTERNAL"));
    out.set("lb_type", "network");
    Listener.put(
        out,
        () ->
            it.target("target").stream()
                .map(target -> listener(target, target.address()))
                .toList());
  }

  private static void proxy(Subject it, Facets out) {
    Listener.put(out, () -> List.of(listener(it, "")));
  }

  private static Listener listener(Subject proxy, String declaredBy) {
    boolean tls = proxy.type().contains("https") || proxy.type().contains("ssl");
    return Listener.of(declaredBy)
        .protocol(() -> Optional.of(proxy.type().contains("ssl") ? "SSL" : tls ? "HTTPS" : "HTTP"))
        .port(() -> Optional.of(tls ? 443L : 80L))
        .redirects(
            () ->
                proxy
                    .target("url_map", "google_compute_url_map")
                    .map(map -> map.doc().is("default_url_redirect.https_redirect"))
                    .orElse(false))
        .policy(
            () -> proxy.doc().text("ssl_policy"),
            () ->
                !tls
                    ? Optional.empty()
                    : proxy
                        .target("ssl_policy")
                        .map(policy -> minVersion(policy.doc()))
                        .or(() -> Optional.of("1.0")));
  }

  private static String minVersion(Document policy) {
    return policy.text("min_tls_version").flatMap(Tls::version).orElse("1.0");
  }

  private static void sslPolicy(Subject it, Facets out) {
    out.put("transport.min_version", () -> it.doc().text("min_tls_version").flatMap(Tls::version), "1.0");
    out.put("transport.policy", () -> it.doc().text("profile"), "COMPATIBLE");
  }
}
