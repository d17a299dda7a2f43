package roadbed.collect.billing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import roadbed.collect.csv.CsvReader;
import roadbed.model.BillingFile;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/**
 * The tables in files and folders that are named as billing, whatever dialect they are in: Parquet by its first
 * bytes, other files as comma-separated text, packed with gzip or not. Hidden files and what exports put beside
 * their tables (manifests, checksums, success marks) are passed over.
 */
public final class BillingTables {
  private static final int HEAD = 1_000_000;
  private static final int MOST_FILES = 100_000;
  private static final int DEEPEST = 32;
  private static final byte[] PARQUET = "PAR1".getBytes(StandardCharsets.US_ASCII);

  private final List<Table> tables = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  private BillingTables() {}

  /**
   * A table.
   *
   * @param path where it is
   * @param format how it is written
   * @param columns names of its header; empty for Parquet and JSON, whose columns stand in their schema
   */
  public record Table(Path path, BillingFile.Format format, List<String> columns) {}

  /** The tables that were found in the order of their paths, and what could not be read. */
  public record Found(List<Table> tables, List<Diagnostic> diagnostics) {}

  /** Looks through files and folders. */
  public static Found find(List<Path> paths) throws IOException {
    BillingTables found = new BillingTables();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        found.folder(path);
      } else {
        found.file(path, true);
      }
    }
    return new Found(List.copyOf(found.tables), List.copyOf(found.diagnostics));
  }

  private void folder(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        folder,
        java.util.Set.of(),
        DEEPEST,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
            return !visited.equals(folder) && hidden(visited) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !hidden(file)) {
              files.add(file);
            }
            return files.size() < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
          }
        });
    if (files.size() >= MOST_FILES) {
      diagnostics.add(
          Diagnostic.error(
              "billing.files",
              Location.of(folder.toString()),
              "more than " + MOST_FILES + " files; the others are not looked at",
              "name smaller folders"));
    }
    files.sort(null);
    for (Path file : files) {
      file(file, false);
    }
  }

  private static boolean hidden(Path path) {
    Path name = path.getFileName();
    return name != null && (name.toString().startsWith(".") || name.toString().startsWith("_"));
  }

  private void file(Path path, boolean named) throws IOException {
    String name = String.valueOf(path.getFileName());
    boolean promising =
        name.endsWith(".csv") || name.endsWith(".gz") || name.endsWith(".parquet") || name.endsWith(".CSV")
            || (isJson(name) && telling(path));
    if (!named && !promising) {
      return;
    }
    byte[] head;
    try (InputStream in = Files.newInputStream(path)) {
      head = in.readNBytes(PARQUET.length);
    }
    if (head.length == 0) {
      fault(path, "the file is empty", "export it again");
    } else if (Arrays.equals(head, PARQUET)) {
      tables.add(new Table(path, BillingFile.Format.PARQUET, List.of()));
    } else {
      if (isJson(name)) {
        tables.add(new Table(path, BillingFile.Format.JSON, List.of()));
        return;
      }
      boolean packed = head.length > 1 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
      text(path, packed);
    }
  }

  private static boolean isJson(String name) {
    return name.endsWith(".json") || name.endsWith(".jsonl") || name.endsWith(".ndjson");
  }

  /** Whether a JSON document in a folder is billing: exports put manifests beside their tables. */
  private static boolean telling(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      String head = new String(in.readNBytes(1 << 16), StandardCharsets.UTF_8);
      return head.contains("\"totalCost\"") || (head.contains("\"billing_account_id\"") && head.contains("\"cost\""));
    }
  }

  private void text(Path path, boolean packed) {
    String text;
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(path));
        InputStream in = packed ? new GZIPInputStream(raw) : raw) {
      text = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
    } catch (IOException e) {
      fault(path, "the file cannot be read: " + e.getMessage(), "is it whole?");
      return;
    }
    String start = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (new CsvReader(start).next().orElse(null) instanceof CsvReader.Row.Fields(int _, List<String> names)
        && names.size() > 1) {
      tables.add(
          new Table(path, packed ? BillingFile.Format.CSV_GZIP : BillingFile.Format.CSV, List.copyOf(names)));
    } else {
      String first = start.lines().findFirst().orElse("");
      String between = first.contains(";") ? "semicolons" : first.contains("\t") ? "tabs" : "";
      fault(
          path,
          between.isEmpty() ? "this is no table: there is no header with columns" : "the fields stand with " + between + " between",
          "name files of comma-separated text or Parquet");
    }
  }

  private void fault(Path path, String message, String hint) {
    diagnostics.add(Diagnostic.error("billing.unreadable", Location.of(path.toString()), message, hint));
  }
}
