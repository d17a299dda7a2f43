package roadbed.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.testkit.PlanGenerator;

/** What a scan prints, in every format, and how it exits. */
class ScanOutputTest {
  @TempDir Path folder;
  Path plan;

  @BeforeEach
  void aPlan() throws IOException {
    plan = folder.resolve("plan.json");
    PlanGenerator.write(plan, 400, 7);
  }

  private Cli scan(String... more) {
    String[] words = new String[more.length + 4];
    words[0] = "scan";
    words[1] = plan.toString();
    words[2] = "--evidence";
    words[3] = folder.resolve("evidence").toString();
    System.arraycopy(more, 0, words, 4, more.length);
    return Cli.run(words);
  }

  @Test
  void jsonFollowsItsSchema() throws IOException {
    Cli cli = scan("--format", "json", "--kpis", "always");
    String schema = Files.readString(Path.of("../docs/reference/schemas/scan.schema.json"));
    assertThat(violations(schema, SpecVersion.VersionFlag.V202012, cli.out())).isEmpty();
    Value.Fields summary = (Value.Fields) ((Value.Fields) ValueJson.parse(cli.out())).get("summary").orElseThrow();
    assertThat(summary.get("resources").orElseThrow()).isInstanceOf(Value.Whole.class);
    assertThat(summary.at("files", "recognised")).contains(Value.of(1));
  }

  @Test
  void sarifFollowsItsSchemaAndCarriesLines() throws IOException {
    Cli cli = scan("--format", "sarif");
    String schema;
    try (InputStream in = getClass().getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      schema = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(violations(schema, SpecVersion.VersionFlag.V7, cli.out())).isEmpty();
    assertThat(cli.out()).contains("\"startLine\":1").contains("\"ruleId\":\"ec2-imdsv2\"");
  }

  private static Set<ValidationMessage> violations(
      String schema, SpecVersion.VersionFlag version, String json) {
    JsonSchema compiled = JsonSchemaFactory.getInstance(version).getSchema(schema);
    return compiled.validate(json, InputFormat.JSON);
  }

  @Test
  void htmlNeedsNothingElse() {
    Cli cli = scan("--format", "html");
    assertThat(cli.out()).startsWith("<!doctype html>").endsWith("</html>\n");
    assertThat(cli.out()).doesNotContain("<script").doesNotContain("<link").doesNotContain("src=");
    assertThat(cli.out()).contains("<svg");
  }

  @Test
  void markdownListsFindingsWithTheirFix() {
    Cli cli = scan("--format", "markdown");
    assertThat(cli.out()).contains("### Findings").contains("Fix: ").contains("`ec2-imdsv2`");
  }

  @Test
  void theTerminalSaysWhatWasNotEvaluated() {
    Cli cli = scan();
    assertThat(cli.out()).contains("Not evaluated").contains("known after apply").contains("Resources");
    assertThat(cli.out()).doesNotContain("\u001b");
  }

  @Test
  void theExitCodeFollowsTheThreshold() {
    assertThat(scan().code()).isEqualTo(1);
    assertThat(scan("--fail-on", "none").code()).isZero();
    assertThat(scan("--only", "kms-rotation", "--fail-on", "high").code()).isZero();
    assertThat(scan("--only", "ebs-encryption", "--fail-on", "none", "--strict").code()).isEqualTo(1);
  }

  @Test
  void wrongUseIsToldInOneLine() {
    assertThat(Cli.run("scan").code()).isEqualTo(2);
    assertThat(Cli.run("scan", folder.resolve("nothing").toString()).err())
        .isEqualTo("roadbed: " + folder.resolve("nothing") + " does not exist\n");
    assertThat(scan("--format", "pdf").err()).contains("--format is one of terminal, json, sarif");
    assertThat(scan("--fail-on", "urgent").code()).isEqualTo(2);
    assertThat(Cli.run("scam").code()).isEqualTo(2);
  }

  @Test
  void anEmptyFolderIsNothingReadable() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Cli cli = Cli.run("scan", empty.toString(), "--no-evidence");
    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.err()).contains("there are no files here to read");
  }

  @Test
  void aFileCutOffBeforeItsFirstResourceIsNothingReadable() throws IOException {
    Path cut = Files.writeString(folder.resolve("cut.json"), "{\"resource_changes\":[{\"address\":\"a");
    Cli cli = Cli.run("scan", cut.toString(), "--no-evidence");
    assertThat(cli.code()).isEqualTo(2);
    assertThat(cli.out()).contains("cut.json:1:35");
    assertThat(cli.err()).contains("nothing could be read");
  }

  @Test
  void everyScanIsAnEntryOfTheLogThatVerifies() throws IOException {
    scan();
    scan("--kpis", "always");
    String log = folder.resolve("evidence").toString();
    Cli verified = Cli.run("evidence", "verify", "--log", log);
    assertThat(verified.out()).startsWith("5 entries, root ").endsWith(": intact\n");
    assertThat(verified.code()).isZero();

    Path file = folder.resolve("evidence/log.jsonl");
    String text = Files.readString(file);
    Files.writeString(file, text.replaceFirst("\"type\":\"scan\"", "\"type\":\"scam\""));
    Cli broken = Cli.run("evidence", "verify", "--log", log);
    assertThat(broken.code()).isEqualTo(1);
    assertThat(broken.out()).contains("log.jsonl:1");
  }
}
