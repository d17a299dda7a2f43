package roadbed.web.fakes;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.assess.cost.anomaly.AnomalyCase;
import roadbed.assess.cost.anomaly.AnomalyDesk;
import roadbed.assess.cost.anomaly.AnomalyStore;
import roadbed.assess.cost.anomaly.Happening;
import roadbed.assess.cost.anomaly.Scope;
import roadbed.assess.cost.anomaly.Sensitivity;
import roadbed.assess.cost.anomaly.Triage;
import roadbed.assess.cost.anomaly.UsageLine;

/** The real desk over the bills of {@link FakeCostExplorer}, in which one service jumps; cases live in memory. */
public final class FakeAnomalies implements AnomalyStore {
  private final Map<String, AnomalyCase> cases = new LinkedHashMap<>();
  private final List<Sensitivity.Forgotten> forgotten = new ArrayList<>();
  private Optional<Instant> looked = Optional.empty();

  private FakeAnomalies() {}

  /** The page of the service that jumps. */
  public static String page() {
    return "/cost/anomalies/" + desk(false).cases().getFirst().id();
  }

  /** A desk that has looked, unless there is nothing to look at. */
  static AnomalyDesk desk(boolean empty) {
    AnomalyDesk desk =
        new AnomalyDesk(
            new FakeCostExplorer(empty),
            (scope, _, from, to, _) -> List.of(line(scope, from, to)),
            (_, _, _, _) -> "analytics",
            anomaly ->
                List.of(
                    new Happening(
                        anomaly.since().atStartOfDay().toInstant(ZoneOffset.UTC), "pull request of <analytics>: pass", "ann", "/gates/g1")),
            new FakeAnomalies(),
            Clock.fixed(FakeEstate.NOW, ZoneOffset.UTC));
    if (!empty) {
      desk.look();
    }
    return desk;
  }

  private static UsageLine line(Scope scope, LocalDate from, LocalDate to) {
    BigDecimal days = BigDecimal.valueOf(to.toEpochDay() - from.toEpochDay() + 1);
    BigDecimal cost = days.multiply(BigDecimal.valueOf(from.getDayOfMonth() == 9 ? 40 : 18));
    return new UsageLine("scan", "Bytes read by " + scope.words(), "jobs", "TB", Optional.of(cost), cost, cost);
  }

  @Override
  public List<AnomalyCase> since(LocalDate day) {
    return cases.values().stream()
        .filter(one -> !one.anomaly().since().isBefore(day))
        .sorted(Comparator.comparing((AnomalyCase one) -> one.anomaly().since()).reversed())
        .toList();
  }

  @Override
  public Optional<AnomalyCase> find(String id) {
    return Optional.ofNullable(cases.get(id));
  }

  @Override
  public void record(List<AnomalyCase> found, Instant at) {
    found.forEach(one -> cases.put(one.id(), one));
    looked = Optional.of(at);
  }

  @Override
  public Optional<Instant> lookedAt() {
    return looked;
  }

  @Override
  public boolean add(String id, int known, Triage.Step step) {
    AnomalyCase one = cases.get(id);
    if (one == null || one.steps().size() != known) {
      return false;
    }
    List<Triage.Step> steps = new ArrayList<>(one.steps());
    steps.add(step);
    cases.put(
        id, new AnomalyCase(id, one.anomaly(), one.owner(), one.foundAt(), one.goneAt(), one.heldBack(), steps));
    return true;
  }

  @Override
  public void forget(Sensitivity.Forgotten one) {
    forgotten.add(one);
  }

  @Override
  public List<Sensitivity.Forgotten> forgotten() {
    return forgotten;
  }
}
