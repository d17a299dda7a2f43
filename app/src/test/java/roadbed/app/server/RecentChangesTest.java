package roadbed.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import roadbed.assess.drift.DriftStore;
import roadbed.assess.policy.gate.DecisionStore;
import roadbed.assess.policy.gate.GateDecision;
import roadbed.inventory.EstateStore;
import roadbed.model.ResourceId;
import roadbed.operate.incident.IncidentStore;
import roadbed.operate.incident.Suspects;
import roadbed.operate.incident.Suspects.RecentChange;
import roadbed.prove.kpi.FactTables;

/** What counts as a change, of what kind it is, and what it touched. */
class RecentChangesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  /** The answers of a store by the methods' names; it has no others. */
  private static <T> T store(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, _) -> {
              if (!answers.containsKey(method.getName())) {
                throw new AssertionError("nobody asks for " + method);
              }
              return answers.get(method.getName());
            }));
  }

  private static final class Facts implements FactTables {
    @Override
    public Table query(String sql, Map<String, LocalDate> parameters, LocalDate asOf, int limit) {
      List<List<Object>> rows =
          sql.contains("from deployment")
              ? List.of(
                  Arrays.asList("d1", "shop", "production", "not completed", "2026-11-22 02:50:00", "0123456789abcdef0123456789abcdef01234567", "ann", "javascript:alert(1)", true, false),
                  Arrays.asList("d2", "shop", "production", "production", "2026-11-21 02:50:00", "v1", "", "https://ci/2", false, true))
              : sql.contains("from pipeline_run")
                  ? List.of(Arrays.asList("r1", "shop", "network", "succeeded", "2026-11-22 02:40:00", "abc", ""))
                  : sql.contains("from resource")
                      ? List.of(Arrays.asList("aws:role", "deployer", "shop", "identity.role"), Arrays.asList("aws:db", "orders-db", "shop", "database.instance"))
                      : List.of();
      return new Table(List.of(), List.copyOf(rows), false);
    }

    @Override
    public long count(String table, LocalDate asOf) {
      return 0;
    }

    @Override
    public void close() {}
  }

  private static GateDecision decision(String id, int minutes, String digest, Optional<String> bypass) {
    return new GateDecision(
        id, GateDecision.GateKind.PULL_REQUEST, NOW.minus(Duration.ofMinutes(minutes)), "shop", Optional.empty(), "shop#7", "bob", digest, "i", Map.of(),
        bypass.isPresent() ? GateDecision.Outcome.BYPASSED : GateDecision.Outcome.PASS, List.of(), List.of(), Duration.ofMillis(3), bypass);
  }

  @Test
  void allThatTheServerKnowsOfIsThereWithItsKindAndWhoMadeIt() {
    EstateGraph graph = new EstateGraph(Facts::new, CLOCK);
    graph.follow();
    List<EstateStore.Event> events =
        List.of(
            new EstateStore.Event(NOW.minusSeconds(60), new ResourceId("aws:role"), "scan", "changed", List.of(new EstateStore.FieldChange("/policy", "a", "b"))),
            new EstateStore.Event(NOW.minusSeconds(70), new ResourceId("aws:db"), "scan", "changed", List.of()));
    List<GateDecision> decided =
        List.of(decision("g3", 5, "new", Optional.of("at night")), decision("g2", 10, "new", Optional.empty()), decision("g1", 200, "old", Optional.empty()));
    RecentChanges changes =
        new RecentChanges(
            store(EstateStore.class, Map.of("events", events)),
            store(DriftStore.class, Map.of("search", new DriftStore.Page(List.of(), 0, Map.of()))),
            store(DecisionStore.class, Map.of("search", new DecisionStore.Page(decided, 3, Map.of()))),
            store(
                IncidentStore.class,
                Map.of("changes", List.of(new IncidentStore.ToldChange("pager", "c", NOW.minusSeconds(90), "Build 7", Optional.of("shop"), Optional.empty())))),
            Facts::new,
            graph,
            CLOCK);

    List<RecentChange> found = changes.between(NOW.minus(Duration.ofHours(3)), NOW);
    assertThat(found)
        .extracting(RecentChange::id, RecentChange::kind, RecentChange::by)
        .containsExactlyInAnyOrder(
            tuple("d1", Suspects.Kind.DEPLOYMENT, "ann"),
            tuple("r1", Suspects.Kind.PLAN_APPLIED, "network"),
            tuple("estate 2026-11-22T02:59:00Z aws:role", Suspects.Kind.ACCESS, "scan"),
            tuple("estate 2026-11-22T02:58:50Z aws:db", Suspects.Kind.CONFIGURATION, "scan"),
            tuple("gate g2", Suspects.Kind.POLICY, "bob"),
            tuple("gate g3", Suspects.Kind.POLICY, "bob"),
            tuple("told pager c", Suspects.Kind.CONFIGURATION, "shop"));
    RecentChange deployed = found.stream().filter(one -> one.id().equals("d1")).findFirst().orElseThrow();
    assertThat(deployed.places()).isEqualTo(Set.of("shop", "aws:role", "aws:db"));
    assertThat(deployed.summary()).isEqualTo("shop was deployed (0123456789) to production, and did not complete");
    assertThat(deployed.link()).as("what a system tells is followed only where it leads to the web").isEqualTo("/delivery?service=shop");
    assertThat(found.stream().map(RecentChange::summary)).anySatisfy(one -> assertThat(one).contains("other guardrails than before")).anySatisfy(one -> assertThat(one).contains("at night"));
  }
}
