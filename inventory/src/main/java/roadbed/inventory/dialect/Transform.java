package roadbed.inventory.dialect;

import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;

/**
 * How a property's value becomes an attribute's. Only values that are known and not secret are asked for; the others
 * pass as they are. Empty where the value cannot be told in the other shape; then it stays out.
 *
 * @param name what the tables in the docs call it
 * @param how the function
 */
public record Transform(String name, Function<Value, Optional<Value>> how) {

  /** The value as it stands. */
  public static final Transform AS_IS = new Transform("as is", Optional::of);

  /** True for false and false for true. */
  public static final Transform NOT =
      new Transform("inverted", value -> truth(value).map(said -> Value.of(!said)));

  /** A truth value that may be written as text, of whatever case. */
  public static final Transform TRUTH = new Transform("truth", value -> truth(value).map(Value::of));

  /** A number that may be written as text. */
  public static final Transform NUMBER = new Transform("number", Transform::number);

  /** The text of a text, number or truth value. */
  public static final Transform TEXT = new Transform("text", value -> text(value).map(Value::of));

  /** Text in lower case. */
  public static final Transform LOWER =
      new Transform("lower case", value -> text(value).map(said -> Value.of(said.toLowerCase(Locale.ROOT))));

  /** What follows the last slash, for values that are a link or an id where a name is wanted; lists item by item. */
  public static final Transform LAST_PART =
      new Transform("last part", value -> each(value, text -> text.substring(text.lastIndexOf('/') + 1)));

  /** A list of {@code {Key, Value}} as an object; an object stays one. */
  public static final Transform TAGS = new Transform("tags", Transform::tags);

  /** A policy document: an object, or JSON text, also encoded as in a URL; always an object in the end. */
  public static final Transform POLICY = new Transform("policy", Transform::policy);

  /** One thing as a list of it. */
  public static final Transform LIST =
      new Transform(
          "list", value -> Optional.of(value instanceof Value.Items ? value : new Value.Items(List.of(value))));

  /** The first item of a list. */
  public static final Transform FIRST =
      new Transform(
          "first",
          value ->
              value instanceof Value.Items items ? items.values().stream().findFirst() : Optional.of(value));

  /** As it stands, unless it is an empty text, list or object: that is as good as absent. */
  public static final Transform NOT_EMPTY = new Transform("unless empty", value -> Optional.of(value).filter(said -> !isEmpty(said)));

  /** The names inside objects in Terraform's way of writing them: {@code KmsKeyId} as {@code kms_key_id}. */
  public static final Transform SNAKE = new Transform("names", value -> Optional.of(snake(value)));

  /** True where something is said at all. */
  public static final Transform SAID = new Transform("said", _ -> Optional.of(Value.Bool.TRUE));

  /** True for these texts, whatever their case, and false for others. */
  public static Transform trueFor(String... texts) {
    Set<String> wanted = lower(texts);
    return new Transform(
        "true for " + String.join(", ", texts),
        value -> text(value).map(said -> Value.of(wanted.contains(said.toLowerCase(Locale.ROOT)))));
  }

  /** False for these texts, whatever their case, and true for others. */
  public static Transform falseFor(String... texts) {
    Set<String> wanted = lower(texts);
    return new Transform(
        "false for " + String.join(", ", texts),
        value -> text(value).map(said -> Value.of(!wanted.contains(said.toLowerCase(Locale.ROOT)))));
  }

  private static Set<String> lower(String... texts) {
    Set<String> lower = new java.util.HashSet<>();
    for (String text : texts) {
      lower.add(text.toLowerCase(Locale.ROOT));
    }
    return Set.copyOf(lower);
  }

  /** Word for word: pairs of the dialect's word and ours; another word stays. Lists item by item. */
  public static Transform words(String... pairs) {
    Map<String, String> words = new LinkedHashMap<>();
    for (int i = 0; i + 1 < pairs.length; i += 2) {
      words.put(pairs[i].toLowerCase(Locale.ROOT), pairs[i + 1]);
    }
    return new Transform(
        "words", value -> each(value, said -> words.getOrDefault(said.toLowerCase(Locale.ROOT), said)));
  }

  /** Text with something before it that the other shape adds. */
  public static Transform prefixed(String prefix) {
    return new Transform(
        "prefix " + prefix,
        value -> text(value).map(said -> Value.of(said.startsWith(prefix) ? said : prefix + said)));
  }

  /** The texts of the named fields of an object or of a list of objects, as a list, for example the CIDRs of ranges. */
  public static Transform field(String name) {
    return new Transform(
        "each " + name,
        value -> {
          List<Value> found = new ArrayList<>();
          for (Value item : value instanceof Value.Items items ? items.values() : List.of(value)) {
            switch (item) {
              case Value.Fields fields -> fields.get(name).ifPresent(found::add);
              case Value.Unknown unknown -> found.add(unknown);
              case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _ -> found.add(item);
              case Value.Null _, Value.Items _, Value.Secret _ -> {}
            }
          }
          return Optional.of(new Value.Items(found));
        });
  }

  /** The value of one key in a list of {@code {Key, Value}}. */
  public static Transform keyed(String key) {
    return new Transform(
        "the value of " + key,
        value ->
            tags(value)
                .filter(Value.Fields.class::isInstance)
                .flatMap(tags -> ((Value.Fields) tags).get(key))
                .filter(said -> !isEmpty(said)));
  }

