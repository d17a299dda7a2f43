package roadbed.web.ui;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.cost.BillingStore.DailyCost;
import roadbed.assess.cost.CostDesk;
import roadbed.assess.cost.allocation.Amounts;
import roadbed.assess.cost.unit.UnitCost;
import roadbed.prove.chart.LineChart;
import roadbed.web.WebParts;
import roadbed.web.http.Problem;
import roadbed.web.http.Visit;

/** What one customer, transaction or build minute costs by month, and what would be if there were more of them. */
final class UnitPage {
  private static final MathContext DIGITS = new MathContext(4);

  private final Screen screen;
  private final CostDesk desk;

  UnitPage(Screen screen, WebParts parts) {
    this.screen = screen;
    this.desk = parts.desk();
  }

  /** One driver's months with their picture. */
  record Unit(UnitCost cost, String chart) {}

  /** What would be, in words. */
  record Would(String before, String after, String oneBefore, String oneAfter, String by) {}

  /** One region more, in each currency. */
  record Region(String name, String cost) {}

  /**
   * @param unit the chosen driver's; empty where there is none
   * @param choices drivers with their currencies, as {@code driver/currency}
   */
  record View(
      Optional<Unit> unit,
      List<String> choices,
      String chosen,
      List<String> owners,
      String owner,
      List<String> services,
      String service,
      List<String> regions,
      String region,
      String change,
      String elasticity,
      Optional<Would> would,
      List<Region> more,
      boolean hasCost,
      Link link) {}

  ServerResponse show(Visit visit) {
    List<DailyCost> daily = desk.daily();
    String owner = visit.text("owner");
    String service = visit.text("service");
    List<UnitCost> units = units(daily, owner, service);
    List<String> choices = units.stream().map(UnitPage::key).toList();
    Optional<UnitCost> chosen =
        units.stream().filter(one -> key(one).equals(visit.text("driver"))).findFirst().or(() -> units.stream().findFirst());
    String change = visit.text("change");
    String elasticity = visit.text("elasticity");
    String region = visit.text("region");
    View view =
        new View(
            chosen.map(one -> new Unit(one, chart(one))),
            choices,
            chosen.map(UnitPage::key).orElse(""),
            values(daily, DailyCost::owner),
            owner,
            values(daily, DailyCost::service),
            service,
            values(daily, DailyCost::region),
            region,
            change,
            elasticity,
            change.isEmpty() ? Optional.empty() : chosen.map(one -> would(one, change(change), elasticity(elasticity))),
            chosen.isEmpty() || region.isEmpty()
                ? List.of()
                : UnitCost.anotherRegion(daily, region, chosen.get().months().getLast().month()).entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(one -> new Region(region, Format.money(one.getValue(), one.getKey())))
                    .toList(),
            !daily.isEmpty(),
            Link.to("/cost/unit")
                .with("driver", chosen.map(UnitPage::key).orElse(""))
                .with("owner", owner)
                .with("service", service));
    return screen.show(visit, "unit", "Unit cost", "cost", view);
  }

  private List<UnitCost> units(List<DailyCost> daily, String owner, String service) {
    Predicate<DailyCost> scope =
        cost -> (owner.isEmpty() || cost.owner().equals(owner)) && (service.isEmpty() || cost.service().equals(service));
    return UnitCost.of(daily, desk.drivers(), scope);
  }

  private static String key(UnitCost unit) {
    return unit.driver() + "/" + unit.currency();
  }

  private static List<String> values(List<DailyCost> daily, java.util.function.Function<DailyCost, String> of) {
    TreeSet<String> values = new TreeSet<>();
    daily.forEach(one -> values.add(of.apply(one)));
    values.remove("");
    return List.copyOf(values);
  }

  private static BigDecimal change(String text) {
    String number = text.replace("%", "").strip();
    if (!number.matches("[+-]?[0-9]{1,6}(\\.[0-9]{1,6})?")) {
      throw Problem.badParameter("change", "is not a percentage like +30");
    }
    return new BigDecimal(number).movePointLeft(2);
  }

  private static Optional<Double> elasticity(String text) {
    if (!text.isEmpty() && !text.matches("[0-9](\\.[0-9]{1,6})?")) {
      throw Problem.badParameter("elasticity", "is not a number like 0.8");
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(Double.parseDouble(text));
  }

  private static Would would(UnitCost unit, BigDecimal change, Optional<Double> elasticity) {
    UnitCost.WhatIf would = unit.whatIf(change, elasticity);
    return new Would(
        Format.money(would.costBefore(), unit.currency()),
        Format.money(would.costAfter(), unit.currency()),
        one(would.perUnitBefore(), unit.currency()),
        would.perUnitAfter().map(cost -> one(cost, unit.currency())).orElse("nothing that is known"),
        String.format(java.util.Locale.ROOT, "%.2f%%", would.slope()));
  }

  /** The cost of one, to four digits: it is often far below a cent. */
  static String one(BigDecimal amount, String currency) {
    return amount.round(DIGITS).toPlainString() + " " + currency;
  }

  private static String chart(UnitCost unit) {
    return LineChart.svg(
        unit.months().stream()
            .map(month -> new LineChart.Point(Format.month(month.month().atDay(1)), OptionalDouble.of(month.perUnit().doubleValue())))
            .toList(),
        OptionalDouble.empty(),
        LineChart.Good.NEITHER,
        amount -> BigDecimal.valueOf(amount).round(DIGITS).toPlainString(),
        "Cost of one of " + unit.driver() + " by month, in " + unit.currency());
  }

  ServerResponse csv(Visit visit) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("driver", "month", "value", "cost", "currency", "cost_of_one", "margin"));
    for (UnitCost unit : units(desk.daily(), visit.text("owner"), visit.text("service"))) {
      for (UnitCost.Month month : unit.months()) {
        rows.add(
            List.of(
                unit.driver(),
                month.month().toString(),
                month.value().toPlainString(),
                Amounts.shortest(month.cost()).toPlainString(),
                unit.currency(),
                month.perUnit().toPlainString(),
                month.margin().map(BigDecimal::toPlainString).orElse("")));
      }
    }
    return CostExports.csv("unit-cost.csv", rows);
  }
}
