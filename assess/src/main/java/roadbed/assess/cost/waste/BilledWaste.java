package roadbed.assess.cost.waste;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import roadbed.assess.cost.allocation.BilledAccount;
import roadbed.model.Location;

/** Waste that the bill alone tells: of what no inventory that was read knows, and of traffic, which is no resource. */
final class BilledWaste {
  static final String CROSS_ZONE = "cross-zone-transfer";
  private static final BigDecimal WORTH_A_WORD = BigDecimal.ONE;

  private BilledWaste() {}

  /** Lines of one account, region, resource and currency. */
  private record Group(String provider, String account, String region, String resource, String currency) {}

  static List<WasteFinding> find(Costs costs) {
    List<WasteFinding> findings = new ArrayList<>();
    groups(costs.bill().uses(), BilledWaste::crossesZones, false)
        .forEach((group, lines) -> crossing(group, lines, costs).ifPresent(findings::add));
    groups(costs.strangers(), use -> meter(use).contains("idleaddress") || meter(use).contains("unattached ip"), true)
        .forEach((group, lines) -> address(group, lines, costs).ifPresent(findings::add));
    groups(costs.strangers(), use -> !use.resource().isEmpty() && isGateway(use), true)
        .forEach((group, lines) -> gateway(group, lines, costs).ifPresent(findings::add));
    return findings;
  }

  private static Map<Group, List<Bill.Use>> groups(List<Bill.Use> uses, Predicate<Bill.Use> wanted, boolean byResource) {
    Map<Group, List<Bill.Use>> groups = new LinkedHashMap<>();
    for (Bill.Use use : uses) {
      if (wanted.test(use)) {
        groups
            .computeIfAbsent(
                new Group(use.provider(), use.account(), use.region(), byResource ? use.resource() : "", use.currency()),
                _ -> new ArrayList<>())
            .add(use);
      }
    }
    return groups;
  }

  private static String meter(Bill.Use use) {
    return use.words().toLowerCase(Locale.ROOT);
  }

  /** AWS calls it regional bytes, Google inter zone, Azure availability zone. */
  private static boolean crossesZones(Bill.Use use) {
    String meter = meter(use);
    return meter.contains("datatransfer-regional-bytes")
        || (meter.contains("inter zone") && (meter.contains("egress") || meter.contains("transfer") || meter.contains("network")))
        || (meter.contains("availability zone") && meter.contains("transfer"));
  }

  /** Whether the words of a line, in lower case, are of the hours of a gateway or endpoint. */
  static boolean hours(String words) {
    return words.contains("natgateway-hours") || words.contains("per nat gateway hour") || words.contains("vpcendpoint-hours")
        || words.contains("per vpc endpoint hour");
  }

  /** Whether they are of what went through it. */
  static boolean bytes(String words) {
    return words.contains("natgateway-bytes") || words.contains("processed by nat") || words.contains("vpcendpoint-bytes")
        || words.contains("processed by vpc endpoint");
  }

  private static boolean isGateway(Bill.Use use) {
    return hours(meter(use)) || bytes(meter(use));
  }

