package roadbed.operate.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import roadbed.model.Value;
import roadbed.model.ValueJson;

class OnCallLoadTest {
  /** Two people take turns of a day from nine in Berlin; Ben lives by New York's clock. */
  private static final OnCallPlan PLAN = plan();

  private static OnCallPlan plan() {
    Value document =
        ValueJson.parse(
            """
            {"people": [{"id": "ann", "zone": "Europe/Berlin"}, {"id": "ben", "zone": "America/New_York"}],
             "schedules": [{"id": "shop", "zone": "Europe/Berlin", "layers": [{"name": "first",
               "rotation": {"every": "day", "start": "2026-06-01T09:00"}, "members": ["ann", "ben"]}]}]}
            """);
    return OnCallDocuments.read(List.of(document)).plan();
  }

  private static OnCallLoad.Page page(String person, String at) {
    return new OnCallLoad.Page(Instant.parse(at), person);
  }

  @Test
  void pagesFallIntoTheShiftOfWhoWasPaged() {
    Span span = new Span(Instant.parse("2026-06-01T07:00:00Z"), Instant.parse("2026-06-05T07:00:00Z"));
    List<OnCallLoad> loads =
        OnCallLoad.of(
            PLAN,
            span,
            List.of(
                page("ann", "2026-06-01T08:00:00Z"), page("ann", "2026-06-01T22:00:00Z"), page("ben", "2026-06-02T08:00:00Z"),
                page("ann", "2026-06-02T12:00:00Z")),
            Fairness.DAILY_REST);
    assertThat(loads.stream().map(one -> one.schedule() + " " + one.person() + " " + one.pages() + "/" + one.pagesOutside() + " " + one.run().toHours()))
        .as("ten in Berlin is work, midnight is not, four in New York is not; Ann's fourth came while Ben was on call")
        .containsExactly("shop ann 2/1 24", "shop ben 1/1 24", " ann 1/0 0", "shop ann 0/0 24", "shop ben 0/0 24");
  }
}
