package roadbed.assess.cost.anomaly;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import roadbed.assess.cost.CostStore;
import roadbed.assess.cost.explore.CostAnswer;
import roadbed.assess.cost.explore.CostExplorer;
import roadbed.assess.cost.explore.CostQuestion;

/** Looks for anomalies in the bills, keeps them as cases, and takes what people answer. */
public final class AnomalyDesk {
  private static final int HISTORY_DAYS = 500;
  private static final int PARTS = 2_000;
  private static final int LINES = 5_000;

  /** Days before an anomaly that its days are compared with. */
  private static final int COMPARED_DAYS = 14;

  private static final int CASE_DAYS = 400;

  private final CostExplorer bills;
  private final UsageLine.Source lines;
  private final Owners owners;
  private final Events events;
  private final AnomalyStore store;
  private final Clock clock;

  /** What happened near an anomaly's beginning, the nearest first. Implemented by whoever knows. */
  @FunctionalInterface
  public interface Events {
    /** What happened. */
    List<Happening> near(CostAnomaly anomaly);
  }

  /** Who has which cost. */
  @FunctionalInterface
  public interface Owners {
    /** Who has most of a part's cost from one day to another; empty where nobody is known. */
    String of(Scope part, String currency, LocalDate from, LocalDate to);

    /** What each owner has by day and service; empty where nobody is known, or this tells only of parts. */
    default Optional<DailyGrid> grid(String currency, LocalDate from, LocalDate to) {
      return Optional.empty();
    }

    /** By the allocated cost of a store. */
    static Owners by(CostStore costs) {
      return new Owners() {
        @Override
        public String of(Scope part, String currency, LocalDate from, LocalDate to) {
          return costs.by(DailyGrid.OWNER, from, to, currency, part.part()).stream()
              .filter(slice -> slice.effective().signum() > 0)
              .findFirst()
              .map(CostStore.Slice::value)
              .orElse("");
        }

        @Override
        public Optional<DailyGrid> grid(String currency, LocalDate from, LocalDate to) {
          return DailyGrid.ofOwners(currency, costs.owned(from, to, currency));
        }
      };
    }
  }

  /** A desk. */
  public AnomalyDesk(
      CostExplorer bills, UsageLine.Source lines, Owners owners, Events events, AnomalyStore store, Clock clock) {
    this.bills = bills;
    this.lines = lines;
    this.owners = owners;
    this.events = events;
    this.store = store;
    this.clock = clock;
  }

  /** What became of what a person did. */
  public enum Outcome {
    DONE,
    /** There is no such case. */
    UNKNOWN,
    /** It does not fit what the case is, for somebody else was faster. */
    REFUSED
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private CostAnswer ask(LocalDate from, LocalDate to) {
    return bills.explore(
        new CostQuestion(
            List.of("service", "account"),
            CostQuestion.Grain.DAY,
            List.of(),
            from,
            to,
            Optional.empty(),
            CostQuestion.Measure.EFFECTIVE,
            PARTS,
            Optional.empty()));
  }

  /**
   * Looks for anomalies in the last weeks of the bills and keeps what is found. A day that is not over is not looked at. What
   * was found before keeps its name and its answers while it grows; what the bills no longer show is told to be gone.
   */
  public synchronized void look() {
    LocalDate yesterday = today().minusDays(1);
    Instant now = clock.instant();
    Map<String, DailyGrid> grids = DailyGrid.of(ask(yesterday.minusDays(HISTORY_DAYS), yesterday));
    List<AnomalyCase> known = store.since(today().minusDays(CASE_DAYS));
    List<Sensitivity> learned = Sensitivity.of(known, store.forgotten(), now);
    List<AnomalyCase> cases = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    LocalDate oldest = yesterday;
    for (DailyGrid grid : grids.values()) {
      LocalDate told = grid.day(grid.days()).minusDays(AnomalyWatch.TOLD_DAYS);
      oldest = told.isBefore(oldest) ? told : oldest;
      for (CostAnomaly found : AnomalyWatch.over(grid)) {
        Optional<AnomalyCase> before =
            known.stream().filter(one -> !taken.contains(one.id()) && one.anomaly().sameAs(found)).findFirst();
        AnomalyCase kept = kept(before, explained(found, before), learned, now);
        taken.add(kept.id());
        cases.add(kept);
      }
      for (CostAnomaly found : ofOwners(grid.currency(), yesterday, cases)) {
        Optional<AnomalyCase> before =
            known.stream().filter(one -> !taken.contains(one.id()) && one.anomaly().sameAs(found)).findFirst();
        AnomalyCase kept = kept(before, explained(found, before), learned, now);
        taken.add(kept.id());
        cases.add(kept);
      }
    }
    for (AnomalyCase one : known) {
      if (!taken.contains(one.id()) && one.goneAt().isEmpty() && one.anomaly().since().isAfter(oldest)) {
        cases.add(
            new AnomalyCase(
                one.id(), one.anomaly(), one.owner(), one.foundAt(), Optional.of(now), one.heldBack(), one.steps()));
      }
    }
    store.record(cases, now);
  }

