package roadbed.operate.notify;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes what is to be told, and what people do about messages that did not arrive. */
public final class Outbox implements Notices {
  private final OutboxStore store;
  private final Supplier<NotifySettings> settings;
  private final Clock clock;
  private final Runnable woken;

  /**
   * An outbox.
   *
   * @param woken called when something is new
   */
  public Outbox(OutboxStore store, Supplier<NotifySettings> settings, Clock clock, Runnable woken) {
    this.store = store;
    this.settings = settings;
    this.clock = clock;
    this.woken = woken;
  }

  /** Where messages are read from. */
  public OutboxStore store() {
    return store;
  }

  /** What the operator says. */
  public NotifySettings settings() {
    return settings.get();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public boolean tell(Notice notice) {
    boolean fresh = store.inTurn(book -> tell(book, notice, settings.get(), now()));
    woken.run();
    return fresh;
  }

  /** Tells, in a turn. */
  public static boolean tell(OutboxStore.Book book, Notice notice, NotifySettings settings, Instant now) {
    boolean fresh = book.note(notice, now);
    if (fresh) {
      book.queue(Fanout.messages(notice, settings, now), now);
    }
    return fresh;
  }

  /** Sends a message to a target, so that somebody sees whether it arrives; false where there is no such target. */
  public boolean test(String target, String by) {
    if (settings.get().target(target).isEmpty()) {
      return false;
    }
    Instant now = now();
    Notice notice = trial(target, by, now);
    store.inTurn(
        book -> {
          book.note(notice, now);
          book.queue(List.of(Fanout.direct(notice, target, Circle.RESPONDERS, now)), now);
          return true;
        });
    woken.run();
    return true;
  }

  /** What a test message says. */
  public static Notice trial(String target, String by, Instant now) {
    return new Notice(
        "test/" + target + "/" + now,
        NoticeKind.TEST,
        "",
        5,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        "Test message from Roadbed",
        by + " tries whether messages to " + target + " arrive. This one did.",
        java.util.Map.of(),
        Optional.of("/notify"),
        List.of(),
        now);
  }

  /** Lets a message be tried again that did not arrive; false where there is none. */
  public boolean revive(long number, String by) {
    boolean done =
        store.find(number).orElse(null) instanceof MessageState.Dead dead
            && store.write(List.of(dead.revive(now(), by)), List.of(dead.entries().size()));
    woken.run();
    return done;
  }

  /** Nobody has to know any more of what waits or did not arrive; false where there is no such message. */
  public boolean withdraw(long number, String by, String reason) {
    Optional<MessageState> state = store.find(number);
    Optional<MessageState> after =
        state.flatMap(
            it ->
                switch (it) {
                  case MessageState.Waiting waiting -> Optional.<MessageState>of(waiting.withdraw(now(), by, reason));
                  case MessageState.Dead dead -> Optional.of(dead.withdraw(now(), by, reason));
                  case MessageState.Sent _, MessageState.Withdrawn _ -> Optional.empty();
                });
    return state.isPresent() && after.isPresent() && store.write(List.of(after.get()), List.of(state.get().entries().size()));
  }
}
