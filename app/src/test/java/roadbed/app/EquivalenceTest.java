package roadbed.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import roadbed.assess.policy.Guardrails;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.inventory.Inventory;
import roadbed.inventory.Snapshot;
import roadbed.model.Resource;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.model.Verdict;

/**
 * The same thing described as Terraform source, plan and state, as a CloudFormation template and by AWS Config has the
 * same facets and the same verdicts. What a source cannot tell, a facet or a verdict, is listed with the case.
 */
class EquivalenceTest {
  private static final Value.Fields CASES = cases();
  private static final Guardrails GUARDRAILS = Guardrails.shipped();

  private static Value.Fields cases() {
    try (InputStream in = EquivalenceTest.class.getResourceAsStream("equivalence.json")) {
      return (Value.Fields) ValueJson.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static List<String> names() {
    return List.copyOf(CASES.values().keySet());
  }

  /** What a source says of the thing: its facets, and the outcome of each guardrail. */
  private record Told(Map<String, String> facets, Map<String, String> verdicts) {}

  @ParameterizedTest
  @MethodSource("names")
  void theSameThingHasTheSameFacetsAndVerdicts(String name, @TempDir Path folder) throws IOException {
    Value.Fields given = (Value.Fields) CASES.get(name).orElseThrow();
    Value.Fields terraform = (Value.Fields) given.get("terraform").orElseThrow();
    Map<String, String> documents = new LinkedHashMap<>();
    documents.put("terraform-plan", plan(terraform));
    documents.put("terraform-source", source(terraform));
    documents.put("terraform-state", state(terraform));
    documents.put("cloudformation-template", "{\"AWSTemplateFormatVersion\":\"2010-09-09\",\"Resources\":" + ValueJson.text(given.get("cloudformation").orElseThrow()) + "}");
    documents.put("aws-config", "{\"fileVersion\":\"1.0\",\"configurationItems\":" + ValueJson.text(given.get("config").orElseThrow()) + "}");
    Map<String, Told> told = new LinkedHashMap<>();
    for (Map.Entry<String, String> document : documents.entrySet()) {
      Path own = Files.createDirectories(folder.resolve(document.getKey()));
      Files.writeString(own.resolve(document.getKey().equals("terraform-source") ? "main.tf.json" : "document.json"), document.getValue());
      told.put(document.getKey(), told(document.getKey(), own, given.text("address").orElseThrow(), given));
    }
    List<String> differences = new ArrayList<>();
    Told expected = told.get("terraform-plan");
    told.forEach((declaration, other) -> differences(declaration, expected, other, notTold(given, declaration), differences));
    assertThat(differences).isEmpty();
  }

  private static List<String> notTold(Value.Fields given, String declaration) {
    List<String> paths = new ArrayList<>();
    if (given.at("notTold", declaration).orElse(Value.Items.EMPTY) instanceof Value.Items items) {
      items.values().forEach(item -> paths.add(((Value.Text) item).value()));
    }
    return paths;
  }

  private static void differences(String declaration, Told expected, Told told, List<String> except, List<String> differences) {
    TreeSet<String> paths = new TreeSet<>(expected.facets().keySet());
    paths.addAll(told.facets().keySet());
    for (String path : paths) {
      String one = expected.facets().getOrDefault(path, "-");
      String other = told.facets().getOrDefault(path, "-");
      if (!one.equals(other) && except.stream().noneMatch(path::startsWith)) {
        differences.add(declaration + " " + path + ": " + other + " and not " + one);
      }
    }
    if (!expected.verdicts().equals(told.verdicts())) {
      Map<String, String> all = new TreeMap<>(expected.verdicts());
      all.putAll(told.verdicts());
      all.keySet().removeIf(id -> expected.verdicts().getOrDefault(id, "").equals(told.verdicts().getOrDefault(id, "")));
      // What a source cannot tell it must not judge either.
      all.keySet().removeIf(except::contains);
      all.keySet().removeIf(id -> !except.isEmpty() && told.verdicts().getOrDefault(id, "").equals("not-evaluated"));
      all.keySet().forEach(id -> differences.add(declaration + " verdict of " + id + ": " + told.verdicts().get(id) + " and not " + expected.verdicts().get(id)));
    }
  }

  private static Told told(String declaration, Path folder, String address, Value.Fields given) {
    Snapshot snapshot =
        Inventory.of(List.of(new Collector().collect(declaration, List.of(folder), Instant.EPOCH, Progress.NONE, Limits.DEFAULT)));
    Resource resource =
        snapshot.resources().stream()
            .filter(
                one ->
                    declaration.equals("aws-config")
                        ? one.raw().text("Arn").equals(firstArn(given))
                        : one.origin().address().equals(declaration.equals("cloudformation-template") ? "It" : address))
            .findFirst()
            .orElseThrow(() -> new AssertionError(declaration + ": nothing of " + address + " in " + snapshot.resources() + snapshot.diagnostics()));
    Map<String, String> facets = new TreeMap<>();
    flatten("", resource.facets(), facets);
    facets.put("kind", resource.kind());
    // Where a policy stands is told by each source in its way; what it says is compared.
    facets.keySet().removeIf(path -> path.equals("defaulted") || path.equals("policy.own"));
    Map<String, String> verdicts = new TreeMap<>();
    for (Verdict verdict : GUARDRAILS.judge(snapshot).verdicts()) {
      if (verdict.resource().equals(resource.id())) {
        verdicts.put(verdict.guardrail(), verdict.outcome().id());
      }
    }
    return new Told(facets, verdicts);
  }

  private static java.util.Optional<String> firstArn(Value.Fields given) {
    Value.Items items = (Value.Items) given.get("config").orElseThrow();
    return ((Value.Fields) items.values().getFirst()).text("arn");
  }

  /** Lists are compared as a whole, but by what is in them: who declares a part is told by each source in its way. */
  private static void flatten(String path, Value value, Map<String, String> into) {
    if (value instanceof Value.Fields fields) {
      fields.values().forEach((name, inner) -> flatten(path.isEmpty() ? name : path + "." + name, inner, into));
    } else {
      into.put(path, value instanceof Value.Unknown ? "not known" : ValueJson.text(value).replaceAll("\"declared_by\":\"[^\"]*\"", "\"declared_by\":\"\""));
    }
  }

  private static String source(Value.Fields resources) {
    Map<String, Map<String, Value>> byType = new LinkedHashMap<>();
    resources.values().forEach((address, attributes) -> byType.computeIfAbsent(type(address), _ -> new LinkedHashMap<>()).put(name(address), attributes));
    Map<String, Value> all = new LinkedHashMap<>();
    byType.forEach((type, ones) -> all.put(type, new Value.Fields(ones)));
    return "{\"resource\":" + ValueJson.text(new Value.Fields(all)) + "}";
  }

  private static String plan(Value.Fields resources) {
    List<String> planned = new ArrayList<>();
    List<String> changes = new ArrayList<>();
    resources
        .values()
        .forEach(
            (address, attributes) -> {
              String common = "\"address\":\"" + address + "\",\"mode\":\"managed\",\"type\":\"" + type(address) + "\",\"name\":\"" + name(address) + "\",\"provider_name\":\"registry.terraform.io/hashicorp/aws\"";
              planned.add("{" + common + ",\"schema_version\":0,\"values\":" + ValueJson.text(attributes) + "}");
              changes.add("{" + common + ",\"change\":{\"actions\":[\"create\"],\"before\":null,\"after\":" + ValueJson.text(attributes) + ",\"after_unknown\":{}}}");
            });
    return "{\"format_version\":\"1.2\",\"terraform_version\":\"1.11.4\",\"planned_values\":{\"root_module\":{\"resources\":[" + String.join(",", planned) + "]}},\"resource_changes\":[" + String.join(",", changes) + "]}";
  }

  private static String state(Value.Fields resources) {
    List<String> all = new ArrayList<>();
    resources
        .values()
        .forEach(
            (address, attributes) ->
                all.add("{\"mode\":\"managed\",\"type\":\"" + type(address) + "\",\"name\":\"" + name(address) + "\",\"provider\":\"provider[\\\"registry.terraform.io/hashicorp/aws\\\"]\",\"instances\":[{\"schema_version\":0,\"attributes\":" + ValueJson.text(attributes) + "}]}"));
    return "{\"version\":4,\"terraform_version\":\"1.11.4\",\"serial\":1,\"lineage\":\"x\",\"outputs\":{},\"resources\":[" + String.join(",", all) + "]}";
  }

  private static String type(String address) {
    return address.substring(0, address.indexOf('.'));
  }

  private static String name(String address) {
    return address.substring(address.indexOf('.') + 1);
  }
}
