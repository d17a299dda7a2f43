package roadbed.collect.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.model.CollectedResource;
import roadbed.model.Collection;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/**
 * What we make of a configuration against what {@code terraform plan} makes of it with the real AWS provider: the same
 * addresses, and of each attribute that the configuration sets the same value, or unknown on both sides. The plan is
 * recorded beside the configuration; {@code -Droadbed.terraform=true} plans anew and compares with the record, {@code
 * -Droadbed.update} writes it.
 */
class PlanDifferenceTest {
  private static final Path CONFIGURATION = Path.of("src/test/resources/roadbed/collect/terraform/differential");
  private static final Path RECORD = CONFIGURATION.resolve("planned.jsonl");
  private static final Path TERRAFORM = Path.of("/usr/local/bin/terraform");
  private static final Path MIRROR = Path.of("/opt/tf-plugins");

  /** What differs, with its address and path. */
  private static List<String> differences() throws IOException {
    Collection collection =
        new Collector()
            .collect("test", List.of(CONFIGURATION), Instant.EPOCH, Progress.NONE, Limits.DEFAULT);
    Map<String, CollectedResource> ours = new LinkedHashMap<>();
    for (CollectedResource resource : collection.resources()) {
      if (!resource.address().startsWith("data.") && !resource.address().contains(".data.")) {
        ours.put(resource.address(), resource);
      }
    }
    List<String> differences = new ArrayList<>();
    collection.diagnostics().forEach(said -> differences.add("said: " + said));
    for (String line : Files.readAllLines(RECORD)) {
      Value.Fields planned = (Value.Fields) ValueJson.parse(line);
      String address = planned.text("address").orElseThrow();
      CollectedResource resource = ours.remove(address);
      if (resource == null) {
        differences.add(address + " is planned, and not found");
      } else {
        resource.attributes().values().forEach((name, value) -> attribute(address, name, value, planned, differences));
      }
    }
    ours.keySet().forEach(address -> differences.add(address + " is found, and not planned"));
    return differences;
  }

  private static void attribute(String address, String name, Value ours, Value.Fields planned, List<String> differences) {
    if (name.equals("tags_all") && planned.at("after", name).isEmpty()) {
      // Only the provider's schema knows which types take tags; without it all are said to.
      return;
    }
    compare(
        address + "." + name,
        ours,
        planned.at("after", name).orElse(Value.Null.INSTANCE),
        planned.at("unknown", name).orElse(Value.Bool.FALSE),
        differences);
  }

  private static void compare(String path, Value written, Value planned, Value unknown, List<String> differences) {
    Value ours = document(written);
    Value after = document(planned);
    boolean notKnown = unknown.equals(Value.Bool.TRUE);
    if (ours instanceof Value.Unknown || notKnown) {
      if (!notKnown || !(ours instanceof Value.Unknown)) {
        differences.add(path + ": ours is " + ours + ", planned " + (notKnown ? "is not known" : ValueJson.text(after)));
      }
      return;
    }
    switch (ours) {
      case Value.Items items when after instanceof Value.Items all && items.values().size() == all.values().size() -> {
        List<Value> left = new ArrayList<>(all.values());
        for (int i = 0; i < items.values().size(); i++) {
          Value item = items.values().get(i);
          // What the provider keeps as a set has another order there.
          int same = left.indexOf(item) >= 0 ? left.indexOf(item) : closest(item, left);
          Value other = left.remove(same);
          Value inner =
              unknown instanceof Value.Items parts && all.values().indexOf(other) < parts.values().size()
                  ? parts.values().get(all.values().indexOf(other))
                  : Value.Bool.FALSE;
          compare(path + "[" + i + "]", item, other, inner, differences);
        }
      }
      case Value.Fields fields when after instanceof Value.Fields all ->
          fields
              .values()
              .forEach(
                  (name, value) ->
                      compare(
                          path + "." + name,
                          value,
                          all.at(name).orElse(Value.Null.INSTANCE),
                          unknown instanceof Value.Fields parts ? parts.at(name).orElse(Value.Bool.FALSE) : Value.Bool.FALSE,
                          differences));
      default -> {
        if (!plain(ours).equals(plain(after))) {
          differences.add(path + ": ours is " + ValueJson.text(ours) + ", planned " + ValueJson.text(after));
        }
      }
    }
  }

