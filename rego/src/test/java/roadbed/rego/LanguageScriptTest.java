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
import roadbed.rego.value.Values;

/**
 * Each chunk of {@code language.txt} is a module, followed by queries: {@code ? query}, then {@code = value}, or {@code
 * = undefined}, or {@code ! error}. The input is {@code {"n": 3, "xs": [3, 1, 2], "o": {"a": 1, "b": 2}}}.
 */
class LanguageScriptTest {
  @TestFactory
  Stream<DynamicTest> chunks() throws IOException {
    String all;
    try (InputStream in = Objects.requireNonNull(LanguageScriptTest.class.getResourceAsStream("language.txt"))) {
      all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    return Arrays.stream(all.split("(?m)^---\n"))
        .map(chunk -> DynamicTest.dynamicTest(chunk.lines().findFirst().orElse("?"), () -> check(chunk)));
  }

  private static void check(String chunk) {
    StringBuilder module = new StringBuilder();
    List<String> queries = new ArrayList<>();
    List<String> wanted = new ArrayList<>();
    for (String line : chunk.lines().toList()) {
      if (line.startsWith("? ")) {
        queries.add(line.substring(2));
      } else if (line.startsWith("= ") || line.startsWith("! ")) {
        wanted.add(line);
      } else {
        module.append(line).append('\n');
      }
    }
    Compilation compilation = Rego.compiler().module("t.rego", module.toString()).compile();
    if (!(compilation instanceof Compilation.Compiled compiled)) {
      throw new AssertionError(compilation);
    }
    List<String> got = new ArrayList<>();
    for (String query : queries) {
      QueryResult result =
          compiled.policy().query(query, Values.parseJson("{\"n\": 3, \"xs\": [3, 1, 2], \"o\": {\"a\": 1, \"b\": 2}}"));
      got.add(
          result.rows().isEmpty() && !result.errors().isEmpty()
              ? "! " + result.errors().getFirst()
              : "= " + result.value().map(Object::toString).orElse("undefined"));
    }
    assertThat(got).isEqualTo(wanted);
  }
}
