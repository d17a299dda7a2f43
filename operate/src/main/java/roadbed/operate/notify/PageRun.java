package roadbed.operate.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Paging for one thing, from its begin until somebody answers or nobody has to. Only one that goes on tells anybody. */
public sealed interface PageRun {
  /** Unique. */
  String id();

  /** What those who are paged are told of. */
  Notice about();

  /** What happened, the oldest first. */
  List<PageEntry> entries();

  /** The state's name in SQL and on pages. */
  default String state() {
    return switch (this) {
      case Running _ -> "running";
      case Over over ->
          switch (over.entries().getLast().what()) {
            case PageEntry.Answered _ -> "answered";
            case PageEntry.Unanswered _ -> "unanswered";
            case PageEntry.Ended _, PageEntry.Begun _, PageEntry.Told _, PageEntry.Hurried _ -> "ended";
          };
    };
  }

  /** When it began. */
  default Instant begun() {
    return entries().getFirst().at();
  }

  /** The policy by which it tells. */
  default String policy() {
    return entries().getFirst().what() instanceof PageEntry.Begun begun ? begun.policy() : "";
  }

  /** It goes on. */
  record Running(String id, Notice about, List<PageEntry> entries) implements PageRun {
    public Running {
      entries = List.copyOf(entries);
    }

    /** How much earlier than by the policy steps are taken. */
    public Duration hurried() {
      Duration all = Duration.ZERO;
      for (PageEntry entry : entries) {
        if (entry.what() instanceof PageEntry.Hurried it) {
          all = all.plus(it.by());
        }
      }
      return all;
    }

    /** The steps that were taken. */
    public Set<String> steps() {
      Set<String> steps = new HashSet<>();
      entries.forEach(entry -> {
        if (entry.what() instanceof PageEntry.Told told) {
          steps.add(told.step());
        }
      });
      return steps;
    }

    /** What was told last, by the steps of one level. */
    public List<PageEntry.Told> lastLevel() {
      List<PageEntry.Told> last = new ArrayList<>();
      for (PageEntry entry : entries) {
        if (entry.what() instanceof PageEntry.Told told) {
          if (!last.isEmpty() && !level(last.getLast()).equals(level(told))) {
            last.clear();
          }
          last.add(told);
        }
      }
      return last;
    }

    private static String level(PageEntry.Told told) {
      return told.step().substring(0, told.step().lastIndexOf('.'));
    }

    /** A step is taken. */
    public Running tell(Instant now, PageEntry.Told told) {
      return new Running(id, about, plus(now, MessageEntry.PROGRAM, told));
    }

    /** The next step is taken earlier. */
    public Running hurry(Instant now, Duration by, String reason) {
      return new Running(id, about, plus(now, MessageEntry.PROGRAM, new PageEntry.Hurried(by, reason)));
    }

    /** Somebody answers. */
    public Over answer(Instant now, String by, String how) {
      return new Over(id, about, plus(now, by, new PageEntry.Answered(how)));
    }

    /** The policy is at its end. */
    public Over exhaust(Instant now, String reason) {
      return new Over(id, about, plus(now, MessageEntry.PROGRAM, new PageEntry.Unanswered(reason)));
    }

    /** Nobody has to answer any more. */
    public Over end(Instant now, String by, String reason) {
      return new Over(id, about, plus(now, by, new PageEntry.Ended(reason)));
    }

    private List<PageEntry> plus(Instant at, String by, PageEntry.What what) {
      List<PageEntry> more = new ArrayList<>(entries);
      more.add(new PageEntry(at, by, what));
      return more;
    }
  }

  /** It is over. */
  record Over(String id, Notice about, List<PageEntry> entries) implements PageRun {
    public Over {
      entries = List.copyOf(entries);
    }
  }

  /** Begins. */
  static Running begin(String id, Notice about, String policy, Instant now) {
    return new Running(id, about, List.of(new PageEntry(now, MessageEntry.PROGRAM, new PageEntry.Begun(policy))));
  }

  /** What entries say. */
  static PageRun of(String id, Notice about, List<PageEntry> entries) {
    return switch (entries.getLast().what()) {
      case PageEntry.Begun _, PageEntry.Told _, PageEntry.Hurried _ -> new Running(id, about, entries);
      case PageEntry.Answered _, PageEntry.Unanswered _, PageEntry.Ended _ -> new Over(id, about, entries);
    };
  }
}
