package roadbed.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import roadbed.assess.policy.Judgement;
import roadbed.inventory.Snapshot;
import roadbed.model.EstateFacts;
import roadbed.prove.kpi.FactTables;
import roadbed.prove.kpi.FactTables.FactQueryException;
import roadbed.prove.kpi.KpiCatalogue;
import roadbed.prove.kpi.KpiMeasurement;
import roadbed.prove.kpi.KpiMeter;
import roadbed.store.KpiFixture;

class DuckDbFactTablesTest {
  private final DuckDbFactTables tables =
      new DuckDbFactTables(
          KpiFixture.snapshot(),
          KpiFixture.judgement(),
          KpiFixture.dailyCosts(),
          KpiFixture.resourceCosts(),
          KpiFixture.commitmentDays(),
          KpiFixture.uses(),
          KpiFixture.decisions());

  @AfterEach
  void close() {
    tables.close();
  }

  private FactTables.Table query(String sql) {
    return tables.query(
        sql, Map.of("as_of", KpiFixture.AS_OF, "period_start", KpiFixture.AS_OF), KpiFixture.AS_OF, 10);
  }

  @Test
  void theBuiltInKpisAreWhatWasWorkedOutByHand() {
    KpiFixture.check(tables);
  }

  @Test
  void aTableHasItsDocumentedColumnsAndExactValues() {
    assertThat(query("select id, owner, owner_basis, module_approved, first_seen, location from resource order by id")
            .rows().getFirst())
        .containsExactly(
            "r1", "payments", "tag", true, LocalDateTime.of(2026, 3, 31, 12, 0), "plan.json:3");
    assertThat(query("select day, owner, effective from cost_daily order by effective desc").rows())
        .hasSize(4)
        .element(0)
        .isEqualTo(
            List.of(LocalDate.of(2026, 2, 28), "payments", new BigDecimal("1000.000000000000000000")));
    assertThat(query("select owner, owner_basis from cost_daily where account = '222'").rows().getFirst())
        .containsExactly(null, null);
  }

  @Test
  void aDayShowsWhatHadHappenedByThen() {
    LocalDate earlier = LocalDate.of(2026, 1, 31);
    assertThat(tables.count("incident", KpiFixture.AS_OF)).isEqualTo(8);
    assertThat(tables.count("incident", earlier)).isEqualTo(2);
    assertThat(tables.count("cost_daily", earlier)).isZero();
    assertThat(tables.count("cost_daily", KpiFixture.AS_OF)).isEqualTo(4);
  }

  @Test
  void aLongAnswerIsCutAndSaysSo() {
    FactTables.Table table =
        tables.query("select * from incident", Map.of(), KpiFixture.AS_OF, 3);
    assertThat(table.rows()).hasSize(3);
    assertThat(table.truncated()).isTrue();
  }

  @Test
  void aQueryCanNeitherWriteNorReadFilesNorBeTwo() {
    for (String sql :
        List.of(
            "with x as (select 1) insert into base.account values ('a', 'b', 'c', null, null)",
            "select * from read_csv('pom.xml')",
            "select * from 'pom.xml'",
            "select nonsense from resource")) {
      assertThatThrownBy(() -> query(sql)).as(sql).isInstanceOf(FactQueryException.class);
    }
    for (String sql :
        List.of(
            "select 1; drop table base.account",
            "delete from base.account",
            "copy resource to 'out.csv'",
            "set memory_limit = '1TB'",
            "attach 'x.db'")) {
      assertThatThrownBy(() -> query(sql)).as(sql).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(query("select count(*) from account").rows().getFirst()).containsExactly(3L);
  }

  @Test
  void withoutFactsEveryKpiSaysWhatItLacks() {
    try (DuckDbFactTables empty =
        new DuckDbFactTables(
            new Snapshot(
                KpiFixture.snapshot().takenAt(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                EstateFacts.NONE,
                List.of(),
                List.of()),
            new Judgement(List.of(), List.of(), "", List.of()),
            List.of(),
            List.of())) {
      KpiMeter.KpiRun run = KpiMeter.measure(KpiCatalogue.builtIn(), empty, KpiFixture.AS_OF);
      assertThat(run.diagnostics()).isEmpty();
      assertThat(run.measurements()).allSatisfy(measurement -> {
        assertThat(measurement.value()).isEmpty();
        assertThat(measurement.lacks()).startsWith("no ");
      });
      assertThat(run.measurements()).extracting(KpiMeasurement::kpi).contains("mttr");
    }
  }
}
