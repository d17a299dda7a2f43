package roadbed.collect.yaml;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A piece of a YAML document with its place, before anything is said about its type. */
public sealed interface YamlNode {

  /** Line from 1. */
  int line();

  /** Column from 1. */
  int column();

  /**
   * A scalar as it is written.
   *
   * @param plain whether it stands without quotes and tag, so that its form tells its type
   */
  record Scalar(String text, boolean plain, int line, int column) implements YamlNode {

    /** Whether it says that there is nothing. */
    public boolean isNull() {
      return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
    }
  }

  /** A sequence. */
  record Sequence(List<YamlNode> items, int line, int column) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** A mapping, merge keys already merged; the map keeps the order of the document. */
  record Mapping(Map<String, Entry> entries, int line, int column) implements YamlNode {

    /** The value of a key. */
    public Optional<YamlNode> get(String key) {
      return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    /** The text of a key's scalar, or empty where it is missing, null or no scalar. */
    public Optional<String> text(String key) {
      return get(key)
          .flatMap(
              value ->
                  value instanceof Scalar scalar && !scalar.isNull()
                      ? Optional.of(scalar.text())
                      : Optional.empty());
    }
  }

  /** A key and its value. */
  record Entry(Scalar key, YamlNode value) {}
}
