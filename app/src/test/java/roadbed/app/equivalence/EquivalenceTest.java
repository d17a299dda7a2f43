package roadbed.app.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.assess.policy.Guardrails;
import roadbed.assess.policy.Judgement;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.inventory.Inventory;
import roadbed.inventory.Snapshot;
import roadbed.model.Collection;
import roadbed.model.Diagnostic;
import roadbed.model.Resource;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.model.Verdict;

/**
 * The same things of Azure and Google described as Terraform's configuration, plan and state, as a template, and as an
 * inventory found them: they have the same facets, and the same is said of them.
 */
class EquivalenceTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  /** What depends on how a source names things. */
  private static final Set<String> NAMES = Set.of("declared_by", "defaulted", "scope_id", "key");

  @TempDir Path folder;

  @Test
  void azure() {
    TerraformForms terraform = new TerraformForms(text("azure/terraform.json"));
    Map<String, String> source = described("source", "main.tf.json", text("azure/terraform.json"));
    assertThat(source).hasSizeGreaterThan(12);
    assertSame(source, described("plan", "plan.json", terraform.plan()));
    assertSame(source, described("state", "state.json", terraform.state()));
    assertSame(source, described("template", "main.json", text("azure/template.json")));
    assertSame(source, described("inventory", "rows.json", text("azure/inventory.json")));
  }

  @Test
  void google() {
    TerraformForms terraform = new TerraformForms(text("google/terraform.json"));
    Map<String, String> source = described("source", "main.tf.json", text("google/terraform.json"));
    assertThat(source).hasSizeGreaterThan(8);
    assertSame(source, described("plan", "plan.json", terraform.plan()));
    assertSame(source, described("state", "state.json", terraform.state()));
    assertSame(source, described("inventory", "assets.json", text("google/assets.json")));
  }

  private static void assertSame(Map<String, String> expected, Map<String, String> other) {
    Map<String, String> known = new TreeMap<>(other);
    known.keySet().retainAll(expected.keySet());
    assertThat(lines(known)).isEqualTo(lines(expected));
  }

  private static String lines(Map<String, String> described) {
    StringBuilder lines = new StringBuilder();
    described.forEach((name, what) -> lines.append(name).append('\n').append(what).append('\n'));
    return lines.toString();
  }

  /** What is said of every resource, by its kind and name: its place, its facets and the verdicts on it. */
  private Map<String, String> described(String form, String file, String text) {
    Snapshot snapshot = snapshot(form, file, text);
    Judgement judgement = Guardrails.shipped().judge(snapshot);
    Map<String, Resource> byId = new LinkedHashMap<>();
    snapshot.resources().forEach(resource -> byId.put(resource.id().value(), resource));
    Map<String, List<String>> verdicts = new TreeMap<>();
    for (Verdict verdict : judgement.verdicts()) {
      verdicts
          .computeIfAbsent(verdict.resource().value(), _ -> new ArrayList<>())
          .add(verdict.guardrail() + ": " + verdict.outcome().id());
    }
    Map<String, String> described = new TreeMap<>();
    for (Resource resource : snapshot.resources()) {
      if (!resource.kind().equals("other") && !resource.id().value().contains("other")) {
        // A binding has neither a name nor a region of its own.
        boolean binding = resource.kind().equals("identity.binding");
        described.put(
            resource.kind() + (binding ? "" : " " + resource.name()),
            (binding ? "" : resource.region())
                + " "
                + new TreeMap<>(resource.tags())
                + " "
                + ValueJson.text(plain(resource.facets()))
                + "\n"
                + String.join("\n", verdicts.getOrDefault(resource.id().value(), List.of())));
      }
    }
    return described;
  }

  private Snapshot snapshot(String form, String file, String text) {
    try {
      Path place = Files.createDirectories(folder.resolve(form)).resolve(file);
      Files.writeString(place, text);
      Collection collection =
          new Collector().collect("shop", List.of(place), NOW, Progress.NONE, Limits.DEFAULT);
      assertThat(collection.diagnostics()).noneMatch(said -> said.level() != Diagnostic.Level.INFO);
      return Inventory.of(List.of(collection));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Facets in one order, without those that only name things. */
  private static Value plain(Value facets) {
    return switch (facets) {
      case Value.Fields fields -> {
        Map<String, Value> sorted = new TreeMap<>();
        fields.values().forEach((name, value) -> sorted.put(name, plain(value)));
        sorted.keySet().removeAll(NAMES);
        yield new Value.Fields(sorted);
      }
      case Value.Items items -> new Value.Items(items.values().stream().map(EquivalenceTest::plain).toList());
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> facets;
    };
  }

  private static String text(String name) {
    try (InputStream in = EquivalenceTest.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
