package roadbed.operate.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Steps are taken when they are due, once, and earlier where nothing arrives. */
class PagerTest {
  private static final Instant BEGIN = Instant.parse("2026-03-20T03:00:00Z");
  private static final NotifySettings SETTINGS =
      new NotifySettings(
          Optional.empty(),
          Optional.empty(),
          Map.of("phone", new Target.Webhook("phone", new Secret.Written("https://x.example"), Optional.empty())),
          Map.of("ann", person("ann"), "bob", person("bob")),
          Map.of(), List.of(), List.of(), List.of());
  private static final Notice ABOUT =
      new Notice(
          "run", NoticeKind.PAGE, "INC-1", 1, Optional.empty(), List.of(), Optional.empty(), "It fails", "", Map.of(), Optional.empty(), List.of(), BEGIN);

  private final MemoryOutbox outbox = new MemoryOutbox();

  /** Two levels, ten minutes each, told twice; who is on call at the second level changes an hour after the begin. */
  private final Pager pager =
      new Pager(
          (policy, begun, hurried) -> {
            if (!policy.equals("shop")) {
              return Optional.empty();
            }
            List<Pager.Rung> rungs = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
              Instant at = begun.plus(Duration.ofMinutes(10L * i));
              rungs.add(new Pager.Rung(at, i / 2 + 1, i % 2 + 1, i % 2 == 0 ? "ann" : "bob", Optional.of(i % 2 == 0 ? "ann" : "bob")));
            }
            return Optional.of(new Pager.Climb(rungs, begun.plus(Duration.ofMinutes(40))));
          });

  private static Receiver person(String id) {
    return new Receiver(id, ZoneId.of("UTC"), List.of(new Receiver.Way("phone", Duration.ZERO)), "phone", Optional.empty(), Optional.empty());
  }

  private void at(int minutes) {
    pager.follow(outbox, SETTINGS, BEGIN.plus(Duration.ofMinutes(minutes)));
  }

  private List<String> steps() {
    return outbox.runs.get("run").entries().stream()
        .map(entry -> entry.what() instanceof PageEntry.Told told ? told.step() + " " + told.person().orElse("nobody") : PageEntry.kind(entry.what()))
        .toList();
  }

  @Test
  void eachStepIsTakenOnceWhenItIsDueAndTheEndIsSeen() {
    pager.begin(outbox, SETTINGS, "run", ABOUT, "shop", BEGIN);
    pager.begin(outbox, SETTINGS, "run", ABOUT, "shop", BEGIN);
    at(9);
    at(9);
    assertThat(steps()).containsExactly("begun", "1.1.1 ann");
    at(10);
    at(30);
    assertThat(steps()).as("a server that slept takes what is due").containsExactly("begun", "1.1.1 ann", "1.2.1 bob", "2.1.1 ann", "2.2.1 bob");
    assertThat(outbox.messages).hasSize(4);
    at(40);
    assertThat(outbox.runs.get("run").state()).isEqualTo("unanswered");
  }

  @Test
  void whereNothingArrivesTheNextIsTakenAtOnceAndTheOthersKeepTheirPauses() {
    pager.begin(outbox, SETTINGS, "run", ABOUT, "shop", BEGIN);
    MessageState.Waiting page = (MessageState.Waiting) outbox.messages.get(1L);
    outbox.messages.put(1L, page.begin(BEGIN).giveUp(BEGIN, "status 401"));
    at(2);
    assertThat(steps()).containsExactly("begun", "1.1.1 ann", "hurried", "1.2.1 bob");
    at(11);
    assertThat(steps()).hasSize(4);
    at(12);
    assertThat(steps()).as("ten minutes after the one before").endsWith("2.1.1 ann");
  }

  @Test
  void whoHasNoWayIsNotWaitedForAndAnAnswerEndsIt() {
    NotifySettings onlyBob =
        new NotifySettings(
            Optional.empty(), Optional.empty(), SETTINGS.targets(), Map.of("bob", person("bob")), Map.of(), List.of(), List.of(), List.of());
    pager.begin(outbox, onlyBob, "run", ABOUT, "shop", BEGIN);
    assertThat(steps()).containsExactly("begun", "1.1.1 ann", "hurried", "1.2.1 bob");
    assertThat(Pager.answer(outbox, "run", "bob", "by the link", BEGIN.plusSeconds(60))).isTrue();
    assertThat(outbox.messages.get(1L).state()).isEqualTo("withdrawn");
    pager.follow(outbox, onlyBob, BEGIN.plus(Duration.ofHours(2)));
    assertThat(outbox.runs.get("run").state()).isEqualTo("answered");
    assertThat(outbox.messages).hasSize(1);
  }

  @Test
  void aPolicyThatIsNotThereIsSeen() {
    pager.begin(outbox, SETTINGS, "run", ABOUT, "other", BEGIN);
    assertThat(outbox.runs.get("run").state()).isEqualTo("unanswered");
    assertThat(outbox.runs.get("run").entries().getLast().what()).isEqualTo(new PageEntry.Unanswered("there is no escalation policy other"));
  }
}
