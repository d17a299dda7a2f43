package roadbed.web.ui;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import roadbed.model.ResourceId;
import roadbed.model.Verdict;
import roadbed.prove.kpi.Kpi;

/** Numbers, amounts, dates and words as pages show them. */
final class Format {
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM uu", Locale.ENGLISH);
  private static final Map<String, String> SIGNS =
      Map.of("EUR", "€", "USD", "$", "GBP", "£", "JPY", "¥");
  private static final Map<String, String> PROVIDERS =
      Map.of("aws", "AWS", "azure", "Azure", "gcp", "Google Cloud", "kubernetes", "Kubernetes", "other", "Other");

  private static final Pattern COLUMN = Pattern.compile("(:\\d+):\\d+$");

  private Format() {}

  /** A whole number with thin groups. */
  static String count(long number) {
    return decimal("#,##0").format(number);
  }

  /** One of a thing, or many. */
  static String count(long number, String one, String many) {
    return count(number) + " " + (number == 1 ? one : many);
  }

  private static DecimalFormat decimal(String pattern) {
    return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
  }

  /** An amount without cents where it is large. */
  static String money(BigDecimal amount, String currency) {
    String number =
        amount.abs().compareTo(BigDecimal.valueOf(1000)) >= 0
            ? decimal("#,##0").format(amount.abs().setScale(0, RoundingMode.HALF_UP))
            : decimal("#,##0.00").format(amount.abs().setScale(2, RoundingMode.HALF_UP));
    return (amount.signum() < 0 ? "−" : "") + SIGNS.getOrDefault(currency, currency + "\u00a0") + number;
  }

  /** An amount with all the digits that it has, where a column must sum to its total. */
  static String exactMoney(BigDecimal amount, String currency) {
    String pattern = amount.scale() > 0 ? "#,##0." + "0".repeat(amount.scale()) : "#,##0";
    return (amount.signum() < 0 ? "−" : "") + SIGNS.getOrDefault(currency, currency + "\u00a0") + decimal(pattern).format(amount.abs());
  }

  /** An amount for an axis: {@code €12k}. */
  static String shortMoney(double amount, String currency) {
    String sign = SIGNS.getOrDefault(currency, currency + "\u00a0");
    if (amount >= 1_000_000) {
      return sign + decimal("#,##0.#").format(amount / 1_000_000) + "M";
    }
    if (amount >= 1_000) {
      return sign + decimal("#,##0.#").format(amount / 1_000) + "k";
    }
    return sign + decimal("#,##0.##").format(amount);
  }

  /** A difference with its sign. */
  static String change(BigDecimal now, BigDecimal before, String currency) {
    BigDecimal change = now.subtract(before);
    return (change.signum() > 0 ? "+" : "") + money(change, currency);
  }

  /** A relative difference, or empty text where there is nothing to compare with. */
  static String changePercent(BigDecimal now, BigDecimal before) {
    if (before.signum() <= 0) {
      return now.signum() == 0 ? "" : "new";
    }
    double ratio = now.subtract(before).doubleValue() / before.doubleValue() * 100;
    return (ratio > 0 ? "+" : ratio < 0 ? "−" : "")
        + decimal(Math.abs(ratio) < 10 ? "0.0" : "#,##0").format(Math.abs(ratio))
        + "%";
  }

  /** A part of a whole in percent. */
  static String percent(double part, double whole) {
    return whole == 0 ? "–" : decimal("0.#").format(part / whole * 100) + "%";
  }

  /** A KPI's value in its unit. */
  static String value(Kpi kpi, double value) {
    return switch (kpi.unit()) {
      case "percent" -> decimal("0.##").format(value) + "%";
      case "duration" -> duration(value);
      case "count" -> decimal("#,##0.#").format(value);
      default -> decimal("#,##0.##").format(value);
    };
  }

  /** What a KPI's value is made of, in words: {@code 130 of 218}, {@code 4 h over 3}. */
  static String ratio(Kpi kpi, double numerator, double denominator) {
    return switch (kpi.unit()) {
      case "percent" -> cell(numerator) + " of " + cell(denominator);
      case "duration" -> duration(numerator) + " over " + cell(denominator);
      default -> cell(numerator) + " over " + cell(denominator);
    };
  }

