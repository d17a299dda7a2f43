package roadbed.web.fakes;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import roadbed.assess.reliability.ledger.EventLedger;
import roadbed.assess.reliability.ledger.LedgerStore;
import roadbed.assess.reliability.ledger.ObjectiveDesk;
import roadbed.model.Location;
import roadbed.model.slo.Budgeting;
import roadbed.model.slo.Indicator;
import roadbed.model.slo.ServiceLevelObjective;
import roadbed.model.slo.SliceCount;
import roadbed.model.slo.SliceState;
import roadbed.model.slo.SloWindow;

/** Four objectives: one that had an outage, one that is fine, one without counts, and one made of the last two. */
final class FakeLedger implements LedgerStore {
  private final Map<String, List<SliceCount>> counts = new TreeMap<>();

  static ObjectiveDesk desk(boolean empty, Clock clock) {
    FakeLedger ledger = new FakeLedger();
    if (!empty) {
      Instant start = clock.instant().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(20));
      ledger.counts.put("shop-availability", counted("shop-availability", start, true));
      ledger.counts.put("pay-availability", counted("pay-availability", start, false));
    }
    return new ObjectiveDesk(
        empty ? List.of() : List.of(slo("shop", "availability"), slo("pay", "availability"), slo("pay", "latency"), whole()), ledger, clock);
  }

  private static List<SliceCount> counted(String id, Instant start, boolean outage) {
    List<SliceCount> counts = new ArrayList<>();
    for (int i = 0; i < 20 * 288; i++) {
      Instant at = start.plus(Duration.ofMinutes(5L * i));
      boolean down = outage && i >= 3_000 && i < 3_006;
      counts.add(
          outage && i >= 4_000 && i < 4_003
              ? SliceCount.without(id, at, Duration.ofMinutes(5), SliceState.TARGET_GONE)
              : SliceCount.of(id, at, Duration.ofMinutes(5), BigDecimal.valueOf(down ? 100 : 1_000), BigDecimal.valueOf(1_000)));
    }
    return counts;
  }

  private static final Indicator.Query QUERY = new Indicator.Query(Optional.empty(), "x", Location.of("slo.yaml"));
  private static final Indicator EVENTS = new Indicator.Events(QUERY, false, QUERY, true);

  private static ServiceLevelObjective slo(String service, String name) {
    return slo(service, name, EVENTS);
  }

  /** One that is made of two others. */
  private static ServiceLevelObjective whole() {
    BigDecimal target = new BigDecimal("0.999");
    return slo(
        "pay",
        "whole",
        new Indicator.Composite(
            List.of(
                new Indicator.Part("availability", EVENTS, target, BigDecimal.valueOf(3)),
                new Indicator.Part("latency", EVENTS, target, BigDecimal.ONE))));
  }

  private static ServiceLevelObjective slo(String service, String name, Indicator indicator) {
    return new ServiceLevelObjective(
        service, name, ServiceLevelObjective.Origin.OPENSLO, Optional.empty(), Optional.of("Most requests of <" + service + "> succeed"),
        Optional.of("team-" + service), Optional.of("1"), new TreeMap<>(), new BigDecimal("0.999"),
        new SloWindow.Rolling(Duration.ofDays(30)), new Budgeting.Occurrences(), indicator,
        ServiceLevelObjective.Alerting.NONE,
        new ServiceLevelObjective.DocumentName(0, service, Optional.empty(), Map.of(), Map.of()), Location.of("slo.yaml"));
  }

  @Override
  public void add(List<SliceCount> more) {
    more.forEach(count -> counts.computeIfAbsent(count.objective(), _ -> new ArrayList<>()).add(count));
  }

  @Override
  public Optional<EventLedger> ledger(String objective, Instant since) {
    return Optional.ofNullable(counts.get(objective)).map(EventLedger::of);
  }

  @Override
  public Optional<Instant> end(String objective) {
    return Optional.ofNullable(counts.get(objective)).map(all -> EventLedger.of(all).end());
  }

  @Override
  public void record(List<DayResult> results) {
    // Nobody asks this store for them.
  }
}
