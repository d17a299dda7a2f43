package roadbed.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** The gate on real files: plans, folders, baselines, what it prints and how it exits. */
class GateCommandTest {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: shop}
      spec:
        containers:
          - name: web
            image: registry.example/web:1.2
            securityContext: {privileged: false}
      """;

  @TempDir Path folder;
  private Path before;
  private Path after;

  @BeforeEach
  void twoSides() throws IOException {
    before = Files.createDirectory(folder.resolve("before"));
    after = Files.createDirectory(folder.resolve("after"));
    Files.writeString(before.resolve("pod.yaml"), POD);
    Files.writeString(after.resolve("pod.yaml"), "# moved\n\n" + POD.replace("privileged: false", "privileged: true"));
  }

  private Cli gate(String... more) {
    List<String> words = new ArrayList<>(List.of("gate", after.toString(), "--no-evidence", "--dry-run"));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  private Value.Fields decision(String... more) {
    List<String> words = new ArrayList<>(List.of(more));
    words.addAll(List.of("--json", "-"));
    Cli cli = gate(words.toArray(String[]::new));
    return (Value.Fields) ((Value.Fields) ValueJson.parse(cli.out())).get("decision").orElseThrow();
  }

  private static long count(Value.Fields decision, String what) {
    return ((Value.Whole) decision.at("counts", what).orElseThrow()).value();
  }

  @Test
  void onlyWhatTheChangeBringsIsNew() {
    Value.Fields decision = decision("--base", before.toString());
    assertThat(count(decision, "new")).isEqualTo(1);
    assertThat(count(decision, "unchanged")).isGreaterThan(5);
    assertThat(decision.text("outcome")).contains("block");
  }

  @Test
  void aBaselineComparesAsTheFolderDoes() throws IOException {
    Path baseline = folder.resolve("baseline.json");
    assertThat(Cli.run("gate", before.toString(), "--write-baseline", baseline.toString()).code()).isZero();
    Value.Fields decision = decision("--baseline", baseline.toString());
    assertThat(count(decision, "new")).isEqualTo(1);
    assertThat(Cli.run("gate", after.toString(), "--baseline", after.resolve("pod.yaml").toString(), "--dry-run").code())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void theConfigurationDecides() throws IOException {
    Path config = folder.resolve("gate.yaml");
    Files.writeString(
        config,
        "apiVersion: roadbed.dev/v1\nkind: Gate\nrules:\n  - {level: warn, guardrails: [k8s-no-priv*], reason: soon}\n");
    assertThat(decision("--base", before.toString(), "--config", config.toString()).text("outcome")).contains("warn");
    Files.writeString(config, "apiVersion: roadbed.dev/v1\nkind: Gate\nrules:\n  - {level: stop}\n");
    Cli wrong = gate("--config", config.toString());
    assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.err()).contains("this is none of the levels");
  }

  @Test
  void saysWhatWhereWhyAndHow() throws IOException {
    Path markdown = folder.resolve("comment.md");
    Path junit = folder.resolve("junit.xml");
    Path gitlab = folder.resolve("gitlab.json");
    Cli cli =
        gate(
            "--base", before.toString(), "--markdown", markdown.toString(), "--junit", junit.toString(), "--gitlab",
            gitlab.toString(), "--github");
    String comment = Files.readString(markdown);
    assertThat(comment).startsWith("<!-- roadbed gate -->\n").contains("1 thing to mend", "**Why.**", "**How to fix.**");
    assertThat(comment).contains("pod.yaml:", "<summary>").contains("| 1 | 0 | 0 |");
    assertThat(Files.readString(junit)).contains("failures=\"1\"", "classname=\"k8s-no-privileged\"");
    assertThat(ValueJson.parse(Files.readString(gitlab))).isInstanceOf(Value.Items.class);
    assertThat(cli.out()).contains("::error file=").contains("title=No privileged containers");
    assertThat(cli.err()).contains("blocked");
  }

  @Test
  void aPlanIsComparedWithWhatWasThere() throws IOException {
    Path plan = folder.resolve("plan.json");
    Files.writeString(
        plan,
        """
        {"format_version": "1.2", "terraform_version": "1.11.4",
         "planned_values": {"root_module": {"resources": [
           {"address": "aws_db_instance.a", "mode": "managed", "type": "aws_db_instance", "name": "a",
            "provider_name": "registry.terraform.io/hashicorp/aws", "schema_version": 2,
            "values": {"identifier": "a", "storage_encrypted": true, "publicly_accessible": true}},
           {"address": "aws_db_instance.b", "mode": "managed", "type": "aws_db_instance", "name": "b",
            "provider_name": "registry.terraform.io/hashicorp/aws", "schema_version": 2,
            "values": {"identifier": "b", "storage_encrypted": false, "publicly_accessible": false}}]}},
         "resource_changes": [
           {"address": "aws_db_instance.a", "mode": "managed", "type": "aws_db_instance", "name": "a",
            "provider_name": "registry.terraform.io/hashicorp/aws",
            "change": {"actions": ["update"],
              "before": {"identifier": "a", "storage_encrypted": true, "publicly_accessible": false},
              "after": {"identifier": "a", "storage_encrypted": true, "publicly_accessible": true},
              "after_unknown": {}, "before_sensitive": {}, "after_sensitive": {}}},
           {"address": "aws_db_instance.b", "mode": "managed", "type": "aws_db_instance", "name": "b",
            "provider_name": "registry.terraform.io/hashicorp/aws",
            "change": {"actions": ["no-op"],
              "before": {"identifier": "b", "storage_encrypted": false, "publicly_accessible": false},
              "after": {"identifier": "b", "storage_encrypted": false, "publicly_accessible": false},
              "after_unknown": {}, "before_sensitive": {}, "after_sensitive": {}}}],
         "configuration": {}}
        """);
    Cli cli = Cli.run("gate", plan.toString(), "--dry-run", "--no-evidence", "--json", "-", "--only", "rds-encryption,rds-not-public");
    Value.Fields decision = (Value.Fields) ((Value.Fields) ValueJson.parse(cli.out())).get("decision").orElseThrow();
    assertThat(count(decision, "new")).isEqualTo(1);
    assertThat(count(decision, "unchanged")).isEqualTo(1);
  }

  /** A log of decisions: one on a pull request now, with a new failure in it, and one of that many days ago. */
  private Path log(int daysAgo) throws IOException {
    Value.Fields decision = decision("--base", before.toString());
    Path log = folder.resolve("decisions.jsonl");
    Map<String, Value> earlier = new LinkedHashMap<>(decision.values());
    earlier.put("id", Value.of("earlier"));
    earlier.put("at", Value.of(Instant.now().minus(Duration.ofDays(daysAgo)).toString()));
    Files.writeString(
        log, ValueJson.text(decision) + "\n" + ValueJson.text(new Value.Fields(earlier)) + "\nnot a decision\n");
    return log;
  }

  private Cli replay(Path log, String rules, String... more) throws IOException {
    Path config = folder.resolve("gate.yaml");
    Files.writeString(config, "apiVersion: roadbed.dev/v1\nkind: Gate\nrules:\n" + rules);
    List<String> words = new ArrayList<>(List.of("gate", "replay", "--log", log.toString(), "--config", config.toString()));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  @Test
  void aReplayTellsWhatOtherRulesWouldHaveBlocked() throws IOException {
    Path log = log(40);
    String written = Files.readString(log);

    Cli stricter = replay(log, "  - {level: block}\n");
    assertThat(stricter.code()).isZero();
    assertThat(stricter.out())
        .startsWith("1 decisions: 1 blocked then, 1 would be blocked under these rules\n")
        .contains("k8s-no-privileged", "decisions it would block");
    assertThat(stricter.err()).as("a line that cannot be read is told").contains("decisions.jsonl");

    Cli both = replay(log, "  - {level: block}\n", "--days", "60");
    assertThat(both.out()).startsWith("2 decisions: 2 blocked then, 2 would be blocked");
    assertThat(both.out().lines().filter(line -> line.startsWith("k8s-no-privileged")).toList())
        .singleElement().asString().endsWith("2");

    assertThat(replay(log, "  - {level: warn, reason: not yet}\n", "--days", "60").out())
        .isEqualTo("2 decisions: 2 blocked then, 0 would be blocked under these rules\n");
    assertThat(Files.readString(log)).as("nothing is changed").isEqualTo(written);
  }

  @Test
  void aReplayLooksAtTheRulesOfADay() throws IOException {
    String rules = "  - {level: warn, until: 2030-01-01, reason: until then}\n";
    Path log = log(1);
    assertThat(replay(log, rules, "--at", "2029-12-01").out()).contains("2 decisions: 2 blocked then, 0 would be");
    assertThat(replay(log, rules, "--at", "2030-02-01").out()).contains("2 decisions: 2 blocked then, 2 would be");
  }

  @Test
  void aReplayWantsALogAndASensibleSpan() throws IOException {
    assertThat(replay(folder.resolve("none.jsonl"), "  - {level: warn}\n").code()).isEqualTo(ExitCode.USAGE);
    assertThat(replay(log(1), "  - {level: warn}\n", "--days", "0").code()).isEqualTo(ExitCode.USAGE);
  }
}
