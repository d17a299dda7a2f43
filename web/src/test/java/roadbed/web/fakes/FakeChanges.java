package roadbed.web.fakes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import roadbed.assess.change.ChangeSurroundings;
import roadbed.assess.change.ProposedChange;
import roadbed.model.Location;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.model.delivery.Deployment;
import roadbed.model.delivery.Outcome;
import roadbed.operate.change.ChangeAround;
import roadbed.operate.change.ChangeDesk;
import roadbed.operate.change.ChangeNotice;
import roadbed.operate.change.ChangesInMemory;
import roadbed.operate.change.DeliveredChanges;
import roadbed.web.ChangeParts;

/** Changes of a shop: one that waits, a standard one that ran, and one that was made without leave. */
public final class FakeChanges implements ChangeAround {
  private static final ChangeDesk.Speaker ROOT = new ChangeDesk.Speaker("root", true);
  private static final String RULES =
      """
      {"apiVersion": "roadbed.dev/v1", "kind": "Changes", "zone": "Europe/Berlin",
       "people": [{"id": "ann"}, {"id": "grace", "also": ["token t1"]}, {"id": "mallory"}],
       "groups": {"shop-team": ["ann", "grace"]},
       "freezes": [{"id": "year-end", "name": "Year-end freeze", "from": "%s", "until": "%s", "services": ["billing"], "reason": "the books are closed"}],
       "maintenance": [{"id": "patching", "name": "Database patching", "services": ["orders"], "every": {"days": ["sunday"], "from": "02:00", "until": "04:00"}}]}
      """;

  private FakeChanges() {}

  static ChangeParts parts(boolean empty, Clock clock) {
    ChangeDesk desk = new ChangeDesk(new ChangesInMemory(), new FakeChanges(), ChangeNotice.Told.NOBODY, _ -> {}, clock);
    if (!empty) {
      Instant now = clock.instant();
      String rules = RULES.formatted(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(3)));
      if (!desk.keep("rules", ValueJson.parse(rules), ROOT).isEmpty()) {
        throw new IllegalStateException("the rules of the fake are wrong");
      }
      var _ = desk.propose("token ci (pipeline)", change("More disk for orders", "d1f0c0ffee00", List.of("mallory"), "shop", "abcdef1234567"), Optional.empty());
      var _ = desk.propose("token ci (pipeline)", change("Close the books sooner", "b00c5", List.of("mallory"), "billing", "1234567abcdef"), Optional.empty());
      var _ =
          new DeliveredChanges(desk, clock)
              .take(List.of(deployment("k1", "shop", now.minus(Duration.ofHours(2)), Outcome.SUCCEEDED)), (subject, _) -> subject);
    }
    return new ChangeParts(desk, FakeChanges::read);
  }

  private static ChangeParts.Read read(String text) {
    try {
      return new ChangeParts.Read(List.<Value>of(ValueJson.parse(text)), List.of());
    } catch (RuntimeException _) {
      return new ChangeParts.Read(List.of(), List.of("document:1:1: it is not JSON"));
    }
  }

  private static ProposedChange change(String title, String digest, List<String> authors, String service, String commit) {
    return new ProposedChange(
        ProposedChange.Kind.PLAN, title, List.of(service), List.of(), Optional.of("production"), authors, "the disk is full",
        List.of("OPS-7"), digest, Optional.of(commit), "acme/" + service + "#7", List.of(), OptionalInt.of(1), Optional.empty(),
        Optional.empty(), Optional.empty());
  }

  private static Deployment deployment(String id, String service, Instant at, Outcome outcome) {
    return new Deployment(
        id, "test", service, Optional.empty(), Optional.of("production"), Optional.of(true), outcome, at, Optional.of(at),
        Optional.of("fedcba7654321"), Optional.of("v7"), false, Optional.of("mallory"), Optional.empty(), Location.of("test"));
  }

  @Override
  public Reach reach(Collection<String> services, Collection<String> resources, Instant now) {
    return new Reach(
        services.stream()
            .map(
                name ->
                    new ChangeSurroundings.Touched(
                        name, OptionalInt.of(1), Optional.of("shop-team"), ChangeSurroundings.Budget.SLOW_DOWN,
                        List.of("availability: 12.0% of its error budget is left")))
            .toList(),
        List.of(
            new ChangeSurroundings.Consumer("web", OptionalInt.of(1), Optional.of("web-team"), 1, "web depends on shop"),
            new ChangeSurroundings.Consumer("reports", OptionalInt.empty(), Optional.empty(), 2, "reports reads orders, orders runs on shop")),
        true);
  }

  @Override
  public List<ProposedChange.GateVerdict> gates(ProposedChange change) {
    return List.of(new ProposedChange.GateVerdict("g1", "warn", List.of("s3-logging")));
  }
}
