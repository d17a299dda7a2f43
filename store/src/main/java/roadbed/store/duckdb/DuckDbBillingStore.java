package roadbed.store.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import roadbed.assess.cost.BilledUse;
import roadbed.assess.cost.BillingStore;
import roadbed.assess.cost.ChargeStore;
import roadbed.assess.cost.CommitmentDay;
import roadbed.assess.cost.DailyCosts;
import roadbed.assess.cost.ResourceDay;
import roadbed.assess.cost.allocation.Charge;
import roadbed.assess.cost.allocation.Classifier;
import roadbed.assess.cost.allocation.Measures;
import roadbed.assess.cost.allocation.Preview;
import roadbed.assess.cost.allocation.Splitting;
import roadbed.assess.cost.allocation.Unowned;
import roadbed.assess.cost.commitment.CommitmentHour;
import roadbed.assess.cost.waste.Bill;
import roadbed.assess.cost.waste.BilledUses;
import roadbed.inventory.Snapshot;
import roadbed.model.AllocationRules;
import roadbed.model.AllocationRules.Span;
import roadbed.model.BillingFile;
import roadbed.model.Diagnostic;

/**
 * Billing lines as Parquet files in a folder, read with embedded DuckDB.
 *
 * <p>Whose a line is is asked of a {@link Classifier} once for each combination of what rules look at; DuckDB joins
 * the answers back and sums, in exact decimals.
 */
public final class DuckDbBillingStore implements BillingStore, ChargeStore, BilledUses {
  private final BillingFolder folder;
  private @Nullable DuckDBConnection connection;

  /**
   * Billing in a folder, which is made when the first lines are ingested. DuckDB itself starts with the
   * first call that needs it.
   */
  public DuckDbBillingStore(Path folder) {
    this.folder = new BillingFolder(folder);
  }

  private DuckDBConnection connection() throws SQLException {
    DuckDBConnection open = connection;
    if (open == null) {
      open = DuckDb.open();
      try (Statement statement = open.createStatement()) {
        statement.execute("set preserve_insertion_order = false");
      }
      connection = open;
    }
    return open;
  }

  @Override
  public synchronized Ingestion ingest(String source, List<BillingFile> files) {
    try {
      Path generation = folder.begin(source);
      try {
        Ingestion ingestion = new BillingIngestion(connection(), false, (_, _) -> {}).read(files, generation);
        List<Diagnostic> twice = new PushedBills(connection()).keepApart(source, generation, folder.imported());
        folder.commit(source, generation);
        if (twice.isEmpty()) {
          return ingestion;
        }
        List<Diagnostic> told = new ArrayList<>(ingestion.diagnostics());
        told.addAll(twice);
        return new Ingestion(ingestion.lines(), ingestion.rejected(), told);
      } catch (SQLException | IOException | RuntimeException e) {
        folder.abandon(generation);
        throw e;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("billing cannot be read: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("billing cannot be stored: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized List<DailyCost> daily(Snapshot snapshot) {
    AllocationRules rules = snapshot.facts().allocation().orElse(AllocationRules.STANDARD);
    List<Charge> charges = charges(new Classifier(rules, snapshot), Span.ALWAYS, Grain.DAY);
    return DailyCosts.of(Splitting.run(rules, charges, new Measures(rules.measures())));
  }

  @Override
  public synchronized List<Charge> charges(Classifier rules, Span days, Grain grain) {
    return asked(open -> new ChargeQuery(open, List.of(rules), days).charges(grain), List.<ChargeQuery.Placed>of()).stream()
        .map(ChargeQuery.Placed::charge)
        .toList();
  }

  @Override
  public synchronized List<Preview.Pair> pairs(Classifier today, Classifier toCome, Span days, Grain grain) {
    return asked(open -> new ChargeQuery(open, List.of(today, toCome), days).charges(grain), List.<ChargeQuery.Placed>of())
        .stream()
        .map(placed -> new Preview.Pair(placed.charge(), placed.places().getLast()))
        .toList();
  }

  @Override
  public synchronized List<Unowned> unowned(Classifier rules, Span days, int most) {
    return asked(open -> new ChargeQuery(open, List.of(rules), days).unowned(most), List.of());
  }

  @Override
  public synchronized List<ResourceCost> byResource(Snapshot snapshot) {
    return asked(open -> new ResourceQuery(open).costs(snapshot), List.of());
  }

  @Override
  public synchronized List<CommitmentDay> commitmentDays() {
    return asked(CommitmentDays::of, List.of());
  }

  @Override
  public synchronized String state() {
    try {
      StringBuilder files = new StringBuilder();
      for (Path file : folder.files()) {
        files.append(file.getFileName()).append(' ').append(file.getParent()).append('\n');
      }
      return files.isEmpty() ? "" : BillingFolder.digest(files.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("billing cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized List<ResourceDay> resourceDays(Set<String> resources, Span days) {
    return asked(open -> new ResourceQuery(open).days(resources, days), List.of());
  }

  @Override
  public synchronized List<BilledUse> use(Span days, int most) {
    return asked(open -> new UseQuery(open).months(days, most), List.of());
  }

  @Override
  public synchronized Bill lately() {
    return asked(open -> new BillQuery(open).lately(), Bill.NONE);
  }

  /** Hours of what commitments cover, and of computing that they could cover, in a span of days. */
  public synchronized List<CommitmentHour> commitmentHours(LocalDate from, LocalDate to) {
    return asked(open -> new CommitmentQuery(open).hours(from, to), List.of());
  }

  /** The last day with such an hour; empty where there is none. */
  public synchronized Optional<LocalDate> lastCommitmentDay() {
    return asked(open -> new CommitmentQuery(open).lastDay(), Optional.<LocalDate>empty());
  }

  /** A question to the view of lines. */
  private interface Question<T> {
    T ask(DuckDBConnection open) throws SQLException;
  }

  /** The answer, or what is said where there are no lines at all. */
  private <T> T asked(Question<T> question, T nothing) {
    try (PlainPaths paths = new PlainPaths()) {
      List<String> files = new ArrayList<>();
      for (Path file : folder.files()) {
        if (Files.size(file) > 0) {
          files.add(paths.literal(file));
        }
      }
      if (files.isEmpty()) {
        return nothing;
      }
      DuckDBConnection open = connection();
      try (Statement statement = open.createStatement()) {
        statement.execute(BillingLines.view(files));
      }
      try {
        return question.ask(open);
      } finally {
        try (Statement statement = open.createStatement()) {
          for (String table : List.of("cell", "tag_set", "place_key", "billed_resource")) {
            statement.execute("drop table if exists " + table);
          }
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("billing cannot be summed up: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("billing cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void close() {
    DuckDBConnection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException _) {
        // Everything that counts is in the Parquet files.
      }
    }
  }
}
