package roadbed.collect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.model.CollectedResource;
import roadbed.model.Collection;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/**
 * What we make of a kustomization against what {@code kubectl kustomize} makes of it. Its answer is recorded beside the
 * kustomization; where there is a {@code kubectl} the record is compared with what it says today.
 */
class KustomizeDifferenceTest {
  private static final Path FOLDER = Path.of("src/test/resources/roadbed/collect/kubernetes/kustomize/differential");
  private static final Path RECORD = FOLDER.resolveSibling("built.yaml");
  private static final Path KUBECTL = Path.of("/usr/bin/kubectl");

  private static Map<String, String> objects(Path path) {
    Collection collection =
        new Collector().collect("test", List.of(path), Instant.EPOCH, Progress.NONE, Limits.DEFAULT);
    assertThat(collection.diagnostics()).isEmpty();
    Map<String, String> objects = new TreeMap<>();
    for (CollectedResource resource : collection.resources()) {
      objects.put(resource.address(), ValueJson.text(sorted(withoutData(resource))));
    }
    return objects;
  }

  /** The contents of secrets are never kept, neither encoded nor plain. */
  private static Value withoutData(CollectedResource resource) {
    Map<String, Value> fields = new LinkedHashMap<>(resource.attributes().values());
    if (resource.type().equals("v1/Secret")) {
      fields.remove("data");
      fields.remove("stringData");
    }
    return new Value.Fields(fields);
  }

  private static Value sorted(Value value) {
    return switch (value) {
      case Value.Fields fields -> {
        Map<String, Value> sorted = new TreeMap<>();
        fields.values().forEach((name, inner) -> sorted.put(name, sorted(inner)));
        yield new Value.Fields(new LinkedHashMap<>(sorted));
      }
      case Value.Items items -> new Value.Items(items.values().stream().map(KustomizeDifferenceTest::sorted).toList());
      default -> value;
    };
  }

  @Test
  void makesWhatKubectlMakes() {
    assertThat(objects(FOLDER)).isEqualTo(objects(RECORD)).hasSizeGreaterThan(10);
  }

  @Test
  void theRecordIsWhatKubectlMakes() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(KUBECTL), "SKIPPED: there is no kubectl on this machine to compare with");
    Process process = new ProcessBuilder(KUBECTL.toString(), "kustomize", FOLDER.resolve("prod").toString()).start();
    String built = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    if (System.getProperty("roadbed.update") != null) {
      Files.writeString(RECORD, built);
    }
    assertThat(built).isEqualTo(Files.readString(RECORD));
  }
}
