package roadbed.app.cost;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import roadbed.assess.cost.statement.ClosedMonth;
import roadbed.assess.cost.statement.ClosedMonthJson;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;

/** Closed months in a folder, a file each, written once. */
public final class ClosedMonths {
  private static final long MOST_BYTES = 512L << 20;

  private final Path folder;

  /** The months in a folder, which is made when the first is closed. */
  public ClosedMonths(Path folder) {
    this.folder = folder;
  }

  /**
   * All closed months of one kind of cost, oldest first.
   *
   * @throws IOException also where a file is not what it was when it was closed
   */
  public List<ClosedMonth> all(String cost) throws IOException {
    List<ClosedMonth> months = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return months;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith("-" + cost + ".json")).sorted().toList()) {
        months.add(read(file));
      }
    }
    return months;
  }

  /** A closed month, if it is closed. */
  public Optional<ClosedMonth> of(YearMonth month, String cost) throws IOException {
    Path file = file(month, cost);
    return Files.isRegularFile(file) ? Optional.of(read(file)) : Optional.empty();
  }

  private static ClosedMonth read(Path file) throws IOException {
    try {
      if (Files.size(file) <= MOST_BYTES) {
        Optional<ClosedMonth> month = ClosedMonthJson.read(ValueJson.parse(Files.readString(file)));
        if (month.isPresent()) {
          return month.get();
        }
      }
    } catch (JacksonException _) {
      // Said below, as for every other damage.
    }
    throw new IOException(file + " is not a closed month as it was written");
  }

  /**
   * Keeps a month for ever.
   *
   * @throws FileAlreadyExistsException where it is closed already
   */
  public Path close(ClosedMonth month) throws IOException {
    Files.createDirectories(folder);
    Path file = file(month.month(), month.cost());
    Path whole = Files.createTempFile(folder, "closing-", ".tmp");
    try {
      Files.write(whole, ValueJson.text(ClosedMonthJson.of(month)).getBytes(StandardCharsets.UTF_8));
      // A link is made in one step, and only where there is no such file.
      Files.createLink(file, whole);
    } finally {
      Files.deleteIfExists(whole);
    }
    return file;
  }

  private Path file(YearMonth month, String cost) {
    return folder.resolve(month + "-" + cost + ".json");
  }
}
