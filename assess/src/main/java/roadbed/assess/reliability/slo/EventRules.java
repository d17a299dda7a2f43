package roadbed.assess.reliability.slo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import roadbed.assess.reliability.promql.PromQl;
import roadbed.model.slo.AlertWindows.Pair;
import roadbed.model.slo.AlertWindows;
import roadbed.model.slo.BurnCondition;
import roadbed.model.slo.ServiceLevelObjective.Notice;
import roadbed.model.slo.ServiceLevelObjective;

/**
 * Rules that count events. Every minute the events of that minute are recorded, bad ones and all, and everything else is
 * sums of those counts: a busy minute weighs what it weighs, and a minute without events weighs nothing.
 *
 * <p>An alert compares the bad events of its windows with those that the budget allows in such a time at the period's mean
 * traffic, which is the share of the period's budget that they spend; it tells of nothing before there are a few of them.
 * Beside these stand an alert for a service of which nothing is measured any more, and one for traffic that stopped.
 */
final class EventRules {
  private static final String TOTAL = "slo:events_total:increase1m";
  private static final String BAD = "slo:events_bad:increase1m";

  /** How long there must be no data before anybody is told: two scrapes of a minute may fail, and a restart takes one. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** The time without events that is told of, where the usual traffic would have brought enough of them. */
  private static final Duration SILENCE = Duration.ofMinutes(15);

  private static final int USUAL_EVENTS = 100;

  private final ServiceLevelObjective slo;
  private final RuleOptions options;
  private final EventCounts counts;
  private final AlertWindows windows;
  private final String span;
  private final String filter;
  private final SortedMap<String, String> labels;

  private EventRules(ServiceLevelObjective slo, EventCounts counts, RuleOptions options) {
    this.slo = slo;
    this.options = options;
    this.counts = counts;
    this.windows = options.windows().of(slo.window().length());
    this.span = span(slo.window().length());
    this.filter = Labels.filter(slo);
    this.labels = Labels.recorded(slo, options);
  }

  /** What to count of an objective; empty where there is nothing. */
  static Optional<EventCounts> counts(ServiceLevelObjective slo) {
    return EventCounts.of(slo.indicator(), Optional.of(TOTAL + Labels.filter(slo)));
  }

  /** The groups of rules of one objective whose events can be counted. */
  static List<Rule.Group> of(ServiceLevelObjective slo, EventCounts counts, RuleOptions options) {
    EventRules rules = new EventRules(slo, counts, options);
    List<Rule.Group> groups = new ArrayList<>();
    if (options.recordings()) {
      groups.add(new Rule.Group("roadbed-slo-events-" + slo.id(), Optional.of(EventCounts.SLICE), rules.events()));
      groups.add(new Rule.Group("roadbed-slo-period-" + slo.id(), Optional.of(Duration.ofMinutes(2)), rules.period()));
    }
    List<Rule> alerts = rules.alerts();
    if (options.alerts() && !alerts.isEmpty()) {
      groups.add(new Rule.Group("roadbed-slo-alerts-" + slo.id(), Optional.empty(), alerts));
    }
    return groups;
  }

  private static String span(Duration duration) {
    return PromQl.duration(duration.toMillis());
  }

  private String over(String function, String series, String window) {
    return function + "(" + series + filter + "[" + window + "])";
  }

  private List<Rule> events() {
    return List.of(
        new Rule.Recording(TOTAL, counts.total(), labels), new Rule.Recording(BAD, counts.bad(), labels));
  }

  private String mean() {
    return "slo:events_total:mean1m_" + span;
  }

  private String ratio() {
    return "slo:sli_error:events_ratio" + span;
  }

  private List<Rule> period() {
    String bad = over("sum_over_time", BAD, span);
    String total = over("sum_over_time", TOTAL, span);
    SortedMap<String, String> info = new TreeMap<>(labels);
    info.put("sloth_objective", slo.target().movePointRight(2).toPlainString());
    info.put("sloth_spec", slo.origin().version());
    info.put("sloth_version", options.version());
    List<Rule> rules = new ArrayList<>();
    rules.add(new Rule.Recording(mean(), over("avg_over_time", TOTAL, span), labels));
    // Without any event nothing went wrong.
    rules.add(new Rule.Recording(ratio(), bad + " / (" + total + " > 0)\nor\n" + total + " * 0", labels));
    if (slo.budget().signum() > 0) {
      rules.add(
          new Rule.Recording(
              "slo:period_error_budget_remaining:events_ratio",
              "1 - " + ratio() + filter + " / " + slo.budget().toPlainString(),
              labels));
    }
    rules.add(new Rule.Recording("slo:events_info", "vector(1)", info));
    return rules;
  }

  // --- alerts -----------------------------------------------------------------------------------------------------

