package roadbed.assess.cost.anomaly;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How far people are with a case. */
public sealed interface Triage {

  /** Nobody has looked. */
  record Open() implements Triage {}

  /** Somebody looks into it. */
  record Acknowledged(String by, Instant at) implements Triage {}

  /**
   * It is known what it is.
   *
   * @param reason in words, never empty
   */
  record Settled(Answer answer, String by, Instant at, String reason) implements Triage {}

  /** What a case turned out to be. */
  enum Answer {
    /** It is real and was meant. */
    EXPECTED,
    /** It is real, was not meant, and is mended. */
    FIXED,
    /** There is nothing. */
    FALSE_ALARM;

    /** The word for documents: {@code expected}, {@code fixed} or {@code false-alarm}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * What a person did with a case.
   *
   * @param what {@code acknowledge}, {@code undo}, or an answer's word
   * @param reason why; only an acknowledgement may do without
   */
  record Step(String what, String by, Instant at, String reason) {
    static final String ACKNOWLEDGE = "acknowledge";
    static final String UNDO = "undo";
  }

  /** The answer of that word. */
  static Optional<Answer> answer(String id) {
    for (Answer answer : Answer.values()) {
      if (answer.id().equals(id)) {
        return Optional.of(answer);
      }
    }
    return Optional.empty();
  }

  /** What a step makes of a state; empty where it does not fit. */
  static Optional<Triage> after(Triage state, Step step) {
    boolean settled = state instanceof Settled;
    if (step.what().equals(Step.ACKNOWLEDGE)) {
      return state instanceof Open ? Optional.of(new Acknowledged(step.by(), step.at())) : Optional.empty();
    }
    return settled || step.reason().isBlank()
        ? Optional.empty()
        : answer(step.what()).map(answer -> new Settled(answer, step.by(), step.at(), step.reason()));
  }

  /** The state after all steps; an undo takes the last one back that still holds. What does not fit is passed over. */
  static Triage of(List<Step> steps) {
    Deque<Triage> states = new ArrayDeque<>();
    states.push(new Open());
    for (Step step : steps) {
      if (step.what().equals(Step.UNDO)) {
        if (states.size() > 1) {
          states.pop();
        }
      } else {
        after(states.element(), step).ifPresent(states::push);
      }
    }
    return states.element();
  }

  /** The state's word: {@code open}, {@code acknowledged}, or the answer's. */
  default String id() {
    return switch (this) {
      case Open _ -> "open";
      case Acknowledged _ -> "acknowledged";
      case Settled settled -> settled.answer().id();
    };
  }
}
