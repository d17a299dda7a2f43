package roadbed.assess.drift;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import roadbed.inventory.Sighting;
import roadbed.model.Value;

/**
 * Rules of firewalls, routes and access lists as sets with one member for each thing that they let through or send,
 * whether they stand inside of their table or as resources of their own, one range to a rule or many.
 */
final class NetworkSets {
  private static final List<String> SOURCES =
      List.of(
          "cidr_blocks",
          "ipv6_cidr_blocks",
          "prefix_list_ids",
          "security_groups",
          "source_security_group_id",
          "cidr_ipv4",
          "cidr_ipv6",
          "prefix_list_id",
          "referenced_security_group_id");
  private static final List<String> DESTINATIONS =
      List.of(
          "cidr_block",
          "ipv6_cidr_block",
          "destination_cidr_block",
          "destination_ipv6_cidr_block",
          "destination_prefix_list_id");
  private static final List<String> TARGETS =
      List.of(
          "gateway_id",
          "nat_gateway_id",
          "transit_gateway_id",
          "vpc_peering_connection_id",
          "vpc_endpoint_id",
          "network_interface_id",
          "egress_only_gateway_id",
          "carrier_gateway_id",
          "core_network_arn",
          "local_gateway_id",
          "instance_id");
  private static final Set<String> EVERY_PROTOCOL = Set.of("-1", "all", "*");

  private NetworkSets() {}

  static void group(Folded group, Sighting main) {
    for (String direction : List.of("ingress", "egress")) {
      Value inside = group.document().remove(direction);
      group.complete(direction);
      blocks(inside, (block, attribute) -> rule(group, direction, block, main, direction + attribute));
      if (inside instanceof Value.Unknown) {
        group.member(direction, "?", inside, main, direction);
      }
    }
  }

  static void groupRule(Folded group, Sighting rule) {
    String direction = rule.attributes().text("type").orElse("ingress");
    rule(group, direction.toLowerCase(Locale.ROOT), rule.attributes(), rule, "");
  }

  static void singleRule(Folded group, Sighting rule, String direction) {
    rule(group, direction, rule.attributes(), rule, "");
  }

  private static void rule(Folded group, String direction, Value.Fields rule, Sighting from, String attribute) {
    Value protocol = rule.values().getOrDefault("protocol", rule.values().getOrDefault("ip_protocol", Value.of("-1")));
    String what = what(protocol, rule.values().get("from_port"), rule.values().get("to_port"));
    List<Value> sources = new ArrayList<>();
    for (String source : SOURCES) {
      Value value = rule.values().get(source);
      if (value instanceof Value.Items items) {
        sources.addAll(items.values());
      } else if (value != null) {
        sources.add(value);
      }
    }
    if (rule.values().get("self") instanceof Value.Bool self && self.value()) {
      sources.add(Value.of("itself"));
    }
    String own = group.main().attributes().text("id").orElse("");
    for (Value source : sources) {
      switch (source) {
        case Value.Text text when !text.value().isBlank() -> {
          String who = text.value().equals(own) ? "itself" : range(text.value());
          boolean unsure = what.contains("?");
          group.member(
              direction,
              what + (direction.equals("egress") ? " to " : " from ") + who,
              unsure ? Value.Unknown.AFTER_APPLY : Value.of(true),
              from,
              attribute);
        }
        case Value.Unknown unknown -> group.member(direction, what + " ?" + from.address(), unknown, from, attribute);
        case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Items _, Value.Fields _,
            Value.Secret _ -> {}
      }
    }
  }

  private static String what(@org.jspecify.annotations.Nullable Value protocol, @org.jspecify.annotations.Nullable Value from, @org.jspecify.annotations.Nullable Value to) {
    String name = Scalars.text(protocol).toLowerCase(Locale.ROOT);
    String spoken =
        switch (name) {
          case "6" -> "tcp";
          case "17" -> "udp";
          case "1" -> "icmp";
          case "58" -> "icmpv6";
          case "" -> "all";
          default -> name;
        };
    if (EVERY_PROTOCOL.contains(spoken)) {
      return "all";
    }
    if (protocol instanceof Value.Unknown || from instanceof Value.Unknown || to instanceof Value.Unknown) {
      return spoken + " ?";
    }
    String first = Scalars.text(from);
    String last = Scalars.text(to);
    return first.equals(last) || last.isEmpty() ? spoken + " " + first : spoken + " " + first + "-" + last;
  }

