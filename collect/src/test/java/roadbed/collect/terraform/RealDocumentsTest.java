package roadbed.collect.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import roadbed.collect.DocumentReader;
import roadbed.collect.terraform.TerraformPlanReader.Side;
import roadbed.model.Diagnostic;
import roadbed.testkit.SharedData;

/** Documents by others: each is read whole, or refused with the right message. */
class RealDocumentsTest {

  @Test
  void plans() throws IOException {
    assertThat(lines("plans", new TerraformPlanReader()))
        .containsExactly(
            "aws-create-29.plan.json: 29 resources, 29 references, 29 in modules []",
            "azure-0.plan.json: 18 resources, 37 references, 15 in modules []",
            "azure-1.plan.json: 10 resources, 18 references, 0 in modules []",
            "azure-2.plan.json: 10 resources, 18 references, 0 in modules []",
            "data-read.plan.json: 3 resources, 2 references, 2 in modules []",
            "delete-0.plan.json: 15 resources, 12 references, 0 in modules []",
            "delete-1.plan.json: 1 resources, 0 references, 0 in modules []",
            "drift-relevant-attributes.plan.json: 2 resources, 1 references, 0 in modules []",
            "driftctl-0.plan.json: 4 resources, 0 references, 0 in modules []",
            "google-0.plan.json: 11 resources, 8 references, 4 in modules []",
            "google-2.plan.json: 10 resources, 2 references, 0 in modules []",
            "import-config-gen.plan.json: 1 resources, 0 references, 0 in modules []",
            "large-aws-0.14.plan.json: 26 resources, 4 references, 20 in modules []",
            "large-aws-update.plan.json: 24 resources, 23 references, 12 in modules []",
            "modules-edges.plan.json: 4 resources, 2 references, 4 in modules []",
            "no-format-version-0.plan.json: 2 resources, 0 references, 0 in modules [terraform.plan-redacted]",
            "no-format-version-1.plan.json: 2 resources, 0 references, 0 in modules [terraform.plan-redacted]",
            "other-provider-0.plan.json: 6 resources, 3 references, 6 in modules []",
            "other-provider-1.plan.json: 10 resources, 0 references, 0 in modules []",
            "redacted-drift.plan.json: 2 resources, 0 references, 0 in modules [terraform.plan-redacted]",
            "replace-paths.plan.json: 1 resources, 0 references, 0 in modules []",
            "vpc10-340-resources.plan.json: 340 resources, 410 references, 340 in modules []");
  }

  @Test
  void states() throws IOException {
    assertThat(lines("states", new TerraformStateReader()))
        .containsExactly(
            "show-hashicorp_terraform-json-has_checks_state.json: 2 resources, 0 references, 0 in modules []",
            "show-infracost_infracost-testdata_terraform_v0.12_state.json: 14 resources, 6 references, 0 in modules []",
            "show-infracost_infracost-testdata_terraform_v0.14_state.json: 14 resources, 7 references, 0 in modules []",
            "v3-roundtrip__v3-grabbag.in.tfstate: 4 resources, 2 references, 0 in modules [terraform.state-old]",
            "v3-roundtrip__v3-invalid-depends.in.tfstate: 1 resources, 0 references, 0 in modules [terraform.state-old]",
            "v4-aws_cloudfront_distribution__terraform.tfstate: 1 resources, 0 references, 0 in modules []",
            "v4-aws_iam_user_policy_attachment__terraform.tfstate: 9 resources, 0 references, 0 in modules []",
            "v4-aws_route53_record_multiples__terraform.tfstate: 11 resources, 18 references, 0 in modules []",
            "v4-aws_s3_full__terraform.tfstate: 26 resources, 35 references, 0 in modules []",
            "v4-aws_sns_topic__terraform.tfstate: 3 resources, 0 references, 0 in modules []",
            "v4-aws_subnet__terraform.tfstate: 6 resources, 0 references, 0 in modules []",
            "v4-aws_vpc_security_group_rule__terraform.tfstate: 11 resources, 0 references, 0 in modules []",
            "v4-fully_populated_complex_update__terraform.tfstate: 1 resources, 0 references, 0 in modules []",
            "v4-google_bucket_iam_binding__terraform.tfstate: 4 resources, 0 references, 0 in modules []",
            "v4-google_compute_instance__terraform.tfstate: 1 resources, 0 references, 0 in modules []",
            "v4-google_compute_router__terraform.tfstate: 3 resources, 0 references, 0 in modules []",
            "v4-google_compute_ssl_certificate__terraform.tfstate: 1 resources, 0 references, 0 in modules []",
            "v4-google_sql_database_instance__terraform.tfstate: 1 resources, 0 references, 0 in modules []",
            "v4-templates__example_service_account_update.tfstate: 1 resources, 0 references, 0 in modules []",
            "v4-unsupported_attribute__terraform.tfstate: 1 resources, 0 references, 0 in modules []",
            "v4-v4__supported_version.tfstate: 1 resources, 0 references, 0 in modules []",
            "v4-v4__valid.tfstate: 1 resources, 0 references, 0 in modules []",
            "v4-vpc_resolver_query_logging__terraform.tfstate: 9 resources, 9 references, 0 in modules []");
  }

