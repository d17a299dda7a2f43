package roadbed.assess.cost.waste;

import java.util.Locale;

/** The parts that the cost of a resource is of. Changes of different parts do not overlap; one of the whole overlaps all. */
public enum Part {
  /** All of it. */
  WHOLE,
  /** That it runs. */
  RUN,
  /** What it keeps. */
  STORAGE,
  /** What goes through it. */
  TRAFFIC;

  /** The identifier used in documents, for example {@code run}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether changes of both take from the same cost. */
  boolean overlaps(Part other) {
    return this == other || this == WHOLE || other == WHOLE;
  }

  /**
   * The part that a meter of a bill, or an item of a price sheet, is of.
   *
   * @param otherwise what it is where its words do not say
   */
  static Part ofMeter(String meter, Part otherwise) {
    String lower = meter.toLowerCase(Locale.ROOT);
    if (containsAny(lower, "storage", "volume", "snapshot", "disk", "backup", "gp2", "gp3", "piops", "-io1", "-io2")) {
      return STORAGE;
    }
    return containsAny(lower, "bytes", "transfer", "egress", "traffic", "lcuusage", "data processed", "request", "retrieval") ? TRAFFIC : otherwise;
  }

  /** What is paid for of a resource of a Terraform type unless a meter says otherwise. */
  static Part ofType(String type) {
    return containsAny(type, "volume", "disk", "bucket", "snapshot", "storage_account", "log_group", "log_analytics", "logging_")
        ? STORAGE
        : RUN;
  }

  private static boolean containsAny(String text, String... words) {
    for (String word : words) {
      if (text.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
