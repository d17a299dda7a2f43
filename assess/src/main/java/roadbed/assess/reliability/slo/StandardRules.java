package roadbed.assess.reliability.slo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import roadbed.assess.reliability.promql.PromQl;
import roadbed.model.slo.AlertWindows.Pair;
import roadbed.model.slo.AlertWindows;
import roadbed.model.slo.Budgeting;
import roadbed.model.slo.BurnCondition;
import roadbed.model.slo.Indicator;
import roadbed.model.slo.ServiceLevelObjective.Notice;
import roadbed.model.slo.ServiceLevelObjective;

/**
 * The usual rules: the share of errors over each window that an alert needs, what people look at, and an alert that pages
 * and one that makes a ticket. Names and meanings are Sloth's, so that dashboards made for it work.
 *
 * <p>An objective over time slices records each slice as it ends, and a window's share is the mean over its slices; a
 * window shorter than a slice is as long as one. A calendar's period is taken as its length up to now, because Prometheus
 * has no calendar; what is left of the budget in the period itself is told from the ledger of events.
 */
final class StandardRules {
  private static final String SHARE = "slo:sli_error:ratio_rate";
  private static final String SLICE = "slo:sli_error:slice";

  private final ServiceLevelObjective slo;
  private final RuleOptions options;
  private final AlertWindows windows;
  private final Duration period;
  private final String filter;
  private final SortedMap<String, String> labels;

  private StandardRules(ServiceLevelObjective slo, RuleOptions options) {
    this.slo = slo;
    this.options = options;
    this.period = slo.window().length();
    this.windows = options.windows().of(period);
    this.filter = Labels.filter(slo);
    this.labels = Labels.recorded(slo, options);
  }

  /**
   * An alert for an objective of which nothing is measured any more, to stand beside rules that have none.
   *
   * @return empty where nobody is to be told, or a policy says so already
   */
  static Optional<Rule.Group> absence(ServiceLevelObjective slo, RuleOptions options) {
    boolean told = slo.alerting().policies().stream().anyMatch(BurnCondition::whenNoData);
    Optional<Notice> notice = slo.alerting().page().or(() -> slo.alerting().ticket());
    if (!options.alerts() || told || notice.isEmpty() || slo.indicator() instanceof Indicator.Composite) {
      return Optional.empty();
    }
    // A share that somebody else computed may be without a value because nothing ever failed.
    String severity = slo.indicator() instanceof Indicator.Ratio || slo.alerting().page().isEmpty() ? "ticket" : "page";
    SortedMap<String, String> labels = new TreeMap<>(AlertWords.labels(slo, notice.get(), Map.of("sloth_severity", severity)));
    labels.putAll(Labels.identity(slo));
    return Optional.of(
        new Rule.Group(
            "roadbed-slo-absence-" + slo.id(), Optional.empty(), List.of(new StandardRules(slo, options).absence(labels))));
  }

  /** The groups of rules of one objective. */
  static List<Rule.Group> of(ServiceLevelObjective slo, RuleOptions options) {
    StandardRules rules = new StandardRules(slo, options);
    List<Rule.Group> groups = new ArrayList<>();
    if (options.recordings()) {
      rules.slices().ifPresent(groups::add);
      groups.add(new Rule.Group("sloth-slo-sli-recordings-" + slo.id(), Optional.empty(), rules.shares()));
      groups.add(new Rule.Group("sloth-slo-meta-recordings-" + slo.id(), Optional.empty(), rules.metadata()));
    }
    if (options.alerts()) {
      List<Rule> alerts = rules.alerts();
      if (!alerts.isEmpty()) {
        groups.add(new Rule.Group("sloth-slo-alerts-" + slo.id(), Optional.empty(), alerts));
      }
    }
    return groups;
  }

  private static String span(Duration duration) {
    return PromQl.duration(duration.toMillis());
  }

  private static String series(Duration window) {
    return SHARE + span(window);
  }

  // --- shares ---------------------------------------------------------------------------------------------------

