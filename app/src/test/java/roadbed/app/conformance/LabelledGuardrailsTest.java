package roadbed.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import roadbed.testkit.SharedData;

/**
 * The shipped guardrails judge the labelled configurations as their labels say, but for the cases that
 * {@code docs/reference/conformance.md} lists with the reason.
 */
class LabelledGuardrailsTest {
  private static final List<String> JUDGED_OTHERWISE = List.of(
      "az-app-tls12 terraform/az-app-tls12--CKV_AZURE_15 "
          + "azurerm_linux_web_app.pass_tfvar2",
      "gke-private-nodes terraform/gke-private-nodes--CKV_GCP_64 "
          + "google_container_cluster.success",
      "s3-cmk terraform/s3-cmk--CKV_AWS_145 "
          + "aws_s3_bucket.bucket_good_6",
      "s3-encryption-at-rest terraform/s3-encryption-at-rest--CKV_AWS_19 "
          + "aws_s3_bucket.bucket_bad_5",
      "secrets-rotation terraform/secrets-rotation--CKV_AWS_304 "
          + "aws_secretsmanager_secret_rotation.fail_2",
      "sql-pg-log-connections terraform/sql-pg-log-connections--CKV_GCP_52 "
          + "google_sql_database_instance.unknown_var");

  @Test
  void asLabelled() throws IOException {
    List<String> otherwise = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    List<String> passed = new ArrayList<>();
    Objects.requireNonNull(Conformance.KINDS.get("guardrails"))
        .run(
            List.of(SharedData.at("labelled")),
            outcome -> {
              switch (outcome.result()) {
                case PASSED -> passed.add(outcome.name());
                case FAILED -> otherwise.add(outcome.name());
                case SKIPPED -> skipped.add(outcome.name());
              }
            });
    assertThat(otherwise).containsExactlyInAnyOrderElementsOf(JUDGED_OTHERWISE);
    assertThat(skipped).isEmpty();
    assertThat(passed).isNotEmpty();
  }
}
