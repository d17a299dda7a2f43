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

  /** Whether it may be made now. */
  default boolean mayGoOn() {
    return switch (this) {
      case Approved _, Standard _, Emergency _ -> true;
      case Running running -> running.leave() == ChangeEntry.Leave.GIVEN;
      case Proposed _, Waiting _, Denied _, Rejected _, Frozen _, Ended _, Reviewed _, Withdrawn _ -> false;
    };
  }
}
