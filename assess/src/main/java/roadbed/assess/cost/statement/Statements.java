package roadbed.assess.cost.statement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import roadbed.assess.cost.allocation.Allocated;
import roadbed.assess.cost.allocation.Allocation;
import roadbed.assess.cost.allocation.Amounts;
import roadbed.assess.cost.allocation.Placement;

/**
 * Makes the statements of a month. What a closed month would be by today's lines and rules, without what it was closed
 * with and what was adjusted since, is an adjustment in the month that is open.
 */
public final class Statements {
  private static final Comparator<Position> ORDER =
      Comparator.comparing(Position::currency)
          .thenComparing(Position::owner)
          .thenComparing(Position::of, Comparator.reverseOrder())
          .thenComparing(Position::service)
          .thenComparing(Position::provider)
          .thenComparing(Position::account)
          .thenComparing(Position::trail);

  private Statements() {}

  /** Which of the costs of a line statements are about. */
  public enum Cost {
    /** With commitments spread over what they cover. */
    EFFECTIVE("effective"),
    /** As invoiced. */
    BILLED("billed");

    private final String id;

    Cost(String id) {
      this.id = id;
    }

    private BigDecimal of(Amounts amounts) {
      return switch (this) {
        case EFFECTIVE -> amounts.effective();
        case BILLED -> amounts.billed();
      };
    }

    /** The identifier in documents. */
    public String id() {
      return id;
    }
  }

  /**
   * All positions of an open month.
   *
   * @param allocation lines of at least this month and of all closed ones before it
   * @param closed the closed months, in any order; only those before the month count
   */
  public static Map<Position, BigDecimal> positions(
      Allocation allocation, YearMonth month, Cost cost, List<ClosedMonth> closed) {
    Map<YearMonth, Map<Position, BigDecimal>> now = byMonth(allocation, cost);
    Map<Position, BigDecimal> positions = new TreeMap<>(ORDER);
    positions.putAll(now.getOrDefault(month, Map.of()));
    List<ClosedMonth> before =
        closed.stream().filter(one -> one.month().isBefore(month) && one.cost().equals(cost.id())).toList();
    for (ClosedMonth earlier : before) {
      Map<Position, BigDecimal> told = new LinkedHashMap<>();
      for (ClosedMonth teller : before) {
        teller.positions().forEach(
            (position, amount) -> {
              if (position.of().equals(earlier.month())) {
                told.merge(position, amount, BigDecimal::add);
              }
            });
      }
      Map<Position, BigDecimal> difference = new LinkedHashMap<>(now.getOrDefault(earlier.month(), Map.of()));
      told.forEach((position, amount) -> difference.merge(position, amount.negate(), BigDecimal::add));
      difference.forEach(
          (position, amount) -> {
            if (amount.signum() != 0) {
              positions.merge(position, amount, BigDecimal::add);
            }
          });
    }
    return positions;
  }

  private static Map<YearMonth, Map<Position, BigDecimal>> byMonth(Allocation allocation, Cost cost) {
    Map<YearMonth, Map<Position, BigDecimal>> months = new TreeMap<>();
    for (Allocated line : allocation.lines()) {
      YearMonth month = YearMonth.from(line.charge().day());
      Placement placement = line.charge().placement();
      Position position =
          new Position(
              line.pool().isEmpty() ? line.owner() : "pool:" + line.pool(),
              line.charge().currency(),
              placement.provider().id(),
              placement.account(),
              line.charge().service(),
              line.trail(),
              month);
      months
          .computeIfAbsent(month, _ -> new TreeMap<>(ORDER))
          .merge(position, cost.of(line.amounts()), BigDecimal::add);
    }
    return months;
  }

  /** Closes a month: what its statements say now, they say for ever. */
  public static ClosedMonth close(
      YearMonth month, Cost cost, Map<Position, BigDecimal> positions, Instant at, String by) {
    return new ClosedMonth(month, cost.id(), at, by, positions);
  }

  /**
   * Statements by owner. In each currency their totals sum to the whole rounded to what can be paid, and the lines
   * of each to its total.
   */
  public static List<Statement> of(YearMonth month, Map<Position, BigDecimal> positions, boolean closed) {
    Map<String, Map<String, List<Map.Entry<Position, BigDecimal>>>> byCurrency = new TreeMap<>();
    for (Map.Entry<Position, BigDecimal> one : positions.entrySet()) {
      byCurrency
          .computeIfAbsent(one.getKey().currency(), _ -> new TreeMap<>())
          .computeIfAbsent(one.getKey().owner(), _ -> new ArrayList<>())
          .add(one);
    }
    List<Statement> statements = new ArrayList<>();
    byCurrency.forEach(
        (currency, byOwner) -> {
          int digits = Rounding.digits(currency);
          List<BigDecimal> sums = byOwner.values().stream().map(Statements::sum).toList();
          BigDecimal whole =
              sums.stream().reduce(BigDecimal.ZERO, BigDecimal::add).setScale(digits, RoundingMode.HALF_EVEN);
          List<BigDecimal> totals = Rounding.to(sums, whole, digits);
          int at = 0;
          for (Map.Entry<String, List<Map.Entry<Position, BigDecimal>>> one : byOwner.entrySet()) {
            statements.add(
                statement(one.getKey(), month, currency, one.getValue(), totals.get(at), sums.get(at), closed));
            at++;
          }
        });
    return List.copyOf(statements);
  }

  private static BigDecimal sum(List<Map.Entry<Position, BigDecimal>> positions) {
    return positions.stream().map(Map.Entry::getValue).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Statement statement(
      String owner,
      YearMonth month,
      String currency,
      List<Map.Entry<Position, BigDecimal>> positions,
      BigDecimal total,
      BigDecimal exact,
      boolean closed) {
    List<BigDecimal> shown =
        Rounding.to(positions.stream().map(Map.Entry::getValue).toList(), total, Rounding.digits(currency));
    List<Statement.Line> lines = new ArrayList<>();
    for (int i = 0; i < positions.size(); i++) {
      lines.add(new Statement.Line(positions.get(i).getKey(), positions.get(i).getValue(), shown.get(i)));
    }
    lines.sort(
        Comparator.comparing((Statement.Line line) -> line.adjusts(month))
            .thenComparing(line -> line.exact().abs(), Comparator.reverseOrder())
            .thenComparing(Statement.Line::position, ORDER));
    return new Statement(owner, month, currency, total, exact, lines, closed);
  }
}
