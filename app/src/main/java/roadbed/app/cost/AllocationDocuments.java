package roadbed.app.cost;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import roadbed.assess.cost.allocation.Allocated;
import roadbed.assess.cost.allocation.Allocation;
import roadbed.assess.cost.allocation.AllocationSums;
import roadbed.assess.cost.allocation.Amounts;
import roadbed.assess.cost.allocation.Preview;
import roadbed.assess.cost.allocation.Step;
import roadbed.assess.cost.allocation.Suggestion;
import roadbed.model.Value;

/** An allocation, its preview and suggestions as documents of values. */
public final class AllocationDocuments {
  private AllocationDocuments() {}

  /** The allocation: sums by the dimension, steps with their shares, totals after each step. */
  public static Value.Fields of(Allocation allocation, Function<Allocated, String> by) {
    List<Value> sums = new ArrayList<>();
    for (List<String> row : AllocationSums.rows(allocation.sums(by))) {
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("currency", Value.of(row.get(0)));
      fields.put("by", Value.of(row.get(1)));
      if (!row.get(6).isEmpty()) {
        fields.put("within", Value.of(row.get(6)));
      }
      fields.put("billed", decimal(row.get(2)));
      fields.put("effective", decimal(row.get(3)));
      fields.put("list", decimal(row.get(4)));
      fields.put("contracted", decimal(row.get(5)));
      sums.add(new Value.Fields(fields));
    }
    Map<String, Value> document = new LinkedHashMap<>();
    document.put("sums", new Value.Items(sums));
    document.put("steps", new Value.Items(allocation.steps().stream().map(AllocationDocuments::step).toList()));
    List<Value> totals = new ArrayList<>();
    for (Allocation.Total total : allocation.totals()) {
      total.byCurrency().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(
              one -> {
                Map<String, Value> fields = new LinkedHashMap<>();
                fields.put("after", Value.of(total.after()));
                fields.put("currency", Value.of(one.getKey()));
                amounts(one.getValue(), fields);
                totals.add(new Value.Fields(fields));
              });
    }
    document.put("totals", new Value.Items(totals));
    return new Value.Fields(document);
  }

  private static Value step(Step step) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("step", Value.of(step.name()));
    fields.put("pool", Value.of(step.pool()));
    fields.put("method", Value.of(step.method()));
    List<Value> shares = new ArrayList<>();
    for (Step.Share share : step.shares()) {
      Map<String, Value> one = new LinkedHashMap<>();
      one.put("period", Value.of(share.period()));
      one.put("currency", Value.of(share.currency()));
      one.put("to", Value.of(share.receiver()));
      one.put("weight", new Value.Decimal(share.weight()));
      amounts(share.amounts(), one);
      shares.add(new Value.Fields(one));
    }
    fields.put("shares", new Value.Items(shares));
    List<Value> left = new ArrayList<>();
    for (Step.Left stays : step.left()) {
      Map<String, Value> one = new LinkedHashMap<>();
      one.put("period", Value.of(stays.period()));
      one.put("currency", Value.of(stays.currency()));
      one.put("why", Value.of(stays.why()));
      amounts(stays.amounts(), one);
      left.add(new Value.Fields(one));
    }
    fields.put("left", new Value.Items(left));
    return new Value.Fields(fields);
  }

  private static void amounts(Amounts amounts, Map<String, Value> into) {
    into.put("billed", new Value.Decimal(Amounts.shortest(amounts.billed())));
    into.put("effective", new Value.Decimal(Amounts.shortest(amounts.effective())));
    into.put("list", new Value.Decimal(Amounts.shortest(amounts.list())));
    into.put("contracted", new Value.Decimal(Amounts.shortest(amounts.contracted())));
  }

  private static Value decimal(String plain) {
    return new Value.Decimal(new BigDecimal(plain));
  }

  /** What a change moves. */
  public static Value.Fields of(Preview preview) {
    List<Value> moves = new ArrayList<>();
    for (Preview.Move move : preview.moves()) {
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("currency", Value.of(move.currency()));
      fields.put("from", Value.of(move.from()));
      fields.put("from_rule", Value.of(move.fromRule()));
      fields.put("to", Value.of(move.to()));
      fields.put("to_rule", Value.of(move.toRule()));
      fields.put("effective", new Value.Decimal(Amounts.shortest(move.effective())));
      moves.add(new Value.Fields(fields));
    }
    List<Value> owners = new ArrayList<>();
    for (Preview.OwnerChange change : preview.owners()) {
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("currency", Value.of(change.currency()));
      fields.put("owner", Value.of(change.owner()));
      fields.put("before", new Value.Decimal(Amounts.shortest(change.before())));
      fields.put("after", new Value.Decimal(Amounts.shortest(change.after())));
      fields.put("difference", new Value.Decimal(Amounts.shortest(change.difference())));
      owners.add(new Value.Fields(fields));
    }
    return Value.Fields.of("moves", new Value.Items(moves), "owners", new Value.Items(owners));
  }

  /** Who may own what nobody owns. */
  public static Value.Items of(List<Suggestion> suggestions) {
    List<Value> all = new ArrayList<>();
    for (Suggestion suggestion : suggestions) {
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("owner", Value.of(suggestion.owner()));
      fields.put("basis", Value.of(suggestion.basis().id()));
      fields.put("evidence", Value.of(suggestion.evidence()));
      fields.put("confidence", new Value.Decimal(suggestion.confidence()));
      fields.put("currency", Value.of(suggestion.currency()));
      fields.put("effective", new Value.Decimal(Amounts.shortest(suggestion.effective())));
      fields.put("resources", Value.ofTexts(suggestion.resources()));
      fields.put("rule", Value.of(suggestion.rule()));
      all.add(new Value.Fields(fields));
    }
    return new Value.Items(all);
  }
}
