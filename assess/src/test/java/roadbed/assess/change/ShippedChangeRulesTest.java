package roadbed.assess.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roadbed.rego.bundle.Loaded;
import roadbed.rego.bundle.Source;
import roadbed.rego.resolve.Schemas;
import roadbed.rego.suite.TestResult;
import roadbed.rego.suite.TestRun;
import roadbed.rego.suite.TestSuite;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.value.ObjectValue;

/** The rules that are shipped pass their own tests in Rego. */
class ShippedChangeRulesTest {
  private static Source source(String file) throws IOException {
    try (InputStream in = ChangePolicy.class.getResourceAsStream("/roadbed/change/" + file)) {
      return new Source(file, new String(in.readAllBytes(), StandardCharsets.UTF_8), Dialect.V1);
    }
  }

  @Test
  void theirTestsPass() throws IOException {
    TestSuite suite =
        TestSuite.of(
            new Loaded(List.of(source("change.rego"), source("change_test.rego")), ObjectValue.EMPTY, List.of(), List.of()),
            Schemas.NONE, false, false);
    assertThat(suite.errors()).isEmpty();
    List<TestResult> results = new ArrayList<>();
    new TestRun(Duration.ofSeconds(10), 1, false, Optional.empty()).run(suite, _ -> true, results::add);
    assertThat(results).hasSizeGreaterThan(12).allSatisfy(result -> assertThat(result.status()).as(result.toString()).isEqualTo(TestResult.Status.PASSED));
  }
}
