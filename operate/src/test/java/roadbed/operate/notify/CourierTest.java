package roadbed.operate.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What becomes of messages by what targets answer, over time. */
class CourierTest {
  private static final Instant BEGIN = Instant.parse("2026-03-20T12:00:00Z");
  private static final NotifySettings SETTINGS =
      new NotifySettings(
          Optional.empty(),
          Optional.empty(),
          Map.of("chat", new Target.Webhook("chat", new Secret.Written("https://x.example"), Optional.empty())),
          Map.of(), Map.of(), List.of(), List.of(), List.of());

  private final MemoryOutbox outbox = new MemoryOutbox();
  private final Time time = new Time();
  private final List<String> sent = new ArrayList<>();
  private Function<String, Sender.Outcome> answer = _ -> new Sender.Outcome.Delivered("");
  private final Courier courier =
      new Courier(
          outbox,
          (_, words, identity, _) -> {
            sent.add(identity);
            return answer.apply(words.notice().key());
          },
          () -> SETTINGS,
          _ -> Optional.empty(),
          time,
          () -> 0.5);

  private static final class Time extends Clock {
    private Instant now = BEGIN;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private long tell(String key, String subject, Urgency urgency) {
    return tell(key, subject, urgency, "chat", false);
  }

  private long tell(String key, String subject, Urgency urgency, String target, boolean digest) {
    Notice notice =
        new Notice(
            key, NoticeKind.CHANGE, subject, 3, Optional.empty(), List.of(), Optional.empty(), key, "", Map.of(), Optional.empty(), List.of(), time.now);
    outbox.queue(
        List.of(
            new Message(
                0, notice, target, 0, Optional.empty(), Optional.empty(), urgency, Circle.INTERNAL, digest, time.now, time.now.plus(Fanout.EXPIRES))),
        time.now);
    return outbox.messages.lastKey();
  }

  private void round() {
    outbox.claim(time.now, Courier.LEASE, 10, 100).forEach(courier::deliver);
  }

  private void after(long seconds) {
    time.now = time.now.plusSeconds(seconds);
    round();
  }

  private String state(long number) {
    return outbox.messages.get(number).state();
  }

  @Test
  void whatFailsIsTriedAgainWithGrowingPausesUnderTheSameIdentity() {
    answer = _ -> new Sender.Outcome.Failed("status 500");
    long one = tell("a", "s", Urgency.PROMPT);
    round();
    after(4);
    assertThat(sent).hasSize(1);
    after(1);
    after(9);
    assertThat(sent).hasSize(2);
    after(1);
    assertThat(sent).containsOnly("roadbed-" + one).hasSize(3);
    answer = _ -> new Sender.Outcome.Delivered("");
    after(20);
    after(600);
    assertThat(state(one)).isEqualTo("sent");
    assertThat(sent).as("what arrived is not sent again").hasSize(4);
  }

  @Test
  void whatIsAboutTheSameStandsBehindWhatFailedAndNothingElseDoes() {
    answer = key -> key.equals("first") ? new Sender.Outcome.Failed("status 500") : new Sender.Outcome.Delivered("");
    long first = tell("first", "INC-1", Urgency.PROMPT);
    long second = tell("second", "INC-1", Urgency.PROMPT);
    long other = tell("other", "INC-2", Urgency.PROMPT);
    round();
    assertThat(List.of(state(first), state(second), state(other))).containsExactly("waiting", "waiting", "sent");
    after(1);
    assertThat(state(second)).isEqualTo("waiting");
    answer = _ -> new Sender.Outcome.Delivered("");
    after(5);
    assertThat(sent).containsExactly("roadbed-1", "roadbed-3", "roadbed-1", "roadbed-2");
  }

  @Test
  void aTargetThatIsBusyRestsAsLongAsItAsksFor() {
    answer = _ -> new Sender.Outcome.Busy("status 429", Optional.of(Duration.ofSeconds(90)));
    tell("a", "INC-1", Urgency.PROMPT);
    tell("b", "INC-2", Urgency.PROMPT);
    round();
    after(89);
    assertThat(sent).hasSize(1);
    answer = _ -> new Sender.Outcome.Delivered("");
    after(1);
    assertThat(sent).containsExactly("roadbed-1", "roadbed-1", "roadbed-2");
    assertThat(outbox.health.get("chat").failures()).as("being busy is no failure").isZero();
  }

  @Test
  void aTargetThatIsOutOfReachRestsAndFails() {
    answer = _ -> new Sender.Outcome.Unreachable("no connection");
    tell("a", "INC-1", Urgency.PROMPT);
    tell("b", "INC-2", Urgency.PROMPT);
    round();
    round();
    assertThat(sent).hasSize(1);
    after(5);
    after(10);
    assertThat(outbox.health.get("chat").failures()).isEqualTo(3);
    assertThat(outbox.health.get("chat").problem()).isEqualTo("no connection");
  }

