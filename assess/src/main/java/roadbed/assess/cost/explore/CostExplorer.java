package roadbed.assess.cost.explore;

import java.util.List;
import roadbed.assess.cost.explore.CostAnswer.Item;

/** Answers questions. Implemented by {@code store} with DuckDB over the lake. */
public interface CostExplorer {

  /** Answers a question. */
  CostAnswer explore(CostQuestion question);

  /** The lines behind a question's filters and days, the dearest first. */
  List<Item> items(CostQuestion question, int most);

  /** The currencies that amounts can be told in, for there are rates with others. */
  List<String> currencies();
}
