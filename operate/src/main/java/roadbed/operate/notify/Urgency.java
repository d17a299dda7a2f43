package roadbed.operate.notify;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How soon somebody has to know, the most urgent first. */
public enum Urgency {
  /** Somebody has to act now: sent at any hour, before everything else. */
  PAGE,
  /** Sent at once, except in a person's quiet hours. */
  PROMPT,
  /** Sent when it suits: with others in a digest where the receiver has one. */
  LOW;

  /** The identifier in documents and SQL. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The urgency of an identifier. */
  public static Optional<Urgency> of(String id) {
    return Arrays.stream(values()).filter(one -> one.id().equals(id)).findFirst();
  }
}
