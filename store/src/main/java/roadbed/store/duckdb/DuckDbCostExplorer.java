package roadbed.store.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import roadbed.assess.cost.currency.Rates;
import roadbed.assess.cost.explore.CostAnswer;
import roadbed.assess.cost.explore.CostAnswer.Item;
import roadbed.assess.cost.explore.CostExplorer;
import roadbed.assess.cost.explore.CostQuestion;
import roadbed.assess.cost.explore.SqlQuestions;

/**
 * Questions to the lake. Most are answered by the daily sums that stand beside each bill; those about resources, SKUs
 * and tags by the lines themselves. Values of a question are parameters and never SQL.
 */
public final class DuckDbCostExplorer implements CostExplorer, AutoCloseable {
  private final Path billing;
  private final SqlQuestions questions;
  private final DuckDBConnection connection;
  private final Rates rates;

  /** The lines of a billing folder. */
  public DuckDbCostExplorer(Path billing, Rates rates) {
    this.billing = billing;
    this.rates = rates;
    try {
      connection = DuckDb.open();
      questions = new SqlQuestions(new DuckDbQuestions(connection), rates);
      try (Statement statement = connection.createStatement()) {
        statement.execute("set preserve_insertion_order = false");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("billing cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public CostAnswer explore(CostQuestion question) {
    try (PlainPaths paths = new PlainPaths()) {
      Optional<String> daily = question.ofDailySums() ? DailySums.view(billing, paths) : Optional.empty();
      Optional<String> source = daily.isPresent() ? daily : lines(paths);
      if (source.isEmpty()) {
        return new CostAnswer(question, false, List.of(), Map.of(), Map.of(), List.of());
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute(source.get());
      }
      return questions.explore(question, daily.isPresent());
    } catch (SQLException e) {
      throw new IllegalStateException("billing cannot be asked: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("billing cannot be read: " + e.getMessage(), e);
    }
  }

  private Optional<String> lines(PlainPaths paths) throws IOException {
    List<String> files = new ArrayList<>();
    for (Path file : new BillingFolder(billing).files()) {
      if (Files.size(file) > 0) {
        files.add(paths.literal(file));
      }
    }
    return files.isEmpty() ? Optional.empty() : Optional.of(BillingLines.view(files));
  }

  @Override
  public List<String> currencies() {
    return rates.currencies();
  }

  @Override
  public List<Item> items(CostQuestion question, int most) {
    try (PlainPaths paths = new PlainPaths()) {
      Optional<String> view = lines(paths);
      if (view.isEmpty()) {
        return List.of();
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute(view.get());
      }
      return questions.items(question, most);
    } catch (SQLException e) {
      throw new IllegalStateException("billing cannot be asked: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("billing cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
