package roadbed.app.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.app.config.Folders;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.inventory.Inventory;
import roadbed.inventory.Snapshot;
import roadbed.model.Collection;
import roadbed.model.Diagnostic;
import roadbed.store.duckdb.DuckDbBillingStore;

/**
 * An estate with its bill: files that are read now, or the billing lines that were imported. Lines of files are kept
 * for as long as this is open.
 */
public final class BilledEstate implements AutoCloseable {
  private final Snapshot snapshot;
  private final DuckDbBillingStore billing;
  private final Optional<Path> temporary;
  private final List<Diagnostic> diagnostics;

  private BilledEstate(
      Snapshot snapshot, DuckDbBillingStore billing, Optional<Path> temporary, List<Diagnostic> diagnostics) {
    this.snapshot = snapshot;
    this.billing = billing;
    this.temporary = temporary;
    this.diagnostics = List.copyOf(diagnostics);
  }

  /**
   * Opens it.
   *
   * @param paths files and folders; where they hold no billing, or there are none, the imported lines are asked
   */
  public static BilledEstate open(Folders folders, Clock clock, List<Path> paths, Progress progress)
      throws IOException {
    Collection collection =
        new Collector().collect("cost", paths, clock.instant(), progress, Limits.DEFAULT);
    List<Diagnostic> diagnostics = new ArrayList<>(collection.diagnostics());
    Snapshot snapshot = Inventory.of(List.of(collection));
    diagnostics.addAll(snapshot.diagnostics());
    if (collection.billing().isEmpty()) {
      return new BilledEstate(
          snapshot, new DuckDbBillingStore(folders.billing()), Optional.empty(), diagnostics);
    }
    Files.createDirectories(folders.cache());
    Path lines = Files.createTempDirectory(folders.cache(), "billing-");
    DuckDbBillingStore store = new DuckDbBillingStore(lines);
    diagnostics.addAll(store.ingest("cost", collection.billing()).diagnostics());
    return new BilledEstate(snapshot, store, Optional.of(lines), diagnostics);
  }

  /** The estate; empty but for facts where only imported lines are asked. */
  public Snapshot snapshot() {
    return snapshot;
  }

  /** Its billing lines. */
  public DuckDbBillingStore billing() {
    return billing;
  }

  /** What reading said. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  @Override
  public void close() throws IOException {
    billing.close();
    if (temporary.isPresent()) {
      Folders.remove(temporary.get());
    }
  }
}
