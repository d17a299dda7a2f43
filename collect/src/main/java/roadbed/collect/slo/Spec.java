package roadbed.collect.slo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import roadbed.collect.Suggestion;
import roadbed.collect.yaml.YamlNode;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/** One mapping of a specification, asked field by field; what is wrong is said at its place. */
final class Spec {
  private static final Pattern NUMBER = Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]{1,2})?");
  private static final int LONGEST_NUMBER = 60;

  private final YamlNode.Mapping mapping;
  private final String pointer;
  private final String file;
  private final Problems problems;

  Spec(YamlNode.Mapping mapping, String pointer, String file, Problems problems) {
    this.mapping = mapping;
    this.pointer = pointer;
    this.file = file;
    this.problems = problems;
  }

  /** The same mapping, of which nothing more is said. */
  Spec quiet() {
    return new Spec(mapping, pointer, file, new Problems(_ -> {}));
  }

  /** How many errors the document and those read with it had so far. */
  int errors() {
    return problems.errors();
  }

  Location location() {
    return place(mapping, pointer);
  }

  Location location(String key) {
    YamlNode value = mapping.get(key).orElse(mapping);
    return place(value, pointer + "/" + escaped(key));
  }

  /** Says of every other key that it is not known and not read. */
  void only(String... keys) {
    List<String> known = List.of(keys);
    for (YamlNode.Entry entry : mapping.entries().values()) {
      String key = entry.key().text();
      if (!known.contains(key)) {
        problems.say(
            Diagnostic.warning(
                "slo.unknown-key",
                place(entry.key(), pointer + "/" + escaped(key)),
                "the key \"" + key + "\" is not known here and not read",
                Suggestion.of(key, known)));
      }
    }
  }

  /** Whether a key is there and says something. */
  boolean has(String key) {
    YamlNode value = mapping.get(key).orElse(null);
    return value != null && !(value instanceof YamlNode.Scalar scalar && scalar.isNull());
  }

  Optional<String> text(String key) {
    YamlNode value = mapping.get(key).orElse(null);
    return switch (value) {
      case null -> Optional.empty();
      case YamlNode.Scalar scalar -> scalar.isNull() ? Optional.empty() : Optional.of(scalar.text());
      case YamlNode.Sequence _, YamlNode.Mapping _ -> {
        wrong(key, "a text is expected here", "");
        yield Optional.empty();
      }
    };
  }

  Optional<String> required(String key) {
    int before = errors();
    Optional<String> text = text(key).filter(said -> !said.isBlank());
    if (text.isEmpty() && errors() == before) {
      wrong(key, key + " is missing", "add it");
    }
    return text;
  }

  /** A text of at most so many characters. */
  Optional<String> text(String key, int most) {
    Optional<String> text = text(key);
    if (text.isPresent() && text.get().length() > most) {
      wrong(key, key + " has " + text.get().length() + " characters; at most " + most + " are allowed", "shorten it");
    }
    return text;
  }

  Optional<BigDecimal> number(String key) {
    Optional<String> text = text(key).map(String::strip);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (text.get().length() <= LONGEST_NUMBER && NUMBER.matcher(text.get()).matches()) {
      return Optional.of(new BigDecimal(text.get()));
    }
    wrong(key, "a number is expected here, not " + shortened(text.get()), "");
    return Optional.empty();
  }

  boolean truth(String key) {
    Optional<String> text = text(key);
    if (text.isEmpty() || text.get().equals("false")) {
      return false;
    }
    if (!text.get().equalsIgnoreCase("true") && !text.get().equalsIgnoreCase("false")) {
      wrong(key, "true or false is expected here, not " + shortened(text.get()), "");
    }
    return text.get().equalsIgnoreCase("true");
  }

  /** One of some words. */
  Optional<String> word(String key, List<String> words) {
    Optional<String> text = text(key);
    if (text.isPresent() && !words.contains(text.get())) {
      wrong(key, key + " is " + shortened(text.get()) + ", which is not known", Suggestion.of(text.get(), words));
      return Optional.empty();
    }
    return text;
  }

  /** A mapping, or empty where there is none. */
  Optional<Spec> object(String key) {
    YamlNode value = mapping.get(key).orElse(null);
    if (value instanceof YamlNode.Mapping inner) {
      return Optional.of(new Spec(inner, pointer + "/" + escaped(key), file, problems));
    }
    if (has(key)) {
      wrong(key, "names with values are expected here", "");
    }
    return Optional.empty();
  }

  /** The mappings of a list. */
  List<Spec> list(String key) {
    List<Spec> items = new ArrayList<>();
    if (mapping.get(key).orElse(null) instanceof YamlNode.Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        YamlNode item = sequence.items().get(i);
        String where = pointer + "/" + escaped(key) + "/" + i;
        if (item instanceof YamlNode.Mapping inner) {
          items.add(new Spec(inner, where, file, problems));
        } else {
                problems.say(error(place(item, where), "names with values are expected here", ""));
        }
      }
    } else if (has(key)) {
      wrong(key, "a list is expected here", "begin each entry with a dash");
    }
    return items;
  }

  /** Texts by name; a list of texts becomes one text with commas where lists are allowed. */
  Map<String, String> texts(String key, boolean lists) {
    Map<String, String> texts = new TreeMap<>();
    Optional<Spec> object = object(key);
    if (object.isEmpty()) {
      return texts;
    }
    Spec inner = object.get();
    inner.mapping.entries().forEach(
        (name, entry) -> {
          switch (entry.value()) {
            case YamlNode.Scalar scalar -> texts.put(name, scalar.isNull() ? "" : scalar.text());
            case YamlNode.Sequence sequence -> {
              List<String> each = new ArrayList<>();
              for (YamlNode item : sequence.items()) {
                if (item instanceof YamlNode.Scalar scalar) {
                  each.add(scalar.text());
                }
              }
              if (lists && each.size() == sequence.items().size()) {
                texts.put(name, String.join(",", each));
              } else {
                inner.wrong(name, "a text is expected here", "");
              }
            }
            case YamlNode.Mapping _ -> inner.wrong(name, "a text is expected here", "");
          }
        });
    return texts;
  }

  /** The names of the keys. */
  List<String> keys() {
    return List.copyOf(mapping.entries().keySet());
  }

  /** An error at a key's value, or at the whole mapping where it is missing. */
  void wrong(String key, String message, String hint) {
    problems.say(error(key.isEmpty() ? location() : location(key), message, hint));
  }

  /** Something at a key's value that is worth a word. */
  void mind(String code, String key, String message, String hint) {
    problems.say(Diagnostic.warning(code, key.isEmpty() ? location() : location(key), message, hint));
  }

  /** An error of another kind than the form of the document. */
  void wrong(String code, String key, String message, String hint) {
    problems.say(Diagnostic.error(code, key.isEmpty() ? location() : location(key), message, hint));
  }

  /** That exactly one of some keys is there. */
  Optional<String> oneOf(String... keys) {
    List<String> there = Arrays.stream(keys).filter(this::has).toList();
    if (there.size() == 1) {
      return Optional.of(there.getFirst());
    }
    String names = String.join(" or ", keys);
    if (there.isEmpty()) {
      wrong("", "one of " + names + " is missing", "add one");
    } else {
      wrong(there.get(1), "only one of " + names + " is allowed", "remove one");
    }
    return Optional.empty();
  }

  private static Diagnostic error(Location at, String message, String hint) {
    return Diagnostic.error("slo.schema", at, message, hint);
  }

  private Location place(YamlNode node, String where) {
    return new Location(file, node.line(), node.column(), where.isEmpty() ? Optional.empty() : Optional.of(where));
  }

  private static String shortened(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }

  private static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }
}