  /** The spellings of "everywhere" and of single addresses are many. */
  private static String range(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.equals("0:0:0:0:0:0:0:0/0") ? "::/0" : lower;
  }

  static void routes(Folded table, Sighting main) {
    Value inside = table.document().remove("route");
    blocks(inside, (block, attribute) -> route(table, block, main, "route" + attribute));
    table.complete("route");
  }

  static void route(Folded table, Sighting route) {
    route(table, route.attributes(), route, "");
  }

  private static void route(Folded table, Value.Fields route, Sighting from, String attribute) {
    String destination = "";
    for (String name : DESTINATIONS) {
      if (route.values().get(name) instanceof Value.Text text && !text.value().isBlank()) {
        destination = range(text.value());
        break;
      }
    }
    Value target = Value.Null.INSTANCE;
    for (String name : TARGETS) {
      Value value = route.values().get(name);
      if (value instanceof Value.Unknown || (value instanceof Value.Text text && !text.value().isBlank())) {
        target = value;
        break;
      }
    }
    boolean local = target instanceof Value.Text text && text.value().equals("local");
    if (!destination.isEmpty() && !local) {
      table.member("route", destination, target, from, attribute);
    }
  }

  static void accessList(Folded list, Sighting main) {
    for (String direction : List.of("ingress", "egress")) {
      Value inside = list.document().remove(direction);
      blocks(inside, (block, attribute) -> accessListRule(list, direction, block, main, direction + attribute));
      list.complete(direction);
    }
  }

  static void accessListRule(Folded list, Sighting rule) {
    boolean out = rule.attributes().values().get("egress") instanceof Value.Bool egress && egress.value();
    accessListRule(list, out ? "egress" : "ingress", rule.attributes(), rule, "");
  }

  private static void accessListRule(
      Folded list, String direction, Value.Fields rule, Sighting from, String attribute) {
    Map<String, Value> values = rule.values();
    String number = Scalars.text(values.getOrDefault("rule_no", values.get("rule_number")));
    if (number.isEmpty() || number.equals("32767") || number.equals("32768")) {
      return;
    }
    String range =
        Scalars.text(values.get("cidr_block")).isEmpty()
            ? Scalars.text(values.get("ipv6_cidr_block"))
            : Scalars.text(values.get("cidr_block"));
    String action = Scalars.text(values.getOrDefault("action", values.get("rule_action"))).toLowerCase(Locale.ROOT);
    list.member(
        direction,
        number,
        Value.of(
            action + " " + what(values.get("protocol"), values.get("from_port"), values.get("to_port")) + " " + range(range)),
        from,
        attribute);
  }

  static void azureGroup(Folded group, Sighting main) {
    Value inside = group.document().remove("security_rule");
    blocks(inside, (block, attribute) -> azureRule(group, block, main, "security_rule" + attribute));
    if (inside instanceof Value.Unknown) {
      group.member("security_rule", "?", inside, main, "security_rule");
    }
    group.complete("security_rule");
  }

  static void azureRule(Folded group, Sighting rule) {
    azureRule(group, rule.attributes(), rule, "");
  }

  private static void azureRule(Folded group, Value.Fields rule, Sighting from, String attribute) {
    Map<String, Value> said = new LinkedHashMap<>(rule.values());
    List.of("id", "name", "resource_group_name", "network_security_group_name", "timeouts").forEach(said::remove);
    rule.text("name").ifPresent(name -> group.member("security_rule", name, new Value.Fields(said), from, attribute));
  }

  /** Does something with each block of a list. */
  interface Block {
    void of(Value.Fields block, String attribute);
  }

  static void blocks(@org.jspecify.annotations.Nullable Value value, Block each) {
    if (value instanceof Value.Items items) {
      for (int i = 0; i < items.values().size(); i++) {
        if (items.values().get(i) instanceof Value.Fields block) {
          each.of(block, "." + i);
        }
      }
    } else if (value instanceof Value.Fields block) {
      each.of(block, "");
    }
  }
}
