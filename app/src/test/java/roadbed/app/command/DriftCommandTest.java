package roadbed.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.Assumptions;

/** {@code roadbed drift} from a command line to its result. */
class DriftCommandTest {
  private static final String INSTANCE =
      """
      {"mode":"managed","type":"%s","name":"%s","provider":"provider[\\"registry.terraform.io/hashicorp/aws\\"]",
       "instances":[{"attributes":%s}]}
      """;

  @TempDir Path folder;

  @BeforeEach
  void code() throws IOException {
    Files.writeString(
        folder.resolve("main.tf.json"),
        """
        {"resource":{
          "aws_s3_bucket":{"logs":{"bucket":"acme-logs"}},
          "aws_s3_bucket_public_access_block":{"logs":{"bucket":"${aws_s3_bucket.logs.id}",
            "block_public_acls":true,"block_public_policy":true,"ignore_public_acls":true,"restrict_public_buckets":true}},
          "aws_sqs_queue":{"jobs":{"name":"jobs","delay_seconds":5}}}}
        """);
    Files.writeString(
        folder.resolve("live.tfstate"),
        "{\"version\":4,\"terraform_version\":\"1.11.4\",\"serial\":1,\"lineage\":\"x\",\"resources\":["
            + INSTANCE.formatted("aws_s3_bucket", "a", "{\"id\":\"acme-logs\",\"bucket\":\"acme-logs\",\"arn\":\"arn:aws:s3:::acme-logs\"}")
            + ","
            + INSTANCE.formatted(
                "aws_s3_bucket_public_access_block",
                "a",
                "{\"id\":\"acme-logs\",\"bucket\":\"acme-logs\",\"block_public_acls\":false,\"block_public_policy\":true,\"ignore_public_acls\":true,\"restrict_public_buckets\":true}")
            + ","
            + INSTANCE.formatted("aws_sqs_queue", "b", "{\"name\":\"jobs\",\"arn\":\"arn:aws:sqs:eu-west-1:123456789012:jobs\",\"delay_seconds\":5}")
            + ","
            + INSTANCE.formatted("aws_sqs_queue", "c", "{\"id\":\"https://q/extra\",\"name\":\"extra\",\"arn\":\"arn:aws:sqs:eu-west-1:123456789012:extra\"}")
            + "]}");
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void saysWhatChangedWhatItBreaksAndWhatNobodyDeclares() {
    Cli run = Cli.run("drift", path("main.tf.json"), "--live", path("live.tfstate"), "--no-evidence");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("aws_s3_bucket.logs")
        .contains("public_access_block.block_public_acls: declared true, live false")
        .contains("breaks s3-block-public-access")
        .contains("1 unmanaged")
        .contains("Drift: 1 changed, 1 unmanaged, 1 in step");
  }

  @Test
  void theThresholdDecidesTheExitCode() {
    String[] words = {"drift", path("main.tf.json"), "--live", path("live.tfstate"), "--no-evidence", "--fail-on"};
    assertThat(Cli.run(with(words, "missing")).code()).isZero();
    assertThat(Cli.run(with(words, "unmanaged,missing")).code()).isEqualTo(1);
    assertThat(Cli.run(with(words, "none")).code()).isZero();
    assertThat(Cli.run(with(words, "everything")).code()).isEqualTo(2);
  }

  private static String[] with(String[] words, String last) {
    String[] all = java.util.Arrays.copyOf(words, words.length + 1);
    all[words.length] = last;
    return all;
  }

  @Test
  void proposalsGoIntoAPatch() throws IOException {
    Cli.run("drift", path("main.tf.json"), "--live", path("live.tfstate"), "--no-evidence", "--patch", path("p.patch"));
    assertThat(Files.readString(folder.resolve("p.patch")))
        .contains("+++ imports.tf", "+  to = aws_sqs_queue.extra", "+  id = \"https://q/extra\"");
  }

  @Test
  void everyFormatIsWritten() {
    for (String format : new String[] {"json", "markdown", "sarif"}) {
      Cli run = Cli.run("drift", path("main.tf.json"), "--live", path("live.tfstate"), "--no-evidence", "-f", format);
      assertThat(run.out()).contains("block_public_acls");
    }
  }

  @Test
  void aloneAStateHasNothingToBeComparedWith() {
    Cli run = Cli.run("drift", path("live.tfstate"), "--no-evidence");
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("There are states alone");
  }

  @Test
  void whatTerraformSawWhenItPlannedIsComparedWithWhatItPlans() throws IOException, InterruptedException {
    Path terraform = Path.of("/usr/local/bin/terraform");
    Assumptions.assumeTrue(Files.isExecutable(terraform), "SKIPPED: terraform is not on this machine");
    Path real = Files.createDirectory(folder.resolve("real"));
    Path configuration = real.resolve("main.tf");
    Files.writeString(configuration, "resource \"terraform_data\" \"a\" {\n  input = \"one\"\n}\n");
    terraform(real, "init", "-input=false");
    terraform(real, "apply", "-auto-approve", "-input=false");
    Files.writeString(configuration, Files.readString(configuration).replace("one", "two"));
    terraform(real, "plan", "-input=false", "-out=tfplan");
    Process show = new ProcessBuilder(terraform.toString(), "show", "-json", "tfplan").directory(real.toFile()).redirectOutput(real.resolve("plan.json").toFile()).start();
    assertThat(show.waitFor(60, TimeUnit.SECONDS)).isTrue();
    Cli run = Cli.run("drift", real.resolve("plan.json").toString(), "--no-evidence");
    assertThat(run.out()).contains("terraform_data.a").contains("input: declared \"two\"").contains("\"one\"");
    Cli state = Cli.run("drift", real.resolve("plan.json").toString(), "--live", real.resolve("terraform.tfstate").toString(), "--no-evidence");
    assertThat(state.out()).contains("input: declared \"two\"").contains("live \"one\"");
  }

  private static void terraform(Path folder, String... words) throws IOException, InterruptedException {
    java.util.List<String> command = new java.util.ArrayList<>(java.util.List.of("/usr/local/bin/terraform"));
    command.addAll(java.util.List.of(words));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(folder.resolve("out.txt").toFile()).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("out.txt"))).isZero();
  }
}
