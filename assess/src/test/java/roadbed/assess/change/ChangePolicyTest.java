package roadbed.assess.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who must agree to a change, and how risky it is. */
class ChangePolicyTest {
  private static final ZonedDateTime MONDAY = ZonedDateTime.parse("2026-03-02T10:00:00+01:00[Europe/Berlin]");

  static ProposedChange change(List<ProposedChange.GateVerdict> gates) {
    return new ProposedChange(
        ProposedChange.Kind.PLAN, "more disk", List.of("shop"), List.of("aws:db/orders"), Optional.of("production"), List.of("ada"), "full",
        List.of("OPS-7"), "d1", Optional.of("abcdef1234567"), "acme/shop#7", gates, OptionalInt.of(0), Optional.empty(), Optional.empty(),
        Optional.empty());
  }

  private static ChangeSurroundings around(int tier, ChangeSurroundings.Budget budget, int consumers) {
    List<ChangeSurroundings.Consumer> all = new ArrayList<>();
    for (int i = 0; i < consumers; i++) {
      all.add(new ChangeSurroundings.Consumer("web-" + i, OptionalInt.of(3), Optional.of("web-team"), 1, "reads orders"));
    }
    return new ChangeSurroundings(
        List.of(new ChangeSurroundings.Touched("shop", OptionalInt.of(tier), Optional.of("shop-team"), budget, List.of())),
        all, true, new ChangeSurroundings.History(10, 0), ChangeSurroundings.History.NONE, List.of(), MONDAY);
  }

  private static final List<ProposedChange.GateVerdict> PASSED = List.of(new ProposedChange.GateVerdict("g1", "pass", List.of()));

  private static ChangeRuling ruled(ChangePolicy policy, ProposedChange change, ChangeSurroundings around) {
    return policy.rule(change, ChangeRisk.of(change, around), around, Set.of("shop-team", "change-approvers"));
  }

  @Test
  void aSmallChangeOfWhichAllIsKnownIsStandard() {
    assertThat(ruled(ChangePolicy.standard(), change(PASSED), around(3, ChangeSurroundings.Budget.FREE, 0)))
        .isInstanceOf(ChangeRuling.Standard.class);
  }

  @Test
  void whatNoGateHasJudgedWaits() {
    assertThat(ruled(ChangePolicy.standard(), change(List.of()), around(3, ChangeSurroundings.Budget.FREE, 0)))
        .isInstanceOfSatisfying(
            ChangeRuling.Needs.class,
            needs -> assertThat(needs.requirements()).singleElement().satisfies(one -> {
              assertThat(one.from()).containsExactly("shop-team");
              assertThat(one.reason()).contains("guardrails is not known");
            }));
  }

  @Test
  void highRiskNeedsTwoPeople() {
    assertThat(ruled(ChangePolicy.standard(), change(PASSED), around(1, ChangeSurroundings.Budget.FREEZE, 4)))
        .isInstanceOfSatisfying(
            ChangeRuling.Needs.class,
            needs -> assertThat(needs.requirements()).extracting(ChangeRuling.Requirement::count).contains(2));
  }

  @Test
  void whatAGateBlocksIsDenied() {
    ProposedChange blocked = change(List.of(new ProposedChange.GateVerdict("g1", "block", List.of("s3-public"))));
    assertThat(ruled(ChangePolicy.standard(), blocked, around(3, ChangeSurroundings.Budget.FREE, 0)))
        .isEqualTo(new ChangeRuling.Denied(List.of("a gate blocks it: s3-public")));
  }

  @Test
  void rulesThatDoNotCompileDecideNothing() {
    ChangePolicy broken = ChangePolicy.of("mine.rego", "package roadbed.change\nstandard contains x if { true }");
    assertThat(broken.problems()).singleElement().asString().contains("mine.rego:2");
    assertThat(ruled(broken, change(PASSED), around(3, ChangeSurroundings.Budget.FREE, 0))).isInstanceOf(ChangeRuling.Undecided.class);
  }

  @Test
  void rulesThatFailWhileTheyRunDecideNothing() {
    ChangePolicy failing =
        ChangePolicy.of(
            "mine.rego",
            "package roadbed.change\nstandard contains \"all is well\"\nx := 1 if true\nx := 2 if input.change.kind == \"plan\"\n"
                + "deny contains \"no\" if x == 3\nrequire contains {\"from\": [\"a\"]} if false");
    assertThat(ruled(failing, change(PASSED), around(3, ChangeSurroundings.Budget.FREE, 0)))
        .isInstanceOfSatisfying(ChangeRuling.Undecided.class, it -> assertThat(it.reasons()).anyMatch(reason -> reason.contains("deny cannot be decided")));
  }

