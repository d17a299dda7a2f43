package roadbed.operate.drill;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import roadbed.model.Location;
import roadbed.model.resilience.DrillRecord;

/** An exercise, by how far it has come. Only what can follow has a method for it. */
public sealed interface Drill {

  /** What is known of it. */
  Story story();

  /** It has not begun. */
  record Planned(Story story) implements Drill {
    /** It begins. */
    public DrillEntry.What begin() {
      return new DrillEntry.Begun();
    }

    /** It is put off, or brought forward. */
    public DrillEntry.What move(LocalDate to, String reason) {
      return new DrillEntry.Moved(to, reason);
    }

    /** It does not take place. */
    public DrillEntry.What cancel(String reason) {
      return new DrillEntry.Cancelled(reason);
    }
  }

  /** It has begun and not ended. */
  record Running(Story story) implements Drill {
    /** The service was made to fail. */
    public DrillEntry.What fault(Instant when) {
      return new DrillEntry.FaultMade(when);
    }

    /** A step was done. */
    public DrillEntry.What step(int number, String note) {
      return new DrillEntry.StepDone(number, note);
    }

    /** The service worked again. */
    public DrillEntry.What recovered(Instant when, String source) {
      return new DrillEntry.Recovered(when, source);
    }

    /** How new the data was that was there again. */
    public DrillEntry.What data(Instant of) {
      return new DrillEntry.DataSeen(of);
    }

    /** It ends. */
    public DrillEntry.What end(boolean passed, String conclusion) {
      return new DrillEntry.Ended(passed ? DrillRecord.Outcome.PASSED : DrillRecord.Outcome.FAILED, conclusion);
    }
  }

  /** It took place and has ended, or did not take place. */
  record Over(Story story) implements Drill {}

  /**
   * What entries say together.
   *
   * @param stepsDone when each step was done, by its number
   * @param entries all of them, with who and when
   */
  record Story(
      String id,
      DrillPlan plan,
      String plannedBy,
      Optional<Instant> begunAt,
      Optional<Instant> faultAt,
      Optional<Instant> recoveredAt,
      Optional<String> recoverySource,
      Optional<Instant> dataAt,
      Optional<Instant> endedAt,
      Optional<DrillRecord.Outcome> outcome,
      Map<Integer, Instant> stepsDone,
      Map<String, DrillRecord.Finding> findings,
      List<DrillEntry> entries) {
    public Story {
      stepsDone = Collections.unmodifiableMap(new TreeMap<>(stepsDone));
      findings = Collections.unmodifiableMap(new LinkedHashMap<>(findings));
      entries = List.copyOf(entries);
    }

    /** What assessments and tables know of it. */
    public DrillRecord record() {
      return new DrillRecord(
          id,
          plan.title(),
          plan.kind(),
          plan.services(),
          plan.restores(),
          plan.planned(),
          outcome,
          begunAt,
          faultAt,
          recoveredAt,
          recoverySource,
          dataAt,
          endedAt,
          plan.participants(),
          plan.steps(),
          List.copyOf(findings.values()),
          plan.objective(),
          Location.of("exercises of the server"));
    }
  }

  /**
   * Folds entries; the first says what is planned.
   *
   * @throws IllegalArgumentException where it does not
   */
  static Drill of(String id, List<DrillEntry> entries) {
    if (entries.isEmpty() || !(entries.getFirst().what() instanceof DrillEntry.Planned first)) {
      throw new IllegalArgumentException("an exercise begins with its plan: " + id);
    }
    DrillPlan plan = first.plan();
    Optional<Instant> begun = Optional.empty();
    Optional<Instant> fault = Optional.empty();
    Optional<Instant> recovered = Optional.empty();
    Optional<String> source = Optional.empty();
    Optional<Instant> data = Optional.empty();
    Optional<Instant> ended = Optional.empty();
    Optional<DrillRecord.Outcome> outcome = Optional.empty();
    Map<Integer, Instant> steps = new TreeMap<>();
    Map<String, DrillRecord.Finding> findings = new LinkedHashMap<>();
    for (DrillEntry entry : entries) {
      switch (entry.what()) {
        case DrillEntry.Planned _, DrillEntry.Noted _ -> {
          // The plan is the first entry, and notes change nothing.
        }
        case DrillEntry.Moved it ->
            plan =
                new DrillPlan(
                    plan.title(), plan.kind(), plan.services(), plan.restores(), it.to(), plan.participants(), plan.steps(), plan.objective());
        case DrillEntry.Begun _ -> begun = Optional.of(entry.at());
        case DrillEntry.StepDone it -> steps.put(it.step(), entry.at());
        case DrillEntry.FaultMade it -> fault = Optional.of(it.when());
        case DrillEntry.Recovered it -> {
          recovered = Optional.of(it.when());
          source = Optional.of(it.source());
        }
        case DrillEntry.DataSeen it -> data = Optional.of(it.of());
        case DrillEntry.Found it -> findings.put(it.finding(), new DrillRecord.Finding(it.title(), it.owner(), it.due(), Optional.empty()));
        case DrillEntry.Mended it ->
            findings.computeIfPresent(
                it.finding(),
                (_, found) -> new DrillRecord.Finding(found.title(), found.owner(), found.due(), Optional.of(entry.at().atZone(ZoneOffset.UTC).toLocalDate())));
        case DrillEntry.Ended it -> {
          ended = Optional.of(entry.at());
          outcome = Optional.of(it.outcome());
        }
        case DrillEntry.Cancelled _ -> {
          ended = Optional.of(entry.at());
          outcome = Optional.of(DrillRecord.Outcome.CANCELLED);
        }
      }
    }
    Story story =
        new Story(
            id, plan, entries.getFirst().actor(), begun, fault, recovered, source, data, ended, outcome, steps, findings, new ArrayList<>(entries));
    return outcome.isPresent() ? new Over(story) : begun.isPresent() ? new Running(story) : new Planned(story);
  }
}
