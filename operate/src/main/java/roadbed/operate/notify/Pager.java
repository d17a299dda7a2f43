package roadbed.operate.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows paging in time: takes the steps of a policy when they are due, and the next one at once where nothing of the last
 * one can arrive. Each step is taken once, whoever else follows the same paging and however often a server starts.
 *
 * @param ladder what policies say
 */
public record Pager(Ladder ladder) {

  /** What policies say. */
  @FunctionalInterface
  public interface Ladder {
    /**
     * The steps of a policy.
     *
     * @param hurried how much earlier than by the policy they are taken, so that whoever is on call at that moment is told
     * @return empty where there is no such policy
     */
    Optional<Climb> climb(String policy, Instant begun, Duration hurried);
  }

  /**
   * The steps of a policy, and when it is at its end.
   *
   * @param rungs in their order, by the time of the policy
   * @param end when the last one has been waited for
   */
  public record Climb(List<Rung> rungs, Instant end) {
    public Climb {
      rungs = List.copyOf(rungs);
    }
  }

  /**
   * A step.
   *
   * @param at when
   * @param round from 1
   * @param level from 1
   * @param target whom the policy names, in words
   * @param person who that is; empty where it is nobody
   */
  public record Rung(Instant at, int round, int level, String target, Optional<String> person) {}

  /** Begins, in a turn; the first step is taken at once. */
  public void begin(OutboxStore.Book book, NotifySettings settings, String id, Notice about, String policy, Instant now) {
    if (book.run(id).isEmpty()) {
      step(book, settings, PageRun.begin(id, about, policy, now), 0, now);
    }
  }

  /** Takes all steps that are due, in a turn. */
  public void follow(OutboxStore.Book book, NotifySettings settings, Instant now) {
    for (PageRun run : book.running()) {
      if (run instanceof PageRun.Running running) {
        step(book, settings, running, running.entries().size(), now);
      }
    }
  }

  /** Somebody answers, in a turn; true where that was waited for. */
  public static boolean answer(OutboxStore.Book book, String id, String by, String how, Instant now) {
    return over(book, id, by, how, now, true);
  }

  /** Nobody has to answer any more, in a turn. */
  public static boolean end(OutboxStore.Book book, String id, String by, String reason, Instant now) {
    return over(book, id, by, reason, now, false);
  }

  private static boolean over(OutboxStore.Book book, String id, String by, String why, Instant now, boolean answered) {
    if (book.run(id).orElse(null) instanceof PageRun.Running running) {
      book.write(answered ? running.answer(now, by, why) : running.end(now, by, why), running.entries().size());
      book.withdraw(id, now, by, why);
      return true;
    }
    return false;
  }

  private void step(OutboxStore.Book book, NotifySettings settings, PageRun.Running run, int known, Instant now) {
    Optional<Climb> climb = ladder.climb(run.policy(), run.begun(), run.hurried());
    if (climb.isEmpty() || climb.get().rungs().isEmpty()) {
      over(book, settings, run, known, "there is no escalation policy " + run.policy(), now);
      return;
    }
    PageRun.Running after = told(book, settings, run, climb.get(), now);
    Optional<Duration> gain = gain(book, after, climb.get(), now);
    if (gain.isPresent()) {
      after = after.hurry(now, gain.get(), "nothing reached anybody of the level before");
      Optional<Climb> sooner = ladder.climb(after.policy(), after.begun(), after.hurried());
      after = sooner.isPresent() ? told(book, settings, after, sooner.get(), now) : after;
    }
    if (!elapsed(after, now).minus(Duration.between(after.begun(), climb.get().end())).isNegative()) {
      over(book, settings, after, known, "all levels were told", now);
    } else if (after.entries().size() > known) {
      book.write(after, known);
    }
  }

  private static Duration elapsed(PageRun.Running run, Instant now) {
    return Duration.between(run.begun(), now).plus(run.hurried());
  }

