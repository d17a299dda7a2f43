package roadbed.rego.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which dialect a file of cases is read in follows from its name. */
class DialectTest {
  @ParameterizedTest
  @CsvSource({
    "v0.jsonl, true",
    "rego-v0.jsonl, true",
    "heldout_v0.jsonl, true",
    "v0/cases.jsonl, false",
    "v1.jsonl, false",
    "v01.jsonl, false",
    "ipv0x.jsonl, false"
  })
  void namedByAWordOfItsOwn(String name, boolean v0) {
    assertThat(RegoCases.isV0(Path.of(name))).isEqualTo(v0);
  }
}
