package roadbed.assess.reliability.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import roadbed.assess.reliability.ledger.LedgerStore.DayResult;
import roadbed.model.slo.ServiceLevelObjective;
import roadbed.model.slo.SliceCount;

/** The objectives that a server knows, with the ledger of their events. */
public final class ObjectiveDesk {
  private static final Duration KEPT = Duration.ofSeconds(30);
  private static final int MOST_DAYS = 400;

  private final List<ServiceLevelObjective> objectives;
  private final LedgerStore store;
  private final Clock clock;
  private Standings kept = new Standings(Instant.EPOCH, List.of(), List.of());

  /** A desk for objectives whose counts a store has. */
  public ObjectiveDesk(List<ServiceLevelObjective> objectives, LedgerStore store, Clock clock) {
    this.objectives = List.copyOf(objectives);
    this.store = store;
    this.clock = clock;
  }

  /**
   * How all objectives stand.
   *
   * @param all what is left of the budget, the least first
   * @param without objectives of whose events there are no counts
   */
  public record Standings(Instant at, List<Standing> all, List<ServiceLevelObjective> without) {
    public Standings {
      all = List.copyOf(all);
      without = List.copyOf(without);
    }
  }

  /** The objectives. */
  public List<ServiceLevelObjective> objectives() {
    return objectives;
  }

  /** One of them, by service and name. */
  public Optional<ServiceLevelObjective> find(String id) {
    return objectives.stream().filter(slo -> slo.id().equals(id)).findFirst();
  }

  /** The ledger of an objective, as far back as its window and as much again. */
  public Optional<EventLedger> ledger(ServiceLevelObjective slo) {
    return store.ledger(slo.id(), clock.instant().minus(slo.window().length().multipliedBy(2)));
  }

  /** How they stand; kept for half a minute, or until counts come in. */
  public synchronized Standings standings() {
    Instant now = clock.instant();
    if (now.isBefore(kept.at().plus(KEPT))) {
      return kept;
    }
    List<Standing> all = new ArrayList<>();
    List<ServiceLevelObjective> without = new ArrayList<>();
    for (ServiceLevelObjective slo : objectives) {
      ledger(slo).ifPresentOrElse(ledger -> all.add(standing(slo, ledger, now)), () -> without.add(slo));
    }
    all.sort(Comparator.comparing(standing -> standing.left().map(left -> left.doubleValue()).orElse(Double.NEGATIVE_INFINITY)));
    kept = new Standings(now, all, without);
    return kept;
  }

  /**
   * How one stands. Counts come some minutes after their slices; until a tenth of an hour has gone by, now is the end of
   * the ledger.
   */
  public static Standing standing(ServiceLevelObjective slo, EventLedger ledger, Instant now) {
    boolean fresh = Duration.between(ledger.end(), now).compareTo(Duration.ofMinutes(6)) < 0;
    return Standing.of(slo, ledger, StatePolicy.of(slo), fresh ? ledger.end() : now);
  }

  /** What a service may deploy. */
  public BudgetPolicy.Verdict verdict(String service) {
    return BudgetPolicy.USUAL.standing(service, standings().all());
  }

  /** When the last slice of an objective ends that anything is known of. */
  public Optional<Instant> end(ServiceLevelObjective slo) {
    return store.end(slo.id());
  }

  /**
   * Takes counts, and keeps how their objectives stood on each of their days and stand now.
   *
   * @return how many of the counts were of objectives that are known here; others are not kept
   * @throws IllegalArgumentException where slices are of another length than before
   */
  public int take(List<SliceCount> counts) {
    Set<String> known = objectives.stream().map(ServiceLevelObjective::id).collect(Collectors.toSet());
    List<SliceCount> ours = counts.stream().filter(count -> known.contains(count.objective())).toList();
    if (ours.isEmpty()) {
      return 0;
    }
    store.add(ours);
    for (ServiceLevelObjective slo : objectives) {
      ours.stream()
          .filter(count -> count.objective().equals(slo.id()))
          .map(SliceCount::start)
          .min(Comparator.naturalOrder())
          .ifPresent(first -> store.record(results(slo, first)));
    }
    synchronized (this) {
      kept = new Standings(Instant.EPOCH, List.of(), List.of());
    }
    return ours.size();
  }

  private List<DayResult> results(ServiceLevelObjective slo, Instant first) {
    List<DayResult> results = new ArrayList<>();
    Optional<EventLedger> ledger = store.ledger(slo.id(), first.minus(slo.window().length()));
    if (ledger.isEmpty()) {
      return results;
    }
    Instant end = ledger.get().end();
    LocalDate day = LocalDate.ofInstant(first, ZoneOffset.UTC);
    for (int i = 0; i < MOST_DAYS && day.atStartOfDay().toInstant(ZoneOffset.UTC).isBefore(end); i++) {
      Instant begin = day.atStartOfDay().toInstant(ZoneOffset.UTC);
      Instant over = day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
      // The last moment of the day, so that a calendar's period that ends with it is the one judged.
      Instant at = over.isAfter(end) ? end : over.minusSeconds(1);
      results.add(new DayResult(day, Standing.of(slo, ledger.get(), StatePolicy.of(slo), at), ledger.get().tally(begin, over)));
      day = day.plusDays(1);
    }
    return results;
  }
}
