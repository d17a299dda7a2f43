package roadbed.assess.cost.waste;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roadbed.assess.cost.allocation.Amounts;
import roadbed.model.Money;
import roadbed.model.Value;

/** A report as a document, for programs. */
final class WasteDocument {
  private WasteDocument() {}

  static Value.Fields of(WasteReport report) {
    Map<String, Value> document = new LinkedHashMap<>();
    document.put("format", Value.of("roadbed.waste/1"));
    document.put("resources", Value.of(report.resources()));
    document.put("judged", Value.of(report.judged()));
    document.put("sources", Value.ofTexts(report.sources()));
    document.put("total", total(report.total()));
    document.put("by_kind", totals(report.byKind()));
    document.put("by_owner", totals(report.byOwner()));
    document.put("findings", new Value.Items(report.findings().stream().map(WasteDocument::finding).toList()));
    List<Value> missing = new ArrayList<>();
    for (NotEvaluated one : report.notEvaluated()) {
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("rule", Value.of(one.rule()));
      fields.put("kind", Value.of(one.kind().id()));
      fields.put("resource", Value.of(one.resource()));
      fields.put("address", Value.of(one.address()));
      fields.put("why", Value.of(one.why()));
      missing.add(new Value.Fields(fields));
    }
    document.put("not_evaluated", new Value.Items(missing));
    return new Value.Fields(document);
  }

  private static Value totals(Map<String, WasteReport.Total> totals) {
    Map<String, Value> fields = new LinkedHashMap<>();
    totals.forEach((name, total) -> fields.put(name, total(total)));
    return new Value.Fields(fields);
  }

  private static Value total(WasteReport.Total total) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("findings", Value.of(total.findings()));
    fields.put("unknown", Value.of(total.unknown()));
    Map<String, Value> sums = new LinkedHashMap<>();
    total.counted().forEach((currency, amount) -> sums.put(currency, decimal(amount)));
    fields.put("monthly", new Value.Fields(sums));
    return new Value.Fields(fields);
  }

  private static Value finding(WasteFinding one) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("id", Value.of(one.id()));
    fields.put("kind", Value.of(one.kind().id()));
    fields.put("rule", Value.of(one.rule()));
    fields.put("title", Value.of(one.title()));
    fields.put("why", Value.of(one.why()));
    fields.put("resource", Value.of(one.subject().id()));
    fields.put("billed", Value.ofTexts(one.subject().billed()));
    fields.put("address", Value.of(one.subject().address()));
    fields.put("type", Value.of(one.subject().type()));
    fields.put("provider", Value.of(one.subject().provider().id()));
    fields.put("account", Value.of(one.subject().account()));
    fields.put("region", Value.of(one.subject().region()));
    fields.put("owner", Value.of(one.subject().owner()));
    fields.put("environment", Value.of(one.subject().environment()));
    fields.put("location", Value.of(one.subject().location().toString()));
    fields.put("part", Value.of(one.part().id()));
    one.cost()
        .ifPresent(
            cost -> {
              Map<String, Value> costs = money(cost.money());
              costs.put("basis", Value.of(cost.basis().id()));
              costs.put("words", Value.of(cost.words()));
              fields.put("cost", new Value.Fields(costs));
            });
    fields.put("saving", saving(one.saving()));
    one.counted().ifPresent(money -> fields.put("counted", new Value.Fields(money(money))));
    fields.put("overlap", Value.of(one.overlap()));
    fields.put("risk", grade(one.risk()));
    fields.put("effort", grade(one.effort()));
    fields.put("confidence", grade(one.confidence()));
    fields.put("evidence", new Value.Items(one.evidence().stream().map(WasteDocument::measured).toList()));
    Map<String, Value> remedy = new LinkedHashMap<>();
    remedy.put("terraform", Value.of(one.remedy().snippet()));
    remedy.put("commands", Value.ofTexts(one.remedy().commands()));
    fields.put("remedy", new Value.Fields(remedy));
    return new Value.Fields(fields);
  }

  private static Value saving(Estimate saving) {
    Map<String, Value> fields =
        switch (saving) {
          case Estimate.Known known -> money(known.monthly());
          case Estimate.AtMost most -> money(most.monthly());
          case Estimate.Unknown _ -> new LinkedHashMap<>();
        };
    String certainty =
        switch (saving) {
          case Estimate.Known _ -> "known";
          case Estimate.AtMost _ -> "at-most";
          case Estimate.Unknown _ -> "unknown";
        };
    fields.put("certainty", Value.of(certainty));
    fields.put("how", Value.of(saving.how()));
    return new Value.Fields(fields);
  }

  private static Map<String, Value> money(Money money) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("monthly", decimal(money.amount()));
    fields.put("currency", Value.of(money.currency()));
    return fields;
  }

  private static Value grade(Grade grade) {
    return Value.Fields.of("level", Value.of(grade.level().id()), "reason", Value.of(grade.reason()));
  }

  private static Value measured(Measured measured) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("metric", Value.of(measured.metric().id()));
    fields.put("unit", Value.of(measured.unit()));
    fields.put("median", real(measured.median()));
    fields.put("p95", real(measured.p95()));
    fields.put("max", real(measured.max()));
    fields.put("days", Value.of(measured.days()));
    fields.put("samples", Value.of(measured.samples()));
    fields.put("statistic", Value.of(measured.statistic()));
    fields.put("source", Value.of(measured.source()));
    measured.from().ifPresent(at -> fields.put("from", Value.of(at.toString())));
    measured.until().ifPresent(at -> fields.put("until", Value.of(at.toString())));
    return new Value.Fields(fields);
  }

  private static Value real(double number) {
    return new Value.Decimal(new BigDecimal(Measured.number(number)));
  }

  private static Value decimal(BigDecimal number) {
    return new Value.Decimal(Amounts.shortest(number));
  }
}