  /** What was there before, and what had drifted; the figures are jq's over the same files. */
  @Test
  void theOtherSidesOfPlans() throws IOException {
    assertThat(lines("plans", new TerraformPlanReader(Side.PRIOR)).stream().filter(line -> !line.contains(": 0 resources")))
        .containsExactly(
            "delete-0.plan.json: 9 resources, 9 references, 0 in modules []",
            "delete-1.plan.json: 1 resources, 0 references, 0 in modules []",
            "drift-relevant-attributes.plan.json: 2 resources, 1 references, 0 in modules []",
            "driftctl-0.plan.json: 2 resources, 0 references, 0 in modules []",
            "google-2.plan.json: 10 resources, 2 references, 0 in modules []",
            "import-config-gen.plan.json: 1 resources, 0 references, 0 in modules []",
            "large-aws-0.14.plan.json: 14 resources, 6 references, 11 in modules []",
            "large-aws-update.plan.json: 22 resources, 34 references, 10 in modules []",
            "other-provider-0.plan.json: 6 resources, 3 references, 6 in modules []",
            "other-provider-1.plan.json: 9 resources, 0 references, 0 in modules []",
            "replace-paths.plan.json: 1 resources, 0 references, 0 in modules []");
    assertThat(drifted(Side.DRIFT_RECORDED))
        .containsExactly(
            "delete-0.plan.json: 15", "drift-relevant-attributes.plan.json: 1", "google-2.plan.json: 1",
            "no-format-version-0.plan.json: 1", "no-format-version-1.plan.json: 1", "redacted-drift.plan.json: 1");
    assertThat(drifted(Side.DRIFT_FOUND))
        .containsExactly("delete-0.plan.json: 9", "drift-relevant-attributes.plan.json: 1", "google-2.plan.json: 1");
  }

  private static List<String> drifted(Side side) throws IOException {
    return lines("plans", new TerraformPlanReader(side)).stream()
        .filter(line -> !line.contains(": 0 resources"))
        .map(line -> line.substring(0, line.indexOf(" resources")))
        .toList();
  }

  private static List<String> lines(String folder, DocumentReader reader) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(SharedData.at(folder))) {
      for (Path path : files.sorted().toList()) {
        Gathered read = Gathered.by(reader, Gathered.file(path, path.getFileName().toString()));
        lines.add(
            "%s: %d resources, %d references, %d in modules %s"
                .formatted(
                    path.getFileName(),
                    read.resources.size(),
                    read.resources.stream().mapToInt(resource -> resource.references().size()).sum(),
                    read.resources.stream().filter(resource -> resource.module().isPresent()).count(),
                    read.codes()));
      }
    }
    return lines;
  }

  /** The labelled folders: no errors, and every resource that a label names is there, as it is named. */
  @Test
  void labelledConfigurations() throws IOException {
    Map<String, Gathered> folders = new TreeMap<>();
    try (Stream<Path> paths = Files.list(SharedData.at("labelled/terraform"))) {
      for (Path folder : paths.toList()) {
        folders.put(folder.getFileName().toString(), Gathered.configuration(folder));
      }
    }
    assertThat(folders).hasSize(49);
    folders.forEach(
        (name, read) ->
            assertThat(read.diagnostics).as(name).noneMatch(d -> d.level() == Diagnostic.Level.ERROR));
    assertThat(folders.values().stream().mapToInt(read -> read.resources.size()).sum()).isEqualTo(386);

    String expected = Files.readString(SharedData.at("labelled/expected.json"));
    Matcher label = Pattern.compile("\"folder\": \"terraform/([^\"]+)\"|^   \"([^\"]+\\.[^\"]+)\",?$", Pattern.MULTILINE).matcher(expected);
    String folder = "";
    int labels = 0;
    while (label.find()) {
      if (label.group(1) != null) {
        folder = label.group(1);
      } else {
        labels++;
        assertThat(folders.get(folder).addresses()).as(folder).contains(label.group(2).replace("\\\"", "\""));
      }
    }
    assertThat(labels).isGreaterThan(200);
  }
}
