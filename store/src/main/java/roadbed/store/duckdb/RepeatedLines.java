package roadbed.store.duckdb;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import roadbed.model.Location;

/**
 * Where lines of CSV files stand that are the same to the letter. It is asked only of files that are known to repeat some, so it
 * may read them twice: of every line the first time only a hash is kept.
 */
final class RepeatedLines {
  private static final long MOST_LINES = 20_000_000;
  private static final long FNV_START = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private RepeatedLines() {}

  /** The places of one line that stands several times. */
  record Repeated(List<Location> places) {
    Repeated {
      places = List.copyOf(places);
    }

    /** For a person: {@code bill.csv:2 and bill.csv:17}. */
    @Override
    public String toString() {
      return String.join(
          " and ", places.stream().map(place -> Path.of(place.file()).getFileName() + ":" + place.line()).toList());
    }
  }

  /** Takes the hash of a line. */
  private interface Line {
    void take(Path file, int line, long hash);
  }

  /**
   * The first lines that are repeated, with their first two places each; none where the files are no CSV, or too long.
   *
   * @param most how many to tell
   */
  static List<Repeated> of(List<Path> files, int most) throws IOException {
    List<Path> tables = files.stream().filter(RepeatedLines::isTable).toList();
    Hashes hashes = new Hashes();
    for (Path file : tables) {
      read(file, (_, _, hash) -> hashes.add(hash));
      if (hashes.size > MOST_LINES) {
        return List.of();
      }
    }
    long[] repeated = hashes.repeated();
    Map<Long, List<Location>> places = new LinkedHashMap<>();
    for (Path file : tables) {
      read(
          file,
          (of, line, hash) -> {
            if (Arrays.binarySearch(repeated, hash) >= 0 && (places.size() < most || places.containsKey(hash))) {
              List<Location> found = places.computeIfAbsent(hash, _ -> new ArrayList<>(2));
              if (found.size() < 2) {
                found.add(Location.of(of.toString(), line, 0));
              }
            }
          });
    }
    return places.values().stream().map(Repeated::new).toList();
  }

  private static boolean isTable(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".csv") || name.endsWith(".csv.gz");
  }

  /** Reads lines as CSV has them: a break inside of quotes ends none. The header is the first and no line. */
  private static void read(Path file, Line into) throws IOException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        InputStream in = String.valueOf(file.getFileName()).endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw) {
      byte[] buffer = new byte[1 << 16];
      long hash = FNV_START;
      int line = 1;
      int begun = 1;
      boolean quoted = false;
      boolean any = false;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        for (int i = 0; i < read; i++) {
          byte b = buffer[i];
          line += b == '\n' ? 1 : 0;
          if (b == '\n' && !quoted) {
            if (any && begun > 1) {
              into.take(file, begun, hash);
            }
            hash = FNV_START;
            begun = line;
            any = false;
          } else if (b != '\r') {
            quoted ^= b == '"';
            hash = (hash ^ b) * FNV_PRIME;
            any = true;
          }
        }
      }
      if (any && begun > 1) {
        into.take(file, begun, hash);
      }
    }
  }

  /** Hashes in the order in which they come. */
  private static final class Hashes {
    private long[] all = new long[1 << 12];
    private int size;

    void add(long hash) {
      if (size == all.length) {
        all = Arrays.copyOf(all, size * 2);
      }
      all[size++] = hash;
    }

    /** Those that came more than once, in order, each once. */
    long[] repeated() {
      long[] sorted = Arrays.copyOf(all, size);
      Arrays.sort(sorted);
      int count = 0;
      for (int i = 1; i < sorted.length; i++) {
        if (sorted[i] == sorted[i - 1] && (count == 0 || sorted[count - 1] != sorted[i])) {
          sorted[count++] = sorted[i];
        }
      }
      return Arrays.copyOf(sorted, count);
    }
  }
}