  /** Providers write JSON anew, with its keys in their own order. */
  private static Value document(Value value) {
    return value instanceof Value.Text(String text) && text.startsWith("{") && text.contains("\"Statement\"") ? ValueJson.parse(text) : value;
  }

  /** The place of the one that has most fields alike. */
  private static int closest(Value item, List<Value> others) {
    int best = 0;
    long most = -1;
    for (int i = 0; i < others.size(); i++) {
      if (item instanceof Value.Fields fields && others.get(i) instanceof Value.Fields other) {
        long alike =
            fields.values().entrySet().stream()
                .filter(one -> other.at(one.getKey()).filter(value -> plain(value).equals(plain(one.getValue()))).isPresent())
                .count();
        if (alike > most) {
          most = alike;
          best = i;
        }
      }
    }
    return best;
  }

  /** As text what a provider's schema may make text, number or flag of; nothing where it is empty. */
  private static String plain(Value value) {
    return switch (value) {
      case Value.Text text -> text.value();
      case Value.Null _ -> "";
      case Value.Items items when items.values().isEmpty() -> "";
      default -> ValueJson.text(value);
    };
  }

  @Test
  void evaluatesAsThePlanHasIt() throws IOException {
    assertThat(differences()).isEmpty();
    assertThat(Files.readAllLines(RECORD)).hasSizeGreaterThan(45);
  }

  @Test
  void theRecordIsWhatTerraformPlans(@TempDir Path folder) throws Exception {
    assumeTrue(
        Boolean.getBoolean("roadbed.terraform") || System.getProperty("roadbed.update") != null,
        "SKIPPED: planning anew takes ten seconds; -Droadbed.terraform=true does it");
    assumeTrue(
        Files.isExecutable(TERRAFORM) && Files.isDirectory(MIRROR),
        "SKIPPED: there is no terraform with an AWS provider on this machine to compare with");
    try (Stream<Path> files = Files.walk(CONFIGURATION)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Path copy = folder.resolve(CONFIGURATION.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    Path rc = Files.writeString(folder.resolve("rc"), "provider_installation {\n  filesystem_mirror {\n    path = \"" + MIRROR + "\"\n  }\n}\n");
    terraform(folder, rc, "init", "-input=false", "-no-color");
    terraform(folder, rc, "plan", "-input=false", "-refresh=false", "-no-color", "-out=saved");
    String shown = terraform(folder, rc, "show", "-json", "saved");
    List<String> lines = new ArrayList<>();
    for (Value change : ((Value.Fields) ValueJson.parse(shown)).at("resource_changes").map(Value.Items.class::cast).orElseThrow().values()) {
      Value.Fields one = (Value.Fields) change;
      if (one.text("mode").filter("managed"::equals).isPresent()) {
        Map<String, Value> line = new LinkedHashMap<>();
        line.put("address", one.at("address").orElseThrow());
        line.put("after", given(one.at("change", "after").orElseThrow()));
        line.put("unknown", one.at("change", "after_unknown").orElse(Value.Fields.EMPTY));
        lines.add(ValueJson.text(new Value.Fields(line)));
      }
    }
    if (System.getProperty("roadbed.update") != null) {
      Files.write(RECORD, lines);
    }
    assertThat(lines).isEqualTo(Files.readAllLines(RECORD));
  }

  /** Without the attributes that nobody sets. */
  private static Value given(Value after) {
    Map<String, Value> given = new LinkedHashMap<>(((Value.Fields) after).values());
    given.values().removeIf(Value.Null.class::isInstance);
    return new Value.Fields(given);
  }

  private static String terraform(Path folder, Path rc, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(TERRAFORM.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(folder.resolve("errors").toFile());
    builder.environment().put("TF_CLI_CONFIG_FILE", rc.toString());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(() -> read(folder.resolve("errors"))).isZero();
    return out;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
