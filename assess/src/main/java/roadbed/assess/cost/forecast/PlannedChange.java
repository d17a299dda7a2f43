package roadbed.assess.cost.forecast;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import roadbed.series.forecast.Outlook;

/**
 * Something that will make days cost something else.
 *
 * @param from the first day
 * @param factor what a day's cost is multiplied by
 * @param amount what is added a day then
 * @param text as it was written
 */
public record PlannedChange(LocalDate from, double factor, double amount, String text) {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /**
   * Reads {@code 2027-01-01 +120} and {@code 2027-01-01 -35.5} (an amount a day), {@code 2027-01-01 +15%} and
   * {@code 2027-01-01 -8%}, and {@code 2027-01-01 commitment 100 160}: a commitment ends that costs 100 a day, and what it
   * covers costs 160 a day without it.
   *
   * @return empty where it is none of these
   */
  public static Optional<PlannedChange> parse(String text) {
    List<String> words = List.of(BLANKS.split(text.strip(), 6));
    try {
      LocalDate from = LocalDate.parse(words.getFirst());
      if (words.size() == 4 && words.get(1).toLowerCase(Locale.ROOT).equals("commitment")) {
        return of(from, 1, Double.parseDouble(words.get(3)) - Double.parseDouble(words.get(2)), text);
      }
      if (words.size() != 2 || !(words.get(1).startsWith("+") || words.get(1).startsWith("-"))) {
        return Optional.empty();
      }
      String by = words.get(1);
      return by.endsWith("%")
          ? of(from, 1 + Double.parseDouble(by.substring(0, by.length() - 1)) / 100, 0, text)
          : of(from, 1, Double.parseDouble(by), text);
    } catch (DateTimeException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static Optional<PlannedChange> of(LocalDate from, double factor, double amount, String text) {
    boolean sound = Double.isFinite(factor) && factor >= 0 && Double.isFinite(amount);
    return sound ? Optional.of(new PlannedChange(from, factor, amount, text.strip())) : Optional.empty();
  }

  /** As a forecast takes it that begins after a day; a change of the past is in the days already. */
  Optional<Outlook.Change> after(LocalDate last) {
    long ahead = from.toEpochDay() - last.toEpochDay();
    return ahead < 1 || ahead > Integer.MAX_VALUE
        ? Optional.empty()
        : Optional.of(new Outlook.Change((int) ahead, Integer.MAX_VALUE, factor, amount));
  }
}