  @Test
  void rulesThatSayNothingDecideNothing() {
    ChangePolicy silent =
        ChangePolicy.of("mine.rego", "package roadbed.change\ndeny contains 1 if false\nrequire contains 1 if false\nstandard contains 1 if false");
    assertThat(ruled(silent, change(PASSED), around(3, ChangeSurroundings.Budget.FREE, 0))).isInstanceOf(ChangeRuling.Undecided.class);
  }

  @Test
  void aRequirementThatNamesNobodyIsNotMet() {
    ChangePolicy wrong =
        ChangePolicy.of(
            "mine.rego",
            "package roadbed.change\ndeny contains 1 if false\nrequire contains {\"from\": []} if true\nstandard contains \"ok\"");
    assertThat(ruled(wrong, change(PASSED), around(3, ChangeSurroundings.Budget.FREE, 0))).isInstanceOf(ChangeRuling.Undecided.class);
  }

  @Test
  void theRiskSaysWhatItIsMadeOf() {
    ChangeRisk risk = ChangeRisk.of(change(PASSED), around(1, ChangeSurroundings.Budget.SLOW_DOWN, 2));
    assertThat(risk.factors())
        .extracting(ChangeRisk.Factor::kind, ChangeRisk.Factor::points)
        .contains(
            org.assertj.core.groups.Tuple.tuple(ChangeRisk.Kind.TIER, 20),
            org.assertj.core.groups.Tuple.tuple(ChangeRisk.Kind.ERROR_BUDGET, 15),
            org.assertj.core.groups.Tuple.tuple(ChangeRisk.Kind.BLAST_RADIUS, 5));
    assertThat(risk.level()).isEqualTo(ChangeRisk.Level.MEDIUM);
    assertThat(risk.unknown()).isEmpty();
  }

  @Test
  void whatIsNotKnownHasPoints() {
    ChangeSurroundings nothing =
        new ChangeSurroundings(List.of(), List.of(), false, ChangeSurroundings.History.NONE, ChangeSurroundings.History.NONE, List.of(), MONDAY);
    ChangeRisk risk = ChangeRisk.of(change(List.of()).by(List.of()), nothing);
    assertThat(risk.unknown())
        .containsExactly(
            ChangeRisk.Kind.BLAST_RADIUS, ChangeRisk.Kind.TIER, ChangeRisk.Kind.ERROR_BUDGET, ChangeRisk.Kind.GUARDRAILS, ChangeRisk.Kind.AUTHOR);
    assertThat(risk.level()).isEqualTo(ChangeRisk.Level.HIGH);
  }

  @Test
  void whoseChangesFailedAndWhenChangesFailAddsUp() {
    ChangeSurroundings calm = around(3, ChangeSurroundings.Budget.FREE, 0);
    ChangeSurroundings rough =
        new ChangeSurroundings(
            calm.touched(), calm.consumers(), true, new ChangeSurroundings.History(4, 2), new ChangeSurroundings.History(10, 5), List.of(),
            ZonedDateTime.parse("2026-03-06T17:00:00+01:00[Europe/Berlin]"));
    ChangeRisk risk = ChangeRisk.of(change(PASSED), rough);
    assertThat(risk.factors())
        .extracting(ChangeRisk.Factor::kind, ChangeRisk.Factor::points)
        .contains(
            org.assertj.core.groups.Tuple.tuple(ChangeRisk.Kind.AUTHOR, 20), org.assertj.core.groups.Tuple.tuple(ChangeRisk.Kind.HOUR, 15));
  }

  @Test
  void documentsSayTheSameAgain() {
    ProposedChange change = change(List.of(new ProposedChange.GateVerdict("g1", "warn", List.of("s3-logging"))));
    assertThat(ProposedChangeJson.read(ProposedChangeJson.of(change))).isEqualTo(change);
    ChangeRisk risk = ChangeRisk.of(change, around(1, ChangeSurroundings.Budget.UNKNOWN, 3));
    assertThat(ChangeRiskJson.risk(ChangeRiskJson.of(risk))).isEqualTo(risk);
    for (ChangeRuling ruling :
        List.of(
            new ChangeRuling.Standard(List.of("a")), new ChangeRuling.Denied(List.of("b")), new ChangeRuling.Undecided(List.of("c")),
            new ChangeRuling.Needs(List.of(new ChangeRuling.Requirement(List.of("x", "y"), 2, "why"))))) {
      assertThat(ChangeRiskJson.ruling(ChangeRiskJson.of(ruling))).isEqualTo(ruling);
    }
  }
}
