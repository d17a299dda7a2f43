package roadbed.operate.notify;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** For whom words are chosen: how much they know and need to know. */
public enum Circle {
  /** Those who work on it: everything. */
  RESPONDERS,
  /** Everybody inside. */
  INTERNAL,
  /** Those who answer for it: what it means, not how it works. */
  LEADERSHIP,
  /** Users and customers: only what was written for them. */
  PUBLIC;

  /** The identifier in documents and SQL. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The circle of an identifier. */
  public static Optional<Circle> of(String id) {
    return Arrays.stream(values()).filter(one -> one.id().equals(id)).findFirst();
  }
}
