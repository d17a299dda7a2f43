package roadbed.collect.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.collect.CollectionSink;
import roadbed.collect.yaml.YamlNode;
import roadbed.model.AllocationJson;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;

/** Documents that people wrote, as values whose problems are told with their places. */
final class WrittenValues {
  private WrittenValues() {}

  /** The document. Scalars stay texts, so that an account number keeps its leading zeros. */
  static Value of(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar scalar -> scalar.isNull() ? Value.Null.INSTANCE : Value.of(scalar.text());
      case YamlNode.Sequence sequence -> {
        List<Value> items = new ArrayList<>();
        sequence.items().forEach(item -> items.add(of(item)));
        yield new Value.Items(items);
      }
      case YamlNode.Mapping mapping -> {
        Map<String, Value> fields = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> fields.put(key, of(entry.value())));
        yield new Value.Fields(fields);
      }
    };
  }

  /** Tells problems with the places of what they point at. */
  static void tell(
      List<AllocationJson.Problem> problems, String code, YamlNode.Mapping document, String file, CollectionSink sink) {
    for (AllocationJson.Problem problem : problems) {
      sink.diagnostic(diagnostic(problem, code, document, file));
    }
  }

  /** A problem with the place of what it points at. */
  static Diagnostic diagnostic(AllocationJson.Problem problem, String code, YamlNode.Mapping document, String file) {
    YamlNode at = at(document, problem.pointer());
    return Diagnostic.error(
        code,
        new Location(
            file,
            at.line(),
            at.column(),
            problem.pointer().isEmpty() ? Optional.empty() : Optional.of(problem.pointer())),
        problem.message(),
        problem.hint());
  }

  /** The piece that a pointer names, or the last one on the way to it that there is. */
  private static YamlNode at(YamlNode.Mapping document, String pointer) {
    YamlNode here = document;
    for (String escaped : pointer.split("/", -1)) {
      String name = escaped.replace("~1", "/").replace("~0", "~");
      Optional<YamlNode> next =
          switch (here) {
            case YamlNode.Mapping mapping -> mapping.get(name);
            case YamlNode.Sequence sequence ->
                name.matches("[0-9]{1,6}") && Integer.parseInt(name) < sequence.items().size()
                    ? Optional.of(sequence.items().get(Integer.parseInt(name)))
                    : Optional.empty();
            case YamlNode.Scalar _ -> Optional.empty();
          };
      here = next.orElse(here);
    }
    return here;
  }
}
