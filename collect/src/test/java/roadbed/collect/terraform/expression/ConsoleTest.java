package roadbed.collect.terraform.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/**
 * What {@code terraform console} gives for each expression of a table, as JSON. A third column says why our answer is
 * another one, and the fourth which.
 */
class ConsoleTest {
  private static final Path TERRAFORM = Path.of("/usr/local/bin/terraform");
  private static final String WRONG = "!error";

  private record Row(String expression, String result, String reason, String ours) {
    @Override
    public String toString() {
      return expression;
    }
  }

  static Stream<Row> rows() throws IOException {
    try (InputStream in = Objects.requireNonNull(ConsoleTest.class.getResourceAsStream("console.tsv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t", -1))
          .map(
              columns ->
                  new Row(
                      columns[0],
                      columns[1],
                      columns.length > 2 ? columns[2] : "",
                      columns.length > 3 ? columns[3] : columns[1]));
    }
  }

  private static String guarded(String expression) {
    return "try(jsonencode(" + expression + "),\"" + WRONG + "\")";
  }

  private static String ours(String expression) {
    return switch (ExpressionParser.expression(guarded(expression))) {
      case Parsed.Good good ->
          switch (new Evaluator(Scope.NOTHING).evaluate(good.expression())) {
            case Value.Text text -> text.value();
            case Value other -> ValueJson.text(other);
          };
      case Parsed.Malformed malformed -> "!malformed " + malformed;
    };
  }

  @ParameterizedTest
  @MethodSource("rows")
  void evaluatesAsTerraformDoes(Row row) {
    assertThat(ours(row.expression())).as(row.reason()).isEqualTo(row.ours());
  }

  @Test
  void theTableIsLarge() throws IOException {
    assertThat(rows().count()).isGreaterThan(700);
    assertThat(rows().filter(row -> !row.reason().isEmpty()).count()).isLessThan(20);
  }

  /** All of the table in one run of the real program. */
  @Test
  void theTableIsWhatTerraformGives(@TempDir Path folder) throws Exception {
    assumeTrue(Files.isExecutable(TERRAFORM), "SKIPPED: there is no terraform on this machine to compare with");
    List<Row> rows = rows().toList();
    StringBuilder all = new StringBuilder("base64encode(jsonencode([");
    rows.forEach(row -> all.append(guarded(row.expression())).append(','));
    all.append("]))\n");
    Process process =
        new ProcessBuilder(TERRAFORM.toString(), "console")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (OutputStream out = process.getOutputStream()) {
      out.write(all.toString().getBytes(StandardCharsets.UTF_8));
    }
    String last = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    byte[] json = Base64.getDecoder().decode(last.substring(last.indexOf('"') + 1, last.lastIndexOf('"')));
    List<String> results = new ArrayList<>();
    for (Value value : ((Value.Items) ValueJson.parse(new String(json, StandardCharsets.UTF_8))).values()) {
      results.add(((Value.Text) value).value());
    }
    assertThat(results).isEqualTo(rows.stream().map(Row::result).toList());
  }
}
