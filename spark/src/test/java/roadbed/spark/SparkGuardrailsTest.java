package roadbed.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import roadbed.assess.policy.Guardrails;
import roadbed.inventory.Inventory;
import roadbed.model.CollectedResource;
import roadbed.model.Collection;
import roadbed.testkit.Declared;

/** The same verdicts on Spark as in one process. */
class SparkGuardrailsTest {

  private static Collection estate() {
    List<CollectedResource> resources = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      resources.add(
          Declared.resource("aws_s3_bucket.b" + i)
              .with(i % 2 == 0 ? "{\"bucket\":\"b" + i + "\"}" : "{\"bucket\":\"b" + i + "\",\"tags\":{\"owner\":\"shop\"}}")
              .build());
      resources.add(
          Declared.resource("aws_ebs_volume.v" + i).with("{\"size\":10,\"encrypted\":" + (i % 3 == 0) + "}").build());
    }
    return Declared.collection("estate", Instant.EPOCH, resources);
  }

  @Test
  void verdictsOfAllResources() throws IOException {
    List<String> expected =
        Guardrails.shipped().judge(Inventory.of(List.of(estate()))).verdicts().stream()
            .map(
                verdict ->
                    verdict.resource().value() + " " + verdict.guardrail() + " " + verdict.outcome().id() + " "
                        + String.join("\n", verdict.messages()))
            .toList();
    try (SparkSession spark = SparkSessions.open()) {
      List<Row> rows =
          SparkGuardrails.verdicts(spark, new Estate(estate(), Optional.empty(), List.of())).collectAsList();
      assertThat(
              rows.stream()
                  .map(
                      row ->
                          row.getAs("resource") + " " + row.getAs("guardrail") + " " + row.getAs("outcome") + " "
                              + row.getAs("message"))
                  .toList())
          .containsExactlyInAnyOrderElementsOf(expected)
          .anyMatch(row -> row.contains(" fail "))
          .anyMatch(row -> row.contains(" pass "));
    }
  }
}
