package roadbed.model.resilience;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import roadbed.model.Location;

/**
 * The life of one cycle of versions of a product.
 *
 * @param product its name, for example {@code postgresql}
 * @param cycle what all versions of the cycle begin with, for example {@code 16} or {@code 1.31}
 * @param released when its first version came out
 * @param endOfLife the day from which on it gets no fixes
 * @param ended whether it has ended, where no day is told; empty where nothing is
 * @param latest its newest version
 * @param aliases further names by which the inventory may know the product
 */
public record VersionCycle(
    String product,
    String cycle,
    Optional<LocalDate> released,
    Optional<LocalDate> endOfLife,
    Optional<Boolean> ended,
    Optional<String> latest,
    List<String> aliases,
    Location location)
    implements ResilienceFact {
  public VersionCycle {
    aliases = List.copyOf(aliases);
  }

  /** Whether it is past its end on a day; empty where nobody says. */
  public Optional<Boolean> hasEnded(LocalDate day) {
    return endOfLife.map(end -> !day.isBefore(end)).or(() -> ended);
  }
}
