package roadbed.inventory.normal.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.FirewallRule;
import roadbed.inventory.facet.FirewallRule.Range;
import roadbed.inventory.facet.Known;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Types;
import roadbed.model.Value;

/** VPCs, subnets, security groups and network ACLs. */
final class Network {
  private static final List<String> GROUPS = List.of("aws_security_group", "aws_default_security_group");
  private static final String[] RULES = {
    "aws_security_group_rule",
    "aws_vpc_security_group_ingress_rule",
    "aws_vpc_security_group_egress_rule"
  };

  private Network() {}

  /** Adds the rows of this domain. */
  static void types(Types types) {
    types
        .resource("network.vpc", Network::vpc, "aws_vpc", "aws_default_vpc")
        .resource("network.subnet", Network::subnet, "aws_subnet", "aws_default_subnet")
        .resource("network.firewall", Network::group, "aws_security_group")
        .part("network.firewall", Network::group, "vpc_id", List.of("aws_vpc", "aws_default_vpc"), "aws_default_security_group")
        .part("network.firewall_rule", Network::rule, "security_group_id", GROUPS, RULES)
        .resource("network.firewall", Network::acl, "aws_network_acl", "aws_default_network_acl")
        .part("network.firewall_rule", Network::aclRule, "network_acl_id", List.of("aws_network_acl", "aws_default_network_acl"), "aws_network_acl_rule")
        .part(
            "network.flowlog",
            Network::flowLog,
            "vpc_id|subnet_id|eni_id",
            List.of("aws_vpc", "aws_default_vpc", "aws_subnet", "aws_default_subnet", "aws_network_interface"),
            "aws_flow_log")
        .resource("network.interface", Network::networkInterface, "aws_network_interface")
        .resource("network.address", Network::address, "aws_eip")
        .setting("network_interface_id", List.of("aws_network_interface"), "aws_network_interface_sg_attachment", "aws_network_interface_attachment");
  }

  private static void vpc(Subject it, Facets out) {
    out.put("cidrs", () -> it.doc().texts("cidr_block"));
    out.set("default", it.type().equals("aws_default_vpc"));
    out.put("logging.enabled", () -> !it.parts("aws_flow_log").isEmpty());
    out.put(
        "default_firewall_closed",
        () -> {
          List<Subject> defaults = new ArrayList<>(it.parts("aws_default_security_group"));
          it.referrers("aws_security_group").stream()
              .filter(group -> group.doc().isAny("name", "default"))
              .forEach(defaults::add);
          return defaults.isEmpty()
              ? Optional.empty()
              : Optional.of(Known.all(defaults, group -> rules(group).isEmpty()));
        },
        // Left as AWS makes it, it lets its members reach each other and everything else.
        false);
  }

  private static void subnet(Subject it, Facets out) {
    out.put("cidrs", () -> it.doc().texts("cidr_block"));
    out.put("public.ip_on_launch", () -> it.doc().truth("map_public_ip_on_launch"), false);
    out.put(
        "logging.enabled",
        () ->
            !it.parts("aws_flow_log").isEmpty()
                || it.target("vpc_id", "aws_vpc").map(vpc -> !vpc.parts("aws_flow_log").isEmpty()).orElse(false));
  }

  private static void flowLog(Subject it, Facets out) {
    out.set("logging.enabled", true);
    out.put("traffic", () -> it.doc().text("traffic_type").map(text -> text.toLowerCase(Locale.ROOT)));
    out.put("logging.target", () -> it.doc().text("log_destination").or(() -> it.doc().text("log_group_name")));
  }

  private static void group(Subject it, Facets out) {
    FirewallRule.put(out, () -> rules(it));
    out.put(
        "default",
        () -> it.type().equals("aws_default_security_group") || it.doc().isAny("name", "default"));
    out.put("network", () -> it.doc().text("vpc_id"));
    out.put(
        "attached",
        () -> it.referrers().stream().anyMatch(user -> !GROUPS.contains(user.type()) && !isRule(user.type())));
  }

  private static boolean isRule(String type) {
    return List.of(RULES).contains(type);
  }

  private static List<FirewallRule> rules(Subject it) {
    List<FirewallRule> rules = new ArrayList<>();
    List<Subject> parts = it.parts(RULES);
    for (String direction : List.of("ingress", "egress")) {
      if (parts.isEmpty() || !isUnknown(it.doc(), direction)) {
        it.doc().blocks(direction).forEach(block -> rules.add(inline(block, direction)));
      }
    }
    parts.forEach(part -> rules.add(declared(part, part.address())));
    return rules;
  }

  /**
   * Whether the inline rules are not known, as in the plan of a group that declares none. A group whose rules
   * are resources of their own has no inline ones: the two exclude each other.
   */
  private static boolean isUnknown(Document doc, String direction) {
    return doc.raw(direction).filter(Value.Unknown.class::isInstance).isPresent();
  }

