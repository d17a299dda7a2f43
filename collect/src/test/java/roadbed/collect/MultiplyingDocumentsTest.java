package roadbed.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import roadbed.model.CollectedResource;
import roadbed.model.Collection;
import roadbed.model.Diagnostic;
import roadbed.model.Value;

/** Small documents that stand for more than there is room or time for: each ends, says so, and takes nothing else along. */
@Timeout(20)
class MultiplyingDocumentsTest {
  @TempDir private Path folder = Path.of("");

  private Collection collect(String name, String text) {
    return new Estate(folder).file(name, text).file("zz-good.yaml", Estate.POD).collect();
  }

  private static String lines(int count, IntFunction<String> line) {
    return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n"));
  }

  @Test
  void localsThatHoldOneAnotherTwice() {
    String locals = lines(60, i -> i == 0 ? "a0 = [\"x\"]" : "a" + i + " = [local.a" + (i - 1) + ", local.a" + (i - 1) + "]");
    Collection collection =
        collect("main.tf", "locals {\n" + locals + "\n}\nresource \"x_y\" \"z\" {\n  v = local.a59\n  w = jsonencode(local.a59)\n  n = local.a2\n}\n");
    CollectedResource resource = collection.resources().getLast();
    assertThat(resource.attributes().get("v")).get().matches(Value::hasUnknown);
    assertThat(resource.attributes().get("w")).get().matches(Value::hasUnknown);
    assertThat(resource.attributes().get("n").map(Object::toString).orElse("")).contains("Text[value=x]");
    assertThat(collection.resources()).hasSize(2);
  }

  @Test
  void jobsThatExtendOneAnotherManyTimes() {
    String jobs = lines(10, i -> ".a" + i + ":\n  extends: [" + (".a" + (i + 1) + ", ").repeat(50) + "]");
    Collection collection = collect(".gitlab-ci.yml", jobs + "\n.a10: {script: [x]}\njob:\n  extends: .a0\n");
    assertThat(collection.diagnostics()).extracting(Diagnostic::code).containsExactly("pipeline.bounds");
    assertThat(collection.resources()).hasSize(3);
  }

  @Test
  void kustomizationsThatBuildUponOneAnotherManyTimes() {
    Estate estate = new Estate(folder);
    for (int i = 0; i < 15; i++) {
      estate.file("k" + i + "/kustomization.yaml", "resources:\n" + ("  - ../k" + (i + 1) + "\n").repeat(30));
    }
    Collection collection = collect("k15/kustomization.yaml", "resources: []\n");
    assertThat(collection.diagnostics()).extracting(Diagnostic::code).containsExactly("kustomize.deep");
    assertThat(collection.resources()).hasSize(1);
  }
}