  private List<Rule> shares() {
    TreeSet<Duration> all = new TreeSet<>();
    for (Pair pair : List.of(windows.pageQuick(), windows.pageSlow(), windows.ticketQuick(), windows.ticketSlow())) {
      all.add(pair.shortWindow());
      all.add(pair.longWindow());
    }
    slo.alerting().policies().forEach(policy -> all.add(policy.lookback()));
    all.remove(period);
    List<Rule> rules = new ArrayList<>();
    for (Duration window : all) {
      rules.add(recording(series(window), share(window), Labels.with(labels, "sloth_window", span(window))));
    }
    rules.add(recording(series(period), whole(), Labels.with(labels, "sloth_window", span(period))));
    return rules;
  }

  private String share(Duration window) {
    if (slo.indicator() instanceof Indicator.Composite composite) {
      return composite(composite, window);
    }
    return switch (slo.budgeting()) {
      case Budgeting.Occurrences _ -> ErrorShare.of(slo.indicator(), window, isMeasuredWithoutErrors());
      case Budgeting.Timeslices slices -> ofSlices(slices.slice(), window);
      case Budgeting.RatioTimeslices slices -> ofSlices(slices.slice(), window);
    };
  }

  /** Sloth's rules have no share of a service that never failed; others need not follow it in this. */
  private boolean isMeasuredWithoutErrors() {
    return slo.origin() == ServiceLevelObjective.Origin.OPENSLO;
  }

  /** The period's share is the mean of the shortest window's, because a query over all of it is too much to ask. */
  private String whole() {
    if (slo.indicator() instanceof Indicator.Composite composite) {
      return composite(composite, period);
    }
    return switch (slo.budgeting()) {
      case Budgeting.Occurrences _ -> {
        String shortest = series(windows.pageQuick().shortWindow()) + filter + "[" + span(period) + "]";
        yield "sum_over_time(" + shortest + ")\n/ ignoring (sloth_window)\ncount_over_time(" + shortest + ")";
      }
      case Budgeting.Timeslices slices -> ofSlices(slices.slice(), period);
      case Budgeting.RatioTimeslices slices -> ofSlices(slices.slice(), period);
    };
  }

  private String ofSlices(Duration slice, Duration window) {
    Duration least = window.compareTo(slice) < 0 ? slice : window;
    return "avg_over_time(" + SLICE + span(slice) + filter + "[" + span(least) + "])";
  }

  private String composite(Indicator.Composite composite, Duration window) {
    BigDecimal weights = composite.parts().stream().map(Indicator.Part::weight).reduce(BigDecimal.ZERO, BigDecimal::add);
    return composite.parts().stream()
        .map(
            part ->
                part.weight().toPlainString() + " * max(" + series(window) + Labels.filter(slo.service(), part.objective()) + ")")
        .collect(Collectors.joining("\n  +\n  ", "(\n  ", "\n) / " + weights.toPlainString()));
  }

  private Optional<Rule.Group> slices() {
    if (slo.indicator() instanceof Indicator.Composite) {
      return Optional.empty();
    }
    return switch (slo.budgeting()) {
      case Budgeting.Occurrences _ -> Optional.empty();
      case Budgeting.Timeslices slices -> {
        String allowed = BigDecimal.ONE.subtract(slices.target()).toPlainString();
        String share = "(\n" + ErrorShare.of(slo.indicator(), slices.slice(), true) + "\n) > bool " + allowed;
        yield Optional.of(slices(slices.slice(), share));
      }
      case Budgeting.RatioTimeslices slices -> {
        // A slice without events has no share, and 0/0 is not equal to itself.
        String share = "(\n" + ErrorShare.of(slo.indicator(), slices.slice(), true) + "\n) >= 0";
        yield Optional.of(slices(slices.slice(), share));
      }
    };
  }

  private Rule.Group slices(Duration slice, String share) {
    return new Rule.Group(
        "sloth-slo-slices-" + slo.id(),
        Optional.of(slice),
        List.of(recording(SLICE + span(slice), share, Labels.with(labels, "sloth_window", span(slice)))));
  }

  // --- what people look at ----------------------------------------------------------------------------------------

