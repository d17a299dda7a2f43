package roadbed.collect.metrics;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import roadbed.model.Value;

/** Fields of documents as numbers, times and lists; empty where they are something else. */
final class Documents {
  private static final double LATEST_SECOND = 253_402_300_799.0;

  private Documents() {}

  static Optional<Double> number(Value.Fields of, String name) {
    return of.get(name).flatMap(Documents::number);
  }

  /** A finite number, also where it is written as a text. */
  static Optional<Double> number(Value value) {
    return switch (value) {
      case Value.Whole whole -> Optional.of((double) whole.value());
      case Value.Decimal decimal -> Optional.of(decimal.value().doubleValue()).filter(Double::isFinite);
      case Value.Text text -> number(text.value());
      case Value.Bool _, Value.Null _, Value.Items _, Value.Fields _, Value.Unknown _, Value.Secret _ -> Optional.empty();
    };
  }

  private static Optional<Double> number(String text) {
    try {
      return text.length() > 40 ? Optional.empty() : Optional.of(Double.parseDouble(text)).filter(Double::isFinite);
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  static Optional<Long> second(Value.Fields of, String name) {
    return of.get(name).flatMap(Documents::second);
  }

  /** Seconds since 1970, from a time with its offset or from a number of seconds. */
  static Optional<Long> second(Value value) {
    if (value instanceof Value.Text text && text.value().contains("T")) {
      try {
        return Optional.of(
            text.value().endsWith("Z")
                ? Instant.parse(text.value()).getEpochSecond()
                : OffsetDateTime.parse(text.value()).toEpochSecond());
      } catch (DateTimeException _) {
        return Optional.empty();
      }
    }
    return number(value).filter(second -> second >= 0 && second <= LATEST_SECOND).map(Math::round);
  }

  /** A positive duration such as {@code PT5M}. */
  static Optional<Duration> duration(String text) {
    try {
      return Optional.of(Duration.parse(text)).filter(Duration::isPositive);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  static List<Value> items(Value.Fields of, String name) {
    return of.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Items items ? items.values() : List.of();
  }

  static List<Value.Fields> objects(Value.Fields of, String name) {
    return objects(items(of, name));
  }

  static List<Value.Fields> objects(List<Value> values) {
    return values.stream().filter(Value.Fields.class::isInstance).map(Value.Fields.class::cast).toList();
  }

  static String text(Value.Fields of, String name) {
    return of.text(name).orElse("");
  }

  static Value.Fields fields(Value.Fields of, String... path) {
    return of.at(path).orElse(Value.Null.INSTANCE) instanceof Value.Fields fields ? fields : Value.Fields.EMPTY;
  }
}
