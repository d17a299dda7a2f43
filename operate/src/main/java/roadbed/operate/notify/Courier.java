package roadbed.operate.notify;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Brings messages to a target, one after the other. What did not arrive is tried again with growing pauses; later messages
 * about the same subject stand behind it, others do not. Where the target itself is busy or out of reach, all of them wait.
 */
public final class Courier {
  /** How long messages of a target are held; what is begun in that time ends in it. */
  public static final Duration LEASE = Duration.ofMinutes(2);

  /** From how many messages on that are not urgent and wait for the same target they go as one. */
  static final int CROWD = 6;

  private static final int MOST_IN_DIGEST = 50;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAGE_PAUSE = Duration.ofMinutes(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);
  private static final Duration LONGEST_REST = Duration.ofHours(1);
  private static final int LONGEST_PROBLEM = 500;

  private final OutboxStore store;
  private final Sender sender;
  private final Supplier<NotifySettings> settings;
  private final Function<Message, Optional<URI>> answers;
  private final Clock clock;
  private final DoubleSupplier random;

  /**
   * A courier.
   *
   * @param answers the page on which whoever is paged by a message answers
   * @param random from 0 to 1, so that many targets that fail at once are not tried at once again
   */
  public Courier(
      OutboxStore store,
      Sender sender,
      Supplier<NotifySettings> settings,
      Function<Message, Optional<URI>> answers,
      Clock clock,
      DoubleSupplier random) {
    this.store = store;
    this.sender = sender;
    this.settings = settings;
    this.answers = answers;
    this.clock = clock;
    this.random = random;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** What sending to one target came to so far. */
  private static final class Trip {
    private int failures;
    private String problem = "";
    private boolean sent;
    private Optional<Instant> rests = Optional.empty();
    private final Set<String> blocked = new HashSet<>();

    Trip(int failures) {
      this.failures = failures;
    }
  }

  /** Sends what was claimed of one target, as far as it can be, and lets the target go. */
  public void deliver(OutboxStore.Claim claim) {
    Trip trip = new Trip(claim.failures());
    try {
      NotifySettings now = settings.get();
      Optional<Target> target = now.target(claim.target());
      List<MessageState.Waiting> rest = new ArrayList<>(claim.waiting());
      blockRetried(rest, trip);
      while (!rest.isEmpty() && trip.rests.isEmpty() && now().plus(Sender.LONGEST).isBefore(claim.until())) {
        List<MessageState.Waiting> together = next(rest);
        rest.removeAll(together);
        deliver(together, target, now, trip);
      }
    } finally {
      store.release(claim, now(), trip.failures, trip.problem, trip.sent, trip.rests);
    }
  }

  /** What is tried again later holds up what is about the same and came after it. */
  private void blockRetried(List<MessageState.Waiting> rest, Trip trip) {
    Instant now = now();
    rest.stream().filter(one -> one.isRetried() && one.due().isAfter(now)).forEach(one -> trip.blocked.add(one.message().lane()));
    rest.removeIf(one -> one.due().isAfter(now));
  }

  private static List<MessageState.Waiting> next(List<MessageState.Waiting> rest) {
    MessageState.Waiting first = rest.getFirst();
    List<MessageState.Waiting> alike =
        rest.stream()
            .filter(one -> one.message().urgency() != Urgency.PAGE && one.message().circle() == first.message().circle())
            .toList();
    boolean digest = first.message().digest();
    boolean crowd = first.message().urgency() == Urgency.LOW;
    List<MessageState.Waiting> together =
        alike.stream().filter(one -> digest ? one.message().digest() : one.message().urgency() == Urgency.LOW).limit(MOST_IN_DIGEST).toList();
    return (digest && together.size() > 1) || (crowd && together.size() >= CROWD) ? together : List.of(first);
  }

  private void deliver(List<MessageState.Waiting> together, Optional<Target> target, NotifySettings settings, Trip trip) {
    Instant now = now();
    List<MessageState.Waiting> fresh = new ArrayList<>();
    for (MessageState.Waiting one : together) {
      if (trip.blocked.contains(one.message().lane())) {
        continue;
      }
      Optional<PageRun.Over> over = over(one.message());
      if (over.isPresent()) {
        // Somebody answered while it was on its way, and it is not tried again.
        PageEntry last = over.get().entries().getLast();
        store.write(List.of(one.withdraw(now, last.by(), "nobody has to answer any more")), List.of(one.entries().size()));
      } else if (!one.expires().isAfter(now)) {
        giveUp(one, "it was of no use any more; " + (one.problem().isEmpty() ? "nothing was tried" : "before: " + one.problem()), now);
      } else if (target.isEmpty()) {
        giveUp(one, "there is no target " + one.message().target() + " in the settings", now);
      } else {
        fresh.add(one);
      }
    }
    if (fresh.isEmpty() || target.isEmpty()) {
      return;
    }
    List<MessageState.Waiting> begun = fresh.stream().map(one -> one.begin(now)).toList();
    if (!store.write(begun, sizes(fresh))) {
      // Somebody withdrew one of them in between; the next claim knows.
      begun.forEach(one -> trip.blocked.add(one.message().lane()));
      return;
    }
    settle(begun, send(begun, target.get(), settings), trip);
  }

  /** The paging that a message is part of, where it is over. */
  private Optional<PageRun.Over> over(Message message) {
    return message.run().flatMap(store::run).filter(PageRun.Over.class::isInstance).map(PageRun.Over.class::cast);
  }

  private void giveUp(MessageState.Waiting one, String problem, Instant now) {
    store.write(List.of(one.giveUp(now, problem)), List.of(one.entries().size()));
  }

  private static List<Integer> sizes(List<? extends MessageState> states) {
    return states.stream().map(one -> one.entries().size()).toList();
  }

  private Sender.Outcome send(List<MessageState.Waiting> begun, Target target, NotifySettings settings) {
    List<Words> words =
        begun.stream()
            .map(one -> Words.of(one.message().notice(), one.message().circle(), settings, answers.apply(one.message())))
            .toList();
    Message first = begun.getFirst().message();
    Message last = begun.getLast().message();
    try {
      return begun.size() == 1
          ? sender.send(target, words.getFirst(), first.identity(), store.thread(target.id(), first.lane()))
          : sender.send(target, Words.digest(words, settings), first.identity() + "-" + last.number() + "-" + begun.size(), "");
    } catch (RuntimeException e) {
      return new Sender.Outcome.Failed("it cannot be sent: " + e.getClass().getSimpleName());
    }
  }

  private void settle(List<MessageState.Waiting> begun, Sender.Outcome outcome, Trip trip) {
    Instant now = now();
    List<MessageState> after = new ArrayList<>();
    switch (outcome) {
      case Sender.Outcome.Delivered it -> {
        begun.forEach(one -> after.add(one.sent(now, it.receipt())));
        trip.failures = 0;
        trip.problem = "";
        trip.sent = true;
      }
      case Sender.Outcome.Refused it -> {
        begun.forEach(one -> after.add(one.giveUp(now, Notice.cut(it.problem(), LONGEST_PROBLEM))));
        fail(trip, it.problem());
      }
      case Sender.Outcome.Failed it -> {
        begun.forEach(one -> after.add(again(one, now, it.problem(), pause(one))));
        begun.forEach(one -> trip.blocked.add(one.message().lane()));
        fail(trip, it.problem());
      }
      case Sender.Outcome.Unreachable it -> {
        Duration pause = begun.stream().map(this::pause).max(Duration::compareTo).orElse(FIRST_PAUSE);
        begun.forEach(one -> after.add(again(one, now, it.problem(), pause)));
        trip.rests = Optional.of(now.plus(pause));
        fail(trip, it.problem());
      }
      case Sender.Outcome.Busy it -> {
        Duration asked = it.after().orElseGet(() -> begun.stream().map(this::pause).max(Duration::compareTo).orElse(FIRST_PAUSE));
        Duration pause = asked.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : asked.isPositive() ? asked : FIRST_PAUSE;
        begun.forEach(one -> after.add(again(one, now, it.problem(), pause)));
        trip.rests = Optional.of(now.plus(pause));
        trip.problem = it.problem();
      }
    }
    store.write(after, sizes(begun));
  }

  private static void fail(Trip trip, String problem) {
    trip.failures++;
    trip.problem = Notice.cut(problem, LONGEST_PROBLEM);
  }

  private static MessageState again(MessageState.Waiting one, Instant now, String problem, Duration pause) {
    Instant again = now.plus(pause);
    String told = Notice.cut(problem, LONGEST_PROBLEM);
    return again.isBefore(one.expires()) ? one.failed(now, told, again) : one.giveUp(now, told);
  }

  /** Twice as long each time, a fifth more or less. */
  private Duration pause(MessageState.Waiting one) {
    Duration longest = one.message().urgency() == Urgency.PAGE ? LONGEST_PAGE_PAUSE : LONGEST_PAUSE;
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(12, Math.max(0, one.attempts() - 1)));
    Duration bounded = pause.compareTo(longest) > 0 ? longest : pause;
    return Duration.ofMillis(Math.round(bounded.toMillis() * (0.8 + 0.4 * random.getAsDouble())));
  }
}
