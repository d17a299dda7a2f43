package roadbed.collect.facts;

import java.util.List;
import roadbed.collect.CollectionSink;
import roadbed.collect.yaml.YamlNode;
import roadbed.model.BudgetJson;
import roadbed.model.CostBudget;

/** Reads a document {@code kind: Budgets}. */
public final class BudgetDocument {
  private BudgetDocument() {}

  /** The budgets that are right; what is wrong with the others is said. */
  public static List<CostBudget> read(YamlNode.Mapping document, String file, CollectionSink sink) {
    BudgetJson.Read read = BudgetJson.read(WrittenValues.of(document));
    WrittenValues.tell(read.problems(), "budgets.document", document, file, sink);
    return read.budgets();
  }
}
