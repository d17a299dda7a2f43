package roadbed.app.conformance;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import roadbed.assess.policy.Guardrails;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.inventory.Inventory;
import roadbed.inventory.Snapshot;
import roadbed.model.Collection;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.model.Verdict;
import tools.jackson.core.JacksonException;

/**
 * Labelled configurations: {@code expected.json} lists, for each folder, a guardrail and the addresses of the
 * resources that must pass and fail it. A case is one address.
 */
final class GuardrailConformance implements Conformance {
  @Override
  public String description() {
    return "folders with an expected.json that labels resources as passing or failing a guardrail";
  }

  @Override
  public void run(List<Path> paths, Consumer<CaseOutcome> each) throws IOException {
    for (Path path : paths) {
      Path expected = Files.isDirectory(path) ? path.resolve("expected.json") : path;
      if (!Files.isRegularFile(expected)) {
        each.accept(failed(path.toString(), "there is no expected.json"));
        continue;
      }
      Value labels;
      try {
        labels = ValueJson.parse(Files.readString(expected));
      } catch (JacksonException | CharacterCodingException e) {
        each.accept(failed(expected.toString(), "not readable JSON: " + e.getMessage()));
        continue;
      }
      Path folder = expected.toAbsolutePath().getParent();
      if (!(labels instanceof Value.Items sets) || folder == null) {
        each.accept(failed(expected.toString(), "an array of label sets is expected"));
        continue;
      }
      for (Value set : sets.values()) {
        labelSet(folder, set, each);
      }
    }
  }

  private static void labelSet(Path folder, Value set, Consumer<CaseOutcome> each) {
    if (!(set instanceof Value.Fields fields)
        || fields.text("guardrail").isEmpty()
        || fields.text("folder").isEmpty()) {
      each.accept(failed(folder.toString(), "a label set has a guardrail and a folder"));
      return;
    }
    String guardrail = fields.text("guardrail").get();
    String name = fields.text("folder").get();
    Map<String, Verdict.Outcome> expected = new TreeMap<>();
    texts(fields, "pass").forEach(address -> expected.put(address, Verdict.Outcome.PASS));
    texts(fields, "fail").forEach(address -> expected.put(address, Verdict.Outcome.FAIL));
    Guardrails guardrails = Guardrails.shipped().only(Set.of(guardrail));
    if (guardrails.all().isEmpty()) {
      expected
          .keySet()
          .forEach(
              address ->
                  each.accept(
                      new CaseOutcome(
                          guardrail + " " + name + " " + address,
                          CaseOutcome.Result.SKIPPED,
                          "there is no guardrail " + guardrail + " yet")));
      return;
    }
    Collection collection =
        new Collector().collect(
            name, List.of(folder.resolve(name)), Instant.EPOCH, Progress.NONE, Limits.DEFAULT);
    Snapshot snapshot = Inventory.of(List.of(collection));
    Map<ResourceId, String> addresses = new HashMap<>();
    for (Resource resource : snapshot.resources()) {
      addresses.put(resource.id(), resource.origin().address());
    }
    Map<String, List<Verdict>> verdicts = new HashMap<>();
    for (Verdict verdict : guardrails.judge(snapshot).verdicts()) {
      String address = addresses.getOrDefault(verdict.resource(), "");
      verdicts.computeIfAbsent(address, _ -> new ArrayList<>()).add(verdict);
    }
    expected.forEach(
        (address, outcome) ->
            each.accept(
                compare(guardrail + " " + name + " " + address, outcome, verdicts.getOrDefault(address, List.of()))));
  }

  private static CaseOutcome compare(String name, Verdict.Outcome expected, List<Verdict> actual) {
    if (actual.isEmpty()) {
      return failed(name, "expected " + expected.id() + ", and it was not judged");
    }
    for (Verdict verdict : actual) {
      if (verdict.outcome() != expected) {
        return failed(
            name,
            "expected " + expected.id() + ", was " + verdict.outcome().id() + " " + String.join("; ", verdict.messages()));
      }
    }
    return new CaseOutcome(name, CaseOutcome.Result.PASSED, "");
  }

  private static List<String> texts(Value.Fields fields, String name) {
    List<String> texts = new ArrayList<>();
    if (fields.get(name).orElse(Value.Items.EMPTY) instanceof Value.Items items) {
      for (Value item : items.values()) {
        if (item instanceof Value.Text text) {
          texts.add(text.value());
        }
      }
    }
    return texts;
  }

  private static CaseOutcome failed(String name, String reason) {
    return new CaseOutcome(name, CaseOutcome.Result.FAILED, reason);
  }
}
