package roadbed.assess.reliability.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import roadbed.assess.reliability.ledger.LedgerStore.DayResult;
import roadbed.model.slo.Indicator;
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
    Map<String, Standing> counted = new LinkedHashMap<>();
    for (ServiceLevelObjective slo : objectives) {
      if (!(slo.indicator() instanceof Indicator.Composite)) {
        ledger(slo).ifPresent(ledger -> counted.put(slo.id(), standing(slo, ledger, now)));
      }
    }
    List<Standing> all = withComposites(objectives, counted);
    Set<String> known = all.stream().map(standing -> standing.slo().id()).collect(Collectors.toSet());
    List<ServiceLevelObjective> without = objectives.stream().filter(slo -> !known.contains(slo.id())).toList();
    all.sort(Comparator.comparing(standing -> standing.left().map(left -> left.doubleValue()).orElse(Double.NEGATIVE_INFINITY)));
    kept = new Standings(now, all, without);
    return kept;
  }

  /** Standings of objectives with those of the composites that are made of them. */
  public static List<Standing> withComposites(List<ServiceLevelObjective> objectives, Map<String, Standing> counted) {
    List<Standing> all = new ArrayList<>(counted.values());
    for (ServiceLevelObjective slo : objectives) {
      if (slo.indicator() instanceof Indicator.Composite composite) {
        Standing.of(slo, composite, counted).ifPresent(all::add);
      }
    }
    return all;
  }

  /** How one of the objectives stands; empty where there are no counts of its events. */
  public Optional<Standing> standing(ServiceLevelObjective slo) {
    return standings().all().stream().filter(standing -> standing.slo().id().equals(slo.id())).findFirst();
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
    Map<String, Instant> first = new HashMap<>();
    ours.forEach(count -> first.merge(count.objective(), count.start(), (a, b) -> a.isBefore(b) ? a : b));
    for (ServiceLevelObjective slo : objectives) {
      switch (slo.indicator()) {
        case Indicator.Composite composite ->
            composite.parts().stream()
                .flatMap(part -> Optional.ofNullable(first.get(Standing.partId(slo, part))).stream())
                .min(Comparator.naturalOrder())
                .ifPresent(begin -> store.record(results(slo, composite, begin)));
        case Indicator.Events _, Indicator.Ratio _, Indicator.Threshold _ ->
            Optional.ofNullable(first.get(slo.id())).ifPresent(begin -> store.record(results(slo, begin)));
      }
    }
    synchronized (this) {
      kept = new Standings(Instant.EPOCH, List.of(), List.of());
    }
    return ours.size();
  }

  private List<DayResult> results(ServiceLevelObjective slo, Instant first) {
    Optional<EventLedger> ledger = store.ledger(slo.id(), first.minus(slo.window().length()));
    if (ledger.isEmpty()) {
      return List.of();
    }
    List<DayResult> results = new ArrayList<>();
    for (Day day : days(first, ledger.get().end())) {
      results.add(
          new DayResult(
              day.date, Standing.of(slo, ledger.get(), StatePolicy.of(slo), day.at), ledger.get().tally(day.begin, day.over)));
    }
    return results;
  }

  /** A composite has no events of its own: they are its parts' and count there. */
  private List<DayResult> results(ServiceLevelObjective slo, Indicator.Composite composite, Instant first) {
    Map<ServiceLevelObjective, EventLedger> ledgers = new LinkedHashMap<>();
    for (Indicator.Part part : composite.parts()) {
      find(Standing.partId(slo, part))
          .ifPresent(
              one ->
                  store.ledger(one.id(), first.minus(slo.window().length())).ifPresent(ledger -> ledgers.put(one, ledger)));
    }
    List<DayResult> results = new ArrayList<>();
    Instant end = ledgers.values().stream().map(EventLedger::end).min(Comparator.naturalOrder()).orElse(first);
    for (Day day : days(first, end)) {
      Map<String, Standing> parts = new HashMap<>();
      ledgers.forEach((one, ledger) -> parts.put(one.id(), Standing.of(one, ledger, StatePolicy.of(one), day.at)));
      Standing.of(slo, composite, parts)
          .ifPresent(standing -> results.add(new DayResult(day.date, standing, new Tally(0, 0, 0, 0, 0, 0))));
    }
    return results;
  }

  /** A day with the moment at which it is judged: its last one, so that a calendar's period that ends with it is the one judged. */
  private record Day(LocalDate date, Instant begin, Instant over, Instant at) {}

  private static List<Day> days(Instant first, Instant end) {
    List<Day> days = new ArrayList<>();
    LocalDate date = LocalDate.ofInstant(first, ZoneOffset.UTC);
    for (int i = 0; i < MOST_DAYS && date.atStartOfDay().toInstant(ZoneOffset.UTC).isBefore(end); i++) {
      Instant begin = date.atStartOfDay().toInstant(ZoneOffset.UTC);
      Instant over = date.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
      days.add(new Day(date, begin, over, over.isAfter(end) ? end : over.minusSeconds(1)));
      date = date.plusDays(1);
    }
    return days;
  }
}
