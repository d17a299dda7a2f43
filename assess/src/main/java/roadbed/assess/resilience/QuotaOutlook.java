package roadbed.assess.resilience;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import roadbed.model.resilience.QuotaReading;
import roadbed.series.forecast.Forecast;
import roadbed.series.forecast.Forecaster;

/**
 * How much of a limit is used, and when it runs out.
 *
 * @param reading the newest reading; its limit may come from an answer that tells limits alone
 * @param share the used part, 0 to 1 and beyond; empty where limit or use is not known
 * @param days how many days there are readings of
 * @param runsOut the day on which the forecast's mean reaches the limit
 * @param earliest the first day on which its 80% interval does
 * @param latest the day on which all of that interval does; empty where that is beyond the horizon
 * @param words what is to be said of it
 */
public record QuotaOutlook(
    QuotaReading reading,
    Optional<BigDecimal> share,
    int days,
    Optional<LocalDate> runsOut,
    Optional<LocalDate> earliest,
    Optional<LocalDate> latest,
    String words) {
  /** Fewer days than these are no history. */
  public static final int LEAST_DAYS = 14;

  /** So far ahead it is looked, in days. */
  public static final int HORIZON = 180;

  private static final int WEEK = 7;
  private static final int MOST_FORECAST = 100;
  private static final int MOST_DAYS = 730;

  /** The outlook of each quota, the fullest first; of the {@value #MOST_FORECAST} fullest with a forecast. */
  static List<QuotaOutlook> of(List<QuotaReading> readings) {
    Map<String, TreeMap<Instant, QuotaReading>> series = new LinkedHashMap<>();
    for (QuotaReading reading : readings) {
      series.computeIfAbsent(reading.key(), _ -> new TreeMap<>()).merge(reading.at().orElse(Instant.EPOCH), reading, QuotaOutlook::joined);
    }
    List<QuotaOutlook> now = new ArrayList<>();
    series.values().forEach(own -> now.add(standing(own)));
    now.sort(Comparator.comparing((QuotaOutlook one) -> one.share().orElse(BigDecimal.ONE.negate())).reversed().thenComparing(one -> one.reading().key()));
    List<QuotaOutlook> all = new ArrayList<>();
    for (int i = 0; i < now.size(); i++) {
      QuotaOutlook one = now.get(i);
      all.add(i < MOST_FORECAST ? one.forecast(series.getOrDefault(one.reading().key(), new TreeMap<>())) : one);
    }
    return all;
  }

  /** Of one moment, one answer may tell the limit and another the use. */
  private static QuotaReading joined(QuotaReading one, QuotaReading other) {
    return with(other, other.limit().or(one::limit), other.used().or(one::used));
  }

  private static QuotaReading with(QuotaReading reading, Optional<BigDecimal> limit, Optional<BigDecimal> used) {
    return new QuotaReading(
        reading.provider(), reading.account(), reading.region(), reading.service(), reading.quota(), limit, used, reading.unit(),
        reading.at(), reading.location());
  }

  private static QuotaOutlook standing(TreeMap<Instant, QuotaReading> readings) {
    Optional<BigDecimal> limit = newest(readings, QuotaReading::limit);
    Optional<BigDecimal> used = newest(readings, QuotaReading::used);
    QuotaReading last = with(readings.lastEntry().getValue(), limit, used);
    Optional<BigDecimal> share =
        limit.filter(most -> most.signum() > 0).flatMap(most -> used.map(now -> now.divide(most, 6, RoundingMode.HALF_EVEN)));
    String words =
        limit.isEmpty() ? "no limit is told" : used.isEmpty() ? "what is used is not told; not judged" : share.isEmpty() ? "the limit is nothing" : "";
    return new QuotaOutlook(last, share, daily(readings).length, Optional.empty(), Optional.empty(), Optional.empty(), words);
  }

  private static Optional<BigDecimal> newest(
      TreeMap<Instant, QuotaReading> readings, Function<QuotaReading, Optional<BigDecimal>> part) {
    return readings.descendingMap().values().stream().flatMap(reading -> part.apply(reading).stream()).findFirst();
  }

  /** The last reading of each day; a day without one is a gap. */
  private static double[] daily(TreeMap<Instant, QuotaReading> readings) {
    TreeMap<LocalDate, Double> days = new TreeMap<>();
    readings.forEach(
        (at, reading) -> reading.used().ifPresent(used -> days.put(at.atZone(ZoneOffset.UTC).toLocalDate(), used.doubleValue())));
    if (days.isEmpty()) {
      return new double[0];
    }
    LocalDate last = days.lastKey();
    LocalDate first = days.firstKey().isBefore(last.minusDays(MOST_DAYS)) ? last.minusDays(MOST_DAYS) : days.firstKey();
    double[] values = new double[(int) (Duration.between(first.atStartOfDay(), last.atStartOfDay()).toDays() + 1)];
    Arrays.fill(values, Double.NaN);
    days.tailMap(first).forEach((day, used) -> values[(int) (day.toEpochDay() - first.toEpochDay())] = used);
    return values;
  }

  private QuotaOutlook forecast(TreeMap<Instant, QuotaReading> readings) {
    if (share.isEmpty()) {
      return this;
    }
    double limit = reading.limit().map(BigDecimal::doubleValue).orElse(0.0);
    double[] values = daily(readings);
    LocalDate last = reading.at().orElse(Instant.EPOCH).atZone(ZoneOffset.UTC).toLocalDate();
    if (share.get().compareTo(BigDecimal.ONE) >= 0) {
      return new QuotaOutlook(reading, share, days, Optional.of(last), Optional.of(last), Optional.of(last), "it has run out");
    }
    long known = Arrays.stream(values).filter(value -> !Double.isNaN(value)).count();
    if (known < LEAST_DAYS) {
      return new QuotaOutlook(
          reading, share, (int) known, Optional.empty(), Optional.empty(), Optional.empty(),
          "not enough history: readings of " + known + " days, and " + LEAST_DAYS + " are needed");
    }
    if (Arrays.stream(values).filter(value -> !Double.isNaN(value)).distinct().count() == 1) {
      return new QuotaOutlook(
          reading, share, (int) known, Optional.empty(), Optional.empty(), Optional.empty(), "its use has not changed in " + known + " days");
    }
    Optional<LocalDate> mean = Optional.empty();
    Optional<LocalDate> first = Optional.empty();
    Optional<LocalDate> sure = Optional.empty();
    for (Forecast.Step step : Forecaster.forecast(values, WEEK, HORIZON).steps()) {
      LocalDate day = last.plusDays(step.ahead());
      first = first.isEmpty() && step.high80() >= limit ? Optional.of(day) : first;
      mean = mean.isEmpty() && step.mean() >= limit ? Optional.of(day) : mean;
      sure = sure.isEmpty() && step.low80() >= limit ? Optional.of(day) : sure;
    }
    String said =
        mean.isPresent()
            ? "runs out on " + mean.get() + ", between " + first.orElse(mean.get()) + " and " + sure.map(LocalDate::toString).orElse("beyond " + HORIZON + " days")
            : first.isPresent() ? "may run out from " + first.get() + " on" : "does not run out in " + HORIZON + " days";
    return new QuotaOutlook(reading, share, (int) known, mean, first, sure, said);
  }
}
