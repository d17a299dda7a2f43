package roadbed.app.command;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.cost.BilledEstate;
import roadbed.assess.cost.BillingStore.DailyCost;
import roadbed.assess.cost.ChargeStore.Grain;
import roadbed.assess.cost.DailyCosts;
import roadbed.assess.cost.allocation.Classifier;
import roadbed.assess.cost.allocation.Splitting;
import roadbed.assess.cost.unit.UnitCost;
import roadbed.model.EstateFacts;

/** {@code roadbed cost unit}: what one customer, transaction or build minute costs. */
final class CostUnitCommand implements Command {

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Cost by the business drivers of roadbed.yaml, month by month, with the margin where a driver revenue_CODE"
                + " tells what was earned, and what would be if there were more of them.");
    CostAllocateCommand.addSources(spec);
    spec.addOption(Options.text("--owner", "NAME", "Only this owner's cost."));
    spec.addOption(Options.text("--service", "NAME", "Only this service's cost."));
    spec.addOption(Options.text("--what-if", "DRIVER=CHANGE", "For example customers=+30%%, or region=eu-west-1 for one region more like that one."));
    spec.addOption(Options.text("--elasticity", "E", "By how many percent cost rises with one percent of the driver (default: as the months tell)."));
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    String owner = words.matchedOptionValue("--owner", "");
    String service = words.matchedOptionValue("--service", "");
    List<DailyCost> daily;
    List<EstateFacts.Driver> drivers;
    try (BilledEstate estate = CostAllocateCommand.open(words, terminal)) {
      CostAllocateCommand.Inputs inputs = CostAllocateCommand.inputs(words, estate, terminal);
      drivers = estate.snapshot().facts().drivers();
      daily =
          DailyCosts.of(
              Splitting.run(
                  inputs.rules(),
                  estate
                      .billing()
                      .charges(new Classifier(inputs.rules(), estate.snapshot()), inputs.span(), Grain.DAY),
                  inputs.measures()));
    }
    List<UnitCost> units =
        UnitCost.of(
            daily,
            drivers,
            cost -> (owner.isEmpty() || cost.owner().equals(owner)) && (service.isEmpty() || cost.service().equals(service)));
    if (units.isEmpty()) {
      throw new UsageException("no driver in roadbed.yaml has a month that the bill has as well");
    }
    List<List<String>> rows = new ArrayList<>();
    for (UnitCost unit : units) {
      for (UnitCost.Month month : unit.months()) {
        rows.add(
            List.of(
                unit.driver(),
                month.month().toString(),
                month.value().toPlainString(),
                money(month.cost()) + " " + unit.currency(),
                month.perUnit().round(new MathContext(4)).toPlainString(),
                month.margin().map(margin -> margin.movePointRight(2).setScale(1, RoundingMode.HALF_EVEN) + "%").orElse("")));
      }
    }
    terminal
        .out()
        .print(
            TextTable.render(List.of("driver", "month", "value", "cost", "cost of one", "margin"), rows, terminal.width()));
    for (UnitCost unit : units) {
      unit.elasticity()
          .ifPresent(
              found ->
                  terminal
                      .out()
                      .println(
                          String.format(
                              Locale.ROOT,
                              "%s: cost rose by %.2f%% with 1%% more (fit %.2f)",
                              unit.driver(),
                              found.slope(),
                              found.fit())));
    }
    String whatIf = words.matchedOptionValue("--what-if", "");
    if (!whatIf.isEmpty()) {
      whatIf(whatIf, words, units, daily, terminal);
    }
    return ExitCode.CLEAN;
  }

  private static void whatIf(
      String text, ParseResult words, List<UnitCost> units, List<DailyCost> daily, Terminal terminal) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? "" : text.substring(0, equals).strip();
    String value = equals < 0 ? "" : text.substring(equals + 1).strip();
    if (name.equals("region")) {
      YearMonth last = units.getFirst().months().getLast().month();
      UnitCost.anotherRegion(daily, value, last)
          .forEach(
              (currency, cost) ->
                  terminal.out().println("one region more like " + value + ": " + money(cost) + " " + currency + " a month, as in " + last));
      return;
    }
    if (!value.matches("[+-]?[0-9]{1,6}(\\.[0-9]{1,6})?%")) {
      throw new UsageException("--what-if is DRIVER=CHANGE such as customers=+30%, or region=NAME");
    }
    BigDecimal change = new BigDecimal(value.substring(0, value.length() - 1)).movePointLeft(2);
    String given = words.matchedOptionValue("--elasticity", "");
    if (!given.isEmpty() && !given.matches("[0-9](\\.[0-9]{1,6})?")) {
      throw new UsageException("--elasticity is a number such as 0.8");
    }
    Optional<Double> elasticity = given.isEmpty() ? Optional.empty() : Optional.of(Double.parseDouble(given));
    List<UnitCost> meant = units.stream().filter(unit -> unit.driver().equals(name)).toList();
    if (meant.isEmpty()) {
      throw new UsageException("there is no driver " + name + " with a month of cost");
    }
    for (UnitCost unit : meant) {
      UnitCost.WhatIf would = unit.whatIf(change, elasticity);
      terminal
          .out()
          .println(
              name + " " + value + ": " + money(would.costBefore()) + " becomes " + money(would.costAfter()) + " " + unit.currency()
                  + " a month; one costs "
                  + would.perUnitAfter().map(cost -> cost.round(new MathContext(4)).toPlainString()).orElse("nothing that is known")
                  + " instead of " + would.perUnitBefore().round(new MathContext(4)).toPlainString()
                  + String.format(Locale.ROOT, " (cost taken to rise by %.2f%% with 1%%)", would.slope()));
    }
  }

  private static String money(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_EVEN).toPlainString();
  }
}
