package roadbed.prove.evidence;

import java.util.List;
import java.util.Optional;

/**
 * The stored form of the log: canonical text and leaf hash of each entry, and a checkpoint after each
 * append. Implemented by {@code store} on PostgreSQL and by this module on a file.
 */
public interface EvidenceStore {

  /**
   * Appends one record atomically at {@code record.index()}, with the checkpoint that it leads to.
   *
   * @throws IllegalStateException where the index is not the log's size
   */
  void append(StoredRecord record, String checkpoint);

  /** Number of entries that the newest checkpoint speaks of. */
  long size();

  /**
   * Records from a row on, in order: whatever is stored, also behind the end that the checkpoint signs, and
   * also where it is no record any more (then its text is what stands there and its leaf hash is empty).
   */
  List<StoredRecord> read(long from, int limit);

  /** The newest checkpoint (C2SP tlog-checkpoint text), empty where the log is. */
  Optional<String> checkpoint();

  /** Where a row stands, for a person: file and line, or table and row. */
  default String place(long row) {
    return "row " + row;
  }

  /** What a person should know of the stored form, for example an append that a crash left unfinished. */
  default List<String> notes() {
    return List.of();
  }

  /**
   * One stored record.
   *
   * @param index position from 0
   * @param json canonical JSON of the entry, whose UTF-8 bytes are what is hashed
   * @param leafHash RFC 6962 leaf hash, 64 lower-case hexadecimal digits
   */
  record StoredRecord(long index, String json, String leafHash) {}
}
