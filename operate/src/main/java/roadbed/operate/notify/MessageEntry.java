package roadbed.operate.notify;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import roadbed.model.Value;

/**
 * Something that happened to a message; entries are added and never changed.
 *
 * @param at when
 * @param by the person's or program's name
 * @param what what
 */
public record MessageEntry(Instant at, String by, What what) {

  /** Who writes what the program does by itself. */
  public static final String PROGRAM = "roadbed";

  /** What may happen. */
  public sealed interface What {}

  /** It waits. */
  public record Queued(Instant due) implements What {}

  /** It is handed over to the target; without another entry after it, nobody knows whether it arrived. */
  public record Begun(int attempt) implements What {}

  /**
   * It did not arrive, and is tried again.
   *
   * @param problem in words
   */
  public record Failed(String problem, Instant again) implements What {}

  /**
   * It arrived.
   *
   * @param receipt what the target calls it; may be empty
   */
  public record Sent(String receipt) implements What {}

  /** It did not arrive and is not tried again. */
  public record GivenUp(String problem) implements What {}

  /** Somebody lets it be tried again. */
  public record Revived() implements What {}

  /** Nobody has to know any more. */
  public record Withdrawn(String reason) implements What {}

  /** The word for what happened. */
  public static String kind(What what) {
    return switch (what) {
      case Queued _ -> "queued";
      case Begun _ -> "begun";
      case Failed _ -> "failed";
      case Sent _ -> "sent";
      case GivenUp _ -> "given-up";
      case Revived _ -> "revived";
      case Withdrawn _ -> "withdrawn";
    };
  }

  /** What happened, without its kind, as a store keeps it. */
  public static Value.Fields body(What what) {
    Map<String, Value> fields = new LinkedHashMap<>();
    switch (what) {
      case Queued it -> fields.put("due", Value.of(it.due().toString()));
      case Begun it -> fields.put("attempt", Value.of(it.attempt()));
      case Failed it -> {
        fields.put("problem", Value.of(it.problem()));
        fields.put("again", Value.of(it.again().toString()));
      }
      case Sent it -> fields.put("receipt", Value.of(it.receipt()));
      case GivenUp it -> fields.put("problem", Value.of(it.problem()));
      case Revived _ -> {}
      case Withdrawn it -> fields.put("reason", Value.of(it.reason()));
    }
    return new Value.Fields(fields);
  }

  /**
   * What a kind and its object say.
   *
   * @throws IllegalArgumentException where that is nothing that may happen
   */
  public static What read(String kind, Value.Fields body) {
    return switch (kind) {
      case "queued" -> new Queued(Instant.parse(text(body, "due")));
      case "begun" -> new Begun(body.get("attempt").orElse(Value.Null.INSTANCE) instanceof Value.Whole it ? Math.toIntExact(it.value()) : 0);
      case "failed" -> new Failed(text(body, "problem"), Instant.parse(text(body, "again")));
      case "sent" -> new Sent(text(body, "receipt"));
      case "given-up" -> new GivenUp(text(body, "problem"));
      case "revived" -> new Revived();
      case "withdrawn" -> new Withdrawn(text(body, "reason"));
      default -> throw new IllegalArgumentException("nothing of the kind " + kind + " happens to a message");
    };
  }

  private static String text(Value.Fields body, String name) {
    return body.text(name).orElseThrow(() -> new IllegalArgumentException("an entry of a message lacks its " + name));
  }
}
