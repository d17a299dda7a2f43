package roadbed.app.server;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.assess.cost.anomaly.AnomalyCase;
import roadbed.assess.cost.anomaly.AnomalyStore;
import roadbed.assess.cost.anomaly.CostAnomaly;
import roadbed.assess.cost.anomaly.Triage;
import roadbed.assess.cost.budget.BudgetAlert;
import roadbed.assess.cost.budget.BudgetAlertStore;
import roadbed.operate.notify.Notice;
import roadbed.operate.notify.NoticeKind;
import roadbed.operate.notify.Notices;

/** Tells of budgets whose thresholds are passed and of cost that is out of the ordinary, each once. */
final class CostNotices {
  /** What was found longer ago than this and not told is not told any more. */
  private static final Duration NEW = Duration.ofDays(2);

  private static final int MOST_ALERTS = 200;
  private static final int ANOMALY_DAYS = 60;

  private final BudgetAlertStore budgets;
  private final AnomalyStore anomalies;
  private final Notices notices;
  private final Clock clock;
  private final Set<String> told = new HashSet<>();

  CostNotices(BudgetAlertStore budgets, AnomalyStore anomalies, Notices notices, Clock clock) {
    this.budgets = budgets;
    this.anomalies = anomalies;
    this.notices = notices;
    this.clock = clock;
  }

  /** Tells what is new. */
  void follow() {
    Instant now = clock.instant();
    for (BudgetAlert alert : budgets.alerts(MOST_ALERTS)) {
      if (alert.acknowledged().isEmpty() && alert.raised().isAfter(now.minus(NEW))) {
        tell(budget(alert, now));
      }
    }
    LocalDate since = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(ANOMALY_DAYS);
    for (AnomalyCase one : anomalies.since(since)) {
      boolean open = one.goneAt().isEmpty() && !one.heldBack() && one.triage() instanceof Triage.Open;
      if (open && one.foundAt().isAfter(now.minus(NEW))) {
        tell(anomaly(one, now));
      }
    }
  }

  private void tell(Notice notice) {
    if (!told.contains(notice.key())) {
      notices.tell(notice);
      told.add(notice.key());
    }
  }

  private static Notice budget(BudgetAlert alert, Instant now) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Amount", money(alert.amount(), alert.currency()));
    facts.put("Period", alert.from() + " to " + alert.to());
    facts.put("Threshold", alert.percent() + "% " + (alert.forecast() ? "by forecast" : "spent"));
    facts.put("As of", alert.asOf().toString());
    facts.put("Owner", String.join(", ", alert.owners()));
    return new Notice(
        "budget-alert/" + alert.id(),
        NoticeKind.BUDGET_ALERT,
        "",
        alert.percent() >= 100 && !alert.forecast() ? 2 : 3,
        Optional.empty(),
        alert.owners(),
        Optional.empty(),
        "Budget " + alert.budget() + ": " + alert.percent() + "% " + (alert.forecast() ? "is expected" : "is spent"),
        alert.words(),
        facts,
        Optional.of("/cost/budgets"),
        List.of(),
        now);
  }

  private static Notice anomaly(AnomalyCase one, Instant now) {
    CostAnomaly anomaly = one.anomaly();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Amount", money(anomaly.size(), anomaly.currency()) + " beyond expectation");
    facts.put("Since", anomaly.since().toString());
    facts.put("Cost of the day", money(anomaly.value(), anomaly.currency()) + ", expected " + money(anomaly.expected(), anomaly.currency()));
    facts.put("Comes from", anomaly.cause().words());
    facts.put("Owner", one.owner());
    return new Notice(
        "cost-anomaly/" + one.id(),
        NoticeKind.COST_ANOMALY,
        "",
        3,
        Optional.ofNullable(anomaly.cause().part().get("service")),
        one.owner().isEmpty() ? List.of() : List.of(one.owner()),
        Optional.empty(),
        "Cost is " + (anomaly.above() ? "higher" : "lower") + " than expected: " + anomaly.scope().words(),
        "Since " + anomaly.since() + " " + anomaly.cause().words() + " costs " + (anomaly.above() ? "more" : "less") + " than its past lets expect.",
        facts,
        Optional.of("/cost/anomalies/" + one.id()),
        List.of(),
        now);
  }

  private static String money(BigDecimal amount, String currency) {
    return amount.setScale(2, RoundingMode.HALF_UP).toPlainString() + " " + currency;
  }
}