  @Test
  void whatIsRefusedIsGivenUpUntilSomebodyLetsItBeTriedAgain() {
    answer = _ -> new Sender.Outcome.Refused("status 401");
    long one = tell("a", "INC-1", Urgency.PROMPT);
    long two = tell("b", "INC-1", Urgency.PROMPT);
    round();
    assertThat(List.of(state(one), state(two))).as("what came after does not wait for ever").containsExactly("dead", "dead");
    assertThat(outbox.messages.get(one).problem()).isEqualTo("status 401");
    answer = _ -> new Sender.Outcome.Delivered("");
    time.now = time.now.plus(Duration.ofDays(30));
    assertThat(new Outbox(outbox, () -> SETTINGS, time, () -> {}).revive(one, "ann")).isTrue();
    round();
    assertThat(state(one)).isEqualTo("sent");
    assertThat(new Outbox(outbox, () -> SETTINGS, time, () -> {}).revive(one, "ann")).isFalse();
  }

  @Test
  void whatIsOfNoUseAnyMoreOrHasNoTargetIsGivenUp() {
    answer = _ -> new Sender.Outcome.Failed("status 500");
    long one = tell("a", "INC-1", Urgency.PROMPT);
    long lost = tell("b", "INC-1", Urgency.PROMPT, "nowhere", false);
    round();
    assertThat(outbox.messages.get(lost).problem()).contains("there is no target nowhere");
    for (int i = 0; i < 400 && state(one).equals("waiting"); i++) {
      after(600);
    }
    assertThat(state(one)).isEqualTo("dead");
    assertThat(Duration.between(BEGIN, time.now)).isBetween(Duration.ofHours(47), Duration.ofHours(49));
    assertThat(sent.size()).as("half an hour at most between two tries").isBetween(90, 130);
  }

  @Test
  void manyThatAreNotUrgentGoAsOneAndWhatIsUrgentBeforeThem() {
    for (int i = 0; i < 5; i++) {
      tell("low" + i, "", Urgency.LOW);
    }
    round();
    assertThat(sent).hasSize(5);
    for (int i = 0; i < 6; i++) {
      tell("more" + i, "", Urgency.LOW);
    }
    long page = tell("page", "INC-1", Urgency.PAGE);
    round();
    assertThat(sent.subList(5, sent.size())).containsExactly("roadbed-" + page, "roadbed-6-11-6");
    assertThat(state(9)).isEqualTo("sent");
    tell("d1", "", Urgency.PROMPT, "chat", true);
    tell("d2", "", Urgency.PROMPT, "chat", true);
    round();
    assertThat(sent.getLast()).as("a digest is one message").isEqualTo("roadbed-13-14-2");
  }

  @Test
  void whatWasHandedOverByOneThatDiedIsSentAgainUnderTheSameIdentity() {
    long one = tell("a", "INC-1", Urgency.PROMPT);
    MessageState.Waiting waiting = (MessageState.Waiting) outbox.messages.get(one);
    outbox.messages.put(one, waiting.begin(time.now));
    round();
    assertThat(state(one)).isEqualTo("sent");
    assertThat(sent).containsExactly("roadbed-" + one);
    assertThat(outbox.messages.get(one).attempts()).isEqualTo(2);
  }

  /** Random answers over hours: nothing is lost, nothing that arrived is sent again, and each subject arrives in order. */
  @Test
  void whateverTargetsAnswerEverySubjectArrivesInOrderAndEveryMessageOnce() {
    long seed = 20260320;
    Random random = new Random(seed);
    List<String> arrived = new ArrayList<>();
    answer =
        key ->
            switch (random.nextInt(8)) {
              case 0 -> new Sender.Outcome.Failed("status 500");
              case 1 -> new Sender.Outcome.Busy("status 429", Optional.of(Duration.ofSeconds(random.nextInt(60))));
              case 2 -> new Sender.Outcome.Unreachable("no connection");
              default -> {
                arrived.add(key);
                yield new Sender.Outcome.Delivered("");
              }
            };
    for (int i = 0; i < 300; i++) {
      tell("%04d".formatted(i), "INC-" + random.nextInt(5), Urgency.PROMPT);
      after(random.nextInt(8));
    }
    for (int i = 0; i < 2_000 && arrived.size() < 300; i++) {
      after(30);
    }
    assertThat(arrived).as("seed " + seed).hasSize(300).doesNotHaveDuplicates();
    for (int i = 0; i < 5; i++) {
      String subject = "INC-" + i;
      List<String> own =
          arrived.stream().filter(key -> outbox.messages.get(Long.parseLong(key) + 1).message().lane().equals(subject)).toList();
      assertThat(own).as("seed " + seed).isSorted();
    }
  }
}
