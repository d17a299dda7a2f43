package roadbed.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code roadbed delivery} as a person uses it. */
class DeliveryCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void threeDeploymentsOfWhichOneWasRolledBack() throws IOException {
    Files.writeString(
        folder.resolve("deployments.csv"),
        """
        deployment,service,environment,finished_at,commit
        d1,shop,production,2026-01-01T10:00:00Z,aaaaaaa
        d2,shop,production,2026-01-02T10:00:00Z,bbbbbbb
        d3,shop,production,2026-01-02T11:00:00Z,aaaaaaa
        d4,shop,,2026-01-02T12:00:00Z,aaaaaaa
        """);
    Files.writeString(
        folder.resolve("commits.csv"),
        """
        commit,repository,committed_at,message,parents
        bbbbbbb,acme/shop,2026-01-01T11:00:00Z,new cart,aaaaaaa
        """);
  }

  private Cli run(String... options) {
    String[] words = new String[options.length + 6];
    words[0] = "delivery";
    words[1] = folder.toString();
    words[2] = "--since";
    words[3] = "2026-01-01";
    words[4] = "--until";
    words[5] = "2026-01-14";
    System.arraycopy(options, 0, words, 6, options.length);
    return Cli.run(words);
  }

  @Test
  void theMeasuresStandWithTheirSamplesAndTheirRules() {
    Cli cli = run();
    assertThat(cli.code()).isEqualTo(ExitCode.CLEAN);
    assertThat(cli.out())
        .contains("33.3% (1/3, 6.1% to 79.2%)", "1 deployments without an environment", "n = 1", "- A deployment failed where");
  }

  @Test
  void itSaysWhyADeploymentCountsAsFailed() {
    assertThat(run("--explain", "d2").out()).contains("failed, confidence 0.90", "rollback: d3 put back what had run before");
    Cli unknown = run("--explain", "d4");
    assertThat(unknown.code()).isEqualTo(ExitCode.USAGE);
    assertThat(unknown.err()).contains("nothing says which environment");
  }

  @Test
  void aPersonsWordInATableBesideCounts() throws IOException {
    Files.writeString(
        folder.resolve("words.csv"), "deployment,failed,by,reason\nd2,false,ann@acme.example,it was a drill\n");
    assertThat(run("--explain", "d2").out()).contains("not failed", "ann@acme.example says that it did not fail: it was a drill");
  }

  @Test
  void programsGetJsonAndCsv() {
    assertThat(run("--format", "json").out()).contains("\"change_failure_rate\":{\"part\":1,\"whole\":3");
    assertThat(run("--format", "csv").out().lines()).hasSize(4);
  }

  @Test
  void aRowThatIsWrongIsSaidAndTheOthersAreMeasured() throws IOException {
    Files.writeString(folder.resolve("more.csv"), "deployment,service,finished_at\nd9,shop,soon\n");
    Cli cli = run();
    assertThat(cli.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(cli.err()).contains("more.csv:2");
    assertThat(cli.out()).contains("33.3% (1/3");
  }

  @Test
  void filesThatTellNothingOfDeliveryAreSaidToBe() throws IOException {
    Path other = Files.writeString(folder.resolve("other.json"), "{\"name\":1}");
    assertThat(Cli.run("delivery", other.toString()).code()).isEqualTo(ExitCode.USAGE);
  }
}