  /** Seconds in the two largest units. */
  static String duration(double seconds) {
    long whole = Math.round(Math.abs(seconds));
    String sign = seconds < 0 ? "−" : "";
    if (whole < 60) {
      return sign + whole + " s";
    }
    if (whole < 3_600) {
      return sign + whole / 60 + " min";
    }
    if (whole < 86_400) {
      long minutes = whole % 3_600 / 60;
      return sign + whole / 3_600 + " h" + (minutes == 0 ? "" : " " + minutes + " min");
    }
    long hours = whole % 86_400 / 3_600;
    return sign + whole / 86_400 + " d" + (hours == 0 ? "" : " " + hours + " h");
  }

  static String day(LocalDate day) {
    return DAY.format(day);
  }

  static String time(Instant at) {
    return TIME.format(at);
  }

  static String month(LocalDate day) {
    return MONTH.format(day);
  }

  /** How long ago, in one unit. */
  static String ago(Instant at, Instant now) {
    Duration age = Duration.between(at, now);
    if (age.isNegative()) {
      return ahead(age.negated());
    }
    long minutes = age.toMinutes();
    if (minutes < 1) {
      return "just now";
    }
    if (minutes < 60) {
      return minutes + " min ago";
    }
    if (age.toHours() < 48) {
      return age.toHours() + " h ago";
    }
    if (age.toDays() < 60) {
      return age.toDays() + " days ago";
    }
    return age.toDays() / 30 + " months ago";
  }

  private static String ahead(Duration left) {
    if (left.toMinutes() < 1) {
      return "just now";
    }
    if (left.toMinutes() < 60) {
      return "in " + left.toMinutes() + " min";
    }
    return left.toHours() < 48
        ? "in " + left.toHours() + " h"
        : left.toDays() < 60 ? "in " + left.toDays() + " days" : "in " + left.toDays() / 30 + " months";
  }

  static String provider(String id) {
    return PROVIDERS.getOrDefault(id, id);
  }

  /** Words of an identifier: {@code not-evaluated} is {@code not evaluated}. */
  static String words(String id) {
    return id.replace('-', ' ').replace('_', ' ');
  }

  static String capital(String text) {
    return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** The last part of an identifier, by which people know the thing. */
  static String shortId(ResourceId id) {
    String text = id.value();
    int start = Math.max(text.lastIndexOf('/', text.length() - 2), text.lastIndexOf(':', text.length() - 2)) + 1;
    return text.substring(start);
  }

  /**
   * The short end of a location: the file with its folder, and the line. {@code plan.json:1:42#/resource_changes/2}
   * in {@code …/billing/prod} is {@code prod/plan.json:1}.
   */
  static String place(String location) {
    int pointer = location.indexOf("#/");
    String text = pointer < 0 ? location : location.substring(0, pointer);
    int last = text.lastIndexOf('/');
    int start = last <= 0 ? 0 : text.lastIndexOf('/', last - 1) + 1;
    return COLUMN.matcher(text.substring(start)).replaceFirst("$1");
  }

  /** Text, or a dash where there is none. */
  static String orDash(String text) {
    return text.isEmpty() ? "–" : text;
  }

  /** Any value that a query gives, as a table shows it. */
  static String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "–";
      case Boolean truth -> truth ? "yes" : "no";
      case Long number -> count(number);
      case Integer number -> count(number);
      case BigDecimal number -> decimal("#,##0.####").format(number);
      case Double number -> decimal("#,##0.####").format(number);
      case Instant at -> time(at);
      case LocalDateTime at -> CLOCK.format(at);
      case LocalDate day -> day.toString();
      case Object other -> other.toString();
    };
  }

  /** Whether a table shows a value to the right. */
  static boolean isNumber(@Nullable Object value) {
    return value instanceof Number;
  }

  /** A verdict's outcome as the rest of a sentence about its resource. */
  static String decided(Verdict.Outcome outcome) {
    return switch (outcome) {
      case PASS -> "passes";
      case FAIL -> "fails";
      case NOT_EVALUATED -> "could not be evaluated";
      case EXCEPTED -> "fails, with leave";
    };
  }
}
