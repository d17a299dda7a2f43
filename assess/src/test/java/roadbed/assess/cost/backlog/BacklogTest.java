package roadbed.assess.cost.backlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roadbed.assess.cost.ResourceDay;
import roadbed.assess.cost.backlog.Backlog.Event;
import roadbed.model.Value;

class BacklogTest {
  private static final LocalDate DONE = LocalDate.of(2026, 2, 1);
  private static final Opportunity.Idea IDEA =
      new Opportunity.Idea(
          "smaller", "smaller machines", List.of("i-1"), List.of("i-9"), new BigDecimal("300"), "EUR", DONE.minusDays(30));

  private static List<ResourceDay> days(String resource, String before, String after, String listBefore, String listAfter) {
    List<ResourceDay> days = new ArrayList<>();
    for (int i = -10; i <= 10; i++) {
      days.add(
          new ResourceDay(
              DONE.plusDays(i),
              resource,
              "sku",
              "EUR",
              new BigDecimal(i < 0 ? before : after),
              new BigDecimal(i < 0 ? listBefore : listAfter),
              BigDecimal.ONE));
    }
    return days;
  }

  /** The control became 10% dearer, so the ten of before would be eleven; four remain, so seven a day are saved. */
  @Test
  void aControlCarriesUseAndPrice() {
    List<ResourceDay> days = days("i-1", "10", "4", "10", "10");
    days.addAll(days("i-9", "20", "22", "20", "20"));
    Saving saving = Saving.of(IDEA, days, DONE, Optional.empty()).orElseThrow();
    assertThat(saving.expected()).isEqualByComparingTo("11");
    assertThat(saving.monthly().setScale(2, RoundingMode.HALF_EVEN)).isEqualTo("213.06");
    assertThat(saving.normalised()).contains("control of 1 resources", "110.0%");
  }

  /** Without a control: list prices fell by half, use rose by a fifth. */
  @Test
  void withoutAControlListPricesAndUseCorrect() {
    Saving saving = Saving.of(IDEA, days("i-1", "10", "4", "10", "5"), DONE, Optional.of(new BigDecimal("1.2"))).orElseThrow();
    assertThat(saving.expected()).isEqualByComparingTo("6");
    assertThat(Saving.of(IDEA, days("i-1", "10", "4", "1", "1").subList(0, 14), DONE, Optional.empty())).isEmpty();
  }

  @Test
  void theLastStepCanBeTakenBackAndTheOneBeforeItAfterThat() throws Backlog.Refused {
    Backlog backlog = new Backlog();
    backlog.take(new Event.Found(IDEA));
    assertThat(backlog.canUndo("smaller")).isFalse();
    Event undo = new Event.Undone("smaller", "a mistake");
    assertThatThrownBy(() -> backlog.take(undo)).hasMessage("smaller is proposed, and there is no step to take back");
    Opportunity accepted = backlog.take(new Event.Accepted("smaller", "ann", DONE));
    backlog.take(new Event.Done("smaller", DONE));
    assertThat(backlog.take(undo)).isEqualTo(accepted);
    backlog.take(new Event.Declined("smaller", "ann", "no"));
    assertThat(backlog.take(undo)).isEqualTo(accepted);
    assertThat(backlog.take(undo).state()).isEqualTo("proposed");
    assertThat(backlog.canUndo("smaller")).isFalse();
  }

  @Test
  void anEventIsReadAsItWasWrittenAndAnOlderOneWithoutItsTime() {
    Backlog.Entry entry =
        new Backlog.Entry(new Event.Undone("smaller", "a mistake"), Instant.parse("2026-03-01T08:00:00Z"), "ann");
    assertThat(EventJson.entry(EventJson.of(entry))).contains(entry);
    assertThat(EventJson.entry(EventJson.of(entry.event())))
        .contains(new Backlog.Entry(entry.event(), Instant.EPOCH, ""));
    Map<String, Value> huge = new HashMap<>(EventJson.of(new Event.Found(IDEA)).values());
    huge.put("promised", Value.of("1e999999999"));
    assertThat(EventJson.read(new Value.Fields(huge))).as("a number of a billion digits is none").isEmpty();
  }

  @Test
  void onlyWhatIsVerifiedIsRealisedAndStepsHaveTheirOrder() throws Backlog.Refused {
    Backlog backlog = new Backlog();
    backlog.take(new Event.Found(IDEA));
    assertThatThrownBy(() -> backlog.take(new Event.Done("smaller", DONE)))
        .isInstanceOf(Backlog.Refused.class)
        .hasMessage("smaller is proposed, and cannot become done from there");
    backlog.take(new Event.Accepted("smaller", "ann", DONE));
    backlog.take(new Event.Done("smaller", DONE));
    assertThat(backlog.sums().get("EUR").realised()).isZero();
    assertThat(backlog.sums().get("EUR").promised()).isEqualByComparingTo("300");
    Saving saving = Saving.of(IDEA, days("i-1", "10", "4", "1", "1"), DONE, Optional.empty()).orElseThrow();
    Event verified = new Event.Verified("smaller", saving);
    backlog.take(verified);
    assertThat(EventJson.read(EventJson.of(verified))).contains(verified);
    assertThat(backlog.sums().get("EUR").realised()).isEqualByComparingTo(saving.monthly());
    assertThat(backlog.sums().get("EUR").promised()).isZero();
    backlog.take(new Event.Reverted("smaller", DONE.plusDays(40), "too slow"));
    assertThat(backlog.sums().get("EUR").realised()).isZero();
    assertThat(EventJson.read(EventJson.of(new Event.Found(IDEA)))).contains(new Event.Found(IDEA));
  }
}
