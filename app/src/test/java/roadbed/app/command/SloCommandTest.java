package roadbed.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.testkit.SharedData;

/** The commands for service levels, as a person uses them. */
class SloCommandTest {
  private static final String SPECIFICATION =
      """
      version: prometheus/v1
      service: shop
      slos:
        - name: availability
          objective: 99.9
          sli:
            events:
              error_query: sum(rate(errors[{{.window}}]))
              total_query: sum(rate(requests[{{.window}}]))
          alerting: {name: ShopAvailability}
        - name: wrong
          objective: 999
          sli: {raw: {error_ratio_query: "sum(rate(errors[{{.window}}])"}}
          alerting: {name: ShopWrong}
        - name: odd
          objective: 99
          sli: {raw: {error_ratio_query: "sum(rate(errors[{{.window}}])"}}
          alerting: {name: ShopOdd}
      """;

  @TempDir Path folder;

  private Path specification() throws IOException {
    return Files.writeString(folder.resolve("shop.yaml"), SPECIFICATION);
  }

  @Test
  void whatIsWrongIsSaidWithItsPlace() throws IOException {
    Cli cli = Cli.run("slo", "validate", specification().toString());
    assertThat(cli.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(cli.out())
        .contains("shop.yaml:12:16", "above 0 and up to 100", "shop.yaml:17:36", "the query is not well-formed")
        .endsWith("1 documents, 2 objectives, 2 errors, 0 warnings\n");
    assertThat(Cli.run("slo", "validate", folder.resolve("shop.yaml").toString(), "--format", "json").out())
        .contains("\"code\":\"slo.query\"", "\"id\":\"shop-availability\"");
  }

  @Test
  void theOthersHaveTheirRules() throws IOException {
    Cli cli = Cli.run("slo", "generate", specification().toString());
    assertThat(cli.code()).isEqualTo(ExitCode.FINDINGS);
    assertThat(cli.err()).contains("shop.yaml:12:16", "shop.yaml:17:36");
    assertThat(cli.out())
        .contains("slo:sli_error:ratio_rate30d", "(14.4 * 0.0009999999999999432)", "alert: ShopAvailability")
        .doesNotContain("ShopOdd", "ShopWrong");
  }

  @Test
  void rulesAreWrittenToAFileOrAFolder() throws IOException {
    Path out = folder.resolve("rules");
    assertThat(Cli.run("slo", "generate", specification().toString(), "--out", out.toString(), "--rules", "event-weighted").err())
        .contains("shop.yaml: 10 rules");
    assertThat(out.resolve("shop.yaml")).content().contains("slo:events_bad:increase1m", "NoData");
    Path file = folder.resolve("all.yaml");
    Cli.run("slo", "generate", specification().toString(), "--out", file.toString(), "--period", "28d", "-l", "cluster=a");
    assertThat(file).content().contains("ratio_rate4w", "13.44", "cluster: a");
    Cli.run("slo", "generate", specification().toString(), "--out", file.toString(), "--form", "operator", "--no-alerts");
    assertThat(file).content().contains("kind: PrometheusRule").doesNotContain("alert:");
  }

  @Test
  void wrongUseIsSaid() throws IOException {
    String file = specification().toString();
    assertThat(Cli.run("slo", "generate", file, "--rules", "all").code()).isEqualTo(ExitCode.USAGE);
    assertThat(Cli.run("slo", "generate", file, "--period", "month").code()).isEqualTo(ExitCode.USAGE);
    assertThat(Cli.run("slo", "generate", file, "--label", "a-b=c").code()).isEqualTo(ExitCode.USAGE);
    assertThat(Cli.run("slo", "generate", folder.resolve("none.yaml").toString()).code()).isEqualTo(ExitCode.USAGE);
    Path other = Files.writeString(folder.resolve("other.yaml"), "a: b\n");
    assertThat(Cli.run("slo", "validate", other.toString()).code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void rulesAreThoseExpected() {
    Cli cli = Cli.run("conformance", "slo", SharedData.at("sloth").toString(), "--list-failed");
    assertThat(cli.out()).contains(" 0 failed");
    assertThat(cli.code()).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void anotherMeaningIsNoticed() throws IOException {
    Path shared = SharedData.at("sloth");
    for (String change :
        new String[] {
          "(14.4 * |(14.5 * ", "alert01v1|alert02v1", "without (sloth_window)|by (sloth_window)", "[5m])|[6m])", "burn rate is|burn rate was",
          "slo:objective:ratio|slo:objective", "sloth_severity: page|sloth_severity: pages"
        }) {
      try (Stream<Path> old = Files.list(folder)) {
        for (Path file : old.toList()) {
          Files.delete(file);
        }
      }
      String[] words = change.split("\\|", -1);
      Files.copy(shared.resolve("in-base.yaml"), folder.resolve("in-base.yaml"));
      String expected = Files.readString(shared.resolve("out-base.yaml")).replaceAll("\\s+burn\\s+rate", " burn rate");
      assertThat(expected).contains(words[0]);
      Files.writeString(folder.resolve("out-base.yaml"), expected.replace(words[0], words[1]));
      assertThat(Cli.run("conformance", "slo", folder.toString()).out()).as(change).contains("1 failed");
    }
  }
}
