package roadbed.assess.cost.explore;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import roadbed.model.ExchangeRate;

/**
 * A question.
 *
 * @param groups dimensions to split by, in order; a tag is {@code tag:KEY}
 * @param grain how finely time is split as well
 * @param filters what lines must be; all of them hold
 * @param from first day
 * @param to last day
 * @param compared the days that are compared with, from first to last
 * @param measure the amount that is summed
 * @param top how many groups are wanted; the rest is one
 * @param currency what amounts are turned into; empty where each stays in its own
 */
public record CostQuestion(
    List<String> groups,
    Grain grain,
    List<Filter> filters,
    LocalDate from,
    LocalDate to,
    Optional<Days> compared,
    Measure measure,
    int top,
    Optional<String> currency) {

  /** The dimensions there are, tags apart. The last four are known of lines only. */
  public static final List<String> DIMENSIONS =
      List.of(
          "provider", "account", "service", "category", "region", "charge_category", "pricing_category",
          "commitment_status", "month", "resource", "sku", "commitment", "description");

  /** Those that daily sums are kept by. */
  public static final List<String> DAILY = DIMENSIONS.subList(0, 9);

  private static final String TAG = "tag:";

  public CostQuestion {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("the first day, " + from + ", is after the last, " + to);
    }
    groups.forEach(CostQuestion::known);
    filters.forEach(filter -> known(filter.dimension()));
    if (currency.isPresent() && !ExchangeRate.isCurrency(currency.get())) {
      throw new IllegalArgumentException("a currency has three capital letters, as EUR has, and is not " + currency.get());
    }
  }

  /**
   * Refuses what is no dimension.
   *
   * @throws IllegalArgumentException with words for a person
   */
  public static void known(String dimension) {
    if (!DIMENSIONS.contains(dimension) && !(dimension.startsWith(TAG) && dimension.length() > TAG.length())) {
      throw new IllegalArgumentException(
          "cost has no dimension " + dimension + "; it has " + String.join(", ", DIMENSIONS) + " and tag:KEY");
    }
  }

  /** The key of a tag, or empty for another dimension. */
  public static Optional<String> tag(String dimension) {
    return dimension.startsWith(TAG) ? Optional.of(dimension.substring(TAG.length())) : Optional.empty();
  }

  /** Whether daily sums can answer it; else lines must. */
  public boolean ofDailySums() {
    return DAILY.containsAll(groups) && filters.stream().allMatch(filter -> DAILY.contains(filter.dimension()));
  }

  /** Days from first to last. */
  public record Days(LocalDate from, LocalDate to) {

    /**
     * The days that a word compares a period with: {@code previous} is as many days before, or as many months where
     * the period is of whole months; {@code year} is a year ago; else {@code FROM..TO}.
     *
     * @throws IllegalArgumentException with words for a person where it is none of these
     */
    public static Days comparedWith(String word, LocalDate from, LocalDate to) {
      if (word.equals("previous")) {
        boolean months = from.getDayOfMonth() == 1 && to.equals(to.withDayOfMonth(to.lengthOfMonth()));
        LocalDate first =
            months
                ? from.minusMonths(ChronoUnit.MONTHS.between(from, to.plusDays(1)))
                : from.minusDays(ChronoUnit.DAYS.between(from, to) + 1);
        return new Days(first, from.minusDays(1));
      }
      if (word.equals("year")) {
        return new Days(from.minusYears(1), to.minusYears(1));
      }
      int dots = word.indexOf("..");
      try {
        if (dots > 0) {
          return new Days(LocalDate.parse(word.substring(0, dots)), LocalDate.parse(word.substring(dots + 2)));
        }
      } catch (DateTimeException e) {
        throw new IllegalArgumentException("a comparison has days like 2026-01-01..2026-01-31, not " + word, e);
      }
      throw new IllegalArgumentException("a comparison is previous, year or FROM..TO, not " + word);
    }
  }

  /**
   * What a dimension must be.
   *
   * @param dimension which
   * @param is whether it must be one of the values, or must be none of them
   * @param values exact values; an empty one is that which is not stated
   */
  public record Filter(String dimension, boolean is, List<String> values) {

    /**
     * Reads {@code service=EC2|S3}, {@code region!=eu-1} and {@code tag:team=}.
     *
     * @throws IllegalArgumentException with words for a person where it is none
     */
    public static Filter parse(String text) {
      int equals = text.indexOf('=');
      if (equals <= 0) {
        throw new IllegalArgumentException("a filter is DIMENSION=VALUE or DIMENSION!=VALUE, not " + text);
      }
      boolean not = text.charAt(equals - 1) == '!';
      String dimension = text.substring(0, not ? equals - 1 : equals).strip();
      return new Filter(dimension, !not, List.of(text.substring(equals + 1).split("\\|", -1)));
    }
  }

  /** How finely time is split. */
  public enum Grain {
    WHOLE,
    DAY,
    WEEK,
    MONTH;

    /** The grain of that name. */
    public static Grain named(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /** The amount that is summed. */
  public enum Measure {
    EFFECTIVE,
    BILLED,
    LIST,
    CONTRACTED;

    /** The name in documents, for example {@code effective}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
