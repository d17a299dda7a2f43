package roadbed.assess.reliability.ledger;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import roadbed.model.Location;
import roadbed.model.slo.Budgeting;
import roadbed.model.slo.Indicator;
import roadbed.model.slo.Indicator.Query;
import roadbed.model.slo.ServiceLevelObjective;
import roadbed.model.slo.SliceCount;
import roadbed.model.slo.SliceState;
import roadbed.model.slo.SloWindow;

/** A ledger written minute by minute, and what the usual rules make of the same minutes. */
final class Minutes {
  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  static final Duration MINUTE = Duration.ofMinutes(1);

  private final List<SliceCount> counts = new ArrayList<>();

  Minutes of(int minutes, long total, long bad) {
    for (int i = 0; i < minutes; i++) {
      counts.add(SliceCount.of("shop-availability", next(), MINUTE, BigDecimal.valueOf(total - bad), BigDecimal.valueOf(total)));
    }
    return this;
  }

  Minutes of(int minutes, SliceState why) {
    for (int i = 0; i < minutes; i++) {
      counts.add(SliceCount.without("shop-availability", next(), MINUTE, why));
    }
    return this;
  }

  private Instant next() {
    return START.plus(MINUTE.multipliedBy(counts.size()));
  }

  EventLedger ledger() {
    return EventLedger.of(counts);
  }

  Standing standing(ServiceLevelObjective slo) {
    EventLedger ledger = ledger();
    return Standing.of(slo, ledger, StatePolicy.of(slo), ledger.end());
  }

  /**
   * The share of bad events of the whole time as the usual rules have it: each minute the share of the last five, and the
   * mean of those. Nothing over nothing is not a number, and the mean of anything with it is none either.
   */
  double usualErrors() {
    double sum = 0;
    int number = 0;
    for (int i = 5; i <= counts.size(); i++) {
      double total = 0;
      double bad = 0;
      for (SliceCount count : counts.subList(i - 5, i)) {
        total += count.total().doubleValue();
        bad += count.total().subtract(count.good()).doubleValue();
      }
      sum += bad / total;
      number++;
    }
    return sum / number;
  }

  static ServiceLevelObjective slo(String target) {
    return slo(target, new SloWindow.Rolling(Duration.ofDays(30)), new Budgeting.Occurrences());
  }

  static ServiceLevelObjective slo(String target, SloWindow window, Budgeting budgeting) {
    Query query = new Query(Optional.empty(), "x", Location.of("slo.yaml"));
    return new ServiceLevelObjective(
        "shop",
        "availability",
        ServiceLevelObjective.Origin.OPENSLO,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of("tier-1"),
        new TreeMap<>(),
        new BigDecimal(target),
        window,
        budgeting,
        new Indicator.Events(query, false, query, true),
        ServiceLevelObjective.Alerting.NONE,
        new ServiceLevelObjective.DocumentName(0, "shop", Optional.empty(), java.util.Map.of(), java.util.Map.of()),
        Location.of("slo.yaml"));
  }
}
