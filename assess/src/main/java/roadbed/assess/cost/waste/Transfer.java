package roadbed.assess.cost.waste;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import roadbed.assess.cost.waste.Rule.Judged;

/** Traffic of networks that takes a dear way. */
final class Transfer {
  static final List<Rule> RULES =
      List.of(
          Rule.of("nat-without-endpoint", WasteKind.TRANSFER, Transfer::endpoint, "aws_nat_gateway"),
          Rule.of("nat-in-every-zone", WasteKind.TRANSFER, Transfer::zones, "aws_nat_gateway"));

  private Transfer() {}

  /** The network that a gateway stands in. */
  private static Optional<String> network(Seen gateway, Estate estate) {
    Optional<String> said = gateway.text("vpc_id", "VpcId");
    if (said.isPresent()) {
      return said;
    }
    for (Seen subnet : estate.neighbours(gateway)) {
      if (subnet.type().equals("aws_subnet")) {
        for (Seen vpc : estate.neighbours(subnet)) {
          if (vpc.type().endsWith("_vpc")) {
            return Optional.of(vpc.resource().id().value());
          }
        }
        Optional<String> id = subnet.text("vpc_id");
        if (id.isPresent()) {
          return id;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> networkOfEndpoint(Seen endpoint, Estate estate) {
    return estate.neighbours(endpoint).stream()
        .filter(other -> other.type().endsWith("_vpc"))
        .map(other -> other.resource().id().value())
        .findFirst()
        .or(() -> endpoint.text("vpc_id", "VpcId"));
  }

  private static Judged endpoint(Seen it, Estate estate) {
    Optional<String> network = network(it, estate);
    if (network.isEmpty()) {
      return Rule.unjudged("the network that it stands in is not known");
    }
    if (it.isLive() && estate.ofType("aws_vpc_endpoint").isEmpty()) {
      return Rule.unjudged("the inventory tells of no endpoints at all");
    }
    List<String> missing = new ArrayList<>();
    for (String service : List.of("s3", "dynamodb")) {
      boolean there =
          estate.ofType("aws_vpc_endpoint").stream()
              .filter(endpoint -> endpoint.text("service_name", "ServiceName").filter(name -> name.endsWith("." + service)).isPresent())
              .anyMatch(endpoint -> networkOfEndpoint(endpoint, estate).map(of -> sameNetwork(of, network.get())).orElse(true));
      if (!there) {
        missing.add(service);
      }
    }
    if (missing.isEmpty()) {
      return Rule.FINE;
    }
    String names = String.join(" and ", missing);
    return new Rule.Draft(
            "Let the network of " + it.resource().name() + " reach " + names + " by a gateway endpoint",
            "without one what goes to " + names + " goes through the NAT gateway and is paid for by the GiB; the endpoint costs nothing",
            Part.TRAFFIC,
            estate.costs().of(it, Part.TRAFFIC)
                .<Estimate>map(
                    cost -> new Estimate.AtMost(cost.money(), "how much of what goes through it goes there, the bill does not tell; " + cost.words()))
                .orElseGet(() -> new Estimate.Unknown("what goes through it is not in the bill")),
            Grade.low("a route more"),
            Grade.low("one resource without a charge"),
            Grade.medium("that there is no endpoint is known; how much goes there is not"),
            List.of(),
            Remedy.words(snippet(it, missing)))
        .found();
  }

  private static boolean sameNetwork(String one, String other) {
    return one.equals(other) || one.endsWith("/" + other) || other.endsWith("/" + one);
  }

  private static String snippet(Seen it, List<String> services) {
    StringBuilder text = new StringBuilder();
    String region = it.region().isEmpty() ? "REGION" : it.region();
    for (String service : services) {
      text.append(
          """
          resource "aws_vpc_endpoint" "%1$s" {
            vpc_id            = "VPC"
            service_name      = "com.amazonaws.%2$s.%1$s"
            vpc_endpoint_type = "Gateway"
            route_table_ids   = ["ROUTE_TABLE"]
          }
          """
              .formatted(service, region));
    }
    return text.toString();
  }

  /** Where nobody's customers are, one gateway for all zones is enough. */
  private static Judged zones(Seen it, Estate estate) {
    Optional<Boolean> spare = estate.nonProduction(it);
    if (spare.isEmpty()) {
      return Rule.unjudged("its environment is not known");
    }
    if (!spare.get()) {
      return Rule.FINE;
    }
    Optional<String> network = network(it, estate);
    if (network.isEmpty()) {
      return Rule.unjudged("the network that it stands in is not known");
    }
    List<Seen> same =
        estate.ofType("aws_nat_gateway").stream()
            .filter(other -> network(other, estate).filter(network.get()::equals).isPresent())
            .toList();
    // The first one stays.
    if (same.size() < 2 || same.getFirst() == it) {
      return Rule.FINE;
    }
    return new Rule.Draft(
            "Let " + it.resource().name() + " go: one NAT gateway is enough for " + it.resource().environment().orElse("").toLowerCase(Locale.ROOT),
            "its network has " + same.size() + " of them, and nobody's customers depend on it",
            Part.RUN,
            estate.all(it, Part.RUN),
            Grade.medium("where the zone of the last one fails, the others reach nothing outside"),
            Grade.medium("routes of the other zones lead to the one that stays"),
            Grade.high("they stand in one network"),
            List.of(),
            Remedy.words(
                "", "aws ec2 replace-route for the other zones, then aws ec2 delete-nat-gateway --nat-gateway-id " + it.identifier("id")))
        .found();
  }
}
