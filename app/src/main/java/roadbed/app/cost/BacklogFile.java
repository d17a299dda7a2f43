package roadbed.app.cost;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import roadbed.assess.cost.backlog.Backlog;
import roadbed.assess.cost.backlog.EventJson;
import roadbed.assess.cost.backlog.Opportunity;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;

/** The backlog as a file of events, a JSON document a line, the newest last. */
public final class BacklogFile {
  private static final long MOST_BYTES = 256L << 20;

  private final Path file;

  /** The file; it is made with the first event. */
  public BacklogFile(Path file) {
    this.file = file;
  }

  /**
   * The backlog as the events tell.
   *
   * @throws IOException also where the file is not what was written
   */
  public Backlog read() throws IOException {
    Backlog backlog = new Backlog();
    if (!Files.isRegularFile(file)) {
      return backlog;
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(file + " is larger than " + (MOST_BYTES >> 20) + " MB");
    }
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      try {
        Optional<Backlog.Event> event =
            lines.get(i).isBlank() ? Optional.empty() : EventJson.read(ValueJson.parse(lines.get(i)));
        if (event.isPresent()) {
          backlog.take(event.get());
        } else if (!lines.get(i).isBlank()) {
          throw new IOException(file + ":" + (i + 1) + ": this is no event of the backlog");
        }
      } catch (JacksonException | Backlog.Refused e) {
        throw new IOException(file + ":" + (i + 1) + ": " + e.getMessage(), e);
      }
    }
    return backlog;
  }

  /**
   * Takes an event and keeps it, under a lock, so that no two commands act on what the other has not seen.
   *
   * @throws Backlog.Refused where it does not fit; nothing is kept
   */
  public Opportunity take(Backlog.Event event) throws IOException, Backlog.Refused {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        FileLock lock = channel.lock()) {
      Opportunity next = read().take(event);
      ByteBuffer bytes = ByteBuffer.wrap((ValueJson.text(EventJson.of(event)) + "\n").getBytes(StandardCharsets.UTF_8));
      while (lock.isValid() && bytes.hasRemaining()) {
        channel.write(bytes);
      }
      return next;
    }
  }
}
