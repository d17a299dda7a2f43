package roadbed.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HclConformanceTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aFileIsParsedOrRefusedWithItsPlace() throws IOException {
    Files.createDirectories(folder.resolve("modules/a"));
    Files.writeString(folder.resolve("modules/a/main.tf"), "a = 1\n");
    Files.writeString(folder.resolve("bad.tf"), "a = 1\nb = [1 2]\n");
    Files.write(folder.resolve("latin.tofu"), new byte[] {'#', (byte) 0xE9, '\n'});
    Files.writeString(folder.resolve("notes.md"), "= =");
    List<CaseOutcome> outcomes = new ArrayList<>();
    new HclConformance().run(List.of(folder), outcomes::add);
    assertThat(outcomes)
        .extracting(outcome -> folder.relativize(Path.of(outcome.name())) + " " + outcome.result())
        .containsExactly("bad.tf FAILED", "latin.tofu PASSED", "modules/a/main.tf PASSED");
    assertThat(outcomes.getFirst().reason()).contains("bad.tf:2:8: ");
  }
}
