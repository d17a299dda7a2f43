package roadbed.prove.evidence;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The log as files of one folder: {@value #LOG_FILE}, a record a line, and {@value #CHECKPOINT_FILE}.
 *
 * <p>A record is on the disk before the checkpoint that speaks of it, and the checkpoint before
 * {@link #append} returns. What a crash leaves behind the checkpoint's end was never acknowledged: the next
 * append moves it to {@value #SET_ASIDE_FILE} and loses nothing.
 */
public final class FileEvidenceStore implements EvidenceStore {
  static final String LOG_FILE = "log.jsonl";
  static final String CHECKPOINT_FILE = "checkpoint";
  static final String SET_ASIDE_FILE = "set-aside.jsonl";
  static final int MAX_LINE = 16_000_000;

  private static final String PREFIX = "{\"leaf\":\"";
  private static final String BETWEEN = "\",\"entry\":";
  private static final int ENTRY_START = PREFIX.length() + 2 * Hash.LENGTH + BETWEEN.length();

  private final Path folder;
  private final Path log;
  private final Path checkpointFile;
  private Cursor cursor = Cursor.START;

  /** The log in a folder, which is made when the first record is appended. */
  public FileEvidenceStore(Path folder) {
    this.folder = folder;
    this.log = folder.resolve(LOG_FILE);
    this.checkpointFile = folder.resolve(CHECKPOINT_FILE);
  }

  /** Where a row begins in the file. */
  private record Cursor(long row, long offset) {
    static final Cursor START = new Cursor(0, 0);
  }

  @Override
  public synchronized void append(StoredRecord record, String checkpoint) {
    byte[] line = line(record).getBytes(StandardCharsets.UTF_8);
    if (line.length > MAX_LINE) {
      throw new EvidenceException("an evidence entry is larger than " + MAX_LINE + " bytes");
    }
    try {
      Files.createDirectories(folder);
      try (FolderLock _ = FolderLock.of(folder);
          FileChannel channel =
              FileChannel.open(
                  log,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE)) {
        long size = size();
        if (record.index() != size) {
          throw new IllegalStateException("the log has " + size + " entries, not " + record.index());
        }
        long end = offsetOf(size);
        setAside(channel, end);
        channel.position(end);
        DurableFile.write(channel, line);
        channel.force(true);
        DurableFile.replace(checkpointFile, checkpoint, "rw-r--r--");
        cursor = new Cursor(size + 1, end + line.length);
      }
    } catch (IOException e) {
      throw new EvidenceException("the evidence log in " + folder + " cannot be written: " + e, e);
    }
  }

  /** What a crash may leave is an unfinished line or one whole record; anything more is not from a crash. */
  private void setAside(FileChannel channel, long end) throws IOException {
    long length = channel.size() - end;
    if (length == 0) {
      return;
    }
    byte[] tail = length > MAX_LINE ? new byte[0] : new byte[(int) length];
    ByteBuffer buffer = ByteBuffer.wrap(tail);
    for (long at = end; buffer.hasRemaining(); at = end + buffer.position()) {
      if (channel.read(buffer, at) < 0) {
        break;
      }
    }
    int lineEnd = 0;
    while (lineEnd < tail.length && tail[lineEnd] != '\n') {
      lineEnd++;
    }
    if (tail.length == 0 || lineEnd < tail.length - 1) {
      throw new EvidenceException(
          "there is more behind the end of " + log + " than an unfinished append leaves; nothing is"
              + " appended: verify the log and restore it");
    }
    try (FileChannel aside =
        FileChannel.open(
            folder.resolve(SET_ASIDE_FILE), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      DurableFile.write(aside, tail);
      DurableFile.write(aside, new byte[] {'\n'});
      aside.force(true);
    }
    channel.truncate(end);
    channel.force(true);
  }

  private long offsetOf(long row) throws IOException {
    if (cursor.row() > row) {
      cursor = Cursor.START;
    }
    try (Lines lines = new Lines(cursor)) {
      while (lines.at.row() < row) {
        if (lines.next() == null) {
          throw new EvidenceException(
              log + " ends after " + lines.at.row() + " entries and its checkpoint speaks of " + row
                  + "; nothing is appended: verify the log and restore it");
        }
      }
      return lines.at.offset();
    }
  }

  private static String line(StoredRecord record) {
    return PREFIX + record.leafHash() + BETWEEN + record.json() + "}\n";
  }

  /** Number of entries that the checkpoint speaks of. */
  @Override
  public synchronized long size() {
    Optional<String> text = checkpoint();
    if (text.isEmpty()) {
      return 0;
    }
    return text.flatMap(Checkpoint::parse)
        .map(Checkpoint::size)
        .orElseThrow(() -> new EvidenceException(checkpointFile + " is no checkpoint: restore it"));
  }

  @Override
  public synchronized List<StoredRecord> read(long from, int limit) {
    if (!Files.exists(log)) {
      return List.of();
    }
    List<StoredRecord> records = new ArrayList<>();
    try (Lines lines = new Lines(from < cursor.row() ? Cursor.START : cursor)) {
      while (records.size() < limit) {
        long row = lines.at.row();
        byte[] line = lines.next();
        if (line == null) {
          break;
        }
        if (row >= from) {
          records.add(record(row, line));
        }
      }
      cursor = lines.at;
    } catch (IOException e) {
      throw new EvidenceException("the evidence log " + log + " cannot be read: " + e, e);
    }
    return records;
  }

  private static StoredRecord record(long row, byte[] line) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      if (text.length() > ENTRY_START
          && text.startsWith(PREFIX)
          && text.startsWith(BETWEEN, ENTRY_START - BETWEEN.length())
          && text.endsWith("}")) {
        return new StoredRecord(
            row,
            text.substring(ENTRY_START, text.length() - 1),
            text.substring(PREFIX.length(), PREFIX.length() + 2 * Hash.LENGTH));
      }
      return new StoredRecord(row, text, "");
    } catch (CharacterCodingException _) {
      return new StoredRecord(row, new String(line, StandardCharsets.ISO_8859_1), "");
    }
  }

  @Override
  public synchronized Optional<String> checkpoint() {
    try {
      if (!Files.exists(checkpointFile)) {
        return Optional.empty();
      }
      byte[] bytes;
      try (InputStream in = Files.newInputStream(checkpointFile)) {
        bytes = in.readNBytes(20_000);
      }
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return Optional.of("");
    } catch (IOException e) {
      throw new EvidenceException(checkpointFile + " cannot be read: " + e, e);
    }
  }

  @Override
  public String place(long row) {
    return log + ":" + (row + 1);
  }

  @Override
  public synchronized List<String> notes() {
    List<String> notes = new ArrayList<>();
    try {
      if (Files.exists(log)) {
        try (Lines lines = new Lines(Cursor.START)) {
          while (lines.next() != null) {
            // Only the end is of interest.
          }
          long rest = Files.size(log) - lines.at.offset();
          if (rest > 0) {
            notes.add(
                rest + " bytes of an append that was not finished and never acknowledged stand at the end of "
                    + log + "; the next append sets them aside");
          }
        }
      }
      Path aside = folder.resolve(SET_ASIDE_FILE);
      if (Files.exists(aside)) {
        notes.add(aside + " keeps what unfinished appends left");
      }
    } catch (IOException e) {
      notes.add(log + " cannot be read: " + e);
    }
    return notes;
  }

  /** Whole lines from a cursor on; a line that is too long is cut, and so is no record. */
  private final class Lines implements AutoCloseable {
    private final InputStream in;
    private Cursor at;

    Lines(Cursor start) throws IOException {
      FileChannel channel = FileChannel.open(log, StandardOpenOption.READ);
      channel.position(start.offset());
      this.in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
      this.at = start;
    }

    /** The next line without its end, or null where no whole line is left. */
    byte @Nullable [] next() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
      long length = 0;
      for (int b = in.read(); b >= 0; b = in.read()) {
        length++;
        if (b == '\n') {
          at = new Cursor(at.row() + 1, at.offset() + length);
          return line.toByteArray();
        }
        if (length <= MAX_LINE) {
          line.write(b);
        }
      }
      return null;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
