package roadbed.assess.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import roadbed.rego.Compilation;
import roadbed.rego.Rego;
import roadbed.rego.RuleTest;
import roadbed.testkit.SharedData;

/** Every shipped guardrail: its metadata are whole, agree with the list of record, and its own tests pass. */
class ShippedGuardrailsTest {
  private final Guardrails guardrails = Guardrails.shipped();

  @Test
  void allCanBeRead() {
    assertThat(guardrails.diagnostics()).isEmpty();
    assertThat(guardrails.all()).hasSizeGreaterThanOrEqualTo(24);
  }

  @Test
  void metadataAreWhole() {
    assertThat(guardrails.all())
        .allSatisfy(
            guardrail -> {
              assertThat(guardrail.rationale()).as(guardrail.id()).isNotBlank();
              assertThat(guardrail.remediation()).as(guardrail.id()).isNotBlank();
              assertThat(guardrail.kinds()).as(guardrail.id()).isNotEmpty();
              assertThat(guardrail.controls()).as(guardrail.id()).isNotEmpty();
            });
  }

  @Test
  void idsTitlesAndSeveritiesAreThoseOfTheList() throws IOException {
    Map<String, List<String>> listed = new HashMap<>();
    for (String line : Files.readAllLines(SharedData.at("guardrails.csv")).stream().skip(1).toList()) {
      List<String> cells = Csv.cells(line);
      listed.put(cells.getFirst(), cells);
    }
    assertThat(guardrails.all())
        .allSatisfy(
            guardrail ->
                assertThat(listed.get(guardrail.id()))
                    .as(guardrail.id())
                    .startsWith(
                        guardrail.id(), guardrail.title(), guardrail.provider(), guardrail.severity().id()));
  }

  @Test
  void theirOwnTestsPass() throws IOException {
    Rego.Compiler compiler = Rego.compiler();
    for (String name : text("index.txt").lines().toList()) {
      compiler.module(name + ".rego", text(name + ".rego"));
      if (!name.startsWith("lib_")) {
        compiler.module(name + "_test.rego", text(name + "_test.rego"));
      }
    }
    Compilation compilation = compiler.compile();
    assertThat(compilation).isInstanceOf(Compilation.Compiled.class);
    List<RuleTest.Outcome> results = ((Compilation.Compiled) compilation).policy().test();
    assertThat(results).hasSizeGreaterThanOrEqualTo(2 * guardrails.all().size());
    assertThat(results).filteredOn(result -> result.status() != RuleTest.Status.PASS).isEmpty();
  }

  private static String text(String name) throws IOException {
    try (InputStream in = Guardrails.class.getResourceAsStream("/roadbed/guardrails/" + name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The quoting that the list uses: cells in double quotes may hold commas. */
  private static final class Csv {
    static List<String> cells(String line) {
      return Arrays.stream(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
          .map(cell -> cell.startsWith("\"") ? cell.substring(1, cell.length() - 1) : cell)
          .toList();
    }
  }
}
