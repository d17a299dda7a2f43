package roadbed.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline asks whether a change may go on, by files alone. */
class ChangeCommandTest {
  private static final String CATALOG =
      """
      apiVersion: backstage.io/v1alpha1
      kind: Component
      metadata:
        name: shop
        annotations: {roadbed.dev/tier: "3"}
      spec: {type: service, lifecycle: production, owner: shop-team}
      ---
      apiVersion: backstage.io/v1alpha1
      kind: Component
      metadata:
        name: web
        annotations: {roadbed.dev/tier: "1"}
      spec: {type: website, lifecycle: production, owner: web-team, dependsOn: [component:shop]}
      """;

  private static final String ALWAYS =
      """
      apiVersion: roadbed.dev/v1
      kind: Changes
      zone: Europe/Berlin
      freezes:
        - {id: past, from: 2020-01-01, until: 2020-01-02}
      policy: |
        package roadbed.change
        deny contains "never" if input.change.title == "Never"
        require contains {"from": ["boss"], "count": 1, "reason": "it is deployed"} if input.change.title == "Ask"
        standard contains "all is well" if input.risk.level != "high"
      """;

  @TempDir Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void whatNoRuleMindsGoesOn() throws IOException {
    Cli cli =
        Cli.run("change", "check", file("catalog.yaml", CATALOG), file("changes.yaml", ALWAYS), "--service", "shop", "--digest", "v7", "--author", "ada");
    assertThat(cli.err()).isEmpty();
    assertThat(cli.out()).contains("standard", "all is well", "1 other depends on it: web", "digest  v7");
    assertThat(cli.code()).isZero();
  }

  @Test
  void whatWaitsAndWhatIsDeniedDoesNot() throws IOException {
    String catalog = file("catalog.yaml", CATALOG);
    String rules = file("changes.yaml", ALWAYS);
    Cli asked = Cli.run("change", "check", catalog, rules, "--service", "shop", "--digest", "v7", "--title", "Ask");
    assertThat(asked.code()).isEqualTo(1);
    assertThat(asked.out()).contains("waiting", "of boss");
    Cli denied = Cli.run("change", "check", catalog, rules, "--service", "shop", "--digest", "v7", "--title", "Never");
    assertThat(denied.code()).isEqualTo(1);
    assertThat(denied.out()).contains("denied", "never");
    Cli emergency =
        Cli.run("change", "check", catalog, rules, "--service", "shop", "--digest", "v7", "--title", "Never", "--emergency", "the shop is down", "--json");
    assertThat(emergency.code()).isZero();
    assertThat(emergency.out()).contains("\"state\":\"emergency\"", "\"may_go_on\":true");
  }

  @Test
  void aFreezeHoldsIt() throws IOException {
    String frozen = ALWAYS.replace("from: 2020-01-01, until: 2020-01-02", "from: 2020-01-01, until: 2199-01-02");
    Cli cli = Cli.run("change", "check", file("catalog.yaml", CATALOG), file("changes.yaml", frozen), "--service", "shop", "--digest", "v7");
    assertThat(cli.code()).isEqualTo(1);
    assertThat(cli.out()).contains("frozen", "past");
  }

  @Test
  void whatIsNotKnownWaits() {
    Cli cli = Cli.run("change", "check", "--service", "nobody-knows", "--digest", "v7");
    assertThat(cli.code()).isEqualTo(1);
    assertThat(cli.out()).contains("waiting", "blast-radius is not known");
    assertThat(Cli.run("change", "check", "--service", "shop", "--wait", "5m", "--digest", "v7").code()).as("there is no server to wait for").isEqualTo(2);
  }

  @Test
  void aPlanIsJudgedAndItsDigestIsWhatIsAgreedTo() throws IOException {
    String plan =
        file(
            "plan.json",
            """
            {"format_version":"1.2","terraform_version":"1.9.0","planned_values":{"root_module":{"resources":[
              {"address":"aws_sqs_queue.orders","mode":"managed","type":"aws_sqs_queue","name":"orders",
               "provider_name":"registry.terraform.io/hashicorp/aws","values":{"name":"orders"}}]}},
             "resource_changes":[{"address":"aws_sqs_queue.orders","mode":"managed","type":"aws_sqs_queue","name":"orders",
               "provider_name":"registry.terraform.io/hashicorp/aws",
               "change":{"actions":["delete","create"],"before":{"name":"orders"},"after":{"name":"orders"},"after_unknown":{}}}]}
            """);
    Cli cli = Cli.run("change", "check", plan, "--author", "ada", "--json");
    assertThat(cli.code()).isEqualTo(1);
    assertThat(cli.out()).contains("\"kind\":\"plan\"", "1 resource is taken away or replaced", "\"destroys\":1").containsPattern("\"digest\":\"[0-9a-f]{64}\"");
  }

  @Test
  void whatIsWrongWithADocumentIsSaidWithItsPlace() throws IOException {
    String wrong = file("changes.yaml", ALWAYS.replace("zone: Europe/Berlin", "zone: Middle/Earth"));
    Cli cli = Cli.run("change", "check", wrong, "--service", "shop", "--digest", "v7");
    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.err()).contains("changes.yaml:3", "Middle/Earth");
  }

  @Test
  void windowsAreListedAndWrittenAsACalendar() throws IOException {
    String weekly =
        file(
            "changes.yaml",
            """
            apiVersion: roadbed.dev/v1
            kind: Changes
            maintenance:
              - id: patching
                name: Patching, all of it
                services: [orders]
                every: {days: [mon, tue, wed, thu, fri, sat, sun], from: "02:00", until: "04:00"}
            """);
    Cli listed = Cli.run("change", "calendar", weekly, "--days", "3");
    assertThat(listed.code()).isZero();
    assertThat(listed.out()).contains("maintenance", "Patching, all of it", "T02:00:00Z");
    Cli calendar = Cli.run("change", "calendar", weekly, "--ics", "-");
    assertThat(calendar.out()).contains("BEGIN:VCALENDAR", "SUMMARY:Maintenance: Patching\\, all of it");
    assertThat(Cli.run("change", "calendar", file("other.yaml", "kind: Other")).code()).isEqualTo(2);
  }
}