  private static Optional<WasteFinding> crossing(Group group, List<Bill.Use> lines, Costs costs) {
    return costs.billed(lines)
        .filter(cost -> cost.money().amount().compareTo(WORTH_A_WORD) >= 0)
        .map(
            cost -> {
              BigDecimal quantity = lines.stream().map(Bill.Use::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
              String dearest =
                  lines.stream()
                      .filter(line -> !line.resource().isEmpty())
                      .max(java.util.Comparator.comparing(Bill.Use::effective))
                      .map(line -> "; most of one resource: " + line.resource())
                      .orElse("");
              return finding(
                  CROSS_ZONE,
                  WasteKind.TRANSFER,
                  group,
                  "transfer",
                  "Keep traffic of " + group.account() + " in " + group.region() + " within its zones",
                  Measured.number(quantity.doubleValue()) + " " + lines.getFirst().unit() + " crossed zones" + dearest,
                  Part.TRAFFIC,
                  cost,
                  new Estimate.AtMost(cost.money(), "what of it can stay in its zone is not told; " + cost.words()),
                  Grade.medium("what must survive the failure of a zone has to cross"),
                  Grade.high("clients have to prefer what is in their own zone"),
                  Grade.medium("that it crosses is billed; whether it has to is not known"),
                  Remedy.words("", "prefer endpoints of the same zone: topology-aware routing, zonal replicas to read from, balancers that stay in their zone"));
            });
  }

  private static Optional<WasteFinding> address(Group group, List<Bill.Use> lines, Costs costs) {
    return costs.billed(lines)
        .filter(cost -> cost.money().amount().signum() > 0)
        .map(
            cost ->
                finding(
                    "unattached-address",
                    WasteKind.UNATTACHED,
                    group,
                    "address",
                    "Release the unused addresses of " + (group.resource().isEmpty() ? group.account() + " in " + group.region() : group.resource()),
                    "the bill calls them idle",
                    Part.WHOLE,
                    cost,
                    new Estimate.Known(cost.money(), "all that it costs: " + cost.words()),
                    Grade.low("the address goes back to the provider"),
                    Grade.low("one call"),
                    Grade.high("the bill says so"),
                    Remedy.words("", "aws ec2 describe-addresses --region " + group.region() + ", and release-address for those without an association")));
  }

  /** Hours without bytes. */
  private static Optional<WasteFinding> gateway(Group group, List<Bill.Use> lines, Costs costs) {
    boolean hours = lines.stream().anyMatch(line -> hours(meter(line)));
    BigDecimal bytes =
        lines.stream().filter(line -> bytes(meter(line))).map(Bill.Use::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    if (!hours || bytes.signum() > 0) {
      return Optional.empty();
    }
    String what = meter(lines.getFirst()).contains("nat") ? "NAT gateway" : "endpoint";
    return costs.billed(lines)
        .filter(cost -> cost.money().amount().signum() > 0)
        .map(
            cost ->
                finding(
                    what.equals("endpoint") ? "idle-endpoint" : "idle-nat",
                    WasteKind.IDLE,
                    group,
                    what,
                    "Delete the " + what + " " + group.resource() + ", through which nothing goes",
                    "the bill has its hours and no traffic " + costs.bill().period(),
                    Part.WHOLE,
                    cost,
                    new Estimate.Known(cost.money(), "all that it costs: " + cost.words()),
                    Grade.low("nothing uses it"),
                    Grade.low("its routes go with it"),
                    costs.bill().days() >= WasteLimits.STANDARD.days()
                        ? Grade.high("the bill of " + costs.bill().days() + " days has no traffic")
                        : Grade.low("the bill is of " + costs.bill().days() + " days"),
                    Remedy.words("")));
  }

  private static WasteFinding finding(
      String rule,
      WasteKind kind,
      Group group,
      String type,
      String title,
      String why,
      Part part,
      MonthlyCost cost,
      Estimate saving,
      Grade risk,
      Grade effort,
      Grade confidence,
      Remedy remedy) {
    BilledAccount account = BilledAccount.of(group.provider(), group.account());
    String id =
        group.resource().isEmpty()
            ? account.provider().id() + "/" + account.id() + "/" + group.region() + "/" + type
            : group.resource();
    return new WasteFinding(
        Waste.id(rule, id + group.currency()),
        kind,
        rule,
        new WasteFinding.Subject(
            id, List.of(id), id, type, id, account.provider(), account.id(), group.region(), "", "", Location.of(""),
            Optional.empty()),
        title,
        why,
        part,
        Optional.of(cost),
        saving,
        Optional.empty(),
        "",
        risk,
        effort,
        confidence,
        List.of(),
        remedy);
  }
}
