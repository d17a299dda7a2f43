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

  /** Number of entries. */
  long size();

  /** Records from an index on, in order. */
  List<StoredRecord> read(long from, int limit);

  /** The newest checkpoint (C2SP tlog-checkpoint text), empty where the log is. */
  Optional<String> checkpoint();

  /**
   * One stored record.
   *
   * @param index position from 0
   * @param json canonical JSON of the entry, whose UTF-8 bytes are what is hashed
   * @param leafHash RFC 6962 leaf hash, 64 lower-case hexadecimal digits
   */
  record StoredRecord(long index, String json, String leafHash) {}
}
