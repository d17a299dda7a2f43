package roadbed.web.fakes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.prove.evidence.EvidenceStore;

/** A log in memory, whose rows a test can change behind the log's back. */
public final class FakeEvidence implements EvidenceStore {
  public final List<StoredRecord> records = new ArrayList<>();
  private Optional<String> checkpoint = Optional.empty();

  @Override
  public synchronized void append(StoredRecord record, String newCheckpoint) {
    if (record.index() != records.size()) {
      throw new IllegalStateException("not at the end");
    }
    records.add(record);
    checkpoint = Optional.of(newCheckpoint);
  }

  @Override
  public synchronized long size() {
    return records.size();
  }

  @Override
  public synchronized List<StoredRecord> read(long from, int limit) {
    return records.stream().skip(from).limit(limit).toList();
  }

  @Override
  public synchronized Optional<String> checkpoint() {
    return checkpoint;
  }
}
