package roadbed.assess.policy.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.GuardrailTerms;
import roadbed.model.GateRules;
import roadbed.model.GateRules.Level;
import roadbed.model.Location;
import roadbed.model.Severity;
import roadbed.model.Verdict;

/** What a change does to findings, and what the gate does about it. */
class GateTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private static GateFinding at(String address, String file, int line, String... messages) {
    return finding(address, address.substring(address.lastIndexOf('.') + 1), file, line, Severity.HIGH, messages);
  }

  private static GateFinding finding(
      String address, String name, String file, int line, Severity severity, String... messages) {
    return new GateFinding(
        "tls", "Only TLS", severity, Verdict.Outcome.FAIL, List.of(messages), file + "//" + address, address, "lb",
        name, "web", "prod", "1", Location.of(file, line, 1));
  }

  private static GateFinding with(GateFinding finding, Verdict.Outcome outcome) {
    return new GateFinding(
        finding.guardrail(), finding.title(), finding.severity(), outcome, finding.messages(), finding.resource(),
        finding.address(), finding.type(), finding.name(), finding.owner(), finding.environment(), finding.account(),
        finding.location());
  }

  private static List<Movement> movements(List<GateFinding> before, List<GateFinding> after) {
    return ChangeComparison.compare(before, after).stream().map(ChangeComparison.Compared::movement).toList();
  }

  private static String fingerprint(GateFinding finding) {
    return ChangeComparison.compare(List.of(), List.of(finding)).getFirst().fingerprint();
  }

  @Test
  void whatMovesIsKnownAgain() {
    GateFinding before = at("module.edge.lb.main", "edge/main.tf", 3, "port 80");
    for (GateFinding after :
        List.of(
            at("module.edge.lb.main", "edge/main.tf", 41, "port 80"),
            at("module.edge.lb.main", "network/edge.tf", 3, "port 80"),
            at("module.border.lb.main", "border/main.tf", 3, "port 80"),
            at("module.border[\"a.b\"].module.x.lb.main", "border/main.tf", 3, "port 80"),
            finding("module.edge.lb.public", "main", "edge/main.tf", 3, Severity.HIGH, "port 80"))) {
      assertThat(movements(List.of(before), List.of(after))).as(after.address()).containsExactly(Movement.UNCHANGED);
    }
    assertThat(fingerprint(at("module.border[\"a.b\"].lb.main", "x.tf", 9, "port 80"))).isEqualTo(fingerprint(before));
    assertThat(fingerprint(at("module.edge.lb.other", "edge/main.tf", 3, "port 80"))).isNotEqualTo(fingerprint(before));
  }

  @Test
  void whatIsSaidToBeMovedIsKnownAgain() {
    GateFinding old = finding("lb.old", "edge", "main.tf", 3, Severity.HIGH, "port 80");
    GateFinding renamed = finding("module.edge.lb.main[\"x\"]", "front", "edge/main.tf", 9, Severity.HIGH, "port 80");
    assertThat(movements(List.of(old), List.of(renamed))).containsExactly(Movement.NEW, Movement.FIXED);
    assertThat(
            ChangeComparison.compare(List.of(old), List.of(renamed), Map.of("module.edge.lb.main[\"x\"]", "lb.old")).stream()
                .map(ChangeComparison.Compared::movement))
        .containsExactly(Movement.UNCHANGED);
  }

  @Test
  void whatIsExchangedByMovesIsNotTakenForItsSuccessor() {
    GateFinding mild = at("lb.a", "main.tf", 3, "port 80");
    GateFinding bad = at("lb.b", "main.tf", 9, "port 80", "port 8080");
    GateFinding worse = at("lb.b", "main.tf", 9, "port 80", "port 8080");
    // What was a is b now, with two faults instead of one; what was b is c with its two.
    GateFinding last = at("lb.c", "main.tf", 12, "port 80", "port 8080");
    assertThat(
            ChangeComparison.compare(List.of(mild, bad), List.of(worse, last), Map.of("lb.b", "lb.a", "lb.c", "lb.b")).stream()
                .map(ChangeComparison.Compared::movement))
        .containsExactly(Movement.WORSENED, Movement.UNCHANGED);
  }

  @Test
  void oneOfTwoThatAreAlikeIsNew() {
    GateFinding first = at("lb.main", "a/main.tf", 3, "port 80");
    GateFinding second = at("lb.main", "b/main.tf", 3, "port 80");
    assertThat(movements(List.of(second), List.of(first, second)))
        .containsExactly(Movement.NEW, Movement.UNCHANGED);
    List<ChangeComparison.Compared> both = ChangeComparison.compare(List.of(), List.of(first, second));
    assertThat(both.get(0).fingerprint()).isNotEqualTo(both.get(1).fingerprint());
  }

  @Test
  void newWorsenedUnchangedFixed() {
    GateFinding one = at("lb.main", "main.tf", 3, "port 80");
    GateFinding more = at("lb.main", "main.tf", 3, "port 80", "port 8080");
    GateFinding critical = finding("lb.main", "main", "main.tf", 3, Severity.CRITICAL, "port 80");
    assertThat(movements(List.of(), List.of(one))).containsExactly(Movement.NEW);
    assertThat(movements(List.of(one), List.of(more))).containsExactly(Movement.WORSENED);
    assertThat(movements(List.of(one), List.of(critical))).containsExactly(Movement.WORSENED);
    assertThat(movements(List.of(more), List.of(one))).containsExactly(Movement.UNCHANGED);
    assertThat(movements(List.of(one), List.of())).containsExactly(Movement.FIXED);
    GateFinding open = with(one, Verdict.Outcome.NOT_EVALUATED);
    GateFinding excepted = with(one, Verdict.Outcome.EXCEPTED);
    assertThat(movements(List.of(open), List.of(one))).containsExactly(Movement.NEW);
    assertThat(movements(List.of(excepted), List.of(one))).containsExactly(Movement.WORSENED);
    assertThat(movements(List.of(one), List.of(excepted))).containsExactly(Movement.UNCHANGED);
    assertThat(movements(List.of(open), List.of())).isEmpty();
  }

  private static Level level(GateRules rules, Movement movement, GateFinding finding) {
    return new Enforcement(rules, List.of(), NOW).act(movement, finding, "f").level();
  }

  private static GateRules first(GateRules.Rule rule) {
    GateRules standard = GateRules.DEFAULT;
    return new GateRules(
        List.of(rule), standard.critical(), standard.high(), standard.medium(), standard.low(),
        standard.notEvaluated(), standard.unchanged());
  }

  private static GateRules.Rule warn(List<String> teams, int percentage, Optional<Instant> from, Optional<Instant> until) {
    return new GateRules.Rule(
        Level.WARN, List.of("t*"), List.of(), List.of(), List.of(), teams, List.of(), List.of(), List.of(), List.of(), percentage,
        from, until, "being rolled out");
  }

  @Test
  void onlyWhatTheChangeBringsBlocks() {
    GateFinding one = at("lb.main", "main.tf", 3, "port 80");
    assertThat(level(GateRules.DEFAULT, Movement.NEW, one)).isEqualTo(Level.BLOCK);
    assertThat(level(GateRules.DEFAULT, Movement.WORSENED, one)).isEqualTo(Level.BLOCK);
    assertThat(level(GateRules.DEFAULT, Movement.UNCHANGED, one)).isEqualTo(Level.INFORM);
    assertThat(level(GateRules.DEFAULT, Movement.FIXED, one)).isEqualTo(Level.INFORM);
    assertThat(level(GateRules.DEFAULT, Movement.NEW, with(one, Verdict.Outcome.NOT_EVALUATED))).isEqualTo(Level.WARN);
    assertThat(level(GateRules.DEFAULT, Movement.NEW, with(one, Verdict.Outcome.EXCEPTED))).isEqualTo(Level.INFORM);
  }

  @Test
  void rulesHoldForTeamsAndInTheirTime() {
    GateFinding one = at("lb.main", "main.tf", 3, "port 80");
    assertThat(level(first(warn(List.of("web"), 100, Optional.empty(), Optional.empty())), Movement.NEW, one))
        .isEqualTo(Level.WARN);
    assertThat(level(first(warn(List.of("data"), 100, Optional.empty(), Optional.empty())), Movement.NEW, one))
        .isEqualTo(Level.BLOCK);
    assertThat(level(first(warn(List.of(), 100, Optional.of(NOW), Optional.of(NOW.plusSeconds(1)))), Movement.NEW, one))
        .isEqualTo(Level.WARN);
    assertThat(level(first(warn(List.of(), 100, Optional.of(NOW.plusSeconds(1)), Optional.empty())), Movement.NEW, one))
        .isEqualTo(Level.BLOCK);
    assertThat(level(first(warn(List.of(), 100, Optional.empty(), Optional.of(NOW))), Movement.NEW, one))
        .isEqualTo(Level.BLOCK);
  }

  @Test
  void aGuardrailThatIsSetToALevelHasItWhereNoRuleSpeaks() {
    GuardrailTerms terms =
        new GuardrailTerms(Map.of(), List.of("a"), List.of(), List.of(), Optional.empty(), Level.WARN);
    Guardrail set =
        new Guardrail(
            "tls", "Only TLS", Severity.HIGH, "", "", "any", List.of(), List.of(), List.of(), terms, "", "tls.rego");
    GateFinding one = at("lb.main", "main.tf", 3, "port 80");
    GateRules web = first(warn(List.of("data"), 100, Optional.empty(), Optional.empty()));
    GateItem item = new Enforcement(web, List.of(set), NOW).act(Movement.NEW, one, "f");
    assertThat(item.level()).isEqualTo(Level.WARN);
    assertThat(item.why()).isEqualTo("the guardrail is set to warn");
    GateRules block = new GateRules(
        List.of(new GateRules.Rule(
            Level.BLOCK, List.of("tls"), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
            List.of(), 100, Optional.empty(), Optional.empty(), "")),
        Level.BLOCK, Level.BLOCK, Level.WARN, Level.INFORM, Level.WARN, Level.INFORM);
    assertThat(new Enforcement(block, List.of(set), NOW).act(Movement.NEW, one, "f").level()).isEqualTo(Level.BLOCK);
  }

  @Test
  void aShareGrowsAndNobodyLeavesIt() {
    int before = 0;
    for (int percentage = 0; percentage <= 100; percentage += 10) {
      GateRules rules = first(warn(List.of(), percentage, Optional.empty(), Optional.empty()));
      int within = 0;
      for (int team = 0; team < 200; team++) {
        GateFinding one =
            new GateFinding(
                "tls", "", Severity.HIGH, Verdict.Outcome.FAIL, List.of("x"), "r", "lb.main", "lb", "main", "team" + team,
                "", "", Location.of("main.tf"));
        within += level(rules, Movement.NEW, one) == Level.WARN ? 1 : 0;
      }
      assertThat(within).isBetween(Math.max(before, 2 * percentage - 30), 2 * percentage + 30);
      before = within;
    }
    assertThat(before).isEqualTo(200);
  }

  @Test
  void aDecisionIsTheSameAfterItWasWritten() {
    GateItem item = new GateItem(Movement.NEW, Level.BLOCK, "why", at("lb.main", "main.tf", 3, "port 80"), "f");
    GateDecision decision =
        new GateDecision(
            "d1", GateDecision.GateKind.PULL_REQUEST, NOW, "infra", Optional.of("abc"), "shop#7", "ana", "p", "i",
            Map.of("new", 1L), GateDecision.Outcome.BYPASSED, List.of(item), List.of("EX-1"), Duration.ofMillis(7),
            Optional.of("incident"));
    assertThat(DecisionJson.decision(DecisionJson.of(decision))).contains(decision);
    assertThat(decision.blocking()).containsExactly("tls");
  }
}
