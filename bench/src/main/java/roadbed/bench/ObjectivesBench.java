package roadbed.bench;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import roadbed.assess.reliability.ledger.BurnRate;
import roadbed.assess.reliability.ledger.EventLedger;
import roadbed.assess.reliability.ledger.Standing;
import roadbed.assess.reliability.ledger.StatePolicy;
import roadbed.model.Location;
import roadbed.model.slo.Budgeting;
import roadbed.model.slo.Indicator;
import roadbed.model.slo.ServiceLevelObjective;
import roadbed.model.slo.SliceCount;
import roadbed.model.slo.SliceState;
import roadbed.model.slo.SloWindow;

/**
 * Ten thousand objectives with 30 days of counts each, in slices of five minutes: the standing of each and its burn rates
 * over six windows. Making the counts from a seed is not measured.
 */
public final class ObjectivesBench {
  private static final int OBJECTIVES = 10_000;
  private static final int SLICES = 30 * 24 * 12;
  private static final int RUNS = 5;
  private static final Duration SLICE = Duration.ofMinutes(5);
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final List<Duration> WINDOWS =
      List.of(
          Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofHours(6), Duration.ofDays(1), Duration.ofDays(3));

  private ObjectivesBench() {}

  /** Prints a row a run, with the time and the thread's own work. */
  public static void main(String[] words) {
    for (Budgeting budgeting :
        List.of(new Budgeting.Occurrences(), new Budgeting.Timeslices(new BigDecimal("0.99"), Duration.ofMinutes(10)))) {
      ServiceLevelObjective slo = slo(budgeting);
      List<EventLedger> ledgers = IntStream.range(0, OBJECTIVES).parallel().mapToObj(ObjectivesBench::ledger).toList();
      Instant at = ledgers.getFirst().end();
      for (int run = 0; run < RUNS; run++) {
        long before = System.nanoTime();
        long work = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        int met = 0;
        double burn = 0;
        for (EventLedger ledger : ledgers) {
          Standing standing = Standing.of(slo, ledger, StatePolicy.USUAL, at);
          met += standing.outcome() == Standing.Outcome.MET ? 1 : 0;
          for (Duration window : WINDOWS) {
            burn += BurnRate.of(slo, ledger, StatePolicy.USUAL, window, at).byEvents().orElse(BigDecimal.ZERO).doubleValue();
          }
        }
        System.out.printf(
            Locale.ROOT,
            "| %s | %d | %d | %d | %.2f s | %.2f s | %.3f |%n",
            budgeting.getClass().getSimpleName(),
            run + 1,
            OBJECTIVES,
            met,
            (System.nanoTime() - before) / 1e9,
            (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - work) / 1e9,
            burn / OBJECTIVES / WINDOWS.size());
      }
    }
  }

  private static EventLedger ledger(int number) {
    Random random = new Random(number);
    List<SliceCount> counts = new ArrayList<>(SLICES);
    for (int i = 0; i < SLICES; i++) {
      Instant start = START.plus(SLICE.multipliedBy(i));
      int total = random.nextInt(5_000);
      counts.add(
          random.nextInt(200) == 0
              ? SliceCount.without("x", start, SLICE, SliceState.NO_DATA)
              : SliceCount.of("x", start, SLICE, BigDecimal.valueOf(total - total / 1_500), BigDecimal.valueOf(total)));
    }
    return EventLedger.of(counts);
  }

  private static ServiceLevelObjective slo(Budgeting budgeting) {
    Indicator.Query query = new Indicator.Query(Optional.empty(), "x", Location.of("slo.yaml"));
    return new ServiceLevelObjective(
        "shop",
        "availability",
        ServiceLevelObjective.Origin.OPENSLO,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>(),
        new BigDecimal("0.999"),
        new SloWindow.Rolling(Duration.ofDays(30)),
        budgeting,
        new Indicator.Events(query, false, query, true),
        ServiceLevelObjective.Alerting.NONE,
        new ServiceLevelObjective.DocumentName(0, "shop", Optional.empty(), Map.of(), Map.of()),
        Location.of("slo.yaml"));
  }
}
