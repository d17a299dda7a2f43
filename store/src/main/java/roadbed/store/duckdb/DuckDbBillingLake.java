package roadbed.store.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import roadbed.assess.cost.BillingLake;
import roadbed.assess.cost.BillingStore.Ingestion;
import roadbed.model.BillingFile;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/**
 * The lake in a folder: {@code lake/month=2026-01/account=NAME/*.parquet} below the billing folder, with the manifest
 * that says which files count. A delivery is read into a folder of its own first; only when everything of it is known
 * do its files move to their months and the manifest changes, so that an interrupted import leaves nothing behind
 * that counts.
 */
public final class DuckDbBillingLake implements BillingLake, AutoCloseable {
  private static final String STAGING = "staging-";
  private static final String WAITING = "waiting";

  private final Path folder;
  private final DuckDBConnection connection;

  /** The lake of a billing folder. */
  public DuckDbBillingLake(Path billing) {
    folder = BillingFolder.lake(billing);
    try {
      Files.createDirectories(folder);
      connection = DuckDb.open();
      try (Statement statement = connection.createStatement()) {
        statement.execute("set preserve_insertion_order = false");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("billing cannot be read: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("billing cannot be stored: " + e.getMessage(), e);
    }
  }

  /** Work on the lake of which there is one at a time. */
  private interface Work<T> {
    T run() throws IOException, SQLException;
  }

  private <T> T alone(Work<T> work) {
    try (FileChannel channel =
            FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new IllegalStateException("another import is running on " + folder);
      }
      return work.run();
    } catch (SQLException e) {
      throw new IllegalStateException("billing cannot be read: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("billing cannot be stored: " + e.getMessage(), e);
    }
  }

  @Override
  public List<Delivery> take(List<BillingFile> files, Set<Way> ways, Instant at, Watcher watcher) {
    return alone(
        () -> {
          removeLeftovers();
          List<Delivery> deliveries = new ArrayList<>();
          long bytes = 0;
          for (List<BillingFile> together : together(files)) {
            deliveries.add(delivery(together, ways, at, bytes, watcher));
            for (BillingFile file : together) {
              bytes += Files.size(file.path());
            }
          }
          return deliveries;
        });
  }

  /** Files of a folder belong together; folders follow each other by their newest file, so that the latest counts. */
  private List<List<BillingFile>> together(List<BillingFile> files) throws IOException {
    Map<String, List<BillingFile>> folders = new TreeMap<>();
    // Azure's actual and amortised exports stand in folders of their own and are one bill.
    Map<Path, ForeignBill.Azure> kinds = new AzureExports(connection).kinds(files);
    Set<Path> azure =
        kinds.containsValue(ForeignBill.Azure.AMORTIZED_BESIDE_ACTUAL) ? kinds.keySet() : Set.of();
    for (BillingFile file : files) {
      String folder =
          azure.contains(file.path())
              ? "actual and amortised cost of Azure"
              : String.valueOf(file.path().toAbsolutePath().normalize().getParent());
      folders.computeIfAbsent(folder, _ -> new ArrayList<>()).add(file);
    }
    record Dated(long newest, List<BillingFile> files) {}
    List<Dated> dated = new ArrayList<>();
    for (List<BillingFile> together : folders.values()) {
      long newest = 0;
      for (BillingFile file : together) {
        newest = Math.max(newest, Files.getLastModifiedTime(file.path()).toMillis());
      }
      dated.add(new Dated(newest, together));
    }
    return dated.stream().sorted(Comparator.comparingLong(Dated::newest)).map(Dated::files).toList();
  }

  /** What a delivery is recognised by: names, sizes and times of its files. */
  private static String identity(List<BillingFile> files) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      List<String> facts = new ArrayList<>();
      for (BillingFile file : files) {
        facts.add(
            file.path().toAbsolutePath().normalize() + "\n" + Files.size(file.path()) + "\n"
                + Files.getLastModifiedTime(file.path()).toMillis());
      }
      facts.stream().sorted().forEach(fact -> digest.update(fact.getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private Delivery delivery(List<BillingFile> files, Set<Way> ways, Instant at, long bytes, Watcher watcher)
      throws IOException, SQLException {
    String id = identity(files);
    List<Path> paths = files.stream().map(BillingFile::path).toList();
    if (LakeManifest.read(folder).knows(id)) {
      return new Delivery(id, paths, "", Standing.UNCHANGED, 0, 0, List.of(), List.of(), List.of());
    }
    Path staging = Files.createDirectories(folder.resolve(STAGING + id));
    Map<Path, Long> begins = new HashMap<>();
    long all = bytes;
    for (BillingFile file : files) {
      begins.put(file.path(), all);
      all += Files.size(file.path());
    }
    long whole = all;
    BillingIngestion reading =
        new BillingIngestion(
            connection,
            true,
            (file, share) -> {
              long begin = begins.getOrDefault(file.path(), bytes);
              watcher.at("reading " + file.path(), begin + Math.round(share * (double) size(file.path())));
            });
    Ingestion read = reading.read(files, staging);
    List<Diagnostic> diagnostics = new ArrayList<>(read.diagnostics());
    String dialect = reading.dialect();
    List<Path> parts = StagedLines.parquet(staging);
    if (read.lines() == 0 && FurtherSet.keep(staging, folder, id, at) > 0) {
      LakeManifest manifest = LakeManifest.read(folder);
      manifest.done(id, at);
      manifest.write();
      BillingFolder.remove(staging);
      diagnostics.addAll(FurtherSet.invoices(connection, folder));
      return new Delivery(
          id, paths, "focus", Standing.IMPORTED, 0, read.rejected(), List.of(), List.of(), diagnostics);
    }
    if (read.lines() == 0) {
      BillingFolder.remove(staging);
      if (diagnostics.isEmpty()) {
        diagnostics.add(
            Diagnostic.error(
                "billing.empty", Location.of(String.valueOf(paths.getFirst())), "there is no line below the header", ""));
      }
      return new Delivery(id, paths, dialect, Standing.REFUSED, 0, read.rejected(), List.of(), List.of(), diagnostics);
    }
    try (StagedLines lines = new StagedLines(connection, parts)) {
      watcher.at("checking " + read.lines() + " lines", whole);
      List<Balance> balances = lines.balances(reading.sourceSums());
      Location where = Location.of(String.valueOf(paths.getFirst().getParent()));
      diagnostics.addAll(lines.problems(where, paths));
      balances.stream()
          .filter(balance -> !balance.even() && read.rejected() == 0)
          .forEach(
              balance ->
                  diagnostics.add(
                      Diagnostic.warning(
                          "billing.precision",
                          where,
                          "%s of %s in %s differs by %s from the source: amounts have more than 18 decimal places"
                              .formatted(
                                  balance.amount(),
                                  balance.month(),
                                  balance.currency(),
                                  balance.kept().subtract(balance.source()).toPlainString()),
                          "")));
      LakeManifest manifest = LakeManifest.read(folder);
      boolean adding = ways.contains(Way.ADDING);
      if (!adding) {
        diagnostics.addAll(lines.shorter(manifest, folder, where));
      }
      boolean problems = diagnostics.stream().anyMatch(one -> one.level() == Diagnostic.Level.ERROR);
      if (problems && !ways.contains(Way.ACCEPTING)) {
        Path waiting = folder.resolve(WAITING).resolve((adding ? "add-" : "") + id);
        if (Files.exists(waiting)) {
          BillingFolder.remove(waiting);
        }
        Files.createDirectories(folder.resolve(WAITING));
        List<Arrived> bills =
            lines.bills().stream()
                .map(bill -> new Arrived(bill.bill(), bill.sums(), manifest.entry(bill.bill()).sums()))
                .toList();
        Files.move(staging, waiting, StandardCopyOption.ATOMIC_MOVE);
        return new Delivery(
            id, paths, dialect, Standing.WAITING, read.lines(), read.rejected(), bills, balances, diagnostics);
      }
      watcher.at("keeping " + read.lines() + " lines", whole);
      FurtherSet.keep(staging, folder, id, at);
      List<Arrived> bills = lines.keep(folder, id, adding, at);
      diagnostics.addAll(FurtherSet.invoices(connection, folder));
      BillingFolder.remove(staging);
      for (String waited : List.of(id, "add-" + id)) {
        if (Files.exists(folder.resolve(WAITING).resolve(waited))) {
          BillingFolder.remove(folder.resolve(WAITING).resolve(waited));
        }
      }
      return new Delivery(
          id, paths, dialect, Standing.IMPORTED, read.lines(), read.rejected(), bills, balances, diagnostics);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException _) {
      // Whoever reads it will say so.
      return 0;
    }
  }

  @Override
  public List<Delivery> accept(String delivery, Instant at) {
    return alone(
        () -> {
          removeLeftovers();
          List<Delivery> accepted = new ArrayList<>();
          for (String waiting : waitingFolders()) {
            String id = waiting.startsWith("add-") ? waiting.substring("add-".length()) : waiting;
            if (!delivery.isEmpty() && !delivery.equals(id)) {
              continue;
            }
            Path staging = folder.resolve(WAITING).resolve(waiting);
            if (LakeManifest.read(folder).knows(id)) {
              // It was taken in, and its taking in was interrupted before it ceased to wait.
              BillingFolder.remove(staging);
              continue;
            }
            StagedLines.clear(staging);
            List<Path> parts = StagedLines.parquet(staging);
            try (StagedLines lines = new StagedLines(connection, parts)) {
              FurtherSet.keep(staging, folder, id, at);
              List<Arrived> bills = lines.keep(folder, id, !id.equals(waiting), at);
              long count =
                  bills.stream().flatMap(bill -> bill.now().stream()).mapToLong(Sums::lines).sum();
              accepted.add(
                  new Delivery(id, List.of(), "", Standing.IMPORTED, count, 0, bills, List.of(), List.of()));
            }
            BillingFolder.remove(staging);
          }
          return accepted;
        });
  }

  private List<String> waitingFolders() throws IOException {
    Path waiting = folder.resolve(WAITING);
    if (!Files.isDirectory(waiting)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(waiting)) {
      return folders.map(path -> String.valueOf(path.getFileName())).sorted().toList();
    }
  }

  @Override
  public List<String> waiting() {
    try {
      return waitingFolders().stream()
          .map(name -> name.startsWith("add-") ? name.substring("add-".length()) : name)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<Arrived> bills() {
    try {
      return LakeManifest.read(folder).entries().stream()
          .map(entry -> new Arrived(entry.bill(), entry.sums(), List.of()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<Restatement> restatements() {
    try {
      return LakeManifest.read(folder).restatements();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes what an interrupted import left: folders in which was read, and files that no bill counts. */
  private void removeLeftovers() throws IOException {
    Set<Path> counted = new HashSet<>();
    for (Path file : LakeManifest.read(folder).files()) {
      counted.add(file);
      counted.add(DailySums.of(file));
    }
    List<Path> leftovers = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(path -> String.valueOf(path.getFileName()).startsWith(STAGING)).forEach(leftovers::add);
    }
    for (Path leftover : leftovers) {
      BillingFolder.remove(leftover);
    }
    List<Path> months;
    try (Stream<Path> all = Files.list(folder)) {
      months = all.filter(path -> String.valueOf(path.getFileName()).startsWith("month=")).toList();
    }
    for (Path month : months) {
      try (Stream<Path> files = Files.walk(month)) {
        for (Path file : files.filter(Files::isRegularFile).filter(path -> !counted.contains(path)).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** The ways that words name. */
  public static Set<Way> ways(boolean accepting, boolean adding) {
    EnumSet<Way> ways = EnumSet.noneOf(Way.class);
    if (accepting) {
      ways.add(Way.ACCEPTING);
    }
    if (adding) {
      ways.add(Way.ADDING);
    }
    return ways;
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
