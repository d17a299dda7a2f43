package roadbed.app.conformance;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import roadbed.assess.reliability.promql.PromQl;
import roadbed.collect.Limits;
import roadbed.collect.SloFiles;
import roadbed.collect.SourceFile;
import roadbed.collect.yaml.YamlDocuments;
import roadbed.collect.yaml.YamlNode;

/**
 * Files of rules, reduced to what they mean: each rule by its group and its place in it, as one text that is the same for
 * rules that are.
 */
final class RuleDocuments {
  private final Map<String, String> rules = new LinkedHashMap<>();
  private final List<Map<String, String>> recorded = new ArrayList<>();
  private int documents;

  private RuleDocuments() {}

  /** Reads a text with any number of documents. */
  static RuleDocuments of(String text) {
    RuleDocuments read = new RuleDocuments();
    SourceFile file =
        new SourceFile() {
          @Override
          public String name() {
            return "rules";
          }

          @Override
          public InputStream open() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
          }
        };
    YamlDocuments documents = new YamlDocuments(text, file, Limits.DEFAULT);
    while (documents.hasNext()) {
      switch (documents.next()) {
        case YamlDocuments.Document.Broken broken -> read.rules.put("a document", broken.why().toString());
        case YamlDocuments.Document.Read roots -> {
          for (YamlNode root : roots.roots()) {
            if (root instanceof YamlNode.Mapping mapping) {
              read.document(mapping);
            }
          }
        }
      }
    }
    return read;
  }

  /** What is different, in words; empty where nothing is. */
  List<String> differences(RuleDocuments expected) {
    List<String> differences = new ArrayList<>();
    expected.rules.forEach(
        (place, rule) -> {
          String own = rules.get(place);
          if (own == null) {
            differences.add(place + " is missing");
          } else if (!own.equals(rule)) {
            differences.add(place + " is " + own + " and should be " + rule);
          }
        });
    rules.keySet().stream().filter(place -> !expected.rules.containsKey(place)).forEach(place -> differences.add(place + " is too much"));
    return differences;
  }

  /** The labels that all recorded series of these have and none of others. */
  Map<String, String> extraLabels(RuleDocuments plain) {
    Map<String, String> common = new TreeMap<>();
    if (!recorded.isEmpty()) {
      common.putAll(recorded.getFirst());
      recorded.forEach(labels -> common.entrySet().retainAll(labels.entrySet()));
    }
    plain.recorded.forEach(labels -> common.keySet().removeAll(labels.keySet()));
    return common;
  }

  private void document(YamlNode.Mapping root) {
    documents++;
    YamlNode.Mapping spec = root;
    String prefix = "";
    if (root.text("kind").isPresent()) {
      prefix = "document " + documents + ", ";
      rules.put(
          prefix + "metadata",
          root.text("apiVersion").orElse("") + " " + root.text("kind").orElse("") + " "
              + root.get("metadata").map(RuleDocuments::plain).orElse(""));
      spec = root.get("spec").orElse(root) instanceof YamlNode.Mapping inner ? inner : root;
    }
    if (spec.get("groups").orElse(root) instanceof YamlNode.Sequence groups) {
      for (YamlNode group : groups.items()) {
        if (group instanceof YamlNode.Mapping mapping) {
          group(prefix, mapping);
        }
      }
    }
  }

  private void group(String prefix, YamlNode.Mapping group) {
    String name = prefix + "group " + group.text("name").orElse("");
    rules.put(name, "every " + group.text("interval").map(RuleDocuments::duration).orElse("so often as Prometheus does"));
    if (group.get("rules").orElse(group) instanceof YamlNode.Sequence all) {
      for (int i = 0; i < all.items().size(); i++) {
        if (all.items().get(i) instanceof YamlNode.Mapping rule) {
          rules.put(name + ", rule " + (i + 1), rule(rule));
        }
      }
    }
  }

  private String rule(YamlNode.Mapping rule) {
    Map<String, String> labels = texts(rule, "labels");
    boolean records = rule.get("record").isPresent();
    if (records) {
      recorded.add(Map.copyOf(labels));
    }
    labels.computeIfPresent("sloth_version", (_, _) -> "any");
    labels.computeIfPresent("sloth_objective", (_, value) -> number(value));
    return (records ? "record " + rule.text("record").orElse("") : "alert " + rule.text("alert").orElse(""))
        + " = " + rule.text("expr").map(RuleDocuments::expression).orElse("")
        + rule.text("for").map(lasting -> " for " + duration(lasting)).orElse("")
        + rule.text("keep_firing_for").map(lasting -> " keep firing for " + duration(lasting)).orElse("")
        + " " + labels + " " + texts(rule, "annotations");
  }

  private static Map<String, String> texts(YamlNode.Mapping of, String key) {
    Map<String, String> texts = new TreeMap<>();
    if (of.get(key).orElse(of) instanceof YamlNode.Mapping inner && of.get(key).isPresent()) {
      inner.entries().keySet().forEach(name -> texts.put(name, inner.text(name).orElse("").strip()));
    }
    return texts;
  }

  private static String expression(String text) {
    return PromQl.query(text).map(PromQl::canonical).orElseGet(() -> "not a query: " + text);
  }

  private static String duration(String text) {
    Optional<String> canonical = SloFiles.duration(text).map(duration -> PromQl.duration(duration.toMillis()));
    return canonical.orElse(text);
  }

  private static String number(String text) {
    try {
      return new BigDecimal(text).round(new MathContext(12)).stripTrailingZeros().toPlainString();
    } catch (NumberFormatException _) {
      return text;
    }
  }

  private static String plain(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar scalar -> scalar.isNull() ? "" : scalar.text();
      case YamlNode.Sequence sequence -> sequence.items().stream().map(RuleDocuments::plain).toList().toString();
      case YamlNode.Mapping mapping -> {
        Map<String, String> sorted = new TreeMap<>();
        mapping.entries().forEach((key, entry) -> sorted.put(key, plain(entry.value())));
        sorted.values().removeIf(String::isEmpty);
        yield sorted.toString();
      }
    };
  }
}
