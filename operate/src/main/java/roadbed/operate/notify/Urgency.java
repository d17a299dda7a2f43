package roadbed.operate.notify;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How soon somebody has to know, the most urgent first. */
public enum Urgency {
  /** Somebody has to act now: sent at any hour, before everything else. */
  PAGE(0),
  /** Sent at once, except in a person's quiet hours. */
  PROMPT(1),
  /** Sent when it suits: with others in a digest where the receiver has one. */
  LOW(2);

  private final int rank;

  Urgency(int rank) {
    this.rank = rank;
  }

  /** By which messages are ordered, the most urgent first; it is kept in databases. */
  public int rank() {
    return rank;
  }

  /**
   * The urgency of a rank.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static Urgency ranked(int rank) {
    return Arrays.stream(values())
        .filter(one -> one.rank == rank)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no urgency of rank " + rank));
  }

  /** The identifier in documents and SQL. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The urgency of an identifier. */
  public static Optional<Urgency> of(String id) {
    return Arrays.stream(values()).filter(one -> one.id().equals(id)).findFirst();
  }
}
