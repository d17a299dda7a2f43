package roadbed.prove.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.prove.evidence.Verification.Kind;
import roadbed.prove.evidence.Verification.Problem;

/**
 * One pass over a stored log, in constant memory: every leaf hash, the order, the chain of roots, the
 * checkpoint and its signature.
 */
final class LogVerifier {
  private static final int PAGE = 500;
  private static final int MAX_TOLD_EXTRA = 10;

  private final EvidenceStore store;
  private final Optional<LogKey.Verifier> key;
  private final List<String> kept;

  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> mismatches = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final CompactRange fromEntries = new CompactRange();
  private final CompactRange fromStoredHashes = new CompactRange();
  private long expected;
  private boolean ordered = true;
  private boolean rewritten;

  LogVerifier(EvidenceStore store, Optional<LogKey.Verifier> key, List<String> kept) {
    this.store = store;
    this.key = key;
    this.kept = kept;
  }

  Verification verify() {
    List<Checkpoint> toCompare = readKept();
    Optional<Checkpoint> checkpoint = readCheckpoint();
    long end = checkpoint.map(Checkpoint::size).orElse(Long.MAX_VALUE);
    long row = 0;
    int extra = 0;
    boolean more = true;
    while (more) {
      compareKept(toCompare);
      long want = row < end ? end - row : PAGE;
      for (Checkpoint next : toCompare) {
        if (next.size() > row) {
          want = Math.min(want, next.size() - row);
        }
      }
      List<EvidenceStore.StoredRecord> records = store.read(row, (int) Math.min(PAGE, want));
      more = !records.isEmpty();
      if (more && row >= end) {
        Optional<Checkpoint> newer = newerCheckpoint(end);
        if (newer.isPresent() && matches(checkpoint)) {
          checkpoint = newer;
          end = newer.get().size();
          continue;
        }
        for (EvidenceStore.StoredRecord record : records) {
          if (extra++ < MAX_TOLD_EXTRA) {
            add(
                new Problem(
                    Kind.EXTRA,
                    record.index(),
                    store.place(record.index()),
                    "a record behind the end that the checkpoint signs: somebody added it, or an append"
                        + " did not finish"));
          }
        }
        row += records.size();
      } else {
        for (EvidenceStore.StoredRecord record : records) {
          check(record);
          row++;
        }
      }
    }
    compareKept(toCompare);
    judgeMismatches(checkpoint);
    judgeEnd(checkpoint, Math.min(row, end));
    for (Checkpoint left : toCompare) {
      add(
          new Problem(
              Kind.INCONSISTENT,
              -1,
              "kept checkpoint",
              "it speaks of " + left.size() + " entries and the log has fewer"));
    }
    notes.addAll(store.notes());
    return new Verification(row - extra, fromEntries.root().hex(), problems, notes);
  }

  private void add(Problem problem) {
    if (problems.size() < Verification.MAX_PROBLEMS) {
      problems.add(problem);
    }
  }

  private boolean matches(Optional<Checkpoint> checkpoint) {
    return checkpoint.isPresent()
        && checkpoint.get().size() == fromEntries.size()
        && checkpoint.get().root().equals(fromEntries.root());
  }

