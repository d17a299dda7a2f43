package roadbed.collect.facts;

import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.collect.CollectionSink;
import roadbed.collect.yaml.YamlNode;
import roadbed.model.AllocationJson;
import roadbed.model.AllocationRules;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;
import roadbed.re2.BoundedPattern;

/** Reads a document {@code kind: Allocation}: who pays for what. */
public final class AllocationDocument {
  private AllocationDocument() {}

  /** The rules; empty where something in them is wrong, which is said: nobody pays by half of the rules. */
  public static Optional<AllocationRules> read(YamlNode.Mapping document, String file, CollectionSink sink) {
    AllocationJson.Read read = AllocationJson.read(value(document));
    List<AllocationJson.Problem> problems = new ArrayList<>(read.problems());
    read.rules().ifPresent(rules -> checkNames(rules, problems));
    for (AllocationJson.Problem problem : problems) {
      YamlNode at = at(document, problem.pointer());
      sink.diagnostic(
          Diagnostic.error(
              "allocation.rules",
              new Location(
                  file,
                  at.line(),
                  at.column(),
                  problem.pointer().isEmpty() ? Optional.empty() : Optional.of(problem.pointer())),
              problem.message(),
              problem.hint()));
    }
    return problems.isEmpty() ? read.rules() : Optional.empty();
  }

  /** Patterns of names are compiled once here, so that a malformed one is told with its place. */
  private static void checkNames(AllocationRules rules, List<AllocationJson.Problem> problems) {
    for (int i = 0; i < rules.rules().size(); i++) {
      checkName(rules.rules().get(i).when(), "/rules/" + i + "/when", problems);
    }
    for (AllocationRules.VirtualTag tag : rules.tags()) {
      for (int i = 0; i < tag.values().size(); i++) {
        checkName(tag.values().get(i).when(), "/tags/" + tag.name() + "/rules/" + i + "/when", problems);
      }
    }
  }

  private static void checkName(
      AllocationRules.Condition when, String pointer, List<AllocationJson.Problem> problems) {
    if (when.name().isPresent()) {
      try {
        BoundedPattern.compile(when.name().get());
      } catch (PatternSyntaxException e) {
        problems.add(
            new AllocationJson.Problem(
                pointer + "/name", "this is no pattern: " + e.getMessage(), "write a regular expression in RE2's syntax"));
      }
    }
    when.not().ifPresent(not -> checkName(not, pointer + "/not", problems));
  }

  /** Scalars stay texts, so that an account number keeps its leading zeros. */
  private static Value value(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar scalar -> scalar.isNull() ? Value.Null.INSTANCE : Value.of(scalar.text());
      case YamlNode.Sequence sequence -> {
        List<Value> items = new ArrayList<>();
        sequence.items().forEach(item -> items.add(value(item)));
        yield new Value.Items(items);
      }
      case YamlNode.Mapping mapping -> {
        Map<String, Value> fields = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> fields.put(key, value(entry.value())));
        yield new Value.Fields(fields);
      }
    };
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
