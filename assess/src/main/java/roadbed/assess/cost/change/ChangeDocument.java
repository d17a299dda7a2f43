package roadbed.assess.cost.change;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roadbed.assess.cost.allocation.Amounts;
import roadbed.model.EstateFacts;
import roadbed.model.Value;

/** The price of a change as a document: what programs read, and what guardrails in Rego see as {@code input}. */
final class ChangeDocument {
  private ChangeDocument() {}

  static Value.Fields of(ChangePrice change, EstateFacts facts) {
    Map<String, Value> document = new LinkedHashMap<>();
    List<Value> totals = new ArrayList<>();
    change.totals().forEach(
        (currency, total) -> {
          Map<String, Value> fields = new LinkedHashMap<>();
          fields.put("currency", Value.of(currency));
          fields.put("before", decimal(total.before()));
          fields.put("after", decimal(total.after()));
          fields.put("difference", decimal(total.difference()));
          totals.add(new Value.Fields(fields));
        });
    document.put("totals", new Value.Items(totals));
    document.put("resources", new Value.Items(change.resources().stream().map(ChangeDocument::resource).toList()));
    Map<String, Value> unpriced = new LinkedHashMap<>();
    change.unpriced().forEach((type, count) -> unpriced.put(type, Value.of(count)));
    document.put("unpriced", new Value.Fields(unpriced));
    List<Value> budgets = new ArrayList<>();
    for (EstateFacts.Budget budget : facts.budgets()) {
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("scope_kind", Value.of(budget.scopeKind()));
      fields.put("scope", Value.of(budget.scope()));
      fields.put("month", Value.of(budget.month().toString()));
      fields.put("amount", decimal(budget.amount()));
      fields.put("currency", Value.of(budget.currency()));
      budgets.add(new Value.Fields(fields));
    }
    document.put("budgets", new Value.Items(budgets));
    document.put("prices", Value.ofTexts(change.sources()));
    return new Value.Fields(document);
  }

  private static Value resource(ChangePrice.ResourcePrice resource) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("address", Value.of(resource.address()));
    fields.put("type", Value.of(resource.type()));
    fields.put("owner", Value.of(resource.owner()));
    fields.put("account", Value.of(resource.account()));
    fields.put("currency", Value.of(resource.currency()));
    fields.put("before", decimal(resource.before()));
    fields.put("after", decimal(resource.after()));
    fields.put("difference", decimal(resource.difference()));
    fields.put("complete", Value.of(!resource.incomplete()));
    List<Value> parts = new ArrayList<>();
    for (ChangePrice.PartPrice part : resource.parts()) {
      Map<String, Value> one = new LinkedHashMap<>();
      one.put("item", Value.of(part.item()));
      part.monthly().ifPresent(monthly -> one.put("monthly", decimal(monthly)));
      one.put("words", Value.of(part.words()));
      parts.add(new Value.Fields(one));
    }
    fields.put("parts", new Value.Items(parts));
    return new Value.Fields(fields);
  }

  private static Value decimal(java.math.BigDecimal number) {
    return new Value.Decimal(Amounts.shortest(number));
  }
}