  /**
   * What an owner has that is out of the ordinary and that no case tells of already: many small parts of one owner may rise
   * together without any of them being remarkable.
   */
  private List<CostAnomaly> ofOwners(String currency, LocalDate yesterday, List<AnomalyCase> told) {
    return owners.grid(currency, yesterday.minusDays(HISTORY_DAYS), yesterday).stream()
        .flatMap(grid -> AnomalyWatch.overOwners(grid).stream())
        .filter(
            found ->
                told.stream()
                    .noneMatch(
                        one ->
                            one.owner().equals(found.scope().value(DailyGrid.OWNER))
                                && one.anomaly().currency().equals(currency)
                                && one.anomaly().above() == found.above()
                                && !one.anomaly().since().isAfter(found.until().plusDays(1))
                                && !found.since().isAfter(one.anomaly().until().plusDays(1))))
        .toList();
  }

  private AnomalyCase kept(
      Optional<AnomalyCase> before, CostAnomaly found, List<Sensitivity> learned, Instant now) {
    boolean open = before.map(one -> one.triage() instanceof Triage.Open).orElse(true);
    return new AnomalyCase(
        before.map(AnomalyCase::id).orElseGet(() -> id(found)),
        found,
        owners.of(found.cause(), found.currency(), found.since(), found.until()),
        before.map(AnomalyCase::foundAt).orElse(now),
        Optional.empty(),
        open && Sensitivity.holdsBack(learned, found),
        before.map(AnomalyCase::steps).orElse(List.of()));
  }

  /** The same anomaly has the same name wherever it is found. */
  private static String id(CostAnomaly found) {
    String text = found.scope().part() + "|" + found.currency() + "|" + found.since() + "|" + found.above();
    return "a" + UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString().replace("-", "").substring(0, 12);
  }

  private CostAnomaly explained(CostAnomaly found, Optional<AnomalyCase> before) {
    boolean same =
        before.map(one -> one.anomaly().until().equals(found.until()) && one.anomaly().size().compareTo(found.size()) == 0).orElse(false);
    if (same) {
      return found.with(before.get().anomaly().makeup(), before.get().anomaly().near());
    }
    LocalDate from = found.since().minusDays(COMPARED_DAYS);
    int days = (int) (found.until().toEpochDay() - found.since().toEpochDay()) + 1;
    Scope part = found.cause();
    // Lines know nothing of owners.
    Optional<Makeup> makeup =
        part.value(DailyGrid.OWNER).isEmpty()
            ? Makeup.of(
                lines.lines(part, found.currency(), from, found.since().minusDays(1), LINES),
                COMPARED_DAYS,
                lines.lines(part, found.currency(), found.since(), found.until(), LINES),
                days)
            : Optional.empty();
    CostAnomaly told = found.with(makeup, List.of());
    return told.with(makeup, events.near(told));
  }

  /** All cases of a bit more than a year, newest first. */
  public List<AnomalyCase> cases() {
    return store.since(today().minusDays(CASE_DAYS));
  }

  /** One case. */
  public Optional<AnomalyCase> find(String id) {
    return store.find(id);
  }

  /** When the bills were last looked at. */
  public Optional<Instant> lookedAt() {
    return store.lookedAt();
  }

  /** What was learned from answers. */
  public List<Sensitivity> learned() {
    return Sensitivity.of(cases(), store.forgotten(), clock.instant());
  }

  /** A scope day by day, with what was expected of it. */
  public record Course(LocalDate first, List<AnomalyWatch.Day> days) {
    public Course {
      days = List.copyOf(days);
    }
  }

  /** The days around a case; empty where the bills are gone. */
  public Optional<Course> course(AnomalyCase one) {
    CostAnomaly anomaly = one.anomaly();
    LocalDate to = anomaly.until().plusDays(21);
    LocalDate yesterday = today().minusDays(1);
    LocalDate from = anomaly.since().minusDays(HISTORY_DAYS - 100);
    LocalDate until = to.isAfter(yesterday) ? yesterday : to;
    Optional<DailyGrid> grid =
        anomaly.scope().value(DailyGrid.OWNER).isEmpty()
            ? Optional.ofNullable(DailyGrid.of(ask(from, until)).get(anomaly.currency()))
            : owners.grid(anomaly.currency(), from, until);
    return grid.map(days -> new Course(days.first(), AnomalyWatch.band(days, anomaly.scope())));
  }

  /**
   * Takes what a person says of a case.
   *
   * @param what {@code acknowledge}, {@code expected}, {@code fixed}, {@code false-alarm} or {@code undo}
   * @param reason needed for answers
   */
  public Outcome triage(String actor, String id, String what, String reason) {
    Optional<AnomalyCase> found = store.find(id);
    if (found.isEmpty()) {
      return Outcome.UNKNOWN;
    }
    AnomalyCase one = found.get();
    Triage.Step step = new Triage.Step(what, actor, clock.instant(), reason);
    boolean fits =
        what.equals(Triage.Step.UNDO)
            ? !(one.triage() instanceof Triage.Open)
            : Triage.after(one.triage(), step).isPresent();
    return fits && store.add(id, one.steps().size(), step) ? Outcome.DONE : Outcome.REFUSED;
  }

  /** Lets what was learned of a case's scope and direction be forgotten. */
  public Outcome forget(String actor, String id) {
    Optional<AnomalyCase> found = store.find(id);
    found.ifPresent(
        one -> store.forget(new Sensitivity.Forgotten(Sensitivity.Key.of(one.anomaly()), actor, clock.instant())));
    return found.isPresent() ? Outcome.DONE : Outcome.UNKNOWN;
  }
}
