package roadbed.rego;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import roadbed.rego.resolve.Resolver;
import roadbed.rego.syntax.Parser;

/** What the reference says about stages and bounds is what the code has. */
class ReferenceDocumentTest {
  @Test
  void stages_and_bounds_are_those_of_the_code() throws IOException {
    String text = Files.readString(Path.of("..", "docs", "reference", "rego.md"));
    StringBuilder table = new StringBuilder("| stage | reason |\n|---|---|\n");
    Resolver.stages().forEach((name, reason) -> table.append("| " + name + " | " + reason + " |\n"));
    assertThat(text).contains(table).contains("%,d characters".formatted(Parser.MAX_LENGTH));
  }
}
