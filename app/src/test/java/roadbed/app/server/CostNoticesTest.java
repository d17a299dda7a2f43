package roadbed.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roadbed.assess.cost.anomaly.AnomalyCase;
import roadbed.assess.cost.anomaly.AnomalyStore;
import roadbed.assess.cost.anomaly.CostAnomaly;
import roadbed.assess.cost.anomaly.Scope;
import roadbed.assess.cost.anomaly.Sensitivity;
import roadbed.assess.cost.anomaly.Triage;
import roadbed.assess.cost.budget.BudgetAlert;
import roadbed.assess.cost.budget.BudgetAlertStore;
import roadbed.operate.notify.Notice;
import roadbed.operate.notify.NoticeKind;

/** What is new about cost is told once to those whose it is; what somebody has seen, or is old, is not. */
class CostNoticesTest {
  private static final Instant NOW = Instant.parse("2026-03-20T12:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2026, 3, 18);

  private final List<BudgetAlert> alerts = new ArrayList<>();
  private final List<AnomalyCase> cases = new ArrayList<>();
  private final List<Notice> told = new ArrayList<>();
  private final CostNotices notices = new CostNotices(new Budgets(), new Anomalies(), told::add, Clock.fixed(NOW, ZoneOffset.UTC));

  private final class Budgets implements BudgetAlertStore {
    @Override
    public List<BudgetAlert> raise(List<BudgetAlert> raised) {
      return List.of();
    }

    @Override
    public List<BudgetAlert> alerts(int most) {
      return alerts;
    }

    @Override
    public boolean acknowledge(long id, String by, Instant at) {
      return false;
    }
  }

  private final class Anomalies implements AnomalyStore {
    @Override
    public List<AnomalyCase> since(LocalDate day) {
      return cases;
    }

    @Override
    public Optional<AnomalyCase> find(String id) {
      return Optional.empty();
    }

    @Override
    public void record(List<AnomalyCase> found, Instant at) {}

    @Override
    public Optional<Instant> lookedAt() {
      return Optional.empty();
    }

    @Override
    public boolean add(String id, int known, Triage.Step step) {
      return false;
    }

    @Override
    public void forget(Sensitivity.Forgotten forgotten) {}

    @Override
    public List<Sensitivity.Forgotten> forgotten() {
      return List.of();
    }
  }

  private static BudgetAlert alert(long id, int percent, Instant raised, boolean seen) {
    return new BudgetAlert(
        id, "Shop", LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 31), false, percent, "Shop has spent " + percent + "%", List.of("team-shop"),
        new BigDecimal("1000"), "EUR", DAY, raised, seen ? Optional.of(new BudgetAlert.Acknowledgement("ann", raised)) : Optional.empty());
  }

  private static AnomalyCase anomaly(String id, boolean heldBack, Optional<Instant> gone, List<Triage.Step> steps) {
    return new AnomalyCase(
        id,
        new CostAnomaly(
            new Scope(Map.of("service", "Storage")), "EUR", DAY, DAY, true, "spike", new BigDecimal("120.5"), new BigDecimal("20"), BigDecimal.TEN,
            new BigDecimal("30"), new BigDecimal("100.5"), 3, List.of(), List.of(), Optional.empty(), List.of()),
        "team-shop",
        NOW.minus(Duration.ofHours(3)),
        gone,
        heldBack,
        steps);
  }

  @Test
  void aThresholdThatIsPassedIsToldOnceToTheOwnersOfTheBudget() {
    alerts.addAll(List.of(alert(1, 100, NOW.minusSeconds(60), false), alert(2, 80, NOW.minusSeconds(60), true), alert(3, 80, NOW.minus(Duration.ofDays(3)), false)));
    notices.follow();
    notices.follow();
    assertThat(told).hasSize(1);
    Notice notice = told.getFirst();
    assertThat(notice.kind()).isEqualTo(NoticeKind.BUDGET_ALERT);
    assertThat(notice.key()).isEqualTo("budget-alert/1");
    assertThat(notice.owners()).containsExactly("team-shop");
    assertThat(notice.importance()).as("a budget that is spent").isEqualTo(2);
    assertThat(notice.facts()).containsEntry("Amount", "1000.00 EUR").containsEntry("Period", "2026-03-01 to 2026-03-31");
  }

  @Test
  void costOutOfTheOrdinaryIsToldUnlessSomebodyAnsweredOrItIsGoneOrHeldBack() {
    cases.addAll(
        List.of(
            anomaly("a", false, Optional.empty(), List.of()),
            anomaly("b", true, Optional.empty(), List.of()),
            anomaly("c", false, Optional.of(NOW), List.of()),
            anomaly("d", false, Optional.empty(), List.of(new Triage.Step("expected", "ann", NOW, "a sale")))));
    notices.follow();
    assertThat(told).extracting(Notice::key).containsExactly("cost-anomaly/a");
    assertThat(told.getFirst().title()).isEqualTo("Cost is higher than expected: service Storage");
    assertThat(told.getFirst().service()).contains("Storage");
    assertThat(told.getFirst().facts()).containsEntry("Cost of the day", "120.50 EUR, expected 20.00 EUR");
  }
}
