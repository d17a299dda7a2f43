package roadbed.operate.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import roadbed.assess.change.ChangeSurroundings;
import roadbed.assess.change.ProposedChange;
import roadbed.model.Location;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.model.delivery.Deployment;
import roadbed.model.delivery.Outcome;

/** Who may agree to what, what cannot wait, and how deployments begin and end changes. */
class ChangeDeskTest {
  private static final String RULES =
      """
      {"apiVersion": "roadbed.dev/v1", "kind": "Changes", "zone": "Europe/Berlin",
       "people": [{"id": "ada", "also": ["ada@example.org", "ada-gh"]}, {"id": "grace", "also": ["token t1"]}, {"id": "linus"}, {"id": "ken"}],
       "groups": {"shop-team": ["ada", "grace", "linus"], "change-approvers": ["ken", "ada"]}}
      """;
  private static final ChangeDesk.Speaker ROOT = new ChangeDesk.Speaker("root", true);
  private Instant now = Instant.parse("2026-03-02T10:00:00Z");
  private String outcome = "pass";
  private ChangeSurroundings.Budget budget = ChangeSurroundings.Budget.FREE;
  private int tier = 1;
  private final ChangesInMemory store = new ChangesInMemory();
  private final List<String> trail = new ArrayList<>();
  private final List<ChangeNotice> told = new ArrayList<>();
  private final Clock clock =
      new Clock() {
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
      };
  private final ChangeDesk desk =
      new ChangeDesk(
          store,
          new ChangeAround() {
            @Override
            public Reach reach(Collection<String> services, Collection<String> resources, Instant at) {
              return new Reach(
                  services.stream()
                      .map(name -> new ChangeSurroundings.Touched(name, OptionalInt.of(tier), Optional.of("shop-team"), budget, List.of()))
                      .toList(),
                  List.of(new ChangeSurroundings.Consumer("web", OptionalInt.of(tier), Optional.of("web-team"), 1, "web reads shop")),
                  true);
            }

            @Override
            public List<ProposedChange.GateVerdict> gates(ProposedChange change) {
              return outcome.isEmpty() ? List.of() : List.of(new ProposedChange.GateVerdict("g1", outcome, List.of("s3-public")));
            }
          },
          told::add,
          all -> all.forEach(one -> one.added().forEach(entry -> trail.add(entry.actor() + " " + ChangeEntryJson.kind(entry.what())))),
          clock);

  ChangeDeskTest() {
    assertThat(desk.keep("rules", ValueJson.parse(RULES), ROOT)).isEmpty();
  }

  private static ProposedChange change(String digest, List<String> authors) {
    return new ProposedChange(
        ProposedChange.Kind.PLAN, "more disk", List.of("shop"), List.of(), Optional.of("production"), authors, "full", List.of("OPS-7"),
        digest, Optional.of("abcdef1234567"), "acme/shop#7", List.of(), OptionalInt.of(0), Optional.empty(), Optional.empty(),
        Optional.empty());
  }

  private static ChangeDesk.Speaker speaker(String name) {
    return new ChangeDesk.Speaker(name, false);
  }

  private ChangeState state(String id) {
    return desk.find(id).orElseThrow().state(desk.settings(), now);
  }

  private static void assertNotDone(ChangeDesk.Outcome outcome, String words) {
    assertThat(outcome).isInstanceOfSatisfying(ChangeDesk.NotDone.class, not -> assertThat(not.why()).contains(words));
  }

  @Test
  void whatIsRiskyWaitsForItsOwnersAndGoesOnWithTheirWord() {
    ChangeDesk.Done proposed = desk.propose("token ci", change("d1", List.of("ada-gh")), Optional.empty());
    assertThat(proposed.state()).isInstanceOf(ChangeState.Waiting.class);
    assertThat(proposed.state().mayGoOn()).isFalse();
    String id = proposed.record().id();
    ChangeDesk.Outcome agreed = desk.agree(speaker("linus"), id, "d1", "looks good");
    assertThat(agreed)
        .isInstanceOfSatisfying(ChangeDesk.Done.class, done -> assertThat(done.state()).isEqualTo(new ChangeState.Approved(List.of("linus"))));
    assertThat(trail).containsExactly("token ci proposed", "token ci weighed", "linus approved");
  }