  private List<Rule> metadata() {
    double percent = slo.target().movePointRight(2).doubleValue();
    String ratio = GoNumber.of(percent / 100);
    double days = period.toMinutes() / 60.0 / 24;
    SortedMap<String, String> info = new TreeMap<>(labels);
    info.put("sloth_version", options.version());
    info.put("sloth_mode", Labels.mode(slo.origin()));
    info.put("sloth_spec", slo.origin().version());
    info.put("sloth_objective", GoNumber.of(percent));
    return List.of(
        recording("slo:objective:ratio", "vector(" + ratio + ")", labels),
        recording("slo:error_budget:ratio", "vector(1-" + ratio + ")", labels),
        recording("slo:time_period:days", "vector(" + GoNumber.of(days) + ")", labels),
        recording("slo:current_burn_rate:ratio", burnRate(windows.pageQuick().shortWindow()), labels),
        recording("slo:period_burn_rate:ratio", burnRate(period), labels),
        recording("slo:period_error_budget_remaining:ratio", "1 - slo:period_burn_rate:ratio" + filter, labels),
        recording("sloth_slo_info", "vector(1)", info));
  }

  private String burnRate(Duration window) {
    return series(window) + filter
        + "\n/ on(sloth_id, sloth_slo, sloth_service) group_left\nslo:error_budget:ratio" + filter;
  }

  private static Rule recording(String name, String expression, SortedMap<String, String> labels) {
    return new Rule.Recording(name, expression, labels);
  }

  // --- alerts -----------------------------------------------------------------------------------------------------

  private List<Rule> alerts() {
    List<Rule> alerts = new ArrayList<>();
    slo.alerting().page().ifPresent(page -> alerts.add(alert("page", page, windows.pageQuick(), windows.pageSlow())));
    slo.alerting()
        .ticket()
        .ifPresent(ticket -> alerts.add(alert("ticket", ticket, windows.ticketQuick(), windows.ticketSlow())));
    for (BurnCondition policy : slo.alerting().policies()) {
      if (policy.whenBreaching()) {
        alerts.add(condition(policy));
      }
      if (policy.whenNoData()) {
        alerts.add(absence(AlertWords.policy(slo, policy)));
      }
    }
    return alerts;
  }

  private String budget() {
    return GoNumber.of((100 - slo.target().movePointRight(2).doubleValue()) / 100);
  }

  private Rule alert(String severity, Notice notice, Pair quick, Pair slow) {
    String expression = "(\n" + both(quick) + ")\nor\n(\n" + both(slow) + ")";
    return new Rule.Alert(
        AlertWords.name(slo),
        expression,
        Optional.empty(),
        AlertWords.labels(slo, notice, Map.of("sloth_severity", severity)),
        AlertWords.annotations(
            slo,
            notice,
            "(" + severity + ") {{$labels.sloth_service}} {{$labels.sloth_slo}} SLO error budget burn rate is too fast.",
            "{{$labels.sloth_service}} {{$labels.sloth_slo}} SLO error budget burn rate is over expected."));
  }

  private String both(Pair pair) {
    return "    " + above(pair.shortWindow(), pair.burnRate()) + "\n    and\n    " + above(pair.longWindow(), pair.burnRate()) + "\n";
  }

  private String above(Duration window, double burnRate) {
    return "max(" + series(window) + filter + " > (" + GoNumber.of(burnRate) + " * " + budget() + ")) without (sloth_window)";
  }

  private Rule absence(SortedMap<String, String> labels) {
    return new Rule.Alert(
        AlertWords.name(slo) + "NoData",
        "absent(" + series(windows.pageQuick().shortWindow()) + filter + ")",
        Optional.of(Duration.ofMinutes(10)),
        labels,
        AlertWords.annotations(
            slo,
            AlertWords.NOTHING,
            "{{$labels.sloth_service}} {{$labels.sloth_slo}}: nothing is measured any more",
            "Its share of errors has no value: its targets are gone, or are not scraped."));
  }

  private Rule condition(BurnCondition policy) {
    String expression =
        "max(" + series(policy.lookback()) + filter + ") without (sloth_window) " + policy.operator().sign() + " ("
            + policy.threshold().toPlainString() + " * " + budget() + ")";
    return new Rule.Alert(
        AlertWords.name(slo),
        expression,
        Optional.of(policy.after()),
        AlertWords.policy(slo, policy),
        AlertWords.annotations(
            slo,
            AlertWords.NOTHING,
            "(" + policy.severity() + ") {{$labels.sloth_service}} {{$labels.sloth_slo}}: " + policy.policy(),
            "The error budget burns at " + policy.operator().id() + " " + policy.threshold().toPlainString()
                + " times the rate that spends it in the window."));
  }
}
