package roadbed.operate.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Whether an incident came before: by its confirmed cause, or by what it looked like. */
public final class Recurrence {
  /** How far back an incident counts as the same coming back. */
  public static final Duration WITHIN = Duration.ofDays(90);

  /** Half of what two incidents show together must be the same for them to look alike. */
  private static final double ALIKE = 0.5;

  private static final Pattern CHANGING = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}|\\b[0-9a-f]{8,64}\\b|[0-9]++");

  private Recurrence() {}

  /**
   * An earlier incident that is like this one.
   *
   * @param incident its identifier
   * @param reason why
   */
  public record Earlier(String incident, Instant declaredAt, String reason) {}

  /** Earlier incidents of the last 90 days that are like one, the latest first. */
  public static List<Earlier> find(Dossier dossier, List<Dossier> others) {
    List<Earlier> found = new ArrayList<>();
    Set<String> signature = signature(dossier);
    for (Dossier other : others) {
      Duration before = Duration.between(other.declaredAt(), dossier.declaredAt());
      boolean known = other.id().equals(dossier.id()) || dossier.related().containsKey(other.id());
      if (!known && !before.isNegative() && before.compareTo(WITHIN) <= 0) {
        reason(dossier, signature, other).ifPresent(reason -> found.add(new Earlier(other.id(), other.declaredAt(), reason)));
      }
    }
    found.sort(Comparator.comparing(Earlier::declaredAt).reversed().thenComparing(Earlier::incident));
    return found;
  }

  private static Optional<String> reason(Dossier dossier, Set<String> signature, Dossier other) {
    Optional<String> cause = dossier.cause().map(Entry.CauseConfirmed::cause);
    if (cause.isPresent() && cause.equals(other.cause().map(Entry.CauseConfirmed::cause))) {
      return Optional.of("the same confirmed cause: " + cause.get());
    }
    Set<String> same = new TreeSet<>(signature);
    Set<String> theirs = signature(other);
    same.retainAll(theirs);
    Set<String> all = new TreeSet<>(signature);
    all.addAll(theirs);
    boolean service = dossier.service().isPresent() && dossier.service().equals(other.service());
    return service && !same.isEmpty() && same.size() >= ALIKE * all.size()
        ? Optional.of("the same service with " + same.size() + " of " + all.size() + " alerts alike: " + String.join(", ", same))
        : Optional.empty();
  }

  /** What an incident looks like: its alerts' titles without numbers and identifiers, which change each time. */
  static Set<String> signature(Dossier dossier) {
    Set<String> titles = new TreeSet<>();
    dossier.alerts().values().forEach(member -> titles.add(CHANGING.matcher(member.title().toLowerCase(Locale.ROOT)).replaceAll("*")));
    return titles;
  }
}