  @Test
  void theAuthorNeverAgreesByAnyName() {
    String id = desk.propose("token ci", change("d1", List.of("ada-gh")), Optional.empty()).record().id();
    for (String name : List.of("ada", "Ada@Example.org", "ada-gh", "ADA")) {
      assertNotDone(desk.agree(speaker(name), id, "d1", ""), "does not agree");
    }
    assertThat(state(id)).isInstanceOf(ChangeState.Waiting.class);
  }

  @Test
  void whoeverProposedItDoesNotAgreeEither() {
    String id = desk.propose("token t1 (laptop)", change("d1", List.of("ada")), Optional.empty()).record().id();
    assertNotDone(desk.agree(speaker("grace"), id, "d1", ""), "does not agree");
  }

  @Test
  void whoIsLaterFoundToBeTheAuthorCountsNoMore() {
    String id = desk.propose("token ci", change("d1", List.of("octocat")), Optional.empty()).record().id();
    assertThat(desk.agree(speaker("linus"), id, "d1", "")).isInstanceOf(ChangeDesk.Done.class);
    assertThat(state(id)).isInstanceOf(ChangeState.Approved.class);
    assertThat(desk.keep("rules", ValueJson.parse(RULES.replace("\"linus\"}", "\"linus\", \"also\": [\"octocat\"]}")), ROOT)).isEmpty();
    assertThat(state(id)).isInstanceOf(ChangeState.Waiting.class);
  }

  @Test
  void othersDoNotAgree() {
    String id = desk.propose("token ci", change("d1", List.of("ada")), Optional.empty()).record().id();
    assertNotDone(desk.agree(speaker("ken"), id, "d1", ""), "word of others");
    assertNotDone(desk.agree(new ChangeDesk.Speaker("root", true), id, "d1", ""), "word of others");
  }

  @Test
  void whereNobodyKnowsTheAuthorOneMoreMustAgree() {
    String id = desk.propose("token ci", change("d1", List.of()), Optional.empty()).record().id();
    var _ = desk.agree(speaker("linus"), id, "d1", "");
    assertThat(state(id))
        .isInstanceOfSatisfying(ChangeState.Waiting.class, waiting -> assertThat(waiting.missing().getFirst().given()).containsExactly("linus"));
    var _ = desk.agree(speaker("grace"), id, "d1", "");
    assertThat(state(id)).isInstanceOf(ChangeState.Approved.class);
  }

  @Test
  void anotherPlanNeedsAnotherWord() {
    String id = desk.propose("token ci", change("d1", List.of("ada")), Optional.empty()).record().id();
    var _ = desk.agree(speaker("linus"), id, "d1", "");
    assertThat(state(id).mayGoOn()).isTrue();
    ChangeDesk.Done again = desk.propose("token ci", change("d2", List.of("ada")), Optional.empty());
    assertThat(again.record().id()).isEqualTo(id);
    assertThat(again.state()).isInstanceOf(ChangeState.Waiting.class);
    assertNotDone(desk.agree(speaker("linus"), id, "d1", ""), "not what was looked at");
    assertThat(desk.propose("token ci", change("d1", List.of("ada")), Optional.empty()).state()).isInstanceOf(ChangeState.Waiting.class);
  }

  @Test
  void aNoHoldsUntilThePlanIsAnother() {
    String id = desk.propose("token ci", change("d1", List.of("ada")), Optional.empty()).record().id();
    assertNotDone(desk.refuse(speaker("linus"), id, "d1", " "), "say why");
    var _ = desk.refuse(speaker("linus"), id, "d1", "not on Monday");
    assertThat(state(id)).isEqualTo(new ChangeState.Rejected("linus", "not on Monday"));
    assertNotDone(desk.agree(speaker("grace"), id, "d1", ""), "nobody's word");
    assertThat(desk.propose("token ci", change("d2", List.of("ada")), Optional.empty()).state()).isInstanceOf(ChangeState.Waiting.class);
  }

