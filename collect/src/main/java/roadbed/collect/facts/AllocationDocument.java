package roadbed.collect.facts;

import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.collect.CollectionSink;
import roadbed.collect.yaml.YamlNode;
import roadbed.model.AllocationJson;
import roadbed.model.AllocationRules;
import roadbed.re2.BoundedPattern;

/** Reads a document {@code kind: Allocation}: who pays for what. */
public final class AllocationDocument {
  private AllocationDocument() {}

  /** The rules; empty where something in them is wrong, which is said: nobody pays by half of the rules. */
  public static Optional<AllocationRules> read(YamlNode.Mapping document, String file, CollectionSink sink) {
    AllocationJson.Read read = AllocationJson.read(WrittenValues.of(document));
    List<AllocationJson.Problem> problems = new ArrayList<>(read.problems());
    read.rules().ifPresent(rules -> checkNames(rules, problems));
    WrittenValues.tell(problems, "allocation.rules", document, file, sink);
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
}
