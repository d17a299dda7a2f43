package roadbed.collect.aws;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import roadbed.model.Value;

/** When an item's resource was looked at: a text with or without zone, seconds since 1970, or the parts of a date. */
final class CaptureTime {
  private CaptureTime() {}

  static Optional<Instant> of(Value.Fields item) {
    return item.get("configurationItemCaptureTime").flatMap(CaptureTime::read);
  }

  private static Optional<Instant> read(Value value) {
    try {
      return switch (value) {
        case Value.Text text ->
            Optional.of(
                text.value().matches(".*([zZ]|[+-]\\d\\d:?\\d\\d)$")
                    ? OffsetDateTime.parse(text.value().replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2")).toInstant()
                    : LocalDateTime.parse(text.value().replace(' ', 'T')).toInstant(ZoneOffset.UTC));
        case Value.Whole whole -> Optional.of(seconds(whole.value()));
        case Value.Decimal decimal -> Optional.of(Instant.ofEpochMilli(decimal.value().movePointRight(3).longValue()));
        case Value.Fields parts ->
            Optional.of(
                LocalDateTime.of(
                        part(parts, "year"),
                        part(parts, "month"),
                        part(parts, "day"),
                        part(parts, "hour"),
                        part(parts, "minute"),
                        part(parts, "second"),
                        part(parts, "microsecond") * 1_000)
                    .toInstant(ZoneOffset.UTC));
        case Value.Bool _, Value.Null _, Value.Items _, Value.Unknown _, Value.Secret _ -> Optional.empty();
      };
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** Milliseconds where seconds would be some other millennium. */
  private static Instant seconds(long number) {
    return Math.abs(number) > 100_000_000_000L ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
  }

  private static int part(Value.Fields parts, String name) {
    return parts.get(name).orElse(Value.of(0)) instanceof Value.Whole whole ? Math.toIntExact(whole.value() % 1_000_000_000L) : 0;
  }
}