  /** Somebody may append while we read: the record is there a moment before its checkpoint. */
  private Optional<Checkpoint> newerCheckpoint(long than) {
    for (int attempt = 0; attempt < 3; attempt++) {
      Optional<Checkpoint> newer =
          store
              .checkpoint()
              .flatMap(Checkpoint::parse)
              .filter(found -> found.size() > than)
              .filter(found -> key.isPresent() && key.get().signed(found));
      if (newer.isPresent()) {
        return newer;
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private Optional<Checkpoint> readCheckpoint() {
    Optional<String> text = store.checkpoint();
    if (text.isEmpty()) {
      if (!store.read(0, 1).isEmpty()) {
        add(
            new Problem(
                Kind.CHECKPOINT_UNREADABLE, -1, "checkpoint", "the log has entries and no checkpoint"));
      }
      return Optional.empty();
    }
    Optional<Checkpoint> checkpoint = Checkpoint.parse(text.get());
    if (checkpoint.isEmpty()) {
      add(new Problem(Kind.CHECKPOINT_UNREADABLE, -1, "checkpoint", "it is not in its format"));
    } else if (key.isEmpty()) {
      add(
          new Problem(
              Kind.CHECKPOINT_SIGNATURE,
              -1,
              "checkpoint",
              "the log's public key (" + LogKey.PUBLIC_FILE + ") is missing or damaged, so the signature"
                  + " cannot be checked"));
    } else if (!key.get().signed(checkpoint.get())) {
      add(
          new Problem(
              Kind.CHECKPOINT_SIGNATURE,
              -1,
              "checkpoint",
              "the signature is not one of " + key.get().name() + " over this text"));
    }
    return checkpoint;
  }

  private void check(EvidenceStore.StoredRecord record) {
    String place = store.place(record.index());
    Hash leaf = MerkleTree.leafHash(record.json().getBytes(StandardCharsets.UTF_8));
    Optional<EntryText.Parsed> parsed = EntryText.parse(record.json());
    if (record.leafHash().isEmpty()) {
      ordered = false;
      add(new Problem(Kind.UNREADABLE, record.index(), place, "this is no record"));
    } else if (!record.leafHash().equals(leaf.hex()) && mismatches.size() < Verification.MAX_PROBLEMS) {
      mismatches.add(new Problem(Kind.ENTRY_CHANGED, record.index(), place, ""));
    } else if (parsed.isEmpty()) {
      ordered = false;
      add(new Problem(Kind.UNREADABLE, record.index(), place, "this is no entry"));
    }
    parsed.ifPresent(entry -> checkOrder(record, entry, place));
    if (parsed.isEmpty()) {
      expected++;
    }
    fromEntries.append(leaf);
    fromStoredHashes.append(Hash.ofHex(record.leafHash()).orElse(leaf));
  }

  private void checkOrder(EvidenceStore.StoredRecord record, EntryText.Parsed parsed, String place) {
    long index = parsed.entry().index();
    boolean changed =
        !mismatches.isEmpty() && mismatches.getLast().row() == record.index();
    if (index != expected && !changed) {
      ordered = false;
      if (index > expected) {
        String missing =
            index == expected + 1 ? "entry " + expected : "entries " + expected + " to " + (index - 1);
        add(
            new Problem(
                Kind.MISSING,
                record.index(),
                place,
                "entry " + index + " stands here: " + missing + " missing or further behind"));
      } else {
        add(
            new Problem(
                Kind.MISPLACED,
                record.index(),
                place,
                "entry " + index + " stands where entry " + expected + " belongs"));
      }
      expected = Math.max(expected, index + 1);
    } else {
      expected++;
    }
    if (ordered
        && !rewritten
        && !changed
        && !parsed.prior().equals(fromEntries.root())
        && !parsed.prior().equals(fromStoredHashes.root())) {
      rewritten = true;
      add(
          new Problem(
              Kind.REWRITTEN,
              record.index() - 1,
              store.place(Math.max(0, record.index() - 1)),
              "the log up to here is not the one that entry " + index
                  + " was appended to: this entry, or one before it, was changed together with its leaf"
                  + " hash"));
    }
  }

  /** A leaf hash that does not fit its entry: which of the two is the signed one, the roots tell. */
  private void judgeMismatches(Optional<Checkpoint> checkpoint) {
    boolean entriesSigned =
        checkpoint.isPresent() && checkpoint.get().root().equals(fromEntries.root());
    boolean hashesSigned =
        checkpoint.isPresent() && checkpoint.get().root().equals(fromStoredHashes.root());
    for (Problem mismatch : mismatches) {
      Kind kind = entriesSigned ? Kind.LEAF_HASH_CHANGED : Kind.ENTRY_CHANGED;
      String message =
          entriesSigned
              ? "the stored leaf hash was changed; the entry is the one that was signed"
              : hashesSigned
                  ? "the entry was changed; its leaf hash is the one that was signed"
                  : "the entry or its leaf hash was changed: the one does not give the other";
      add(new Problem(kind, mismatch.row(), mismatch.place(), message));
    }
  }

  private void judgeEnd(Optional<Checkpoint> checkpoint, long rows) {
    if (checkpoint.isEmpty()) {
      return;
    }
    long signed = checkpoint.get().size();
    if (rows < signed) {
      add(
          new Problem(
              Kind.MISSING,
              rows,
              store.place(rows),
              "the checkpoint speaks of " + signed + " entries and " + rows + " are here"));
    } else if (!checkpoint.get().root().equals(fromEntries.root())
        && problems.stream().noneMatch(problem -> problem.row() >= 0)) {
      add(
          new Problem(
              Kind.CHECKPOINT_ROOT,
              rows - 1,
              "checkpoint",
              "the entries give root " + fromEntries.root().base64() + " and the checkpoint says "
                  + checkpoint.get().root().base64()
                  + ": the checkpoint was changed, or the last entry together with its leaf hash"));
    }
  }

  private List<Checkpoint> readKept() {
    List<Checkpoint> read = new ArrayList<>();
    for (String text : kept) {
      Optional<Checkpoint> checkpoint = Checkpoint.parse(text);
      if (checkpoint.isEmpty()) {
        add(new Problem(Kind.CHECKPOINT_UNREADABLE, -1, "kept checkpoint", "it is not in its format"));
      } else if (key.isEmpty() || !key.get().signed(checkpoint.get())) {
        add(
            new Problem(
                Kind.INCONSISTENT,
                -1,
                "kept checkpoint",
                "its signature is not one of this log's key: the key or the log was replaced"));
      } else {
        read.add(checkpoint.get());
      }
    }
    return read;
  }

  private void compareKept(List<Checkpoint> left) {
    left.removeIf(
        checkpoint -> {
          if (checkpoint.size() != fromEntries.size()) {
            return false;
          }
          if (!checkpoint.root().equals(fromEntries.root())) {
            add(
                new Problem(
                    Kind.INCONSISTENT,
                    checkpoint.size() - 1,
                    store.place(Math.max(0, checkpoint.size() - 1)),
                    "the first " + checkpoint.size()
                        + " entries are not those that the kept checkpoint signed"));
          }
          return true;
        });
  }
}
