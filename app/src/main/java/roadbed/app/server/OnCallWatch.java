package roadbed.app.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import roadbed.operate.notify.OutboxStore;
import roadbed.operate.notify.PageEntry;
import roadbed.operate.oncall.Fairness;
import roadbed.operate.oncall.OnCallBook;
import roadbed.operate.oncall.OnCallLoad;
import roadbed.operate.oncall.OnCallStore;
import roadbed.operate.oncall.Span;

/** Keeps how much shifts on call weighed: schedules and what was decided about them, with the pages that people got. */
final class OnCallWatch {
  private static final Duration LOOKED_AT = Duration.ofDays(90);
  private static final int MOST_RUNS = 20_000;

  private final OnCallStore schedules;
  private final OutboxStore outbox;
  private final OnCallLoad.Store loads;
  private final Clock clock;

  OnCallWatch(OnCallStore schedules, OutboxStore outbox, OnCallLoad.Store loads, Clock clock) {
    this.schedules = schedules;
    this.outbox = outbox;
    this.loads = loads;
    this.clock = clock;
  }

  /** Looks at the last three months. */
  void look() {
    Instant now = clock.instant();
    OnCallBook book = OnCallBook.of(schedules.documents(), schedules.entries());
    if (book.plan().schedules().isEmpty()) {
      return;
    }
    Span span = new Span(now.minus(LOOKED_AT), now);
    List<OnCallLoad.Page> pages =
        outbox.runs(span.from(), MOST_RUNS).stream()
            .flatMap(run -> run.entries().stream())
            .flatMap(OnCallWatch::page)
            .distinct()
            .toList();
    loads.record(
        LocalDate.ofInstant(now, ZoneOffset.UTC), OnCallLoad.of(book.plan(), span, pages, Fairness.DAILY_REST));
  }

  /** Somebody who is told by several ways at once is paged once. */
  private static Stream<OnCallLoad.Page> page(PageEntry entry) {
    return entry.what() instanceof PageEntry.Told told
        ? told.person().map(person -> new OnCallLoad.Page(entry.at(), person)).stream()
        : Stream.empty();
  }
}
