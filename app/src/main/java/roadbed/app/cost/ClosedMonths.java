package roadbed.app.cost;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import roadbed.assess.cost.statement.ClosedMonthStore;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;

/** Closed months in a folder, a file each, written once. */
public final class ClosedMonths implements ClosedMonthStore {
  private static final long MOST_BYTES = 512L << 20;

  private final Path folder;

  /** The months in a folder, which is made when the first is closed. */
  public ClosedMonths(Path folder) {
    this.folder = folder;
  }

  /** A file that is not what it was when it was closed is an {@link UncheckedIOException}. */
  @Override
  public List<ClosedMonth> all(String cost) {
    try {
      return files(cost);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private List<ClosedMonth> files(String cost) throws IOException {
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

  @Override
  public Optional<ClosedMonth> of(YearMonth month, String cost) {
    try {
      Path file = file(month, cost);
      return Files.isRegularFile(file) ? Optional.of(read(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
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

  @Override
  public boolean close(ClosedMonth month) {
    try {
      Files.createDirectories(folder);
      Path whole = Files.createTempFile(folder, "closing-", ".tmp");
      try {
        Files.write(whole, ValueJson.text(ClosedMonthJson.of(month)).getBytes(StandardCharsets.UTF_8));
        // A link is made in one step, and only where there is no such file.
        Files.createLink(file(month.month(), month.cost()), whole);
        return true;
      } catch (FileAlreadyExistsException _) {
        return false;
      } finally {
        Files.deleteIfExists(whole);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private Path file(YearMonth month, String cost) {
    return folder.resolve(month + "-" + cost + ".json");
  }
}
