package roadbed.collect.alert;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.collect.SecretText;
import roadbed.model.Alert;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** Fields of a message, by paths such as {@code alert.tags} or {@code items.0.name}; whatever is not there is empty. */
public record Fields(Value value) {
  private static final int LONGEST = 20_000;
  private static final int MOST_LABELS = 200;

  /** A time to the second, with digits where this has noughts. */
  private static final String PLAIN = "0000-00-00T00:00:00";

  private static final int SHORTEST_MONTH = 28;

  /** {@code 2019-02-15T23:53:45.093+0000}, {@code 2025-03-24 17:28:40 UTC}, {@code 2017-06-30T22:30:43}: what is in use. */
  private static final DateTimeFormatter LENIENT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[' ']")
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHMM", "Z")
          .optionalEnd()
          .appendPattern("[' ']")
          .optionalStart()
          .appendLiteral("UTC")
          .optionalEnd()
          .toFormatter(Locale.ROOT);

  private static final Map<String, Alert.Level> LEVELS = levels();

  private static Map<String, Alert.Level> levels() {
    Map<String, Alert.Level> levels = new LinkedHashMap<>();
    for (String word : List.of("critical", "crit", "fatal", "emergency", "emerg", "disaster", "page", "p0", "p1", "sev0", "sev1", "1")) {
      levels.put(word, Alert.Level.CRITICAL);
    }
    for (String word : List.of("error", "err", "high", "major", "p2", "sev2", "2")) {
      levels.put(word, Alert.Level.ERROR);
    }
    for (String word : List.of("warning", "warn", "medium", "minor", "moderate", "average", "ticket", "p3", "sev3", "3")) {
      levels.put(word, Alert.Level.WARNING);
    }
    for (String word : List.of("info", "informational", "information", "notice", "low", "none", "ok", "p4", "p5", "sev4", "sev5", "4", "5")) {
      levels.put(word, Alert.Level.INFO);
    }
    return levels;
  }

  /** The value at a path, or empty. */
  public Optional<Value> at(String path) {
    Value here = value;
    int from = 0;
    while (from <= path.length()) {
      // A name may itself hold dots: the longest one that is there wins.
      int dot = path.length();
      Value next = null;
      while (next == null && dot > from) {
        next = child(here, path.substring(from, dot));
        if (next == null) {
          dot = path.lastIndexOf('.', dot - 1);
        }
      }
      if (next == null) {
        return Optional.empty();
      }
      here = next;
      if (dot == path.length()) {
        return Optional.of(here);
      }
      from = dot + 1;
    }
    return Optional.empty();
  }

  private static @Nullable Value child(Value parent, String name) {
    return switch (parent) {
      case Value.Fields fields -> fields.values().get(name);
      case Value.Items items -> {
        boolean number = !name.isEmpty() && name.length() < 7 && name.chars().allMatch(c -> c >= '0' && c <= '9');
        int index = number ? Integer.parseInt(name) : items.values().size();
        yield index < items.values().size() ? items.values().get(index) : null;
      }
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> null;
    };
  }

  /** The first of some paths that has a text, a number or a truth value, without the secrets that stand in it. */
  public Optional<String> text(String... paths) {
    for (String path : paths) {
      Optional<String> text = at(path).flatMap(Fields::word);
      if (text.isPresent()) {
        return text;
      }
    }
    return Optional.empty();
  }

  /** The text at a path as it is, with whatever secrets stand in it: for what is used and never kept. */
  public Optional<String> raw(String path) {
    return at(path).orElse(Value.Null.INSTANCE) instanceof Value.Text text && !text.value().isBlank()
        ? Optional.of(text.value())
        : Optional.empty();
  }

  /** The fields below a path; none where there is no object. */
  public Fields below(String path) {
    return new Fields(at(path).orElse(Value.Fields.EMPTY));
  }

  /** The elements of an array at a path. */
  public List<Fields> each(String path) {
    return at(path).orElse(Value.Items.EMPTY) instanceof Value.Items items
        ? items.values().stream().map(Fields::new).toList()
        : List.of();
  }

  /** The elements of the message itself, where it is an array. */
  public List<Fields> all() {
    return value instanceof Value.Items items ? items.values().stream().map(Fields::new).toList() : List.of();
  }

