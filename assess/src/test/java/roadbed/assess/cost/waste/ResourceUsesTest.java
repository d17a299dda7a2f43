package roadbed.assess.cost.waste;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.model.Provider;
import roadbed.model.Utilisation.Metric;

class ResourceUsesTest {
  @Test
  void usedIsToldOfWhatIsProvisioned() {
    EstateOf estate =
        new EstateOf()
            .state("aws_instance.web", "{\"id\":\"i-0aaaaaaaaaaaaaaa1\",\"instance_type\":\"m5.large\",\"root_block_device\":[{\"volume_size\":40}]}")
            .state("aws_db_instance.shop", "{\"id\":\"db-SHOP\",\"identifier\":\"shop\",\"instance_class\":\"db.m5.large\",\"allocated_storage\":100}")
            .state("aws_ebs_volume.data", "{\"id\":\"vol-0aaaaaaaaaaaaaaa1\",\"size\":500,\"type\":\"gp3\"}")
            .state("aws_lambda_function.f", "{\"id\":\"f\",\"function_name\":\"f\",\"memory_size\":1024}")
            .price("disk:gp3", "gib-month", "0.1")
            .measured("i-0aaaaaaaaaaaaaaa1", Metric.CPU, 14, 25, 25)
            .measured("i-0aaaaaaaaaaaaaaa1", Metric.MEMORY_USED, 14, 2L << 30, 2L << 30)
            .measured("shop", Metric.DISK_AVAILABLE, 14, 40L << 30, 40L << 30)
            .measured("f", Metric.MEMORY, 14, 10, 10);
    assertThat(estate.uses())
        .containsExactlyInAnyOrder(
            "data storage not measured of 500 1.00 50 USD",
            "shop cpu not measured of 2 0.62",
            "shop memory not measured of 8 0.33",
            "shop storage 60 of 100 0.05",
            "web cpu 0.5 of 2 0.64",
            "web memory 2 of 8 0.34",
            "web storage not measured of 40 0.02");
  }

  @Test
  void whatIsNotKnownIsSaid() {
    EstateOf estate =
        new EstateOf()
            .state("aws_instance.odd", "{\"id\":\"i-0aaaaaaaaaaaaaaa1\",\"instance_type\":\"zz9.huge\"}")
            .measured("i-0aaaaaaaaaaaaaaa1", Metric.CPU, 14, 25, 25);
    assertThat(estate.uses())
        .containsExactly(
            "odd cpu nothing is known of the size zz9.huge 0.00", "odd memory nothing is known of the size zz9.huge 0.00");
    assertThat(new EstateOf().state("aws_instance.web", "{\"id\":\"i-1\",\"instance_type\":\"m5.large\"}").uses()).isEmpty();
  }

  @Test
  void wasteIsFoundBySumsAsByTheirSamples() {
    EstateOf estate =
        new EstateOf()
            .state("aws_instance.web", "{\"id\":\"i-0aaaaaaaaaaaaaaa1\",\"instance_type\":\"m5.2xlarge\"}")
            .billed("i-0aaaaaaaaaaaaaaa1", "BoxUsage:m5.2xlarge", "280", "744")
            .measured("i-0aaaaaaaaaaaaaaa1", Metric.CPU, 21, 4, 9)
            .measured("i-0aaaaaaaaaaaaaaa1", Metric.MEMORY, 21, 10, 12);
    assertThat(EstateOf.said(estate.findCarried())).isEqualTo(EstateOf.said(estate.find())).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "gcp, db-custom-8-32768, 8, 32",
    "gcp, db-perf-optimized-N-4, 4, 32",
    "gcp, db-n1-highmem-2, 2, 13",
    "azure, GP_Gen5_8, 8, 41.52",
    "azure, GP_S_Gen5_2, 2, 6",
    "azure, BC_Gen5_4, 4, 20.76",
    "azure, GP_Standard_D4s_v3, 4, 16",
    "azure, MO_Standard_E4ds_v5, 4, 32",
    "azure, B_Standard_B1ms, 1, 2",
    "azure, S3, , ",
    "gcp, db-f1-micro, , ",
    "aws, db-custom-8-32768, , ",
  })
  void databasesTellTheirSizeByTheirNames(String provider, String name, Double processors, Double memory) {
    var size = DatabaseSizes.of(Provider.ofId(provider), name);
    assertThat(size.map(one -> OptionalDouble.of(one.processors())).orElse(OptionalDouble.empty()))
        .isEqualTo(processors == null ? OptionalDouble.empty() : OptionalDouble.of(processors));
    assertThat(size.map(one -> Math.round(one.memory() * 100)).orElse(-1L)).isEqualTo(memory == null ? -1L : Math.round(memory * 100));
  }
}
