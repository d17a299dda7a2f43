package roadbed.collect.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import roadbed.model.Location;
import roadbed.model.Value;

/** Attributes are set at their place, and nothing else changes. */
class SourceEditTest {
  private static final SourceEdit.Target DATABASE =
      new SourceEdit.Target("aws_db_instance", "main", Location.of("main.tf", 2, 1));
  private static final String TERRAFORM =
      """
      # our database
      resource "aws_db_instance" "main" {
        identifier     = "main" # keep
        instance_class = "db.t3.micro"
        multi_az       = var.multi

        tags = {
          team = "data"
        }
      }

      resource "aws_s3_bucket" "logs" {}
      """;
  private static final String POD =
      """
      # before
      apiVersion: v1
      kind: Pod
      metadata:
        name: web
      spec:
        containers:
          # the app
          - name: web
            args: |
              a: b
          - {name: side, securityContext: {}}
        # after
      """;
  private static final SourceEdit.Target WEB = new SourceEdit.Target("v1/Pod", "web", Location.of("pod.yaml", 2, 1));

  private static String changed(Edit edit) {
    assertThat(edit).isInstanceOf(Edit.Changed.class);
    return ((Edit.Changed) edit).text();
  }

  private static Edit terraform(String text, Value value, String... path) {
    return SourceEdit.set("main.tf", text, DATABASE, List.of(path), value);
  }

  @Test
  void anAttributeThatIsMissingStandsInLineWithTheOthers() {
    String once = changed(terraform(TERRAFORM, Value.of(true), "deletion_protection"));
    assertThat(once)
        .isEqualTo(TERRAFORM.replace("\"data\"\n  }\n", "\"data\"\n  }\n  deletion_protection = true\n"));
    String plain = TERRAFORM.replace("\n  tags = {\n    team = \"data\"\n  }\n", "");
    assertThat(changed(terraform(plain, Value.of(true), "deletion_protection")))
        .contains("  multi_az            = var.multi\n  deletion_protection = true\n}");
    assertThat(terraform(once, Value.of(true), "deletion_protection")).isInstanceOf(Edit.Same.class);
  }

  @Test
  void whatIsWrittenOutIsReplacedAndWhatAnExpressionDecidesIsLeft() {
    assertThat(changed(terraform(TERRAFORM, Value.of("db.m5.large"), "instance_class")))
        .isEqualTo(TERRAFORM.replace("db.t3.micro", "db.m5.large"));
    assertThat(terraform(TERRAFORM, Value.of(true), "multi_az")).isInstanceOf(Edit.Refused.class);
    assertThat(terraform(TERRAFORM, Value.of(true), "missing?")).isInstanceOf(Edit.Same.class);
  }

  @Test
  void blocksAreAddedAndFilled() {
    String once = changed(terraform(TERRAFORM, Value.of("required"), "metadata_options", "http_tokens"));
    assertThat(once).contains("  }\n\n  metadata_options {\n    http_tokens = \"required\"\n  }\n}\n");
    String twice = changed(terraform(once, Value.of(1), "metadata_options", "http_put_response_hop_limit"));
    assertThat(twice)
        .contains("    http_tokens                 = \"required\"\n    http_put_response_hop_limit = 1\n");
    assertThat(terraform("resource \"aws_db_instance\" \"main\" {", Value.of(1), "x")).isInstanceOf(Edit.Refused.class);
  }

  @Test
  void aResourceIsAddedThatSaysMore() {
    SourceEdit.Target bucket = new SourceEdit.Target("aws_s3_bucket", "logs", Location.of("main.tf", 11, 1));
    List<SourceEdit.Setting> settings =
        List.of(
            new SourceEdit.Setting(List.of("block_public_acls"), Value.of(true)),
            new SourceEdit.Setting(List.of("block_public_policy"), Value.of(true)));
    String once =
        changed(SourceEdit.add("main.tf", TERRAFORM, bucket, "aws_s3_bucket_public_access_block", "bucket", settings));
    assertThat(once)
        .isEqualTo(
            TERRAFORM
                + """

                resource "aws_s3_bucket_public_access_block" "logs" {
                  bucket              = aws_s3_bucket.logs.id
                  block_public_acls   = true
                  block_public_policy = true
                }
                """);
    assertThat(SourceEdit.add("main.tf", once, bucket, "aws_s3_bucket_public_access_block", "bucket", settings))
        .isInstanceOf(Edit.Refused.class);
  }

  private static Edit pod(String text, Value value, String... path) {
    return SourceEdit.set("pod.yaml", text, WEB, List.of(path), value);
  }

  @Test
  void yamlKeepsItsCommentsAndItsForm() {
    String once = changed(pod(POD, Value.of(true), "pod", "containers*", "*", "securityContext", "readOnlyRootFilesystem"));
    assertThat(once)
        .isEqualTo(
            POD.replace(
                    "        a: b\n", "        a: b\n      securityContext:\n        readOnlyRootFilesystem: true\n")
                .replace("securityContext: {}", "securityContext: {readOnlyRootFilesystem: true}"));
    assertThat(pod(once, Value.of(true), "pod", "containers*", "*", "securityContext", "readOnlyRootFilesystem"))
        .isInstanceOf(Edit.Same.class);
    String dropped =
        changed(
            pod(once, Value.ofTexts(List.of("ALL")), "pod", "containers*", "*", "securityContext", "capabilities", "drop"));
    assertThat(dropped).contains("          drop: [\"ALL\"]\n").contains("{capabilities: {drop: [\"ALL\"]}, readOnly");
  }

  @Test
  void jsonStaysJson() {
    String template =
        """
        {
          "Resources": {
            "Volume": {
              "Type": "AWS::EC2::Volume",
              "Properties": {
                "Size": 10
              }
            }
          }
        }
        """;
    SourceEdit.Target volume = new SourceEdit.Target("AWS::EC2::Volume", "Volume", Location.of("t.json", 3, 5));
    assertThat(changed(SourceEdit.set("t.json", template, volume, List.of("Encrypted"), Value.of(true))))
        .isEqualTo(template.replace("\"Size\"", "\"Encrypted\": true,\n        \"Size\""));
  }

  @Test
  void jsonSyntaxOfTerraformWritesBlocksAsObjectsAndAsListsOfThem() {
    SourceEdit.Target instance = new SourceEdit.Target("aws_instance", "web", Location.of("main.tf.json", 1, 1));
    List<String> tokens = List.of("metadata_options", "http_tokens");
    String listed =
        """
        {"resource": [{"aws_instance": {"web": [{"ami": "x", "metadata_options": [{"http_tokens": "optional"}]}]}}]}
        """;
    assertThat(changed(SourceEdit.set("main.tf.json", listed, instance, tokens, Value.of("required"))))
        .isEqualTo(listed.replace("optional", "required"));
    String twice = "{\"resource\": {\"aws_instance\": {\"web\": [{\"ami\": \"x\"}, {\"ami\": \"y\"}]}}}";
    assertThat(SourceEdit.set("main.tf.json", twice, instance, tokens, Value.of("required")))
        .isInstanceOf(Edit.Refused.class);
  }

  @Test
  void whatIsSharedIsLeft() {
    String anchored =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, annotations: &a {x: "1"}}
        spec:
          containers:
            - name: web
              securityContext: *a
        """;
    assertThat(pod(anchored, Value.of(true), "pod", "containers*", "*", "securityContext", "readOnlyRootFilesystem"))
        .isInstanceOf(Edit.Refused.class);
  }
}
