package roadbed.rego.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.rego.Machine;
import roadbed.testkit.SharedData;

/** OPA's own cases. Those that are known to fail are listed beside this test; no other may. */
class ConformanceTest {
  @ParameterizedTest
  @CsvSource({"v1, INTERPRETER", "v1, BYTECODE", "v0, INTERPRETER", "v0, BYTECODE"})
  void no_case_fails_that_is_not_known_to(String dialect, Machine machine) throws IOException {
    Path file = SharedData.at("rego/" + dialect + ".jsonl");
    Map<String, String> failed = new LinkedHashMap<>();
    int[] passed = new int[1];
    RegoCases.run(
        file,
        machine,
        result -> {
          switch (result) {
            case CaseResult.Passed _ -> passed[0]++;
            case CaseResult.Failed f -> failed.put(f.line() + " " + f.name(), f.reason());
            case CaseResult.Skipped _ -> {}
          }
        });
    Set<String> known = known(dialect);
    List<String> regressions =
        failed.entrySet().stream()
            .filter(entry -> !known.contains(entry.getKey()))
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .toList();
    assertThat(regressions).isEmpty();
    long cases;
    try (var lines = Files.lines(file)) {
      cases = lines.count();
    }
    assertThat(passed[0]).isGreaterThanOrEqualTo((int) cases - known.size());
  }

  private static Set<String> known(String dialect) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ConformanceTest.class.getResourceAsStream(dialect + "-known-failures.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void a_line_that_is_no_case_counts_as_failed_and_the_rest_goes_on(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("v1.jsonl");
    Files.writeString(
        file,
        """
        {"note": "good", "query": "data.t.p = x", "modules": ["package t\\np := 1"], "want_result": [{"x": 1}]}
        {"note": "cut", "query":
        {"note": "no query", "modules": []}
        {"note": "bad term", "query": "input = x", "input_term": "{", "want_result": []}
        {"note": "wrong", "query": "x = 1", "modules": [], "want_result": [{"x": 2}]}
        [1]

        {"note": "error", "query": "x = 1 / 0", "strict_error": true, "want_error_code": "eval_builtin_error", "want_error": "divide by zero"}
        """);
    List<String> results = new ArrayList<>();
    RegoCases.run(file, Machine.TIERED, result -> results.add(result.line() + " " + result.getClass().getSimpleName()));
    assertThat(results)
        .containsExactly("1 Passed", "2 Failed", "3 Failed", "4 Failed", "5 Failed", "6 Failed", "8 Passed");
  }
}
