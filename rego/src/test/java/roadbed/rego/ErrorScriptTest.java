package roadbed.rego;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import roadbed.rego.syntax.RegoError;

/**
 * Each chunk of {@code errors.txt} is a module; a line that ends with {@code ### column: message [code]} must have just
 * that error, and no other line one. A chunk that begins with {@code # strict} is compiled strictly, one with
 * {@code # v0} or {@code # strict v0} in the dialect from before OPA 1.0.
 */
class ErrorScriptTest {
  @TestFactory
  Stream<DynamicTest> chunks() throws IOException {
    String all;
    try (InputStream in = Objects.requireNonNull(ErrorScriptTest.class.getResourceAsStream("errors.txt"))) {
      all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    return Arrays.stream(all.split("(?m)^---\n"))
        .map(chunk -> DynamicTest.dynamicTest(chunk.lines().skip(1).findFirst().orElse("?"), () -> check(chunk)));
  }

  private static void check(String chunk) {
    List<String> wanted = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int number = 0;
    for (String line : chunk.lines().toList()) {
      number++;
      int mark = line.indexOf("###");
      if (mark >= 0) {
        for (String one : line.substring(mark + 3).split("###")) {
          wanted.add("t.rego:" + number + ":" + one.strip());
        }
      }
      text.append(mark >= 0 ? line.substring(0, mark).stripTrailing() : line).append('\n');
    }
    Compilation compilation =
        Rego.compiler()
            .strict(chunk.startsWith("# strict"))
            .v0(chunk.startsWith("# v0") || chunk.startsWith("# strict v0"))
            .module("t.rego", text.toString())
            .compile();
    List<String> got =
        compilation instanceof Compilation.Failed failed
            ? failed.errors().stream().map(RegoError::toString).toList()
            : List.of();
    assertThat(got).containsExactlyInAnyOrderElementsOf(wanted);
  }
}
