package roadbed.prove.evidence;

import java.util.List;
import java.util.Locale;

/**
 * What verifying a log gave.
 *
 * @param entries entries that were read
 * @param root the root recomputed from them, 64 hexadecimal digits
 * @param problems what does not hold, in log order, at most {@value #MAX_PROBLEMS}
 * @param notes what is no harm and good to know, for example an append that a crash left unfinished
 */
public record Verification(long entries, String root, List<Problem> problems, List<String> notes) {
  /** As many problems are told as this. */
  public static final int MAX_PROBLEMS = 100;

  public Verification {
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
  }

  /** Whether everything holds. */
  public boolean intact() {
    return problems.isEmpty();
  }

  /**
   * One thing that does not hold.
   *
   * @param kind what kind of thing
   * @param row the stored row from 0, or -1 for the log as a whole
   * @param place where it stands: file and line, or table and row
   * @param message what is wrong, in words
   */
  public record Problem(Kind kind, long row, String place, String message) {
    @Override
    public String toString() {
      return place + ": " + message + " [" + kind.id() + "]";
    }
  }

  /** The kinds of problem. */
  public enum Kind {
    /** The row is not a record at all. */
    UNREADABLE,
    /** The entry is not the one that its leaf hash was made from. */
    ENTRY_CHANGED,
    /** The stored leaf hash is not the entry's, and the entry is the one that was signed. */
    LEAF_HASH_CHANGED,
    /** The entry and its leaf hash fit each other, and not the log that the next entry was appended to. */
    REWRITTEN,
    /** Entries are missing before this row, or at the end. */
    MISSING,
    /** The entry stands elsewhere, or a second time. */
    MISPLACED,
    /** The record is behind the end that the checkpoint signs. */
    EXTRA,
    /** The checkpoint is missing or is not in its format. */
    CHECKPOINT_UNREADABLE,
    /** The checkpoint's signature is not that of the log's key. */
    CHECKPOINT_SIGNATURE,
    /** The checkpoint's root is not the recomputed one. */
    CHECKPOINT_ROOT,
    /** A kept checkpoint does not fit the log. */
    INCONSISTENT;

    /** The identifier used in documents, for example {@code entry-changed}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