  /** The objects of an object as a list, each with its key as a field of that name. */
  public static Transform entries(String name) {
    return new Transform(
        "entries with " + name,
        value -> {
          if (!(value instanceof Value.Fields fields)) {
            return Optional.empty();
          }
          List<Value> items = new ArrayList<>();
          fields
              .values()
              .forEach(
                  (key, inner) -> {
                    Map<String, Value> item = new LinkedHashMap<>();
                    item.put(name, Value.of(key));
                    if (snake(inner) instanceof Value.Fields said) {
                      item.putAll(said.values());
                    }
                    items.add(inner instanceof Value.Unknown ? inner : new Value.Fields(item));
                  });
          return Optional.of(new Value.Items(items));
        });
  }

  /** This one, then the other on what it gave. */
  public Transform then(Transform next) {
    return new Transform(name + ", " + next.name, value -> apply(value).flatMap(next::apply));
  }

  /** The attribute's value; what is not known, secret or null stays so. */
  Optional<Value> apply(Value value) {
    return switch (value) {
      case Value.Unknown _, Value.Secret _, Value.Null _ -> Optional.of(value);
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Items _, Value.Fields _ ->
          how.apply(value);
    };
  }

  private static Optional<Value> each(Value value, Function<String, String> how) {
    if (value instanceof Value.Items items) {
      List<Value> values = new ArrayList<>(items.values().size());
      for (Value item : items.values()) {
        values.add(item instanceof Value.Text text ? Value.of(how.apply(text.value())) : item);
      }
      return Optional.of(new Value.Items(values));
    }
    return text(value).map(said -> Value.of(how.apply(said)));
  }

  private static Optional<Boolean> truth(Value value) {
    return text(value)
        .flatMap(
            said ->
                switch (said.strip().toLowerCase(Locale.ROOT)) {
                  case "true", "enabled", "on", "yes" -> Optional.of(true);
                  case "false", "disabled", "off", "no" -> Optional.of(false);
                  default -> Optional.empty();
                });
  }

  private static Optional<Value> number(Value value) {
    return switch (value) {
      case Value.Whole _, Value.Decimal _ -> Optional.of(value);
      case Value.Text text -> {
        try {
          BigDecimal number = new BigDecimal(text.value().strip());
          yield number.scale() <= 0 && number.precision() < 19 && number.scale() > -19
              ? Optional.of(Value.of(number.longValueExact()))
              : Optional.of(new Value.Decimal(number));
        } catch (NumberFormatException _) {
          yield Optional.empty();
        }
      }
      case Value.Bool _, Value.Null _, Value.Items _, Value.Fields _, Value.Unknown _, Value.Secret _ ->
          Optional.empty();
    };
  }

  private static Optional<String> text(Value value) {
    return switch (value) {
      case Value.Text text -> Optional.of(text.value());
      case Value.Whole whole -> Optional.of(Long.toString(whole.value()));
      case Value.Decimal decimal -> Optional.of(decimal.value().toPlainString());
      case Value.Bool bool -> Optional.of(Boolean.toString(bool.value()));
      case Value.Null _, Value.Items _, Value.Fields _, Value.Unknown _, Value.Secret _ -> Optional.empty();
    };
  }

  private static Optional<Value> tags(Value value) {
    if (!(value instanceof Value.Items items)) {
      return Optional.of(value).filter(Value.Fields.class::isInstance);
    }
    Map<String, Value> tags = new LinkedHashMap<>();
    for (Value item : items.values()) {
      if (item instanceof Value.Fields tag) {
        Optional<String> key = tag.text("Key").or(() -> tag.text("key")).or(() -> tag.text("TagKey")).or(() -> tag.text("tagKey"));
        Optional<Value> said = tag.get("Value").or(() -> tag.get("value")).or(() -> tag.get("TagValue")).or(() -> tag.get("tagValue"));
        key.ifPresent(name -> tags.put(name, said.orElse(Value.of(""))));
      }
    }
    return Optional.of(new Value.Fields(tags));
  }

  private static boolean isEmpty(Value value) {
    return switch (value) {
      case Value.Text text -> text.value().isEmpty();
      case Value.Items items -> items.values().isEmpty();
      case Value.Fields fields -> fields.values().isEmpty();
      case Value.Null _ -> true;
      case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Unknown _, Value.Secret _ -> false;
    };
  }

  private static Value snake(Value value) {
    return switch (value) {
      case Value.Fields fields -> {
        Map<String, Value> named = new LinkedHashMap<>();
        fields.values().forEach((name, inner) -> named.put(snake(name), snake(inner)));
        yield new Value.Fields(named);
      }
      case Value.Items items -> new Value.Items(items.values().stream().map(Transform::snake).toList());
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> value;
    };
  }

  /** {@code DBSubnetGroupName} as {@code db_subnet_group_name}. */
  static String snake(String name) {
    StringBuilder snake = new StringBuilder(name.length() + 8);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean upper = Character.isUpperCase(c);
      if (upper && i > 0 && name.charAt(i - 1) != '_') {
        boolean afterLower = !Character.isUpperCase(name.charAt(i - 1));
        boolean beforeLower = i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1));
        if (afterLower || beforeLower) {
          snake.append('_');
        }
      }
      snake.append(Character.toLowerCase(c));
    }
    return snake.toString();
  }

  private static Optional<Value> policy(Value value) {
    if (!(value instanceof Value.Text text)) {
      return Optional.of(value).filter(said -> said instanceof Value.Fields && !isEmpty(said));
    }
    if (text.value().isBlank()) {
      return Optional.empty();
    }
    try {
      String json = text.value().strip();
      return Optional.of(ValueJson.parse(json.startsWith("%7B") ? URLDecoder.decode(json, StandardCharsets.UTF_8) : json));
    } catch (JacksonException | IllegalArgumentException _) {
      return Optional.of(value);
    }
  }
}
