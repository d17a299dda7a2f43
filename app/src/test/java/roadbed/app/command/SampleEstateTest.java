package roadbed.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The sample estate from files to report. The golden file is the Markdown report; run with
 * {@code -Droadbed.update} to write it anew, and read what changed.
 */
class SampleEstateTest {
  private static final Path GOLDEN = Path.of("src/test/golden/sample-estate.md");
  private static final String ESTATE = "../examples/estate";

  @Test
  void theWholeScanIsAsBefore() throws IOException {
    Cli cli =
        Cli.run(
            "scan", ESTATE, "--source", "sample", "--as-of", "2026-11-21", "--no-evidence", "--format", "markdown");
    if (System.getProperty("roadbed.update") != null) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, cli.out());
    }
    assertThat(cli.err()).isEmpty();
    assertThat(cli.code()).isEqualTo(1);
    assertThat(cli.out()).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void aKpiOpensToTheRowsThatItCounts() {
    Cli cli = Cli.run("kpi", "explain", "mttr", ESTATE, "--as-of", "2026-11-21", "--rows", "200");
    assertThat(cli.code()).isZero();
    assertThat(cli.out()).contains("Mean time to restore").contains("Value").contains("rows counted");
  }

  @Test
  void aKpiWithoutItsFactsSaysWhatItLacks() {
    Cli cli =
        Cli.run("kpi", "explain", "mttr", ESTATE + "/kubernetes", "--as-of", "2026-11-21");
    assertThat(cli.out()).contains("not measured").contains("incident");
  }
}