  private static PageRun.Running told(
      OutboxStore.Book book, NotifySettings settings, PageRun.Running run, Climb climb, Instant now) {
    PageRun.Running after = run;
    Duration elapsed = elapsed(run, now);
    Map<String, Integer> within = new HashMap<>();
    for (Rung rung : climb.rungs()) {
      String level = rung.round() + "." + rung.level();
      String step = level + "." + within.merge(level, 1, Integer::sum);
      if (!after.steps().contains(step) && Duration.between(run.begun(), rung.at()).compareTo(elapsed) <= 0) {
        after = after.tell(now, tell(book, settings, run, rung, step, now));
      }
    }
    return after;
  }

  private static PageEntry.Told tell(
      OutboxStore.Book book, NotifySettings settings, PageRun.Running run, Rung rung, String step, Instant now) {
    Optional<Receiver> receiver = rung.person().flatMap(settings::receiver);
    List<Message> messages = new ArrayList<>();
    String key = "";
    if (receiver.isPresent()) {
      Notice notice = notice(run, rung, step, receiver.get().id(), now);
      key = notice.key();
      book.note(notice, now);
      messages.addAll(Fanout.page(notice, receiver.get(), Optional.of(run.id()), Circle.RESPONDERS, now));
      book.queue(messages, now);
    }
    return new PageEntry.Told(step, rung.target(), rung.person(), messages.isEmpty() ? "" : key);
  }

  private static Notice notice(PageRun.Running run, Rung rung, String step, String person, Instant now) {
    Notice about = run.about();
    boolean whole = about.visibleTo(person);
    Map<String, String> facts = new LinkedHashMap<>();
    if (whole) {
      facts.putAll(about.facts());
    } else {
      Optional.ofNullable(about.facts().get("Severity")).ifPresent(severity -> facts.put("Severity", severity));
    }
    facts.put("Paged by", run.policy() + ", level " + rung.level() + (rung.round() > 1 ? ", round " + rung.round() : ""));
    return new Notice(
        run.id() + "/" + step,
        NoticeKind.PAGE,
        about.subject(),
        about.importance(),
        whole ? about.service() : Optional.empty(),
        List.of(),
        Optional.empty(),
        whole ? about.title() : "Something that is not for everybody; ask those who work on it",
        whole ? about.text() : "",
        facts,
        about.path(),
        about.visibleTo(),
        now);
  }

  /** How much earlier the next level can be told, where nothing of the last one arrived or may still arrive. */
  private static Optional<Duration> gain(OutboxStore.Book book, PageRun.Running run, Climb climb, Instant now) {
    List<PageEntry.Told> last = run.lastLevel();
    if (last.isEmpty()) {
      return Optional.empty();
    }
    Map<String, OutboxStore.Reach> reach = new HashMap<>();
    book.reach(run.id()).forEach(one -> reach.put(one.notice(), one));
    for (PageEntry.Told told : last) {
      OutboxStore.Reach of = reach.get(told.notice());
      if (of != null && (of.open() > 0 || of.arrived() > 0)) {
        return Optional.empty();
      }
    }
    Duration elapsed = elapsed(run, now);
    Instant next = climb.end();
    for (Rung rung : climb.rungs()) {
      if (Duration.between(run.begun(), rung.at()).compareTo(elapsed) > 0) {
        next = rung.at();
        break;
      }
    }
    Duration gain = Duration.between(run.begun(), next).minus(elapsed);
    return gain.isPositive() ? Optional.of(gain) : Optional.empty();
  }

  private static void over(
      OutboxStore.Book book, NotifySettings settings, PageRun.Running run, int known, String reason, Instant now) {
    book.write(run.exhaust(now, reason), known);
    Notice about = run.about();
    Notice notice =
        new Notice(
            run.id() + "/unanswered",
            NoticeKind.PAGE_UNANSWERED,
            about.subject(),
            about.importance(),
            about.service(),
            about.owners(),
            Optional.empty(),
            about.title(),
            "Nobody answered: " + reason + ".",
            about.facts(),
            about.path(),
            about.visibleTo(),
            now);
    if (book.note(notice, now)) {
      book.queue(Fanout.messages(notice, settings, now), now);
    }
  }
}
