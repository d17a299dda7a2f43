package roadbed.prove.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.model.Diagnostic;
import roadbed.testkit.SharedData;

class KpiCatalogueTest {
  private static final String SOUND =
      """
      id: teams
      title: Teams
      pillar: platform
      definition: teams that own something
      unit: count
      better: higher
      sql: select count(distinct owner) as value from resource
      rows: select owner, true as counted, 'owns' as reason from resource
      """;

  @TempDir Path folder;

  private KpiCatalogue load(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
    return KpiCatalogue.load(List.of(folder));
  }

  private static List<String> told(KpiCatalogue catalogue) {
    return catalogue.diagnostics().stream().map(Diagnostic::toString).toList();
  }

  /** The definitions, units and pillars are facts: they are those of the shared list, to the letter. */
  @Test
  void theBuiltInDefinitionsAreThoseOfTheSharedList() throws IOException {
    Map<String, String> lines = new HashMap<>();
    for (String line : Files.readAllLines(SharedData.at("kpis.csv"))) {
      lines.put(line.substring(0, line.indexOf(',')), line);
    }
    for (Kpi kpi : KpiCatalogue.builtIn().kpis()) {
      assertThat(lines.get(kpi.id()))
          .as(kpi.id())
          .contains("," + kpi.pillar() + ",")
          .contains("\"" + kpi.definition() + "\"")
          .contains("," + kpi.title() + ",")
          .contains("," + kpi.unit() + ",")
          .contains(kpi.targetText())
          .contains("," + kpi.cadence() + ",");
    }
  }

  @Test
  void aFolderAddsKpisAndReplacesBuiltInOnes() throws IOException {
    KpiCatalogue added = load("teams.yaml", SOUND);
    assertThat(told(added)).isEmpty();
    assertThat(added.find("teams")).isPresent();
    assertThat(added.kpis()).hasSize(KpiCatalogue.BUILT_IN.size() + 1);
    assertThat(added.digest()).isNotEqualTo(KpiCatalogue.builtIn().digest());
    KpiCatalogue replaced = load("mttr.yaml", SOUND.replace("id: teams", "id: mttr"));
    assertThat(replaced.find("mttr").map(Kpi::title)).contains("Teams");
    assertThat(told(load("other.yaml", SOUND)))
        .singleElement()
        .asString()
        .contains("teams.yaml: KPI teams is already defined in");
  }

  @Test
  void everythingWrongWithAFileIsToldWithItsPlace() throws IOException {
    KpiCatalogue catalogue =
        load(
            "bad.yaml",
            """
            id: Bad Id
            title: Bad
            pillar: nonsense
            unit: percent
            better: higher
            colour: red
            needs: [nothing]
            period_days: many
            sql: delete from resource
            rows: select :tomorrow from resource
            """);
    String file = folder.resolve("bad.yaml").toString();
    assertThat(told(catalogue).stream().map(text -> text.replace(file, "bad.yaml")))
        .anyMatch(text -> text.startsWith("bad.yaml:6:1: unknown field colour"))
        .anyMatch(text -> text.startsWith("bad.yaml:1:1: the field definition is missing"))
        .anyMatch(text -> text.startsWith("bad.yaml:1:5: an id is lower-case letters"))
        .anyMatch(text -> text.startsWith("bad.yaml:3:9: nonsense is no pillar"))
        .anyMatch(text -> text.startsWith("bad.yaml:7:8: there is no table nothing"))
        .anyMatch(text -> text.startsWith("bad.yaml:8:14: period_days is a number"))
        .anyMatch(text -> text.startsWith("bad.yaml:9:6: sql: the query does not begin with SELECT or WITH"))
        .anyMatch(text -> text.startsWith("bad.yaml:10:7: unknown parameter :tomorrow"));
    assertThat(catalogue.find("Bad Id")).isEmpty();
    assertThat(catalogue.kpis()).hasSize(KpiCatalogue.BUILT_IN.size());
  }

  @Test
  void brokenYamlIsToldAndTheRestIsRead() throws IOException {
    Files.writeString(folder.resolve("a.yaml"), "id: [unclosed\n");
    Files.writeString(folder.resolve("b.yaml"), "- a list\n");
    Files.writeString(folder.resolve("c.yaml"), "a: &a [x]\n".repeat(1) + "id: one\nid: two\n");
    Files.write(folder.resolve("d.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    KpiCatalogue catalogue = load("teams.yaml", SOUND);
    assertThat(catalogue.diagnostics()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(catalogue.find("teams")).isPresent();
    assertThat(KpiCatalogue.load(List.of(folder.resolve("absent"))).diagnostics()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select 1 where d = :as_of|select 1 where d = ?|as_of",
        "select ':as_of', \":as_of\", x::date -- :as_of|select ':as_of', \":as_of\", x::date -- :as_of|''",
        "with a as (select :period_start) select :as_of;|with a as (select ?) select ?|period_start,as_of",
        "(select 1) union (select 2)|(select 1) union (select 2)|''",
      })
  void namedParametersAreTakenOutOfTheQuery(String text, String sql, String names) {
    NamedQuery query = NamedQuery.of(text);
    assertThat(query.sql().strip()).isEqualTo(sql);
    assertThat(String.join(",", query.parameters())).isEqualTo(names);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select 1; select 2|a second statement",
        "select 1) ; (select 2|a parenthesis closes",
        "select (1|does not close",
        "select 'a|does not close",
        "select E'a\\'; drop table x; --'|backslash",
        "select /* a /* b */ 1|a comment",
        "select $$a$$|parameters are named",
        "insert into x values (1)|does not begin with SELECT",
        "''|does not begin with SELECT",
      })
  void whatIsNotOneQueryIsRefused(String text, String why) {
    assertThatThrownBy(() -> NamedQuery.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource({
    "HIGHER, 95, 5, 95, MET",
    "HIGHER, 95, 5, 94.9, NEAR",
    "HIGHER, 95, 5, 89, MISSED",
    "LOWER, 10, 10, 10, MET",
    "LOWER, 10, 10, 20, NEAR",
    "LOWER, 10, 10, 21, MISSED",
    "NEAR, 100, 10, 91, MET",
    "NEAR, 100, 10, 115, NEAR",
    "NEAR, 100, 10, 121, MISSED",
  })
  void aValueStandsAgainstItsTarget(
      Kpi.Direction direction, double target, double tolerance, double value, Pillars.Status status) {
    Kpi kpi = kpi(direction, Optional.of(target), Optional.of(tolerance));
    assertThat(Pillars.status(kpi, Optional.of(measured(value)))).isEqualTo(status);
    assertThat(Pillars.status(kpi, Optional.empty())).isEqualTo(Pillars.Status.UNKNOWN);
    assertThat(Pillars.status(kpi(direction, Optional.empty(), Optional.empty()), Optional.of(measured(value))))
        .isEqualTo(Pillars.Status.NO_TARGET);
  }

  private static KpiMeasurement measured(double value) {
    return new KpiMeasurement(
        "k", LocalDate.EPOCH, OptionalDouble.of(value), OptionalDouble.empty(), OptionalDouble.empty(), "", "");
  }

  private static Kpi kpi(Kpi.Direction direction, Optional<Double> target, Optional<Double> tolerance) {
    return new Kpi(
        "k", "k", "cost", "", "percent", direction, target, tolerance, "", "", "", 0, List.of(), "", "", "k.yaml");
  }
}
