package roadbed.assess.cost.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roadbed.assess.cost.allocation.Allocation;
import roadbed.assess.cost.allocation.Amounts;
import roadbed.assess.cost.allocation.Charge;
import roadbed.assess.cost.allocation.Measures;
import roadbed.assess.cost.allocation.Placement;
import roadbed.assess.cost.allocation.Splitting;
import roadbed.assess.cost.statement.Statements.Cost;
import roadbed.model.AllocationRules;
import roadbed.model.Provider;

class StatementsTest {
  private static final YearMonth JANUARY = YearMonth.of(2026, 1);

  private static Charge charge(YearMonth month, String currency, String owner, String service, String amount) {
    BigDecimal exact = new BigDecimal(amount);
    return new Charge(
        month.atDay(3),
        currency,
        service,
        "",
        "",
        "Usage",
        "",
        false,
        new Placement(Provider.AWS, "1", "", "", owner, "", "rule", "tag"),
        new Amounts(exact, exact, exact, exact));
  }

  private static Allocation allocated(Charge... charges) {
    return Splitting.run(AllocationRules.STANDARD, List.of(charges), Measures.NONE);
  }

  private static List<Statement> statements(YearMonth month, Map<Position, BigDecimal> positions) {
    return Statements.of(month, positions, false);
  }

  @Test
  void aRestatementOfAClosedMonthIsAnAdjustmentInTheOpenOneAndToldOnce() {
    Map<Position, BigDecimal> january =
        Statements.positions(allocated(charge(JANUARY, "EUR", "a", "vm", "10")), JANUARY, Cost.EFFECTIVE, List.of());
    ClosedMonth closed = Statements.close(JANUARY, Cost.EFFECTIVE, january, Instant.EPOCH, "me");
    Allocation restated =
        allocated(charge(JANUARY, "EUR", "a", "vm", "9.5"), charge(JANUARY.plusMonths(1), "EUR", "a", "vm", "11"));
    Map<Position, BigDecimal> february =
        Statements.positions(restated, JANUARY.plusMonths(1), Cost.EFFECTIVE, List.of(closed));
    Statement statement = statements(JANUARY.plusMonths(1), february).getFirst();
    assertThat(statement.total()).isEqualTo("10.50");
    assertThat(statement.lines())
        .extracting(line -> line.position().of() + " " + line.shown())
        .containsExactly("2026-02 11.00", "2026-01 -0.50");
    ClosedMonth second =
        Statements.close(JANUARY.plusMonths(1), Cost.EFFECTIVE, february, Instant.EPOCH, "me");
    assertThat(Statements.positions(restated, JANUARY.plusMonths(2), Cost.EFFECTIVE, List.of(second, closed))).isEmpty();
    assertThat(ClosedMonthJson.read(ClosedMonthJson.of(second))).contains(second);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void whatIsShownSumsToWhatCanBePaid(long seed) {
    Random random = new Random(seed);
    List<Charge> charges = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      charges.add(
          charge(
              JANUARY,
              List.of("EUR", "JPY", "KWD").get(random.nextInt(3)),
              "owner" + random.nextInt(6),
              "service" + random.nextInt(5),
              BigDecimal.valueOf(random.nextLong(-5_000, 100_000), random.nextInt(9)).toPlainString()));
    }
    Map<Position, BigDecimal> positions =
        Statements.positions(allocated(charges.toArray(Charge[]::new)), JANUARY, Cost.BILLED, List.of());
    List<Statement> statements = statements(JANUARY, positions);
    for (String currency : List.of("EUR", "JPY", "KWD")) {
      BigDecimal exact = BigDecimal.ZERO;
      BigDecimal shown = BigDecimal.ZERO;
      for (Statement statement : statements) {
        if (statement.currency().equals(currency)) {
          exact = exact.add(statement.exact());
          shown = shown.add(statement.total());
          assertThat(statement.lines().stream().map(Statement.Line::shown).reduce(BigDecimal.ZERO, BigDecimal::add))
              .isEqualByComparingTo(statement.total());
        }
      }
      assertThat(shown).isEqualByComparingTo(exact.setScale(Rounding.digits(currency), java.math.RoundingMode.HALF_EVEN));
    }
  }
}
