package roadbed.app.server;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import roadbed.assess.cost.explore.CostAnswer;
import roadbed.assess.cost.explore.CostAnswer.Item;
import roadbed.assess.cost.explore.CostExplorer;
import roadbed.assess.cost.explore.CostQuestion;
import roadbed.store.duckdb.DuckDbCostExplorer;
import roadbed.store.duckdb.LakeRates;

/**
 * Questions of many visitors to one lake. Each has a database of its own, for one cannot be asked twice at a time; as
 * each may take much memory, only a few are open at once, and the rest wait.
 */
final class LakeExplorer implements CostExplorer {
  private static final int AT_ONCE = 2;

  private final Path billing;
  private final LakeRates rates;
  private final Semaphore free = new Semaphore(AT_ONCE, true);

  /** The lines of a billing folder. */
  LakeExplorer(Path billing) {
    this.billing = billing;
    rates = new LakeRates(billing);
  }

  @Override
  public CostAnswer explore(CostQuestion question) {
    return asked(explorer -> explorer.explore(question));
  }

  @Override
  public List<Item> items(CostQuestion question, int most) {
    return asked(explorer -> explorer.items(question, most));
  }

  @Override
  public List<String> currencies() {
    return rates.rates().currencies();
  }

  private <T> T asked(Function<CostExplorer, T> question) {
    free.acquireUninterruptibly();
    try (DuckDbCostExplorer explorer = new DuckDbCostExplorer(billing, rates.rates())) {
      try {
        return question.apply(explorer);
      } catch (IllegalStateException _) {
        // A bill's files go when newer ones take their place: what was listed may not be there to be read.
        return question.apply(explorer);
      }
    } finally {
      free.release();
    }
  }
}