  @Test
  void aSmallChangeIsStandardAndProposedOnce() {
    tier = 3;
    ProposedChange small = change("d1", List.of("ada"));
    ChangeDesk.Done done = desk.propose("token ci", small, Optional.empty());
    assertThat(done.state()).isInstanceOf(ChangeState.Standard.class);
    int entries = done.record().entries().size();
    assertThat(desk.propose("token ci", small, Optional.empty()).record().entries()).hasSize(entries);
  }

  @Test
  void whatAGateBlocksGoesOnOnlyAsAnEmergencyWhichIsLookedAtByOthers() {
    outcome = "block";
    ChangeDesk.Done denied = desk.propose("token ci", change("d1", List.of("ada")), Optional.empty());
    assertThat(denied.state()).isInstanceOf(ChangeState.Denied.class);
    String id = denied.record().id();
    var _ = desk.callEmergency(speaker("linus"), id, "the shop is down");
    assertThat(state(id).mayGoOn()).isTrue();
    var _ = new DeliveredChanges(desk, clock).take(List.of(deployment("k1", Outcome.RUNNING, false)), (subject, _) -> subject);
    assertNotDone(desk.review(speaker("grace"), id, "fine"), "not over");
  }

  @Test
  void anEmergencyIsForOnePlanAndStaysMarked() {
    String id = desk.propose("token ci", change("d1", List.of("ada")), Optional.of("the shop is down")).record().id();
    assertThat(state(id)).isEqualTo(new ChangeState.Emergency("token ci", "the shop is down"));
    assertThat(desk.propose("token ci", change("d2", List.of("ada")), Optional.empty()).state()).isInstanceOf(ChangeState.Waiting.class);
    assertThat(desk.find(id).orElseThrow().wasEmergency()).isTrue();
  }

  @Test
  void aFreezeHoldsWhatWasAgreedToAndNotAnEmergency() {
    tier = 3;
    Value freeze =
        ValueJson.parse(
            """
            {"apiVersion": "roadbed.dev/v1", "kind": "Changes", "zone": "Europe/Berlin",
             "freezes": [{"id": "sale", "name": "The sale", "from": "2026-03-02", "until": "2026-03-03", "services": ["sh*"]}]}
            """);
    assertThat(desk.keep("sale", freeze, ROOT)).isEmpty();
    ChangeDesk.Done frozen = desk.propose("token ci", change("d1", List.of("ada")), Optional.empty());
    assertThat(frozen.state())
        .isInstanceOfSatisfying(
            ChangeState.Frozen.class,
            it -> assertThat(it.freezes().getFirst().until()).isEqualTo(Instant.parse("2026-03-03T23:00:00Z")));
    now = Instant.parse("2026-03-03T23:00:00Z");
    assertThat(state(frozen.record().id()).mayGoOn()).isTrue();
    now = Instant.parse("2026-03-02T12:00:00Z");
    var _ = desk.callEmergency(speaker("linus"), frozen.record().id(), "down");
    assertThat(state(frozen.record().id()).mayGoOn()).isTrue();
  }

