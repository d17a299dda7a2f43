package roadbed.assess.drift;

import java.util.Locale;
import java.util.Optional;

/** What became of one resource between the sides. */
public enum DriftKind {
  /** At least one attribute is not what is declared. */
  CHANGED("changed"),
  /** It is declared, and where it should be others of its type are and it is not. */
  MISSING("missing"),
  /** It is there and nothing declares it. */
  UNMANAGED("unmanaged"),
  /** It drifts, and an exception gives leave for all of it. */
  EXCEPTED("excepted"),
  /** It is there and nothing declares it, because the provider made it. */
  PROVIDED("made by the provider"),
  /** All that could be compared is as declared. */
  IN_STEP("in step"),
  /** It is known on several sides and no attribute could be compared, or it cannot be told which one it is. */
  NOT_COMPARABLE("not comparable"),
  /** Nothing was collected where it should be. */
  NOT_COVERED("not covered");

  private final String words;

  DriftKind(String words) {
    this.words = words;
  }

  /** The identifier used in documents and SQL, for example {@code in-step}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What people call it. */
  public String words() {
    return words;
  }

  /** Whether it is something to act on. */
  public boolean isDrift() {
    return switch (this) {
      case CHANGED, MISSING, UNMANAGED -> true;
      case EXCEPTED, PROVIDED, IN_STEP, NOT_COMPARABLE, NOT_COVERED -> false;
    };
  }

  /** The kind with that {@link #id()}. */
  public static Optional<DriftKind> ofId(String id) {
    for (DriftKind kind : values()) {
      if (kind.id().equals(id)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
