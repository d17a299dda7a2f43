package roadbed.app.command;

/** {@code roadbed cost}: the commands for what the estate costs. */
final class CostCommand extends CommandGroup {

  CostCommand() {
    super(
        "cost",
        "What the estate costs, and for whom.");
    add("import", new CostImportCommand());
    add("rates", new CostRatesCommand());
    add("explore", new CostExploreCommand());
    add("allocate", new CostAllocateCommand());
    add("budget", new CostBudgetCommand());
    add("unit", new CostUnitCommand());
    add("optimise", new CostOptimiseCommand());
    add("backlog", new CostBacklogCommand());
    add("preview", new CostPreviewCommand());
    add("kubernetes", new CostKubernetesCommand());
    add("carbon", new CostCarbonCommand());
    add("forecast", new CostForecastCommand());
    add("validate", new CostValidateCommand());
    add("statement", new CostStatementCommand());
    add("commitments", new CostCommitmentsCommand());
    add("anomalies", new CostAnomaliesCommand());
  }
}