  @Test
  void thoseWhoDependOnItAreToldOnceWhenItMayGoOn() {
    ChangeDesk.Done proposed = desk.propose("token ci", change("d1", List.of("ada")), Optional.empty());
    assertThat(told).isEmpty();
    var _ = desk.agree(speaker("linus"), proposed.record().id(), "d1", "");
    var _ = desk.propose("token ci", change("d1", List.of("ada")), Optional.empty());
    assertThat(told)
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.recipient()).isEqualTo("web-team");
              assertThat(notice.subject()).isEqualTo("shop is changed: more disk");
              assertThat(notice.text()).contains("web reads shop");
            });
  }

  @Test
  void maintenanceIsToldBeforeItComes() {
    Value patching =
        ValueJson.parse(
            """
            {"apiVersion": "roadbed.dev/v1", "kind": "Changes", "zone": "Europe/Berlin", "notice": "2d",
             "maintenance": [{"id": "patching", "name": "Patching", "services": ["shop"],
                              "every": {"days": ["wednesday"], "from": "02:00", "until": "04:00"}}]}
            """);
    assertThat(desk.keep("patching", patching, ROOT)).isEmpty();
    desk.announceWindows();
    assertThat(told).extracting(ChangeNotice::service).containsExactlyInAnyOrder("shop", "web");
    desk.announceWindows();
    assertThat(told).hasSize(2);
    now = now.plus(Duration.ofDays(7));
    desk.announceWindows();
    assertThat(told).hasSize(4);
  }

  private Deployment deployment(String id, Outcome how, boolean rollback) {
    return new Deployment(
        id, "test", "shop", Optional.empty(), Optional.of("production"), Optional.of(true), how, now, Optional.of(now),
        Optional.of("abcdef1234567"), Optional.empty(), rollback, Optional.of("ada"), Optional.empty(), Location.of("test"));
  }

  private void deploy(String id, Outcome how, boolean rollback) {
    var _ = new DeliveredChanges(desk, clock).take(List.of(deployment(id, how, rollback)), (subject, _) -> subject);
  }

  private ProposedChange release() {
    ProposedChange plan = change("v7", List.of("ada"));
    return new ProposedChange(
        ProposedChange.Kind.DEPLOYMENT, plan.title(), plan.services(), List.of(), plan.environment(), plan.authors(), "", List.of(), "v7",
        plan.commit(), plan.reference(), List.of(), OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Test
  void aDeploymentBeginsAndEndsTheChangeThatWasProposed() {
    String id = desk.propose("token ci", release(), Optional.empty()).record().id();
    var _ = desk.agree(speaker("linus"), id, "v7", "");
    deploy("k1", Outcome.RUNNING, false);
    assertThat(state(id)).isEqualTo(new ChangeState.Running(now, ChangeEntry.Leave.GIVEN));
    now = now.plusSeconds(60);
    deploy("k1", Outcome.SUCCEEDED, false);
    deploy("k1", Outcome.SUCCEEDED, false);
    assertThat(state(id)).isEqualTo(new ChangeState.Ended(ChangeEntry.Outcome.DONE, now, false));
    assertThat(store.search(new ChangeStore.Query(java.util.Set.of(), "", "", false, Instant.EPOCH, 10))).hasSize(1);
  }

  @Test
  void whatWasDeployedWithoutLeaveIsLookedAtBySomebodyElse() {
    String id = desk.propose("token ci", release(), Optional.empty()).record().id();
    deploy("k1", Outcome.SUCCEEDED, false);
    assertThat(state(id)).isEqualTo(new ChangeState.Ended(ChangeEntry.Outcome.DONE, now, true));
    assertNotDone(desk.review(speaker("ada@example.org"), id, "fine"), "somebody else");
    var _ = desk.review(speaker("grace"), id, "the pipeline did not ask");
    assertThat(state(id)).isEqualTo(new ChangeState.Reviewed(ChangeEntry.Outcome.DONE, "grace", "the pipeline did not ask"));
  }

  @Test
  void aDeploymentThatNobodyProposedIsAChangeOfItsOwn() {
    deploy("k1", Outcome.SUCCEEDED, false);
    ChangeRecord record = store.search(new ChangeStore.Query(java.util.Set.of(), "shop", "", false, Instant.EPOCH, 10)).getFirst();
    assertThat(record.change().authors()).containsExactly("ada");
    assertThat(record.leave()).contains(ChangeEntry.Leave.NOT_GIVEN);
    assertThat(record.reviewDue()).isTrue();
  }

  @Test
  void whatIsToldLateIsNotJudged() {
    Deployment late = deployment("k1", Outcome.SUCCEEDED, false);
    now = now.plus(Duration.ofDays(10));
    var _ = new DeliveredChanges(desk, clock).take(List.of(late), (subject, _) -> subject);
    ChangeRecord record = store.search(new ChangeStore.Query(java.util.Set.of(), "shop", "", false, Instant.EPOCH, 10)).getFirst();
    assertThat(record.leave()).contains(ChangeEntry.Leave.NOT_JUDGED);
    assertThat(record.reviewDue()).isFalse();
  }

  @Test
  void aDeploymentThatGoesBackUndoesTheOneBefore() {
    deploy("k1", Outcome.SUCCEEDED, false);
    now = now.plusSeconds(600);
    deploy("k2", Outcome.SUCCEEDED, true);
    Map<String, String> ids = store.byFact(List.of("k1", "k2"));
    assertThat(desk.find(ids.get("k1")).orElseThrow().outcome()).contains(ChangeEntry.Outcome.ROLLED_BACK);
    assertThat(desk.find(ids.get("k2")).orElseThrow().outcome()).contains(ChangeEntry.Outcome.DONE);
    assertThat(desk.find(ids.get("k2")).orElseThrow().leave()).contains(ChangeEntry.Leave.GIVEN);
    assertThat(store.past(Instant.EPOCH, 10)).extracting(ChangeStore.Past::failed).containsExactlyInAnyOrder(true, false);
  }

  @Test
  void whatGoesBackUndoesWhatWasProposedWithoutNamingAnEnvironmentToo() {
    deploy("k1", Outcome.SUCCEEDED, false);
    now = now.plusSeconds(600);
    ProposedChange release = release();
    ProposedChange nowhere =
        new ProposedChange(
            release.kind(), release.title(), release.services(), List.of(), Optional.empty(), release.authors(), "", List.of(), "v8",
            Optional.of("fedcba7654321"), "", List.of(), OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    String id = desk.propose("token ci", nowhere, Optional.empty()).record().id();
    Deployment second = deployment("k2", Outcome.SUCCEEDED, false);
    var _ =
        new DeliveredChanges(desk, clock)
            .take(
                List.of(
                    new Deployment(
                        second.id(), second.source(), second.subject(), second.service(), second.environment(), second.production(),
                        second.outcome(), second.at(), second.startedAt(), Optional.of("fedcba7654321"), second.version(), false,
                        second.actor(), second.link(), second.location())),
                (subject, _) -> subject);
    now = now.plusSeconds(600);
    deploy("k3", Outcome.SUCCEEDED, true);
    assertThat(desk.find(id).orElseThrow().outcome()).contains(ChangeEntry.Outcome.ROLLED_BACK);
    assertThat(desk.find(store.byFact(List.of("k1")).get("k1")).orElseThrow().outcome()).contains(ChangeEntry.Outcome.DONE);
  }

  @Test
  void rulesThatDoNotCompileAreNotKept() {
    Value broken =
        ValueJson.parse("{\"apiVersion\": \"roadbed.dev/v1\", \"kind\": \"Changes\", \"policy\": \"package roadbed.change\\ndeny contains x if true\"}");
    assertThat(desk.keep("rules", broken, ROOT)).singleElement().satisfies(problem -> assertThat(problem.pointer()).isEqualTo("/policy"));
  }

  @Test
  void whoIsNoAdministratorSaysWhenAndNotWho() {
    ChangeDesk.Speaker pipeline = new ChangeDesk.Speaker("token ci (pipeline)", false);
    for (String more : List.of("\"people\": []", "\"groups\": {\"shop-team\": [\"mallory\"]}", "\"policy\": \"package roadbed.change\"")) {
      Value own = ValueJson.parse("{\"apiVersion\": \"roadbed.dev/v1\", \"kind\": \"Changes\", " + more + "}");
      assertThat(desk.keep("mine", own, pipeline)).isNotEmpty();
    }
    Value rules = ValueJson.parse("{\"apiVersion\": \"roadbed.dev/v1\", \"kind\": \"Changes\"}");
    assertThat(desk.keep("rules", rules, pipeline)).singleElement().satisfies(problem -> assertThat(problem.message()).contains("administrator"));
    assertThat(desk.settings().groups()).containsKey("shop-team");
  }

  @Test
  void maintenanceThatNobodyAgreedUponGivesNoLeave() {
    Value patching =
        ValueJson.parse(
            """
            {"apiVersion": "roadbed.dev/v1", "kind": "Changes",
             "maintenance": [{"id": "m", "services": ["shop"], "from": "2026-03-01", "until": "2026-03-03"}]}
            """);
    ProposedChange change = change("d1", List.of("ada"));
    assertThat(desk.keep("m", patching, new ChangeDesk.Speaker("token ci", false))).isEmpty();
    assertThat(desk.propose("token ci", change, Optional.empty()).state()).isInstanceOf(ChangeState.Waiting.class);
    assertThat(desk.keep("m", patching, ROOT)).isEmpty();
    assertThat(desk.propose("token ci", change, Optional.empty()).state()).isInstanceOf(ChangeState.Standard.class);
  }

  @Test
  void rulesOfOnesOwnReplaceOurs() {
    Value own =
        ValueJson.parse(
            """
            {"apiVersion": "roadbed.dev/v1", "kind": "Changes",
             "policy": "package roadbed.change\\ndeny contains 1 if false\\nrequire contains {\\"from\\": [\\"ken\\"], \\"count\\": 1, \\"reason\\": \\"always Ken\\"}\\nstandard contains 1 if false"}
            """);
    assertThat(desk.keep("own", own, ROOT)).isEmpty();
    String id = desk.propose("token ci", change("d1", List.of("ada")), Optional.empty()).record().id();
    var _ = desk.agree(speaker("ken"), id, "d1", "");
    assertThat(state(id)).isEqualTo(new ChangeState.Approved(List.of("ken")));
  }

  @Test
  void entriesSayTheSameAgain() {
    String id = desk.propose("token ci", release(), Optional.of("down")).record().id();
    deploy("k1", Outcome.FAILED, false);
    var _ = desk.review(speaker("grace"), id, "fine");
    ChangeRecord record = desk.find(id).orElseThrow();
    for (ChangeEntry entry : record.entries()) {
      assertThat(ChangeEntryJson.read(ChangeEntryJson.of(entry.what()))).isEqualTo(entry.what());
    }
  }

  @Test
  void manyDeploymentsAtOnceComeToTheSameAsOneByOne() {
    String waiting = desk.propose("token ci", release(), Optional.empty()).record().id();
    List<Deployment> all = new ArrayList<>();
    all.add(deployment("k-waiting", Outcome.SUCCEEDED, false));
    for (int i = 0; i < 1_200; i++) {
      Instant at = now.minus(Duration.ofHours(i));
      all.add(
          new Deployment(
              "k" + i, "test", "pay", Optional.empty(), Optional.of("production"), Optional.of(true),
              i == 3 ? Outcome.CANCELLED : i == 4 ? Outcome.RUNNING : Outcome.SUCCEEDED, at, Optional.of(at), Optional.empty(),
              Optional.of("v" + i), i == 30, Optional.of("ada"), Optional.empty(), Location.of("test")));
    }
    DeliveredChanges delivered = new DeliveredChanges(desk, clock);
    assertThat(delivered.take(all, (subject, _) -> subject)).isEqualTo(1_200);
    assertThat(desk.find(waiting).orElseThrow().fact()).contains("k-waiting");
    Map<String, String> ids = store.byFact(all.stream().map(Deployment::id).toList());
    assertThat(ids).hasSize(1_200).doesNotContainKey("k3");
    assertThat(record(ids, "k1").leave()).contains(ChangeEntry.Leave.NOT_GIVEN);
    assertThat(record(ids, "k1").weighed()).isPresent();
    assertThat(record(ids, "k1100").leave()).contains(ChangeEntry.Leave.NOT_JUDGED);
    assertThat(record(ids, "k1100").weighed()).isEmpty();
    assertThat(record(ids, "k31").outcome()).contains(ChangeEntry.Outcome.ROLLED_BACK);
    assertThat(record(ids, "k32").outcome()).contains(ChangeEntry.Outcome.DONE);
    trail.clear();
    assertThat(delivered.take(all, (subject, _) -> subject)).isZero();
    assertThat(trail).isEmpty();
  }

  private ChangeRecord record(Map<String, String> ids, String fact) {
    return desk.find(java.util.Objects.requireNonNull(ids.get(fact))).orElseThrow();
  }

  @Test
  void whatWasCancelledIsSaidOnce() {
    deploy("k1", Outcome.RUNNING, false);
    deploy("k1", Outcome.CANCELLED, false);
    int entries = desk.find(store.byFact(List.of("k1")).get("k1")).orElseThrow().entries().size();
    deploy("k1", Outcome.CANCELLED, false);
    assertThat(desk.find(store.byFact(List.of("k1")).get("k1")).orElseThrow().entries()).hasSize(entries);
  }
}
