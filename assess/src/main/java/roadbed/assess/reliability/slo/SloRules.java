package roadbed.assess.reliability.slo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import roadbed.model.Diagnostic;
import roadbed.model.slo.Budgeting;
import roadbed.model.slo.Indicator;
import roadbed.model.slo.ServiceLevelObjective.DocumentName;
import roadbed.model.slo.ServiceLevelObjective.Origin;
import roadbed.model.slo.ServiceLevelObjective;
import roadbed.model.slo.SloWindow;

/** Objectives to files of rules, one for each document that objectives came from. */
public final class SloRules {
  private SloRules() {}

  /**
   * Files, and what is to be said of objectives without rules or with others than were asked for.
   *
   * @param objectives how many objectives have rules
   */
  public record Generated(List<RuleFile> files, int objectives, List<Diagnostic> diagnostics) {
    public Generated {
      files = List.copyOf(files);
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Makes the rules. */
  public static Generated generate(List<ServiceLevelObjective> objectives, RuleOptions options) {
    List<Diagnostic> said = new ArrayList<>(QueryCheck.of(objectives));
    Set<Object> broken = said.stream().map(Diagnostic::location).collect(Collectors.toCollection(HashSet::new));
    Set<String> parts = new HashSet<>();
    for (ServiceLevelObjective objective : objectives) {
      if (objective.indicator() instanceof Indicator.Composite composite) {
        composite.parts().forEach(part -> parts.add(objective.service() + "-" + part.objective()));
      }
    }
    Map<Integer, List<Rule.Group>> groups = new TreeMap<>();
    Map<Integer, ServiceLevelObjective> first = new TreeMap<>();
    int made = 0;
    for (ServiceLevelObjective objective : objectives) {
      if (QueryCheck.queries(objective.indicator()).stream().anyMatch(query -> broken.contains(query.location()))
          || isElsewhere(objective, said)) {
        continue;
      }
      calendar(objective, said);
      int document = objective.group().index();
      first.putIfAbsent(document, objective);
      groups
          .computeIfAbsent(document, _ -> new ArrayList<>())
          .addAll(groups(objective, parts.contains(objective.id()), options, said));
      made++;
    }
    Set<String> names = new HashSet<>();
    List<RuleFile> files = new ArrayList<>();
    groups.forEach(
        (document, all) -> {
          ServiceLevelObjective one = first.get(document);
          if (one != null && !all.isEmpty()) {
            files.add(new RuleFile(fileName(one.group(), names), object(one, options), all));
          }
        });
    return new Generated(files, made, said);
  }

  private static List<Rule.Group> groups(
      ServiceLevelObjective objective, boolean part, RuleOptions options, List<Diagnostic> said) {
    boolean standard = options.set() != RuleOptions.Set.EVENT_WEIGHTED;
    List<Rule.Group> groups = new ArrayList<>();
    if (options.set() != RuleOptions.Set.STANDARD) {
      String why = whyNotCounted(objective, part);
      Optional<EventCounts> counts = why.isEmpty() ? EventRules.counts(objective) : Optional.empty();
      if (counts.isPresent()) {
        groups.addAll(EventRules.of(objective, counts.get(), options));
      } else {
        said.add(
            Diagnostic.warning(
                "slo.not-counted",
                objective.location(),
                "the objective " + objective.id() + " has the usual rules: "
                    + (why.isEmpty() ? "its queries are no rates of counters that could be counted" : why),
                ""));
        standard = true;
        StandardRules.absence(objective, options).ifPresent(groups::add);
      }
    }
    if (standard) {
      groups.addAll(StandardRules.of(objective, options));
    }
    return groups;
  }

  private static String whyNotCounted(ServiceLevelObjective objective, boolean part) {
    if (part || objective.indicator() instanceof Indicator.Composite) {
      return "a composite is a mean of shares and has no events of its own";
    }
    return switch (objective.budgeting()) {
      case Budgeting.Occurrences _ ->
          objective.indicator() instanceof Indicator.Threshold ? "a measured value is no event" : "";
      case Budgeting.Timeslices _, Budgeting.RatioTimeslices _ -> "its budget is of time slices, not of events";
    };
  }

  private static boolean isElsewhere(ServiceLevelObjective objective, List<Diagnostic> said) {
    for (Indicator.Query query : QueryCheck.queries(objective.indicator())) {
      if (!query.isPrometheus()) {
        said.add(
            Diagnostic.error(
                "slo.source",
                query.location(),
                "the objective " + objective.id() + " has no rules: "
                    + (query.text().isBlank()
                        ? "its metric source has no query"
                        : "its metrics are asked from " + query.source().orElse("elsewhere")),
                "rules are made for metricSource.type Prometheus with spec.query"));
        return true;
      }
    }
    return false;
  }

  private static void calendar(ServiceLevelObjective objective, List<Diagnostic> said) {
    if (objective.window() instanceof SloWindow.Calendar calendar) {
      said.add(
          new Diagnostic(
              Diagnostic.Level.INFO,
              "slo.calendar",
              objective.location(),
              "the period of " + objective.id() + " is one of a calendar; its rules look at the last "
                  + calendar.length().toDays() + " days, because Prometheus has no calendar",
              ""));
    }
  }

  private static Optional<RuleFile.RuleObject> object(ServiceLevelObjective one, RuleOptions options) {
    if (one.origin() != Origin.SLOTH_KUBERNETES) {
      return Optional.empty();
    }
    SortedMap<String, String> labels = new TreeMap<>(one.group().labels());
    labels.put("app.kubernetes.io/component", "SLO");
    labels.put("app.kubernetes.io/managed-by", options.set() == RuleOptions.Set.STANDARD ? "sloth" : "roadbed");
    return Optional.of(
        new RuleFile.RuleObject(
            one.group().name(), one.group().namespace(), labels, new TreeMap<>(one.group().annotations())));
  }

  private static String fileName(DocumentName document, Set<String> taken) {
    String plain = document.name().replaceAll("[^a-zA-Z0-9._-]+", "-").replaceAll("^[.-]+", "");
    String base = plain.isEmpty() ? "slo" : plain.substring(0, Math.min(100, plain.length()));
    String name = base;
    for (int i = 2; !taken.add(name); i++) {
      name = base + "-" + i;
    }
    return name;
  }
}
