package roadbed.model.resilience;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 4h}, {@code 1d12h}, {@code 90m}, {@code PT4H}; a week and a day are 7 and 1 times 24 hours. */
public final class WrittenDuration {
  private static final Pattern UNITS =
      Pattern.compile("(?:([0-9]{1,5})w)?(?:([0-9]{1,6})d)?(?:([0-9]{1,7})h)?(?:([0-9]{1,8})m)?(?:([0-9]{1,9})(?:\\.[0-9]+)?s)?");

  private WrittenDuration() {}

  /** The duration that a text is; empty where it is none, or none longer than nothing. */
  public static Optional<Duration> parse(String text) {
    String plain = text.strip().toLowerCase(Locale.ROOT).replace(" ", "");
    if (plain.startsWith("p")) {
      try {
        return Optional.of(Duration.parse(plain)).filter(Duration::isPositive);
      } catch (DateTimeException _) {
        return Optional.empty();
      }
    }
    Matcher units = UNITS.matcher(plain);
    if (plain.isEmpty() || !units.matches()) {
      return Optional.empty();
    }
    return Optional.of(
            Duration.ofDays(7 * amount(units, 1))
                .plusDays(amount(units, 2))
                .plusHours(amount(units, 3))
                .plusMinutes(amount(units, 4))
                .plusSeconds(amount(units, 5)))
        .filter(Duration::isPositive);
  }

  private static long amount(Matcher units, int group) {
    String digits = units.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /** A duration as people write it, for example {@code 1d12h}. */
  public static String text(Duration duration) {
    long seconds = duration.abs().toSeconds();
    String text =
        part(seconds / 86_400, "d") + part(seconds % 86_400 / 3_600, "h") + part(seconds % 3_600 / 60, "m") + part(seconds % 60, "s");
    return (duration.isNegative() ? "-" : "") + (text.isEmpty() ? "0s" : text);
  }

  private static String part(long amount, String unit) {
    return amount == 0 ? "" : amount + unit;
  }
}