  private static FirewallRule inline(Document block, String direction) {
    return common(block, FirewallRule.of(direction, "allow", ""), "protocol")
        .sources(
            block,
            block.mentions("security_groups") || block.mentions("prefix_list_ids") || self(block),
            "cidr_blocks",
            "ipv6_cidr_blocks")
        .with("groups", () -> groups(block, "security_groups", "prefix_list_ids"));
  }

  private static boolean self(Document block) {
    return block.raw("self").map(value -> new Document(new Facets().set("self", value).item()).is("self")).orElse(false);
  }

  private static void rule(Subject it, Facets out) {
    FirewallRule.put(out, () -> List.of(declared(it, "")));
    out.put("network", () -> it.doc().text("security_group_id"));
  }

  private static FirewallRule declared(Subject it, String declaredBy) {
    Document doc = it.doc();
    if (it.type().equals("aws_security_group_rule")) {
      FirewallRule rule = FirewallRule.of("", "allow", declaredBy).with("direction", () -> doc.text("type").orElse("ingress"));
      return common(doc, rule, "protocol")
          .sources(
              doc,
              doc.mentions("source_security_group_id") || doc.mentions("prefix_list_ids") || doc.mentions("self"),
              "cidr_blocks",
              "ipv6_cidr_blocks")
          .with("groups", () -> groups(doc, "source_security_group_id", "prefix_list_ids"));
    }
    String direction = it.type().contains("egress") ? "egress" : "ingress";
    return common(doc, FirewallRule.of(direction, "allow", declaredBy), "ip_protocol")
        .sources(
            doc,
            doc.mentions("referenced_security_group_id") || doc.mentions("prefix_list_id") || doc.mentions("prefix_list_ids"),
            "cidr_ipv4",
            "cidr_ipv6")
        .with("groups", () -> groups(doc, "referenced_security_group_id", "prefix_list_id", "prefix_list_ids"));
  }

  private static FirewallRule common(Document block, FirewallRule rule, String protocol) {
    return rule.protocol(() -> block.text(protocol))
        .ports(() -> ports(block, protocol))
        .with("description", () -> block.text("description").orElse(""));
  }

  /** Protocol {@code -1} means all ports, whatever ports are written. */
  private static List<Range> ports(Document block, String protocol) {
    if (block.isAny(protocol, "-1", "all")) {
      return List.of(Range.ALL);
    }
    Optional<Long> from = block.number("from_port");
    Optional<Long> to = block.number("to_port");
    if (from.isEmpty() && to.isEmpty()) {
      return List.of(Range.ALL);
    }
    long first = from.or(() -> to).orElse(0L);
    long last = to.or(() -> from).orElse(65535L);
    return List.of(first == -1 ? Range.ALL : new Range(first, last));
  }

  private static List<String> groups(Document block, String... attributes) {
    List<String> groups = new ArrayList<>();
    for (String attribute : attributes) {
      groups.addAll(block.texts(attribute));
    }
    return groups;
  }

  private static void acl(Subject it, Facets out) {
    Supplier<List<FirewallRule>> rules =
        () -> {
          List<FirewallRule> all = new ArrayList<>();
          for (String direction : List.of("ingress", "egress")) {
            for (Document block : it.doc().blocks(direction)) {
              all.add(aclRule(block, direction, "action", "rule_no", ""));
            }
          }
          for (Subject part : it.parts("aws_network_acl_rule")) {
            all.add(aclRule(part.doc(), part.doc().is("egress") ? "egress" : "ingress", "rule_action", "rule_number", part.address()));
          }
          return all;
        };
    FirewallRule.put(out, rules);
    out.put("network", () -> it.doc().text("vpc_id"));
    out.set("default", it.type().equals("aws_default_network_acl"));
  }

  private static void aclRule(Subject it, Facets out) {
    FirewallRule.put(
        out,
        () ->
            List.of(
                aclRule(it.doc(), it.doc().is("egress") ? "egress" : "ingress", "rule_action", "rule_number", "")));
  }

  private static FirewallRule aclRule(
      Document block, String direction, String action, String number, String declaredBy) {
    return common(block, FirewallRule.of(direction, "allow", declaredBy), "protocol")
        .with("action", () -> block.text(action).orElse("allow").toLowerCase(Locale.ROOT))
        .with("priority", () -> block.number(number))
        .sources(block, false, "cidr_block", "ipv6_cidr_block");
  }

  private static void networkInterface(Subject it, Facets out) {
    out.put("public.ip", () -> !it.referrers("aws_eip", "aws_eip_association").isEmpty());
  }

  private static void address(Subject it, Facets out) {
    Document doc = it.doc();
    out.put(
        "attached",
        () ->
            doc.mentions("instance")
                || doc.mentions("network_interface")
                || !it.referrers().isEmpty());
  }
}
