package roadbed.prove.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import roadbed.model.Location;
import roadbed.prove.kpi.KpiMeasurement;

/** How numbers are written in reports: grouped, with the unit, the same everywhere. */
public final class Format {
  private static final DecimalFormatSymbols SYMBOLS = DecimalFormatSymbols.getInstance(Locale.ROOT);

  private Format() {}

  /** A count with grouped digits. */
  public static String count(long number) {
    return new DecimalFormat("#,##0", SYMBOLS).format(number);
  }

  /** An amount without cents from 100 on, with the currency. */
  public static String money(BigDecimal amount, String currency) {
    boolean small = amount.abs().compareTo(BigDecimal.valueOf(100)) < 0;
    BigDecimal rounded = amount.setScale(small ? 2 : 0, RoundingMode.HALF_EVEN);
    return currency + " " + new DecimalFormat(small ? "#,##0.00" : "#,##0", SYMBOLS).format(rounded);
  }

  /** A share from 0 to 1 as percent. */
  public static String percent(double share) {
    return new DecimalFormat("0.0", SYMBOLS).format(share * 100) + " %";
  }

  /** The relative change from one amount to another, signed; empty where there is nothing to compare with. */
  public static String change(BigDecimal before, BigDecimal now) {
    if (before.signum() == 0) {
      return "";
    }
    double change = now.subtract(before).doubleValue() / before.abs().doubleValue();
    return new DecimalFormat("+0.0;-0.0", SYMBOLS).format(change * 100) + " %";
  }

  /** A duration in its two largest units. */
  public static String duration(Duration duration) {
    if (duration.toMillis() < 1000) {
      return duration.toMillis() + " ms";
    }
    if (duration.toSeconds() < 60) {
      return new DecimalFormat("0.0", SYMBOLS).format(duration.toMillis() / 1000.0) + " s";
    }
    if (duration.toMinutes() < 60) {
      return duration.toMinutes() + " min" + (duration.toSecondsPart() == 0 ? "" : " " + duration.toSecondsPart() + " s");
    }
    if (duration.toHours() < 48) {
      return duration.toHours() + " h" + (duration.toMinutesPart() == 0 ? "" : " " + duration.toMinutesPart() + " min");
    }
    return duration.toDays() + " d" + (duration.toHoursPart() == 0 ? "" : " " + duration.toHoursPart() + " h");
  }

  /** A KPI's value in its unit, or what it lacks. */
  public static String kpi(String unit, KpiMeasurement measurement) {
    if (measurement.value().isEmpty()) {
      return "not measured: " + measurement.lacks();
    }
    return kpi(unit, measurement.value().getAsDouble());
  }

  /** A number in a KPI's unit. */
  public static String kpi(String unit, double value) {
    DecimalFormat plain = new DecimalFormat("#,##0.##", SYMBOLS);
    return switch (unit) {
      case "percent" -> new DecimalFormat("#,##0.0", SYMBOLS).format(value) + " %";
      case "duration" -> duration(Duration.ofMillis(Math.round(value * 1000)));
      case "count" -> count(Math.round(value));
      default -> plain.format(value);
    };
  }

  /**
   * A place as a person looks for it. In a document that a program wrote on one line, the line and column say nothing, and
   * the pointer into it is what tells.
   */
  static String place(Location at) {
    return at.line() <= 1 && at.pointer().isPresent()
        ? at.file() + "#" + at.pointer().get()
        : new Location(at.file(), at.line(), at.column(), Optional.empty()).toString();
  }
}
