package roadbed.model;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Budgets as a document of kind {@code Budgets}; what is wrong with one that is read is said by its place. */
public final class BudgetJson {
  private static final List<String> DIMENSIONS =
      List.of("owner", "account", "provider", "service", "service_category", "region", "environment");

  private BudgetJson() {}

  /** Budgets that are right, and what is wrong with the others. */
  public record Read(List<CostBudget> budgets, List<AllocationJson.Problem> problems) {
    public Read {
      budgets = List.copyOf(budgets);
      problems = List.copyOf(problems);
    }
  }

  /** The document that budgets are. */
  public static Value.Fields of(List<CostBudget> budgets) {
    return Value.Fields.of("kind", Value.of("Budgets"), "budgets", new Value.Items(budgets.stream().map(BudgetJson::of).toList()));
  }

  private static Value of(CostBudget budget) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("name", Value.of(budget.name()));
    Map<String, Value> scope = new LinkedHashMap<>();
    budget.scope().forEach((dimension, values) -> scope.put(dimension, Value.ofTexts(values)));
    fields.put("scope", new Value.Fields(scope));
    fields.put("owners", Value.ofTexts(budget.owners()));
    fields.put("amount", Value.of(budget.amount().toPlainString()));
    fields.put("currency", Value.of(budget.currency()));
    fields.put("period", Value.of(budget.period().name().toLowerCase(Locale.ROOT)));
    fields.put(
        "thresholds",
        Value.Fields.of("actual", percentages(budget.actualThresholds()), "forecast", percentages(budget.forecastThresholds())));
    budget.from().ifPresent(month -> fields.put("from", Value.of(month.toString())));
    budget.until().ifPresent(month -> fields.put("until", Value.of(month.toString())));
    return new Value.Fields(fields);
  }

  private static Value percentages(List<Integer> percentages) {
    return Value.ofTexts(percentages.stream().map(String::valueOf).toList());
  }

  /** Reads a document. */
  public static Read read(Value document) {
    SaidFields.Problems problems = new SaidFields.Problems();
    SaidFields root = SaidFields.of(document, problems);
    root.only("apiVersion", "kind", "budgets");
    List<CostBudget> budgets = new ArrayList<>();
    root.list("budgets").forEach(fields -> budget(fields).ifPresent(budgets::add));
    return new Read(budgets, problems.all());
  }

  private static Optional<CostBudget> budget(SaidFields fields) {
    fields.only("name", "scope", "owners", "amount", "currency", "period", "thresholds", "from", "until");
    Optional<String> name = fields.required("name");
    Optional<String> currency = fields.required("currency");
    Optional<BigDecimal> amount = fields.decimal("amount").filter(number -> number.signum() > 0);
    if (amount.isEmpty()) {
      fields.wrong("amount", "a budget is more than nothing", "write an amount");
    }
    Map<String, List<String>> scope = new LinkedHashMap<>();
    SaidFields scopes = fields.object("scope");
    for (String dimension : scopes.keys()) {
      if (DIMENSIONS.contains(dimension)) {
        scope.put(dimension, scopes.texts(dimension));
      } else {
        scopes.wrong(dimension, "cost has no " + dimension, "write one of " + String.join(", ", DIMENSIONS));
      }
    }
    String period = fields.text("period").orElse("month");
    if (!List.of("month", "quarter", "year").contains(period)) {
      fields.wrong("period", "there are no budgets for a " + period, "write month, quarter or year");
      return Optional.empty();
    }
    SaidFields thresholds = fields.object("thresholds");
    thresholds.only("actual", "forecast");
    List<Integer> actual = percentages(thresholds, "actual", List.of(80, 100));
    List<Integer> forecast = percentages(thresholds, "forecast", List.of(100));
    if (name.isEmpty() || currency.isEmpty() || amount.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new CostBudget(
            name.get(),
            scope,
            fields.texts("owners"),
            CostBudget.Period.valueOf(period.toUpperCase(Locale.ROOT)),
            amount.get(),
            currency.get(),
            actual,
            forecast,
            month(fields, "from"),
            month(fields, "until")));
  }

  private static List<Integer> percentages(SaidFields fields, String key, List<Integer> otherwise) {
    if (!fields.has(key)) {
      return otherwise;
    }
    List<Integer> percentages = new ArrayList<>();
    for (String text : fields.texts(key)) {
      String number = text.replace("%", "").strip();
      if (number.matches("[1-9][0-9]{0,3}")) {
        percentages.add(Integer.parseInt(number));
      } else {
        fields.wrong(key, "a percentage is expected here", "write for example [50, 80, 100]");
      }
    }
    return percentages;
  }

  private static Optional<YearMonth> month(SaidFields fields, String key) {
    try {
      return fields.text(key).map(YearMonth::parse);
    } catch (DateTimeException _) {
      fields.wrong(key, "a month is expected here", "write for example 2026-01");
      return Optional.empty();
    }
  }
}