  private List<Rule> alerts() {
    List<Rule> alerts = new ArrayList<>();
    Optional<Notice> page = slo.alerting().page();
    Optional<Notice> ticket = slo.alerting().ticket();
    page.ifPresent(notice -> alerts.add(burn("page", notice, windows.pageQuick(), windows.pageSlow())));
    ticket.ifPresent(notice -> alerts.add(burn("ticket", notice, windows.ticketQuick(), windows.ticketSlow())));
    for (BurnCondition policy : slo.alerting().policies()) {
      if (policy.whenBreaching()) {
        alerts.add(condition(policy));
      }
    }
    absence(page).ifPresent(alerts::add);
    ticket.or(() -> page).ifPresent(notice -> alerts.add(silence(notice)));
    return alerts;
  }

  private Rule burn(String severity, Notice notice, Pair quick, Pair slow) {
    return new Rule.Alert(
        AlertWords.name(slo),
        "(\n" + both(quick) + ")\nor\n(\n" + both(slow) + ")",
        Optional.empty(),
        labels(notice, severity),
        AlertWords.annotations(
            slo,
            notice,
            "(" + severity + ") {{$labels.sloth_service}} {{$labels.sloth_slo}}: the error budget is being spent too fast",
            "There are more bad events than " + budgetWords() + " allows at the usual traffic."));
  }

  /** Two objectives may call their alerts the same; these say themselves whose they are. */
  private SortedMap<String, String> labels(Notice notice, String severity) {
    return named(AlertWords.labels(slo, notice, Map.of("sloth_severity", severity)));
  }

  private SortedMap<String, String> named(SortedMap<String, String> alert) {
    SortedMap<String, String> all = new TreeMap<>(alert);
    all.putAll(Labels.identity(slo));
    return all;
  }

  private String budgetWords() {
    return "a budget of " + slo.budget().movePointRight(2).stripTrailingZeros().toPlainString() + "%";
  }

  private String both(Pair pair) {
    String enough = over("sum_over_time", BAD, span(pair.longWindow())) + " >= " + options.leastErrors();
    return "  " + above(pair.shortWindow(), pair.burnRate()) + "\n  and\n  " + above(pair.longWindow(), pair.burnRate())
        + "\n  and\n  " + enough + "\n";
  }

  private String above(Duration window, double burnRate) {
    return over("avg_over_time", BAD, span(window)) + " > " + allowed(BigDecimal.valueOf(burnRate));
  }

  /** The bad events a minute that spend the budget so many times too fast. */
  private String allowed(BigDecimal burnRate) {
    BigDecimal share = burnRate.multiply(slo.budget()).stripTrailingZeros();
    return (share.signum() == 0 ? "0" : share.toPlainString()) + " * " + mean() + filter;
  }

  private Rule condition(BurnCondition policy) {
    String expression =
        over("avg_over_time", BAD, span(policy.lookback())) + " " + policy.operator().sign() + " " + allowed(policy.threshold())
            + "\nand\n" + over("sum_over_time", BAD, span(policy.lookback())) + " >= " + options.leastErrors();
    return new Rule.Alert(
        AlertWords.name(slo),
        expression,
        Optional.of(policy.after()),
        named(AlertWords.policy(slo, policy)),
        AlertWords.annotations(
            slo,
            AlertWords.NOTHING,
            "(" + policy.severity() + ") {{$labels.sloth_service}} {{$labels.sloth_slo}}: " + policy.policy(),
            "There are more bad events than " + budgetWords() + " allows at the usual traffic."));
  }

  /** Nothing is measured any more; whoever is paged for errors is paged for this. */
  private Optional<Rule> absence(Optional<Notice> page) {
    Optional<BurnCondition> asked = slo.alerting().policies().stream().filter(BurnCondition::whenNoData).findFirst();
    if (page.isEmpty() && asked.isEmpty()) {
      return Optional.empty();
    }
    SortedMap<String, String> own =
        asked.isPresent()
            ? named(AlertWords.policy(slo, asked.get()))
            : labels(page.orElse(AlertWords.NOTHING), "page");
    return Optional.of(
        new Rule.Alert(
            AlertWords.name(slo) + "NoData",
            "absent(" + TOTAL + filter + ")",
            Optional.of(PATIENCE),
            own,
            AlertWords.annotations(
                slo,
                page.orElse(AlertWords.NOTHING),
                "{{$labels.sloth_service}} {{$labels.sloth_slo}}: nothing is measured any more",
                "There is no series of its events: its targets are gone, or are not scraped.")));
  }

  /** It is measured, and nobody asks for it any more. */
  private Rule silence(Notice notice) {
    String silent = span(SILENCE);
    return new Rule.Alert(
        AlertWords.name(slo) + "NoTraffic",
        over("sum_over_time", TOTAL, silent) + " == 0\nand\n" + mean() + filter + " * " + SILENCE.toMinutes() + " > " + USUAL_EVENTS,
        Optional.empty(),
        labels(notice, "ticket"),
        AlertWords.annotations(
            slo,
            notice,
            "{{$labels.sloth_service}} {{$labels.sloth_slo}}: no events for " + SILENCE.toMinutes() + " minutes",
            "It is measured and has had no events, though there are usually more than " + USUAL_EVENTS + " in this time."));
  }
}
