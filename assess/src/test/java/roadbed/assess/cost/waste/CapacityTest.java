package roadbed.assess.cost.waste;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import roadbed.model.Utilisation.Metric;

/** What is provisioned by other sizes than those of machines. */
class CapacityTest {
  private static WasteFinding only(EstateOf estate, String rule) {
    List<WasteFinding> found = estate.find().findings().stream().filter(one -> one.rule().equals(rule)).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static List<String> unjudged(EstateOf estate, String rule) {
    return estate.find().notEvaluated().stream().filter(one -> one.rule().equals(rule)).map(NotEvaluated::why).toList();
  }

  private static EstateOf table(String attributes) {
    return new EstateOf().state("aws_dynamodb_table.orders", "{\"id\":\"orders\",\"name\":\"orders\"," + attributes + "}");
  }

  @Test
  void aTableKeepsItsPeaksWithHeadroom() {
    EstateOf estate =
        table("\"billing_mode\":\"PROVISIONED\",\"read_capacity\":100,\"write_capacity\":100")
            .billed("orders", "EUC1-WriteCapacityUnit-Hrs", "60", "74400")
            .measured("orders", Metric.READ_UNITS, 21, 5, 14)
            .measured("orders", Metric.WRITE_UNITS, 21, 2, 7);
    WasteFinding found = only(estate, "oversized-capacity");
    assertThat(found.title()).isEqualTo("Give the table orders a capacity of 20 to read and 10 to write instead of 100 and 100");
    // Before 100 + 5 x 100 = 600, after 20 + 5 x 10 = 70.
    assertThat(EstateOf.said(estate.find())).containsEntry("oversized-capacity aws_dynamodb_table.orders", "at most 53");
  }

  @Test
  void onDemandScalingAndBusyTablesAreFineAndWhatIsNotMeasuredIsSaid() {
    assertThat(table("\"billing_mode\":\"PAY_PER_REQUEST\"").find().findings()).isEmpty();
    EstateOf busy =
        table("\"read_capacity\":10,\"write_capacity\":10").measured("orders", Metric.READ_UNITS, 21, 5, 7).measured("orders", Metric.WRITE_UNITS, 21, 5, 7);
    assertThat(busy.find().findings()).isEmpty();
    assertThat(unjudged(table("\"read_capacity\":10,\"write_capacity\":10"), "oversized-capacity"))
        .containsExactly("capacity that is taken up is not measured");
    EstateOf scaling =
        table("\"read_capacity\":100,\"write_capacity\":100")
            .state("aws_appautoscaling_target.orders", "{\"id\":\"table/orders\",\"resource_id\":\"table/orders\"}")
            .measured("orders", Metric.READ_UNITS, 21, 1, 1)
            .measured("orders", Metric.WRITE_UNITS, 21, 1, 1);
    assertThat(scaling.find().findings()).isEmpty();
  }

  @Test
  void aDatabaseOfAnotherProviderGetsASmallerTier() {
    EstateOf estate =
        new EstateOf()
            .state("google_sql_database_instance.routes", "{\"id\":\"routes\",\"name\":\"routes\",\"settings\":[{\"tier\":\"db-custom-8-32768\"}]}")
            .measured("routes", Metric.CPU, 21, 5, 10)
            .measured("routes", Metric.MEMORY, 21, 20, 22);
    WasteFinding found = only(estate, "oversized-database");
    assertThat(found.title()).isEqualTo("Change routes from db-custom-8-32768 to db-custom-2-8192");
    assertThat(found.remedy().edits()).containsExactly(Remedy.attribute(roadbed.model.Value.of("db-custom-2-8192"), "settings", "tier"));
  }

  @Test
  void aWorkloadAsksForWhatItsBusiestPodNeeds() {
    String manifest =
        "{\"metadata\":{\"name\":\"web\",\"namespace\":\"shop\"},\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"app\","
            + "\"resources\":{\"requests\":{\"cpu\":\"2\",\"memory\":\"4Gi\"}}},{\"name\":\"side\"}]}}}}";
    EstateOf estate = new EstateOf().manifest("apps/v1/Deployment", "shop/Deployment/web", manifest);
    assertThat(unjudged(estate, "oversized-requests")).containsExactly("what its containers use is not measured");
    estate
        .container("shop/Deployment/web", "web-1", "app", Metric.CPU_CORES, 21, 0.1)
        .container("shop/Deployment/web", "web-2", "app", Metric.CPU_CORES, 21, 0.35)
        .container("shop/Deployment/web", "web-2", "app", Metric.MEMORY_USED, 21, 3.0 * (1L << 30));
    WasteFinding found = only(estate, "oversized-requests");
    assertThat(found.why()).startsWith("app asks for 2000m of processor, 500m with headroom would do; of the busiest pod");
    assertThat(found.remedy().commands()).containsExactly("kubectl set resources -n shop deployment/web -c app --requests=cpu=500m,memory=3840Mi");
    assertThat(found.saving()).isInstanceOf(Estimate.Unknown.class);
  }
}
