package roadbed.operate.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Value;

/**
 * Something that happened while somebody was paged; entries are added and never changed.
 *
 * @param at when
 * @param by the person's or program's name
 * @param what what
 */
public record PageEntry(Instant at, String by, What what) {

  /** What may happen. */
  public sealed interface What {}

  /** It begins, by a policy. */
  public record Begun(String policy) implements What {}

  /**
   * A step of the policy was taken.
   *
   * @param step round, level and target, each from 1 on: {@code 1.2.1}
   * @param target whom the policy names
   * @param person who that is; empty where it is nobody
   * @param notice the key of what they were told; empty text where nothing reaches them
   */
  public record Told(String step, String target, Optional<String> person, String notice) implements What {}

  /** The next step is taken so much earlier. */
  public record Hurried(Duration by, String reason) implements What {}

  /** Somebody answers. */
  public record Answered(String how) implements What {}

  /** The policy is at its end, and nobody answered. */
  public record Unanswered(String reason) implements What {}

  /** Nobody has to answer any more. */
  public record Ended(String reason) implements What {}

  /** The word for what happened. */
  public static String kind(What what) {
    return switch (what) {
      case Begun _ -> "begun";
      case Told _ -> "told";
      case Hurried _ -> "hurried";
      case Answered _ -> "answered";
      case Unanswered _ -> "unanswered";
      case Ended _ -> "ended";
    };
  }

  /** What happened, without its kind, as a store keeps it. */
  public static Value.Fields body(What what) {
    Map<String, Value> fields = new LinkedHashMap<>();
    switch (what) {
      case Begun it -> fields.put("policy", Value.of(it.policy()));
      case Told it -> {
        fields.put("step", Value.of(it.step()));
        fields.put("target", Value.of(it.target()));
        it.person().ifPresent(person -> fields.put("person", Value.of(person)));
        fields.put("notice", Value.of(it.notice()));
      }
      case Hurried it -> {
        fields.put("by", Value.of(it.by().toString()));
        fields.put("reason", Value.of(it.reason()));
      }
      case Answered it -> fields.put("how", Value.of(it.how()));
      case Unanswered it -> fields.put("reason", Value.of(it.reason()));
      case Ended it -> fields.put("reason", Value.of(it.reason()));
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
      case "begun" -> new Begun(text(body, "policy"));
      case "told" -> new Told(text(body, "step"), text(body, "target"), body.text("person"), text(body, "notice"));
      case "hurried" -> new Hurried(Duration.parse(text(body, "by")), text(body, "reason"));
      case "answered" -> new Answered(text(body, "how"));
      case "unanswered" -> new Unanswered(text(body, "reason"));
      case "ended" -> new Ended(text(body, "reason"));
      default -> throw new IllegalArgumentException("nothing of the kind " + kind + " happens while somebody is paged");
    };
  }

  private static String text(Value.Fields body, String name) {
    return body.text(name).orElseThrow(() -> new IllegalArgumentException("an entry of a paging lacks its " + name));
  }
}
