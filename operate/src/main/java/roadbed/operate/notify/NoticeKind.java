package roadbed.operate.notify;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What may have happened. */
public enum NoticeKind {
  /** Somebody on call is asked to look. Sent by escalation, never by a route. */
  PAGE(Urgency.PAGE),
  /** An escalation came to its end and nobody answered. */
  PAGE_UNANSWERED(Urgency.PAGE),
  INCIDENT_DECLARED(Urgency.PROMPT),
  INCIDENT_GRADED(Urgency.PROMPT),
  INCIDENT_RESTORED(Urgency.PROMPT),
  INCIDENT_REOPENED(Urgency.PROMPT),
  INCIDENT_CLOSED(Urgency.LOW),
  /** Words that somebody wrote for a circle. */
  STATUS_UPDATE(Urgency.PROMPT),
  BUDGET_ALERT(Urgency.LOW),
  COST_ANOMALY(Urgency.LOW),
  /** A change is planned, waits for somebody, was made or was refused. */
  CHANGE(Urgency.PROMPT),
  /** Messages to a target do not arrive. */
  TARGET_FAILING(Urgency.PROMPT),
  /** Somebody tries whether messages arrive. */
  TEST(Urgency.PROMPT);

  private final Urgency urgency;

  NoticeKind(Urgency urgency) {
    this.urgency = urgency;
  }

  /** How urgent it is where nothing else is said. */
  public Urgency urgency() {
    return urgency;
  }

  /** The identifier in documents and SQL. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind of an identifier. */
  public static Optional<NoticeKind> of(String id) {
    return Arrays.stream(values()).filter(one -> one.id().equals(id)).findFirst();
  }

  /** The kinds that routes may name. */
  public static List<NoticeKind> routed() {
    return Arrays.stream(values()).filter(one -> one != PAGE && one != TEST).toList();
  }
}
