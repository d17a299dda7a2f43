package roadbed.store.postgres;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** PostgreSQL's own log file, and what its words mean for a person. */
final class ServerLog {
  private static final long ROTATE_AT = 10L << 20;
  private static final int TAIL = 16_384;

  private final Path file;
  private final long begin;

  private ServerLog(Path file, long begin) {
    this.file = file;
    this.begin = begin;
  }

  /** The log from here on; a file that has grown large is put aside as {@code .1} first. */
  static ServerLog from(Path file) {
    try {
      if (Files.exists(file) && Files.size(file) > ROTATE_AT) {
        Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
      }
      return new ServerLog(file, Files.exists(file) ? Files.size(file) : 0);
    } catch (IOException e) {
      throw new StoreException("cannot look at " + file + ": " + FileProblem.of(e), e);
    }
  }

  Path file() {
    return file;
  }

  /** What was written since, its end where it is long. */
  String text() {
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(begin, log.length() - TAIL);
      byte[] bytes = new byte[(int) Math.max(0, log.length() - from)];
      log.seek(from);
      log.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** Whether the port was taken by somebody else in the moment between choosing and using it. */
  static boolean portTaken(String text) {
    return text.contains("could not bind") || text.contains("Address already in use");
  }

  /** What a person should know of a failed start. */
  static String essence(String text) {
    if (text.contains("No space left on device")) {
      return "the disk is full; make room and start again";
    }
    if (text.contains("Disk quota exceeded")) {
      return "the disk quota is used up; make room and start again";
    }
    if (text.contains("pre-existing shared memory block")) {
      return "processes of the PostgreSQL before have not ended yet; try again in a moment";
    }
    List<String> lines = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    for (String level : List.of("PANIC:", "FATAL:", "ERROR:", "error:")) {
      for (String line : lines) {
        int at = line.indexOf(level);
        if (at >= 0) {
          return line.substring(at + level.length()).strip();
        }
      }
    }
    return lines.isEmpty() ? "it ended without a word" : lines.getLast();
  }
}
