package roadbed.inventory.normal.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.Known;
import roadbed.inventory.facet.Listener;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Tls;
import roadbed.inventory.facet.Types;

/** Load balancers with their listeners, and CloudFront. */
final class LoadBalancing {
  private static final String[] LISTENERS = {"aws_lb_listener", "aws_alb_listener"};

  private LoadBalancing() {}

  /** Adds the rows of this domain. */
  static void types(Types types) {
    types
        .resource("network.loadbalancer", LoadBalancing::balancer, "aws_lb", "aws_alb", "aws_elb")
        .part("network.listener", LoadBalancing::listener, "load_balancer_arn", List.of("aws_lb", "aws_alb"), LISTENERS)
        .setting("resource_arn", List.of("aws_lb", "aws_alb"), "aws_wafv2_web_acl_association", "aws_wafregional_web_acl_association")
        .setting("target_group_arn", List.of("aws_lb_target_group", "aws_alb_target_group"), "aws_lb_target_group_attachment", "aws_alb_target_group_attachment")
        .resource("network.target_group", (it, out) -> {}, "aws_lb_target_group", "aws_alb_target_group")
        .resource("cdn.distribution", LoadBalancing::distribution, "aws_cloudfront_distribution");
  }

  private static void balancer(Subject it, Facets out) {
    Document doc = it.doc();
    boolean classic = it.type().equals("aws_elb");
    out.put("scheme", () -> doc.truth("internal").map(internal -> internal ? "internal" : "internet"), "internet");
    out.put("public.exposed", () -> !doc.is("internal"));
    out.put("lb_type", () -> classic ? Optional.of("classic") : doc.text("load_balancer_type"), "application");
    Listener.put(
        out,
        () -> {
          List<Listener> listeners = new ArrayList<>();
          for (Document block : doc.blocks("listener")) {
            listeners.add(
                Listener.of("")
                    .protocol(() -> block.text("lb_protocol"))
                    .port(() -> block.number("lb_port"))
                    .redirects(() -> false)
                    .policy(Optional::empty, Optional::empty));
          }
          for (Subject part : it.parts(LISTENERS)) {
            listeners.add(of(part, part.address()));
          }
          return listeners;
        });
    out.put("logging.enabled", () -> doc.blocks("access_logs").isEmpty() ? Optional.empty() : Optional.of(doc.block("access_logs").truth("enabled").orElse(classic)), false);
    if (!classic) {
      out.put("deletion_protection.enabled", () -> doc.truth("enable_deletion_protection"), false);
      out.put("drop_invalid_headers", () -> doc.truth("drop_invalid_header_fields"), false);
      out.put("waf.attached", () -> !it.settings("aws_wafv2_web_acl_association", "aws_wafregional_web_acl_association").isEmpty());
    }
  }

  private static void listener(Subject it, Facets out) {
    Listener.put(out, () -> List.of(of(it, "")));
  }

  private static Listener of(Subject it, String declaredBy) {
    Document doc = it.doc();
    return Listener.of(declaredBy)
        .protocol(() -> doc.text("protocol"))
        .port(() -> doc.number("port"))
        .redirects(
            () ->
                Known.any(
                    doc.blocks("default_action"),
                    action ->
                        action.isAny("type", "redirect") && action.isAny("redirect.protocol", "HTTPS")))
        .policy(() -> doc.text("ssl_policy"), () -> doc.text("ssl_policy").flatMap(Tls::ofPolicy));
  }

  private static void distribution(Subject it, Facets out) {
    Document doc = it.doc();
    Document certificate = doc.block("viewer_certificate");
    out.put("transport.default_certificate", () -> certificate.is("cloudfront_default_certificate"));
    out.put("transport.policy", () -> certificate.text("minimum_protocol_version"));
    out.put(
        "transport.min_version",
        () ->
            certificate.is("cloudfront_default_certificate")
                ? Optional.of("1.0")
                : certificate.text("minimum_protocol_version").flatMap(Tls::version),
        "1.0");
    out.put(
        "transport.tls_only",
        () -> {
          List<Document> behaviours = new ArrayList<>(doc.blocks("default_cache_behavior"));
          behaviours.addAll(doc.blocks("ordered_cache_behavior"));
          return Known.all(
              behaviours,
              behaviour ->
                  behaviour
                      .text("viewer_protocol_policy")
                      .map(policy -> !policy.toLowerCase(Locale.ROOT).equals("allow-all"))
                      .orElse(false));
        });
    out.put("logging.enabled", () -> doc.has("logging_config"));
    out.put("waf.attached", () -> doc.mentions("web_acl_id"));
    out.set("public.exposed", true);
  }
}
