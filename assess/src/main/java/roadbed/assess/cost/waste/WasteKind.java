package roadbed.assess.cost.waste;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Kinds of waste, in the order in which findings on one resource take effect: what is removed first is saved once. */
public enum WasteKind {
  /** Nothing uses it any more, for nothing is attached to it. */
  UNATTACHED,
  /** It runs and nobody uses it. */
  IDLE,
  /** Copies that are old, or of something that is gone. */
  SNAPSHOT,
  /** It has more than it needs. */
  OVERSIZED,
  /** Its successor costs less. */
  GENERATION,
  /** It runs while nobody works. */
  SCHEDULE,
  /** What is stored is kept in too dear a way, or for ever. */
  STORAGE,
  /** Logs are kept for ever. */
  LOGS,
  /** Traffic takes a way that costs more than another. */
  TRANSFER;

  /** The identifier used in documents, for example {@code unattached}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind with that {@link #id()}. */
  public static Optional<WasteKind> ofId(String id) {
    return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
  }

  /** Whether the change takes the whole resource away, so that nothing else on it can be saved. */
  public boolean removes() {
    return switch (this) {
      case UNATTACHED, IDLE, SNAPSHOT -> true;
      case OVERSIZED, GENERATION, SCHEDULE, STORAGE, LOGS, TRANSFER -> false;
    };
  }
}