  /** Whether all paths are there. */
  public boolean has(String... paths) {
    for (String path : paths) {
      if (at(path).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** The texts of an array of texts, or of a list with commas. */
  public List<String> texts(String path) {
    Value found = at(path).orElse(Value.Null.INSTANCE);
    List<String> texts = new ArrayList<>();
    if (found instanceof Value.Items items) {
      items.values().forEach(item -> word(item).ifPresent(texts::add));
    } else {
      word(found).ifPresent(text -> List.of(text.split(",", -1)).forEach(part -> texts.add(part.strip())));
    }
    texts.removeIf(String::isEmpty);
    return texts;
  }

  /** An object's texts, numbers and truth values by name; objects inside it have names with dots. */
  public Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    collect("", value, labels);
    return labels;
  }

  private static void collect(String prefix, Value value, Map<String, String> labels) {
    if (value instanceof Value.Fields fields) {
      fields.values().forEach((name, child) -> collect(prefix.isEmpty() ? name : prefix + '.' + name, child, labels));
    } else if (labels.size() < MOST_LABELS) {
      word(value).ifPresent(text -> labels.put(prefix, text));
    }
  }

  /** The first of some paths that has a time: ISO 8601 in its variants, or seconds, milliseconds or nanoseconds since 1970. */
  public Optional<Instant> time(String... paths) {
    for (String path : paths) {
      Optional<Instant> time = text(path).flatMap(Fields::parse);
      if (time.isPresent()) {
        return time;
      }
    }
    return Optional.empty();
  }

  private static Optional<Instant> parse(String text) {
    try {
      if (!text.isEmpty() && text.length() <= 19 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
        long number = Long.parseLong(text);
        if (number == 0) {
          return Optional.empty();
        }
        return Optional.of(
            number < 100_000_000_000L
                ? Instant.ofEpochSecond(number)
                : number < 100_000_000_000_000L
                    ? Instant.ofEpochMilli(number)
                    : Instant.ofEpochSecond(number / 1_000_000_000, number % 1_000_000_000));
      }
      Instant time = isPlain(text) ? plain(text) : lenient(text);
      // Go writes the year 1 for no time.
      return time.isBefore(Instant.EPOCH) ? Optional.empty() : Optional.of(time);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Instant lenient(String text) {
    return LENIENT.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from) instanceof OffsetDateTime offset
        ? offset.toInstant()
        : LocalDateTime.parse(text.strip(), LENIENT).toInstant(ZoneOffset.UTC);
  }

  /** Whether a time is written as nearly all write it, {@code 2026-11-22T01:26:52.316Z}, which is read without much ado. */
  private static boolean isPlain(String text) {
    int end = text.length() - 1;
    if (end < PLAIN.length() || end > PLAIN.length() + 10 || text.charAt(end) != 'Z') {
      return false;
    }
    for (int i = 0; i < end; i++) {
      char form = i < PLAIN.length() ? PLAIN.charAt(i) : i == PLAIN.length() ? '.' : '0';
      if (form == '0' ? !isDigit(text.charAt(i)) : text.charAt(i) != form) {
        return false;
      }
    }
    // A day that few months have is looked at closely, and a fraction has digits.
    return end != PLAIN.length() + 1 && number(text, 8, 10) <= SHORTEST_MONTH;
  }

  private static Instant plain(String text) {
    int nanos = 0;
    for (int i = PLAIN.length() + 1; i < PLAIN.length() + 10; i++) {
      nanos = nanos * 10 + (i < text.length() - 1 ? text.charAt(i) - '0' : 0);
    }
    return LocalDateTime.of(
            number(text, 0, 4), number(text, 5, 7), number(text, 8, 10), number(text, 11, 13), number(text, 14, 16), number(text, 17, 19), nanos)
        .toInstant(ZoneOffset.UTC);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  /** How much the first of some paths says that it matters. */
  public Alert.Level level(String... paths) {
    for (String path : paths) {
      Optional<Alert.Level> level = text(path).flatMap(Fields::levelOf);
      if (level.isPresent()) {
        return level.get();
      }
    }
    return Alert.Level.UNKNOWN;
  }

  /** The level that a word means in common use. */
  public static Optional<Alert.Level> levelOf(String word) {
    return Optional.ofNullable(LEVELS.get(word.strip().toLowerCase(Locale.ROOT)));
  }

  private static Optional<String> word(Value value) {
    return switch (value) {
      case Value.Text text -> text.value().isBlank() ? Optional.empty() : Optional.of(kept(text.value()));
      case Value.Whole whole -> Optional.of(Long.toString(whole.value()));
      case Value.Decimal decimal -> Optional.of(decimal.value().toPlainString());
      case Value.Bool bool -> Optional.of(Boolean.toString(bool.value()));
      case Value.Items items -> items.values().isEmpty() ? Optional.empty() : Optional.of(kept(ValueJson.text(items)));
      case Value.Fields _, Value.Null _, Value.Unknown _, Value.Secret _ -> Optional.empty();
    };
  }

  private static String kept(String text) {
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + " ..." : text;
    return SecretText.mask(cut);
  }
}
