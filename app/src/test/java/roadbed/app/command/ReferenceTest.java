package roadbed.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import roadbed.assess.policy.Guardrails;
import roadbed.prove.report.GuardrailReference;

/**
 * The generated parts of the reference are current. Run with {@code -Droadbed.update} to write them anew.
 */
class ReferenceTest {
  private static final Path REFERENCE = Path.of("../docs/reference");

  @Test
  void commandsAreDocumented() throws IOException {
    StringBuilder text = new StringBuilder("# Commands\n\nGenerated from the commands' own help.\n");
    for (List<String> words :
        List.of(
            List.<String>of(),
            List.of("scan"),
            List.of("kpi"),
            List.of("kpi", "list"),
            List.of("kpi", "explain"),
            List.of("guardrail"),
            List.of("guardrail", "list"),
            List.of("guardrail", "show"),
            List.of("policy"),
            List.of("policy", "list"),
            List.of("policy", "test"),
            List.of("policy", "docs"),
            List.of("evidence"),
            List.of("evidence", "verify"),
            List.of("evidence", "list"),
            List.of("evidence", "checkpoint"),
            List.of("demo"),
            List.of("serve"),
            List.of("push"),
            List.of("rego"),
            List.of("rego", "eval"),
            List.of("rego", "test"),
            List.of("rego", "check"),
            List.of("rego", "fmt"),
            List.of("rego", "bench"),
            List.of("rego", "deps"),
            List.of("rego", "parse"),
            List.of("rego", "inspect"),
            List.of("rego", "build"),
            List.of("rego", "sign"),
            List.of("rego", "repl"),
            List.of("rego", "capabilities"),
            List.of("rego", "version"),
            List.of("rego", "serve"),
            List.of("conformance"))) {
      String[] help = new String[words.size() + 1];
      words.toArray(help);
      help[words.size()] = "--help";
      Cli cli = Cli.run(help);
      assertThat(cli.code()).isZero();
      text.append("\n## ").append(("roadbed " + String.join(" ", words)).strip()).append("\n\n```\n");
      text.append(cli.out().strip()).append("\n```\n");
    }
    current("commands.md", text.toString());
  }

  @Test
  void guardrailsAreListed() throws IOException {
    String page = Files.readString(REFERENCE.resolve("guardrails.md"));
    String marker = "<!-- generated from here on -->\n";
    int at = page.indexOf(marker);
    assertThat(at).isPositive();
    Guardrails guardrails = Guardrails.shipped();
    current(
        "guardrails.md",
        page.substring(0, at + marker.length())
            + "\n"
            + GuardrailReference.markdown(guardrails.all(), guardrails.profiles()));
  }

  private static void current(String name, String text) throws IOException {
    Path file = REFERENCE.resolve(name);
    if (System.getProperty("roadbed.update") != null) {
      Files.writeString(file, text);
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as("docs/reference/%s; run the test with -Droadbed.update to write it", name)
        .isEqualTo(text);
  }
}
