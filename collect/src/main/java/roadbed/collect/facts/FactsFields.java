package roadbed.collect.facts;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.collect.CollectionSink;
import roadbed.collect.Suggestion;
import roadbed.collect.yaml.YamlNode;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/** One mapping of a facts file, asked field by field; what is wrong is said at its place. */
final class FactsFields {
  private static final int LONGEST_NUMBER = 40;

  private final YamlNode.Mapping mapping;
  private final String pointer;
  private final String file;
  private final CollectionSink sink;

  FactsFields(YamlNode.Mapping mapping, String pointer, String file, CollectionSink sink) {
    this.mapping = mapping;
    this.pointer = pointer;
    this.file = file;
    this.sink = sink;
  }

  /** Says of every other key that it is not known. */
  void only(String... keys) {
    List<String> known = List.of(keys);
    for (String key : mapping.entries().keySet()) {
      if (!known.contains(key)) {
        wrongKey(key, "the key \"" + key + "\" is not known here", Suggestion.of(key, known));
      }
    }
  }

  /** Where it stands. */
  Location location() {
    return Location.of(file, mapping.line(), mapping.column());
  }

  List<String> keys() {
    return List.copyOf(mapping.entries().keySet());
  }

  boolean has(String key) {
    return mapping.entries().containsKey(key);
  }

  /** A scalar as it is written, so that an account number keeps its leading zeros. */
  Optional<String> text(String key) {
    YamlNode value = mapping.get(key).orElse(null);
    return switch (value) {
      case null -> Optional.empty();
      case YamlNode.Scalar scalar ->
          scalar.isNull() || scalar.text().isBlank() ? Optional.empty() : Optional.of(scalar.text().strip());
      case YamlNode.Sequence _, YamlNode.Mapping _ -> {
        wrong(key, "a text is expected here", "");
        yield Optional.empty();
      }
    };
  }

  Optional<String> required(String key) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      wrong(has(key) ? key : "", key + " is missing", "add it");
    }
    return text;
  }

  Optional<BigDecimal> decimal(String key) {
    Optional<String> text = text(key).map(number -> number.replace("_", ""));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (text.get().length() <= LONGEST_NUMBER && text.get().matches("-?[0-9]+(\\.[0-9]+)?")) {
      return Optional.of(new BigDecimal(text.get()));
    }
    wrong(key, "a number is expected here", "write for example 1250.50");
    return Optional.empty();
  }

  Optional<YearMonth> month(String key) {
    Optional<String> text = text(key);
    Optional<YearMonth> month = text.flatMap(FactsFields::parseMonth);
    if (text.isPresent() && month.isEmpty()) {
      wrong(key, "a month is expected here", "write for example 2026-01");
    }
    return month;
  }

  static Optional<YearMonth> parseMonth(String text) {
    try {
      return Optional.of(YearMonth.parse(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** The texts of a list; a single text stands for a list of one. */
  List<String> texts(String key) {
    YamlNode value = mapping.get(key).orElse(null);
    List<String> texts = new ArrayList<>();
    switch (value) {
      case null -> {
        // Nothing is given.
      }
      case YamlNode.Scalar _ -> text(key).ifPresent(texts::add);
      case YamlNode.Sequence sequence -> {
        for (YamlNode item : sequence.items()) {
          if (item instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
            texts.add(scalar.text());
          } else {
            wrong(item, key, "a text is expected here", "");
          }
        }
      }
      case YamlNode.Mapping _ -> wrong(key, "a list of texts is expected here", "");
    }
    return texts;
  }

  /** A mapping; an empty one where there is none. */
  FactsFields object(String key) {
    YamlNode value = mapping.get(key).orElse(null);
    if (value instanceof YamlNode.Mapping inner) {
      return new FactsFields(inner, pointer + "/" + escaped(key), file, sink);
    }
    if (value != null && !(value instanceof YamlNode.Scalar scalar && scalar.isNull())) {
      wrong(key, "names with values are expected here", "");
    }
    return new FactsFields(
        new YamlNode.Mapping(Map.of(), mapping.line(), mapping.column()),
        pointer + "/" + escaped(key),
        file,
        sink);
  }

  /** The mappings of a list. */
  List<FactsFields> list(String key) {
    YamlNode value = mapping.get(key).orElse(null);
    List<FactsFields> items = new ArrayList<>();
    if (value instanceof YamlNode.Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        YamlNode item = sequence.items().get(i);
        if (item instanceof YamlNode.Mapping inner) {
          items.add(new FactsFields(inner, pointer + "/" + escaped(key) + "/" + i, file, sink));
        } else {
          wrong(item, key + "/" + i, "names with values are expected here", "");
        }
      }
    } else if (value != null && !(value instanceof YamlNode.Scalar scalar && scalar.isNull())) {
      wrong(key, "a list is expected here", "begin each entry with a dash");
    }
    return items;
  }

  /** Something is wrong with a key's value, or with the whole mapping where the key is empty. */
  void wrong(String key, String message, String hint) {
    wrong(key.isEmpty() ? mapping : mapping.get(key).orElse(mapping), key, message, hint);
  }

  /** Something is wrong with a key itself. */
  void wrongKey(String key, String message, String hint) {
    YamlNode.Entry entry = mapping.entries().get(key);
    wrong(entry == null ? mapping : entry.key(), key, message, hint);
  }

  private void wrong(YamlNode at, String key, String message, String hint) {
    String where = key.isEmpty() ? pointer : pointer + "/" + key;
    sink.diagnostic(
        Diagnostic.error(
            "facts.schema",
            new Location(
                file, at.line(), at.column(), where.isEmpty() ? Optional.empty() : Optional.of(where)),
            message,
            hint));
  }

  private static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }
}
