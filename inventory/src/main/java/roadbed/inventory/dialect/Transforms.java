package roadbed.inventory.dialect;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.model.Value;

/** Transforms that Azure's and Google's tables need beside the common ones. */
final class Transforms {
  /** An object that is there only where it says that it is on. */
  static final Transform IF_ENABLED =
      new Transform(
          "if enabled",
          value -> value instanceof Value.Fields fields ? ifEnabled(fields, "enabled", "enable", "isEnabled") : Optional.empty());

  /** An object that is there only where it says something. */
  static final Transform IF_SAID =
      new Transform(
          "if said",
          value -> value instanceof Value.Fields fields && fields.values().isEmpty() ? Optional.empty() : Optional.of(value));

  /** A word that says that there is something; {@code none} and {@code disabled} say that there is not. */
  static final Transform UNLESS_NONE =
      new Transform(
          "unless none",
          value ->
              value instanceof Value.Text text && Set.of("none", "disabled", "").contains(text.value().toLowerCase(Locale.ROOT))
                  ? Optional.empty()
                  : Optional.of(value));

  /** A moment in seconds since 1970 as text; a text stays. */
  static final Transform MOMENT =
      new Transform(
          "moment",
          value -> {
            if (value instanceof Value.Whole seconds) {
              try {
                return Optional.of(Value.of(Instant.ofEpochSecond(seconds.value()).toString()));
              } catch (DateTimeException _) {
                return Optional.empty();
              }
            }
            return Optional.of(value).filter(Value.Text.class::isInstance);
          });

  /** The name of what a child lies in, of its id or of its name with slashes. */
  static final Transform PARENT_NAME =
      new Transform("parent's name", value -> value instanceof Value.Text text ? parentName(text.value()) : Optional.empty());

  /** Pairs {@code {name, value}} or {@code {key, value}} as an object; an object stays one. */
  static final Transform PAIRS = new Transform("pairs", Transforms::pairs);

  /** What a text with commas between lists. */
  static final Transform COMMAS =
      new Transform(
          "list",
          value -> {
            if (!(value instanceof Value.Text text)) {
              return Optional.of(value);
            }
            List<String> parts = new ArrayList<>();
            for (String part : text.value().split(",", -1)) {
              parts.add(part.strip());
            }
            return Optional.of(Value.ofTexts(parts));
          });

  private Transforms() {}

  private static Optional<Value> ifEnabled(Value.Fields fields, String... names) {
    for (String name : names) {
      Value said = fields.values().get(name);
      if (said instanceof Value.Bool bool) {
        return bool.value() ? Optional.of(fields) : Optional.empty();
      }
      if (said instanceof Value.Unknown) {
        return Optional.of(said);
      }
    }
    return Optional.empty();
  }

  private static Optional<Value> parentName(String text) {
    String[] steps = text.split("/", -1);
    if (text.startsWith("/")) {
      return steps.length > 3 ? Optional.of(Value.of(steps[steps.length - 3])) : Optional.empty();
    }
    return steps.length > 1 ? Optional.of(Value.of(steps[steps.length - 2])) : Optional.empty();
  }

  private static Optional<Value> pairs(Value value) {
    if (!(value instanceof Value.Items items)) {
      return Optional.of(value).filter(Value.Fields.class::isInstance);
    }
    Map<String, Value> pairs = new LinkedHashMap<>();
    for (Value item : items.values()) {
      if (item instanceof Value.Fields pair) {
        pair.text("name")
            .or(() -> pair.text("key"))
            .ifPresent(name -> pairs.put(name, pair.get("value").orElse(Value.Null.INSTANCE)));
      } else if (item instanceof Value.Unknown) {
        return Optional.of(item);
      }
    }
    return Optional.of(new Value.Fields(pairs));
  }

  /** The part of a text before or after a sign, for words that say two things in one. */
  static Transform side(char sign, boolean before) {
    return new Transform(
        before ? "before " + sign : "after " + sign,
        value -> {
          if (!(value instanceof Value.Text text) || text.value().indexOf(sign) < 0) {
            return Optional.empty();
          }
          int at = text.value().indexOf(sign);
          return Optional.of(Value.of(before ? text.value().substring(0, at) : text.value().substring(at + 1)));
        });
  }

  /** Of a list of objects those that say that they are on. */
  static Transform enabledOnes(Map<String, String> names) {
    return new Transform(
        "enabled ones",
        value -> {
          if (!(value instanceof Value.Items items)) {
            return Optional.empty();
          }
          List<Value> kept = new ArrayList<>();
          for (Value item : items.values()) {
            if (item instanceof Value.Unknown) {
              kept.add(item);
            } else if (item instanceof Value.Fields fields) {
              Value enabled = fields.values().getOrDefault("enabled", Value.Bool.TRUE);
              if (enabled instanceof Value.Unknown) {
                kept.add(enabled);
              } else if (!(enabled instanceof Value.Bool bool) || bool.value()) {
                kept.add(renamed(fields, names));
              }
            }
          }
          return Optional.of(new Value.Items(kept));
        });
  }

  private static Value renamed(Value.Fields fields, Map<String, String> names) {
    Map<String, Value> renamed = new LinkedHashMap<>();
    names.forEach(
        (from, to) ->
            fields.get(from).filter(value -> !(value instanceof Value.Null)).ifPresent(value -> renamed.put(to, value)));
    return new Value.Fields(renamed);
  }
}
