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
import java.util.TreeSet;
import java.util.function.Consumer;
import roadbed.assess.policy.Guardrails;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.inventory.Inventory;
import roadbed.inventory.Snapshot;
import roadbed.model.Collection;
import roadbed.model.Provider;
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
    texts(fields, "pass").forEach(address -> expected.put(whole(address), Verdict.Outcome.PASS));
    texts(fields, "fail").forEach(address -> expected.put(whole(address), Verdict.Outcome.FAIL));
    String check =
        fields.get("same_check_elsewhere").orElse(Value.Null.INSTANCE) instanceof Value.Fields same
            ? same.text("id").orElse("")
            : "";
    Guardrails guardrails =
        Shipped.GUARDRAILS.only(Set.of(guardrail)).set(guardrail, SameMeaning.of(guardrail, check));
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
    Map<ResourceId, List<Verdict>> byResource = new HashMap<>();
    for (Verdict verdict : guardrails.judge(snapshot).verdicts()) {
      byResource.computeIfAbsent(verdict.resource(), _ -> new ArrayList<>()).add(verdict);
    }
    Map<String, List<Verdict>> verdicts = new HashMap<>();
    Map<String, List<Verdict>> others = new HashMap<>();
    for (Resource resource : snapshot.resources()) {
      List<Verdict> own = byResource.getOrDefault(resource.id(), List.of());
      add(verdicts, resource.origin().address(), own);
      names(resource).forEach(other -> add(others, other, own));
    }
    expected.forEach(
        (address, outcome) ->
            each.accept(
                compare(
                    guardrail + " " + name + " " + address,
                    outcome,
                    verdicts.getOrDefault(address, others.getOrDefault(address, List.of())))));
  }

  /** The guardrails, read once for all label sets. */
  private static final class Shipped {
    static final Guardrails GUARDRAILS = Guardrails.shipped();
  }

  /**
   * The resource of a label. Labels of single containers, {@code Pod.shop.web (container 0) - app} and {@code Pod.shop.web
   * - app}, mean the object that they are part of, which fails with any of them.
   */
  private static String whole(String label) {
    int part = label.indexOf(" (container");
    int container = part < 0 ? label.indexOf(" - ") : part;
    return container < 0 ? label : label.substring(0, container);
  }

  private static void add(Map<String, List<Verdict>> to, String address, List<Verdict> verdicts) {
    if (!verdicts.isEmpty()) {
      to.computeIfAbsent(address, _ -> new ArrayList<>()).addAll(verdicts);
    }
  }

  /**
   * What else a resource may be called: a Kubernetes object by kind and name with or without its namespace, a data source
   * without the word, and a resource by the addresses of those that only configure it.
   */
  private static List<String> names(Resource resource) {
    List<String> names = new ArrayList<>();
    if (resource.provider() == Provider.KUBERNETES) {
      List<String> parts = List.of(resource.origin().address().split("/", -1));
      String kind = parts.size() == 3 ? parts.get(1) : parts.getFirst();
      Set<String> namespaces = new TreeSet<>();
      namespaces.add(parts.size() == 3 ? parts.getFirst() : "default");
      // What is of the whole cluster may name a namespace all the same.
      if (resource.raw().at("metadata", "namespace").orElse(Value.Null.INSTANCE) instanceof Value.Text said) {
        namespaces.add(said.value());
      }
      for (String separator : List.of(".", "/")) {
        for (String in : namespaces) {
          names.add(String.join(separator, kind, in, resource.name()));
          names.add(String.join(separator, in, kind, resource.name()));
          names.add(String.join(separator, kind, resource.name(), in));
        }
        names.add(kind + separator + resource.name());
      }
      names.add(resource.name());
    }
    if (resource.origin().address().startsWith("data.")) {
      names.add(resource.origin().address().substring("data.".length()));
    }
    resource.satellites().values().forEach(all -> all.forEach(one -> names.add(one.address())));
    return names;
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
