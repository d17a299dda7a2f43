package roadbed.store.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.assess.cost.currency.RateStore;
import roadbed.assess.cost.currency.Rates;
import roadbed.model.ExchangeRate;

/**
 * Rates in a file beside the bills, {@code lake/rates.csv}: lines of {@code date,from,to,rate} by pair and day. It is
 * replaced in one step, and read again when it has changed.
 */
public final class LakeRates implements RateStore {
  private static final String HEADER = "date,from,to,rate";

  private final Path folder;
  private @Nullable Known known;

  /** The file as it was when it was read. */
  private record Known(long modified, long size, Rates rates) {}

  /** The rates of a billing folder. */
  public LakeRates(Path billing) {
    folder = BillingFolder.lake(billing);
  }

  private Path file() {
    return folder.resolve("rates.csv");
  }

  @Override
  public synchronized Rates rates() {
    try {
      long modified = Files.getLastModifiedTime(file()).toMillis();
      long size = Files.size(file());
      Known last = known;
      if (last != null && last.modified() == modified && last.size() == size) {
        return last.rates();
      }
      Rates rates = read();
      known = new Known(modified, size, rates);
      return rates;
    } catch (NoSuchFileException _) {
      return Rates.none();
    } catch (IOException e) {
      throw new UncheckedIOException("the rates cannot be read: " + e.getMessage(), e);
    }
  }

  private Rates read() throws IOException {
    List<ExchangeRate> rates = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file(), StandardCharsets.UTF_8)) {
      number++;
      if (number == 1 && line.equals(HEADER)) {
        continue;
      }
      String[] parts = line.split(",", -1);
      if (parts.length != 4) {
        throw new IOException(file() + ":" + number + " is no rate");
      }
      rates.add(new ExchangeRate(LocalDate.parse(parts[0]), parts[1], parts[2], new BigDecimal(parts[3])));
    }
    return Rates.of(rates);
  }

  @Override
  public synchronized Kept add(List<ExchangeRate> rates) {
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
              FileChannel.open(folder.resolve("rates.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        Rates before = rates();
        int added = 0;
        int same = 0;
        List<ExchangeRate> replaced = new ArrayList<>();
        for (ExchangeRate rate : rates) {
          Optional<BigDecimal> stated = before.stated(rate.day(), rate.from(), rate.to());
          if (stated.isEmpty()) {
            added++;
          } else if (stated.get().compareTo(rate.rate()) == 0) {
            same++;
          } else {
            replaced.add(new ExchangeRate(rate.day(), rate.from(), rate.to(), stated.get()));
          }
        }
        if (added > 0 || !replaced.isEmpty()) {
          List<ExchangeRate> all = new ArrayList<>(before.all());
          all.addAll(rates);
          write(Rates.of(all));
        }
        return new Kept(added, same, replaced);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the rates cannot be kept: " + e.getMessage(), e);
    }
  }

  private void write(Rates rates) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(HEADER);
    for (ExchangeRate rate : rates.all()) {
      lines.add(rate.day() + "," + rate.from() + "," + rate.to() + "," + rate.rate().toPlainString());
    }
    Path next = folder.resolve("rates.csv.new");
    Files.write(next, lines, StandardCharsets.UTF_8);
    Files.move(next, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    known = null;
  }
}
