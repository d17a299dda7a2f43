package roadbed.operate.change;

import java.time.Instant;
import java.util.List;
import roadbed.assess.change.ChangeRuling;

/** Where a change stands at a moment. Only some of these let it go on; what is not decided does not. */
public sealed interface ChangeState {

  /** It is proposed, and cannot be decided. */
  record Proposed(List<String> reasons) implements ChangeState {
    public Proposed {
      reasons = List.copyOf(reasons);
    }
  }

  /** People must agree first. */
  record Waiting(List<Missing> missing) implements ChangeState {
    public Waiting {
      missing = List.copyOf(missing);
    }
  }

  /**
   * A requirement and who met it so far.
   *
   * @param count how many must agree; one more where nobody knows who the author is
   * @param given who agreed and counts
   */
  record Missing(ChangeRuling.Requirement requirement, int count, List<String> given) {
    public Missing {
      given = List.copyOf(given);
    }
  }

  /** The rules forbid it as it is. */
  record Denied(List<String> reasons) implements ChangeState {
    public Denied {
      reasons = List.copyOf(reasons);
    }
  }

  /** Somebody said no to it as it is. */
  record Rejected(String by, String reason) implements ChangeState {}

  /** It could go on, and nothing is changed now. */
  record Frozen(List<ChangeWindow.Occurrence> freezes) implements ChangeState {
    public Frozen {
      freezes = List.copyOf(freezes);
    }
  }

  /** Everybody who must has agreed to it as it is. */
  record Approved(List<String> by) implements ChangeState {
    public Approved {
      by = List.copyOf(by);
    }
  }

  /** Nobody needs to agree. */
  record Standard(List<String> reasons) implements ChangeState {
    public Standard {
      reasons = List.copyOf(reasons);
    }
  }

  /** It cannot wait: it may go on, and is looked at afterwards. */
  record Emergency(String by, String reason) implements ChangeState {}

  /** It is being made. */
  record Running(Instant since, ChangeEntry.Leave leave) implements ChangeState {}

  /**
   * It is over.
   *
   * @param reviewDue whether somebody must look at it: it was an emergency, or had no leave
   */
  record Ended(ChangeEntry.Outcome outcome, Instant at, boolean reviewDue) implements ChangeState {}

  /** It is over and was looked at. */
  record Reviewed(ChangeEntry.Outcome outcome, String by, String conclusion) implements ChangeState {}

  /** It is not wanted any more. */
  record Withdrawn(String by, String reason) implements ChangeState {}

  /** The name in documents, for example {@code waiting}. */
  default String id() {
    return switch (this) {
      case Proposed _ -> "proposed";
      case Waiting _ -> "waiting";
      case Denied _ -> "denied";
      case Rejected _ -> "rejected";
      case Frozen _ -> "frozen";
      case Approved _ -> "approved";
      case Standard _ -> "standard";
      case Emergency _ -> "emergency";
      case Running _ -> "running";
      case Ended ended -> ended.outcome().id();
      case Reviewed _ -> "reviewed";
      case Withdrawn _ -> "withdrawn";
    };
  }

  /** Why it stands there, each reason in a sentence without its full stop. */
  default List<String> words() {
    return switch (this) {
      case Proposed it -> it.reasons().stream().map(reason -> "it waits: " + reason).toList();
      case Waiting it -> it.missing().stream().map(ChangeState::words).toList();
      case Denied it -> it.reasons();
      case Rejected it -> List.of(it.by() + " said no: " + it.reason());
      case Frozen it ->
          it.freezes().stream().map(one -> "nothing is changed in " + one.window().name() + ", until " + one.until()).toList();
      case Approved it -> List.of("agreed to by " + String.join(", ", it.by()));
      case Standard it -> it.reasons();
      case Emergency it -> List.of(it.by() + " says that it cannot wait: " + it.reason(), "it is looked at afterwards");
      case Running it -> List.of("since " + it.since() + leave(it.leave()));
      case Ended it -> it.reviewDue() ? List.of("somebody who had no hand in it must look at it") : List.of();
      case Reviewed it -> List.of(it.by() + ": " + it.conclusion(), "it was " + it.outcome().words());
      case Withdrawn it -> List.of("by " + it.by() + (it.reason().isEmpty() ? "" : ": " + it.reason()));
    };
  }

  private static String leave(ChangeEntry.Leave leave) {
    return switch (leave) {
      case GIVEN -> "";
      case NOT_GIVEN -> ", and it was not allowed to";
      case NOT_JUDGED -> ", and it was told of too late to say whether it might";
    };
  }

  private static String words(Missing missing) {
    int more = missing.count() - missing.given().size();
    return "it needs the word of "
        + (missing.count() == 1 ? "somebody" : more + (missing.given().isEmpty() ? "" : " more"))
        + " of "
        + String.join(", ", missing.requirement().from())
        + (missing.given().isEmpty() ? "" : " (" + String.join(", ", missing.given()) + " agreed)")
        + (missing.requirement().reason().isEmpty() ? "" : ": " + missing.requirement().reason());
  }

  /** Whether it may be made now. */
  default boolean mayGoOn() {
    return switch (this) {
      case Approved _, Standard _, Emergency _ -> true;
      case Running running -> running.leave() == ChangeEntry.Leave.GIVEN;
      case Proposed _, Waiting _, Denied _, Rejected _, Frozen _, Ended _, Reviewed _, Withdrawn _ -> false;
    };
  }
}
