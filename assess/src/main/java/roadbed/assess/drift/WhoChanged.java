package roadbed.assess.drift;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import roadbed.model.Activity;
import roadbed.model.Provider;

/** Finds in activity logs who did what drifts. */
public final class WhoChanged {
  private static final int SHOWN = 5;
  private static final Map<String, List<String>> SERVICES =
      Map.ofEntries(
          Map.entry("rds", List.of("aws_db_", "aws_rds_")),
          Map.entry("elasticloadbalancing", List.of("aws_lb", "aws_elb")),
          Map.entry("monitoring", List.of("aws_cloudwatch_metric", "aws_cloudwatch_dashboard")),
          Map.entry("logs", List.of("aws_cloudwatch_log")),
          Map.entry("events", List.of("aws_cloudwatch_event")),
          Map.entry("states", List.of("aws_sfn_")),
          Map.entry("ec2", List.of("aws_instance", "aws_security_group", "aws_vpc", "aws_subnet", "aws_route", "aws_network", "aws_eip", "aws_ebs", "aws_key_pair", "aws_launch_template", "aws_internet_gateway", "aws_nat_gateway")),
          Map.entry("es", List.of("aws_elasticsearch", "aws_opensearch")));

  private final Map<String, List<Activity>> byIdentifier = new HashMap<>();

  public WhoChanged(List<Activity> acts) {
    for (Activity act : acts) {
      for (String concern : act.concerns()) {
        byIdentifier.computeIfAbsent(concern, _ -> new ArrayList<>(1)).add(act);
      }
    }
  }

  /** The report with what the logs tell of each drift. */
  public DriftReport in(DriftReport report) {
    if (byIdentifier.isEmpty()) {
      return report;
    }
    return report.with(one -> one.kind().isDrift() ? one.withActs(acts(one)) : one);
  }

  private List<ResourceDrift.Act> acts(ResourceDrift one) {
    Set<Activity> found = new HashSet<>();
    for (String identifier : identifiers(one)) {
      boolean unique = identifier.length() > 8 && (identifier.indexOf(':') >= 0 || identifier.indexOf('/') >= 0 || identifier.matches("[a-z]+-[0-9a-f]{8,}"));
      for (Activity act : byIdentifier.getOrDefault(identifier, List.of())) {
        if (act.provider() == one.provider() && (unique || isOfService(act, one.type())) && isOfAccount(act, one) && isBefore(act, one)) {
          found.add(act);
        }
      }
    }
    return found.stream()
        .sorted(Comparator.comparing(Activity::at).reversed())
        .limit(SHOWN)
        .map(act -> new ResourceDrift.Act(act.at(), act.actor(), act.event(), act.address(), act.through()))
        .toList();
  }

  private static Set<String> identifiers(ResourceDrift one) {
    Set<String> identifiers = new HashSet<>();
    String id = one.id().value();
    String key = one.key();
    int type = key.indexOf("/" + one.type() + "/");
    String own = type < 0 ? key : key.substring(type + one.type().length() + 2);
    for (String text : new String[] {id, own, one.name()}) {
      if (text.length() > 2) {
        identifiers.add(text.toLowerCase(Locale.ROOT));
        String last = text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf(':')) + 1);
        if (last.length() > 2) {
          identifiers.add(last.toLowerCase(Locale.ROOT));
        }
      }
    }
    return identifiers;
  }

  /** Whether the service that did it can have to do with the type: a name alone is shared by many things. */
  private static boolean isOfService(Activity act, String type) {
    if (act.provider() != Provider.AWS) {
      return true;
    }
    int dot = act.service().indexOf('.');
    String service = dot < 0 ? act.service() : act.service().substring(0, dot);
    List<String> types = SERVICES.getOrDefault(service, List.of("aws_" + service));
    return types.stream().anyMatch(type::startsWith);
  }

  private static boolean isOfAccount(Activity act, ResourceDrift one) {
    return act.account().isEmpty() || one.account().isEmpty() || act.account().equalsIgnoreCase(one.account());
  }

  /** What was done after the look is not what was seen. */
  private static boolean isBefore(Activity act, ResourceDrift one) {
    Instant looked = one.live().or(one::state).map(ResourceDrift.Standing::capturedAt).orElse(Instant.MAX);
    return !act.at().isAfter(looked);
  }
}
