package roadbed.inventory.facet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import roadbed.model.Value;

/** One firewall rule in the shape that {@code docs/reference/facets.md} calls <i>rule</i>. */
public final class FirewallRule {
  private static final Set<String> EVERYBODY_4 = Set.of("0.0.0.0/0", "0.0.0.0", "0/0", "*", "internet", "any");
  private static final Set<String> EVERYBODY_6 = Set.of("::/0", "::0", "::", "0::0/0", "0:0:0:0:0:0:0:0/0");

  private final Facets facets = new Facets();

  private FirewallRule(String direction, String action, String declaredBy) {
    facets
        .set("direction", direction)
        .set("action", action)
        .set("enabled", true)
        .set("description", "")
        .set("groups", List.of())
        .set("declared_by", declaredBy);
  }

  /** A rule for a direction. */
  public static FirewallRule of(String direction, String action, String declaredBy) {
    return new FirewallRule(direction, action, declaredBy);
  }

  /** Sets any further field. */
  public FirewallRule with(String field, Supplier<?> value) {
    facets.put(field, value);
    return this;
  }

  /** The protocol by its name; {@code all} for every one. */
  public FirewallRule protocol(Supplier<Optional<String>> protocol) {
    facets.put(
        "protocol",
        () -> {
          String name = protocol.get().orElse("all").toLowerCase(Locale.ROOT);
          return switch (name) {
            case "-1", "*", "any", "all" -> "all";
            case "6" -> "tcp";
            case "17" -> "udp";
            case "1" -> "icmp";
            case "58", "icmpv6" -> "icmpv6";
            default -> name;
          };
        });
    return this;
  }

  /** The ports, as ranges; none means all. */
  public FirewallRule ports(Supplier<List<Range>> ports) {
    facets.put("ports", () -> ranges(ports).stream().map(Range::facets).toList());
    facets.put(
        "all_ports", () -> ranges(ports).stream().anyMatch(range -> range.from <= 0 && range.to >= 65535));
    return this;
  }

  private static List<Range> ranges(Supplier<List<Range>> ports) {
    List<Range> ranges = ports.get();
    return ranges.isEmpty() ? List.of(Range.ALL) : ranges;
  }

  /** Where it comes from: the texts of these attributes, and whether anything else is named as source. */
  public FirewallRule sources(Document document, boolean groups, String... attributes) {
    facets.put(
        "sources",
        () -> {
          List<String> sources = new ArrayList<>();
          for (String attribute : attributes) {
            sources.addAll(document.texts(attribute));
          }
          return sources;
        });
    facets.put("ipv4_any", () -> any(document, EVERYBODY_4, attributes));
    facets.put("ipv6_any", () -> any(document, EVERYBODY_6, attributes));
    facets.put("internet", () -> Known.or(() -> facets.is("ipv4_any"), () -> facets.is("ipv6_any")));
    facets.set(
        "sources_given", groups || List.of(attributes).stream().anyMatch(document::mentions));
    return this;
  }

  /** Everybody as source, because none is named and that means everybody there. */
  public FirewallRule fromEverybody() {
    facets
        .set("sources", List.of("0.0.0.0/0"))
        .set("ipv4_any", true)
        .set("ipv6_any", false)
        .set("internet", true)
        .set("sources_given", false);
    return this;
  }

  private static boolean any(Document document, Set<String> everybody, String... attributes) {
    return Known.any(
        List.of(attributes),
        attribute ->
            document.anyText(attribute, text -> everybody.contains(text.strip().toLowerCase(Locale.ROOT))));
  }

  /** Whether it lets the internet in. */
  public boolean exposes() {
    return Known.and(
        () -> is("direction", "ingress"),
        () -> is("action", "allow"),
        () -> facets.is("enabled"),
        () -> facets.is("internet"));
  }

  private boolean is(String field, String wanted) {
    return switch (facets.get(field).orElse(Value.Null.INSTANCE)) {
      case Value.Text text -> text.value().equals(wanted);
      case Value.Unknown unknown -> throw new NotKnown(unknown.reason());
      case Value.Whole _,
          Value.Decimal _,
          Value.Bool _,
          Value.Null _,
          Value.Items _,
          Value.Fields _,
          Value.Secret _ ->
          false;
    };
  }

  /** As a facet value. */
  public Facets facets() {
    return facets;
  }

  /** Puts {@code rules} and {@code public.exposed}. */
  public static void put(Facets out, Supplier<List<FirewallRule>> rules) {
    out.put("rules", () -> rules.get().stream().map(FirewallRule::facets).toList());
    out.put("public.exposed", () -> Known.any(rules.get(), FirewallRule::exposes));
  }

  /** A range of ports, both ends included. */
  public record Range(long from, long to) {
    /** All ports. */
    public static final Range ALL = new Range(0, 65535);

    private Facets facets() {
      return new Facets().set("from", from).set("to", to);
    }

    /** {@code 22}, {@code 20-25}, {@code *}. */
    public static Range parse(String text) {
      String range = text.strip();
      if (range.equals("*")) {
        return ALL;
      }
      int dash = range.indexOf('-');
      try {
        return dash < 0
            ? new Range(Long.parseLong(range), Long.parseLong(range))
            : new Range(
                Long.parseLong(range.substring(0, dash).strip()),
                Long.parseLong(range.substring(dash + 1).strip()));
      } catch (NumberFormatException _) {
        throw new NotKnown("the port range is not a number or range");
      }
    }
  }
}
