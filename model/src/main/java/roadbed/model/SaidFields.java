package roadbed.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One object of a document that people wrote, asked field by field; what is wrong is said with its pointer. */
public final class SaidFields {
  private static final int LONGEST_NUMBER = 40;
  private static final int MOST_PROBLEMS = 200;
  private static final Pattern LENGTH = Pattern.compile("(?:(\\d{1,4})d)?(?:(\\d{1,5})h)?(?:(\\d{1,6})m)?(?:(\\d{1,7})s)?");

  private final Value.Fields fields;
  private final String pointer;
  private final Problems problems;

  /** What is wrong, in the order in which it was found. */
  public static final class Problems {
    private final List<AllocationJson.Problem> all = new ArrayList<>();

    /** All of it. */
    public List<AllocationJson.Problem> all() {
      return List.copyOf(all);
    }

    private void add(String pointer, String message, String hint) {
      if (all.size() < MOST_PROBLEMS) {
        all.add(new AllocationJson.Problem(pointer, message, hint));
      }
    }
  }

  private SaidFields(Value.Fields fields, String pointer, Problems problems) {
    this.fields = fields;
    this.pointer = pointer;
    this.problems = problems;
  }

  /** A document; what is no object is told, and has no fields. */
  public static SaidFields of(Value document, Problems problems) {
    if (document instanceof Value.Fields fields) {
      return new SaidFields(fields, "", problems);
    }
    problems.add("", "names with values are expected here", "");
    return new SaidFields(Value.Fields.EMPTY, "", problems);
  }

  /** Tells of every other key that it is not known. */
  public void only(String... keys) {
    List<String> known = List.of(keys);
    for (String key : fields.values().keySet()) {
      if (!known.contains(key)) {
        wrong(key, "the key \"" + key + "\" is not known here", "known are " + String.join(", ", known));
      }
    }
  }

  /** The keys in the order in which they are written. */
  public List<String> keys() {
    return List.copyOf(fields.values().keySet());
  }

  /** Whether a key is there. */
  public boolean has(String key) {
    return fields.values().containsKey(key);
  }

  /** A scalar as text; an empty one says nothing. */
  public Optional<String> text(String key) {
    Optional<Value> value = fields.get(key).filter(one -> !(one instanceof Value.Null));
    if (value.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> text = scalar(value.get());
    if (text.isEmpty()) {
      wrong(key, "a text is expected here", "");
    }
    return text.map(String::strip).filter(one -> !one.isEmpty());
  }

  private static Optional<String> scalar(Value value) {
    return switch (value) {
      case Value.Text text -> Optional.of(text.value());
      case Value.Whole whole -> Optional.of(Long.toString(whole.value()));
      case Value.Decimal decimal -> Optional.of(decimal.value().toPlainString());
      case Value.Bool bool -> Optional.of(Boolean.toString(bool.value()));
      case Value.Null _, Value.Items _, Value.Fields _, Value.Unknown _, Value.Secret _ -> Optional.empty();
    };
  }

  /** A scalar that must be there; told where it is not. */
  public Optional<String> required(String key) {
    Optional<String> text = text(key);
    if (text.isEmpty() && (!has(key) || fields.get(key).filter(Value.Null.class::isInstance).isPresent())) {
      wrong(has(key) ? key : "", key + " is missing", "add it");
    }
    return text;
  }

  /** True or false. */
  public boolean truth(String key, boolean otherwise) {
    Optional<String> text = text(key);
    if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
      wrong(key, "true or false is expected here", "");
      return otherwise;
    }
    return text.map(Boolean::parseBoolean).orElse(otherwise);
  }

  /** A number that must be there; told where it is not. */
  public Optional<BigDecimal> decimal(String key) {
    Optional<String> text = text(key).map(number -> number.replace("_", "").replace("%", ""));
    if (text.isPresent() && text.get().length() <= LONGEST_NUMBER && text.get().matches("-?[0-9]+(\\.[0-9]+)?")) {
      return text.map(BigDecimal::new);
    }
    wrong(key, "a number is expected here", "write for example 12.5");
    return Optional.empty();
  }

  /**
   * A length of time such as {@code 90s}, {@code 1h30m} or {@code 3d}; what is none, or nothing, or too long, is told.
   *
   * @param longest that it may be
   */
  public Optional<Duration> length(String key, Duration longest) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher matcher = LENGTH.matcher(text.get());
    Duration length =
        matcher.matches()
            ? Duration.ofDays(part(matcher, 1)).plusHours(part(matcher, 2)).plusMinutes(part(matcher, 3)).plusSeconds(part(matcher, 4))
            : Duration.ZERO;
    if (length.isZero() || length.compareTo(longest) > 0) {
      wrong(
          key,
          "a length of time of at most " + (longest.toHours() > 48 ? longest.toDays() + " days" : longest.toHours() + " hours") + " is expected here",
          "write for example 30m, 1h30m or 3d");
      return Optional.empty();
    }
    return Optional.of(length);
  }

  private static long part(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /** A whole number within bounds; what is none, or out of them, is told. */
  public Optional<Integer> whole(String key, int least, int most) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (text.get().matches("\\d{1,8}") && Integer.parseInt(text.get()) >= least && Integer.parseInt(text.get()) <= most) {
      return Optional.of(Integer.parseInt(text.get()));
    }
    wrong(key, "a whole number from " + least + " to " + most + " is expected here", "");
    return Optional.empty();
  }

  /** The texts of a list; a single text stands for a list of one. */
  public List<String> texts(String key) {
    Value value = fields.get(key).orElse(Value.Null.INSTANCE);
    List<String> texts = new ArrayList<>();
    if (value instanceof Value.Items items) {
      for (int i = 0; i < items.values().size(); i++) {
        Optional<String> text = scalar(items.values().get(i));
        text.ifPresent(texts::add);
        if (text.isEmpty()) {
          wrong(key + "/" + i, "a text is expected here", "");
        }
      }
    } else {
      text(key).ifPresent(texts::add);
    }
    return texts;
  }

  /** An object; an empty one where there is none. */
  public SaidFields object(String key) {
    Value value = fields.get(key).orElse(Value.Null.INSTANCE);
    if (value instanceof Value.Fields inner) {
      return new SaidFields(inner, below(key), problems);
    }
    if (!(value instanceof Value.Null)) {
      wrong(key, "names with values are expected here", "");
    }
    return new SaidFields(Value.Fields.EMPTY, below(key), problems);
  }

  /** The objects of a list. */
  public List<SaidFields> list(String key) {
    Value value = fields.get(key).orElse(Value.Null.INSTANCE);
    List<SaidFields> objects = new ArrayList<>();
    if (value instanceof Value.Items items) {
      for (int i = 0; i < items.values().size(); i++) {
        if (items.values().get(i) instanceof Value.Fields inner) {
          objects.add(new SaidFields(inner, below(key) + "/" + i, problems));
        } else {
          wrong(key + "/" + i, "names with values are expected here", "");
        }
      }
    } else if (!(value instanceof Value.Null)) {
      wrong(key, "a list is expected here", "begin each entry with a dash");
    }
    return objects;
  }

  /** Something is wrong at a key, or with the whole object where the key is empty. */
  public void wrong(String key, String message, String hint) {
    problems.add(key.isEmpty() ? pointer : pointer + "/" + key.replace("~", "~0"), message, hint);
  }

  private String below(String key) {
    return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
  }
}
