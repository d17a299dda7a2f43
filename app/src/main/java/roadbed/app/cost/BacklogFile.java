package roadbed.app.cost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.assess.cost.backlog.Backlog;
import roadbed.assess.cost.backlog.BacklogStore;
import roadbed.assess.cost.backlog.EventJson;
import roadbed.assess.cost.backlog.Opportunity;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;

/** The backlog as a file of events, a JSON document a line, the newest last. */
public final class BacklogFile implements BacklogStore {
  private static final long MOST_BYTES = 256L << 20;

  private final Path file;

  /** The file; it is made with the first event. */
  public BacklogFile(Path file) {
    this.file = file;
  }

  /** What is wrong with the file is an {@link UncheckedIOException} that says its line. */
  @Override
  public List<Backlog.Entry> entries() {
    try {
      return read();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private List<Backlog.Entry> read() throws IOException {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(file + " is larger than " + (MOST_BYTES >> 20) + " MB");
    }
    Backlog backlog = new Backlog();
    List<Backlog.Entry> entries = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      try {
        Optional<Backlog.Entry> entry =
            lines.get(i).isBlank() ? Optional.empty() : EventJson.entry(ValueJson.parse(lines.get(i)));
        if (entry.isPresent()) {
          backlog.take(entry.get().event());
          entries.add(entry.get());
        } else if (!lines.get(i).isBlank()) {
          throw new IOException(file + ":" + (i + 1) + ": this is no event of the backlog");
        }
      } catch (JacksonException | Backlog.Refused e) {
        throw new IOException(file + ":" + (i + 1) + ": " + e.getMessage(), e);
      }
    }
    return entries;
  }

  @Override
  public Opportunity take(Backlog.Event event, String by, Instant at) throws Backlog.Refused {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
          FileLock lock = channel.lock()) {
        Opportunity next = backlog().take(event);
        String line = ValueJson.text(EventJson.of(new Backlog.Entry(event, at, by))) + "\n";
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (lock.isValid() && bytes.hasRemaining()) {
          channel.write(bytes);
        }
        return next;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
