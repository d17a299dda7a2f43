package roadbed.assess.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import roadbed.model.CatalogEntity;
import roadbed.model.Incident;
import roadbed.model.Location;
import roadbed.model.delivery.Commit;
import roadbed.model.delivery.DeliveryFact;
import roadbed.model.delivery.Deployment;
import roadbed.model.delivery.FailureJudgement;
import roadbed.model.delivery.Outcome;
import roadbed.model.delivery.PipelineRun;
import roadbed.model.delivery.PullRequest;

/** Which deployments count, which of them failed, and what that makes of the measures. */
class DeliveryAssessmentTest {
  private static final Location HERE = Location.of("here");
  private static final Instant MONDAY = Instant.parse("2026-01-05T09:00:00Z");

  private final List<DeliveryFact> facts = new ArrayList<>();
  private final List<Incident> incidents = new ArrayList<>();
  private final List<CatalogEntity> catalog = new ArrayList<>();

  private static Instant hours(double hours) {
    return MONDAY.plusSeconds(Math.round(hours * 3600));
  }

  private void deployed(String id, double hours, String commit) {
    deployed(id, "github", hours, commit, Optional.of("production"), Outcome.SUCCEEDED, false);
  }

  private void deployed(
      String id, String source, double hours, String commit, Optional<String> environment, Outcome outcome, boolean rollback) {
    facts.add(
        new Deployment(
            id,
            source,
            "acme/shop",
            Optional.empty(),
            environment,
            Optional.empty(),
            outcome,
            hours(hours),
            Optional.empty(),
            Optional.of(commit),
            Optional.empty(),
            rollback,
            Optional.empty(),
            Optional.empty(),
            HERE));
  }

  private void commit(String id, double hours, String message, String... parents) {
    facts.add(new Commit("acme/shop", id, hours(hours), message, List.of(parents), HERE));
  }

  private void incident(String id, double from, double until, Optional<String> cause) {
    incidents.add(
        new Incident(
            id, "shop is down", 1, Optional.of("acme/shop"), Optional.empty(), cause, false, false, hours(from), Optional.empty(),
            Optional.empty(), Optional.of(hours(until)), HERE));
  }

  private DeliveryAssessment assessed() {
    return DeliveryAssessment.of(facts, incidents, new ServiceNames(catalog), DeliveryRules.STANDARD);
  }

  private DeliveryMetrics measured() {
    return DeliveryMetrics.of(assessed(), Optional.empty(), MONDAY, MONDAY.plus(Duration.ofDays(14)));
  }

  private JudgedDeployment judged(String id) {
    return assessed().find(id).orElseThrow();
  }

  @Test
  void leadTimeIsFromTheOldestCommitThatADeploymentBringsFirst() {
    commit("aaaaaaa", 0, "base");
    commit("bbbbbbb", 5, "first of it", "aaaaaaa");
    commit("ccccccc", 8, "second of it", "bbbbbbb");
    deployed("d1", 2, "aaaaaaa");
    deployed("d2", 10, "ccccccc");
    assertThat(judged("d2").commits()).containsExactlyInAnyOrder("bbbbbbb", "ccccccc");
    assertThat(judged("d2").leadTime()).contains(Duration.ofHours(5));
    // The first one that is known may bring years of history; only its own commit counts.
    assertThat(judged("d1").leadTime()).contains(Duration.ofHours(2));
  }

  @Test
  void withoutCommitsTheLeadTimeIsNotEvaluatedAndSaidToBe() {
    deployed("d1", 2, "aaaaaaa");
    assertThat(measured().leadTime()).isEmpty();
    assertThat(measured().left().commitsUnknown()).isEqualTo(1);
  }

  @Test
  void whereOnlyTheOpeningOfAPullRequestIsKnownTheLeadTimeMayBeLonger() {
    facts.add(
        new PullRequest(
            "acme/shop", "7", Optional.empty(), Optional.empty(), Optional.of(hours(1)), Optional.empty(), Optional.of(hours(3)),
            Optional.of(hours(4)), Optional.of("aaaaaaa"), Optional.empty(), HERE));
    deployed("d1", 5, "aaaaaaa");
    assertThat(judged("d1").leadTime()).contains(Duration.ofHours(4));
    assertThat(judged("d1").approvalLeadTime()).contains(Duration.ofHours(2));
    assertThat(measured().left().leadTimesAtLeast()).isEqualTo(1);
  }

  @Test
  void whatSaysNoEnvironmentIsNotEvaluatedAndWhatGoesElsewhereIsNotProduction() {
    deployed("d1", "github", 1, "aaaaaaa", Optional.empty(), Outcome.SUCCEEDED, false);
    deployed("d2", "github", 2, "bbbbbbb", Optional.of("staging"), Outcome.SUCCEEDED, false);
    deployed("d3", "github", 3, "ccccccc", Optional.of("non-prod"), Outcome.SUCCEEDED, false);
    deployed("d4", "github", 4, "ddddddd", Optional.of("prod-eu"), Outcome.SUCCEEDED, false);
    deployed("d5", "github", 5, "eeeeeee", Optional.of("prod-eu"), Outcome.FAILED, false);
    deployed("d6", "github", 6, "fffffff", Optional.of("prod-eu"), Outcome.RUNNING, false);
    DeliveryAssessment assessed = assessed();
    assertThat(assessed.deployments()).extracting(one -> one.deployment().id()).containsExactly("d4");
    assertThat(assessed.unknownEnvironment()).extracting(Deployment::id).containsExactly("d1");
    assertThat(assessed.notCompleted()).extracting(Deployment::id).containsExactly("d5");
    assertThat(assessed.elsewhere()).isEqualTo(2);
  }

  @Test
  void twoSystemsThatTellOfTheSameDeploymentMakeOne() {
    deployed("github:1", "github", 1, "aaaaaaabbbb", Optional.of("production"), Outcome.SUCCEEDED, false);
    deployed("argocd:1", "argocd", 1.2, "aaaaaaa", Optional.of("production"), Outcome.SUCCEEDED, false);
    deployed("github:2", "github", 5, "aaaaaaabbbb", Optional.of("production"), Outcome.SUCCEEDED, false);
    assertThat(measured().deployments()).isEqualTo(2);
    assertThat(judged("argocd:1").deployment().id()).isEqualTo("github:1");
  }

  @Test
  void severalMessagesAboutOneDeploymentMakeOne() {
    deployed("d1", "github", 1, "aaaaaaa", Optional.of("production"), Outcome.RUNNING, false);
    deployed("d1", "github", 2, "aaaaaaa", Optional.of("production"), Outcome.SUCCEEDED, false);
    // A late delivery of the first message changes nothing.
    deployed("d1", "github", 1, "aaaaaaa", Optional.of("production"), Outcome.RUNNING, false);
    assertThat(measured().deployments()).isEqualTo(1);
  }

  @Test
  void puttingBackWhatRanBeforeSaysThatTheOneBetweenFailedAndGoingForwardAgainSaysNothing() {
    deployed("d1", 1, "aaaaaaa");
    deployed("d2", 5, "bbbbbbb");
    deployed("d3", 6, "aaaaaaa");
    deployed("d4", 9, "bbbbbbb");
    assertThat(judged("d2").failed()).isTrue();
    assertThat(judged("d2").evidence()).extracting(FailureEvidence::kind).containsExactly(FailureEvidence.Kind.ROLLBACK);
    assertThat(judged("d2").recovery()).contains(Duration.ofHours(1));
    assertThat(judged("d3").failed()).isFalse();
    assertThat(judged("d3").rework()).contains("rollback of d2");
    assertThat(measured().failures()).isEqualTo(new Share(1, 4));
    assertThat(measured().rework()).isEqualTo(new Share(1, 4));
  }

  @Test
  void aCommitThatTakesBackWhatItBroughtSaysThatItFailed() {
    commit("aaaaaaa", 0, "base");
    commit("bbbbbbb", 1, "new cart", "aaaaaaa");
    commit("ccccccc", 2, "docs", "bbbbbbb");
    commit("ddddddd", 20, "Revert \"new cart\"\n\nThis reverts commit bbbbbbb.", "ccccccc");
    deployed("d1", 0.5, "aaaaaaa");
    deployed("d2", 3, "ccccccc");
    deployed("d3", 21, "ddddddd");
    assertThat(judged("d2").failed()).isTrue();
    assertThat(judged("d2").confidence()).isCloseTo(0.85, within(1e-9));
    assertThat(judged("d2").recovery()).contains(Duration.ofHours(18));
    assertThat(judged("d1").failed()).isFalse();
  }

  @Test
  void aHotfixRightAfterSpeaksForAFailureAndOneAWeekLaterDoesNot() {
    commit("aaaaaaa", 0, "base");
    commit("bbbbbbb", 2, "hotfix: null cart", "aaaaaaa");
    commit("ccccccc", 300, "Hot-fix for tax", "bbbbbbb");
    deployed("d1", 1, "aaaaaaa");
    deployed("d2", 3, "bbbbbbb");
    deployed("d3", 301, "ccccccc");
    assertThat(judged("d1").failed()).isTrue();
    assertThat(judged("d2").failed()).isFalse();
  }

  @Test
  void anIncidentIsTiedToTheLastDeploymentBeforeItAndToNoOther() {
    deployed("d1", 1, "aaaaaaa");
    deployed("d2", 1.5, "bbbbbbb");
    incident("inc-1", 2, 3, Optional.empty());
    assertThat(judged("d1").failed()).isFalse();
    assertThat(judged("d2").failed()).isTrue();
    assertThat(judged("d2").recovery()).contains(Duration.ofHours(1));
  }

  @Test
  void anIncidentManyHoursLaterAloneIsTooLittle() {
    deployed("d1", 1, "aaaaaaa");
    incident("inc-1", 12, 13, Optional.empty());
    assertThat(judged("d1").failed()).isFalse();
    assertThat(judged("d1").confidence()).isCloseTo(0.4, within(1e-9));
  }

  @Test
  void anIncidentThatNamesItsCauseCountsForThatDeploymentOnly() {
    deployed("d1", 1, "aaaaaaabbbb");
    deployed("d2", 1.5, "bbbbbbb");
    incident("inc-1", 2, 3, Optional.of("aaaaaaa"));
    assertThat(judged("d1").failed()).isTrue();
    assertThat(judged("d2").failed()).isFalse();
  }

  @Test
  void aPersonsWordCountsBeforeAllEvidence() {
    deployed("d1", 1, "aaaaaaa");
    incident("inc-1", 1.2, 3, Optional.empty());
    facts.add(new FailureJudgement("d1", true, "bob", "it was ours", Optional.of(hours(4)), HERE));
    facts.add(new FailureJudgement("d1", false, "ann", "the network was down", Optional.of(hours(5)), HERE));
    assertThat(judged("d1").failed()).isFalse();
    assertThat(judged("d1").evidence()).isNotEmpty();
    assertThat(measured().left().byPerson()).isEqualTo(1);
  }

  @Test
  void aRepositoryIsTheComponentWhoseAnnotationNamesIt() {
    catalog.add(component("webshop", Map.of("github.com/project-slug", "Acme/Shop")));
    deployed("d1", 1, "aaaaaaa");
    assertThat(assessed().services()).containsExactly("webshop");
  }

  @Test
  void whatTwoComponentsClaimIsNobodys() {
    catalog.add(component("one", Map.of("github.com/project-slug", "acme/shop")));
    catalog.add(component("two", Map.of("backstage.io/source-location", "url:https://github.example/acme/shop/tree/main/two/")));
    deployed("d1", 1, "aaaaaaa");
    assertThat(assessed().services()).containsExactly("acme/shop");
  }

  private static CatalogEntity component(String name, Map<String, String> annotations) {
    return new CatalogEntity(
        "Component", "default", name, name, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
        annotations, List.of(), HERE);
  }

  @Test
  void infrastructureFromTemplatesAndCustomIsMeasuredApart() {
    for (int i = 0; i < 4; i++) {
      facts.add(
          new PullRequest(
              "acme/net", "" + i, Optional.empty(), Optional.empty(), Optional.of(hours(0)), Optional.empty(), Optional.empty(),
              Optional.empty(), Optional.empty(), Optional.empty(), HERE));
      facts.add(
          new PipelineRun(
              "r" + i, "table", "acme/net", "apply", PipelineRun.Kind.INFRASTRUCTURE,
              i == 3 ? Outcome.FAILED : Outcome.SUCCEEDED, hours(10 + i), Optional.empty(), Optional.of("000000" + i),
              Optional.of("" + i), Optional.of(i == 0), Optional.empty(), HERE));
    }
    facts.add(new Commit("acme/net", "fffffff", hours(15), "This reverts commit 0000001", List.of(), HERE));
    DeliveryMetrics.Infrastructure measured =
        DeliveryMetrics.infrastructure(assessed(), Optional.empty(), MONDAY, MONDAY.plus(Duration.ofDays(7)));
    assertThat(measured.success()).isEqualTo(new Share(2, 4));
    assertThat(measured.templated().orElseThrow().p50()).isEqualTo(Duration.ofHours(10));
    assertThat(measured.custom().orElseThrow().count()).isEqualTo(2);
  }

  @Test
  void percentilesComeWithTheSizeOfTheSampleAndAnIntervalOfTheMedian() {
    Spread spread = Spread.of(IntStream.rangeClosed(1, 20).mapToObj(Duration::ofHours).toList()).orElseThrow();
    assertThat(spread.p50()).isEqualTo(Duration.ofMinutes(630));
    assertThat(spread.p90()).isEqualTo(Duration.ofMinutes(18 * 60 + 6));
    // P(Binomial(20, 1/2) <= 5) = 0.0207: the 6th and the 15th hold the median between them.
    assertThat(spread.medianInterval()).contains(new Spread.Interval(Duration.ofHours(6), Duration.ofHours(15)));
    assertThat(Spread.of(List.of(Duration.ofHours(1), Duration.ofHours(2))).orElseThrow().medianInterval()).isEmpty();
    assertThat(Spread.of(List.of())).isEmpty();
  }

  @Test
  void aRateFromFewHasWideBounds() {
    Share share = new Share(1, 10);
    assertThat(share.low()).isCloseTo(0.0179, within(1e-4));
    assertThat(share.high()).isCloseTo(0.4042, within(1e-4));
    assertThat(new Share(0, 10).low()).isZero();
    assertThat(new Share(0, 0).isKnown()).isFalse();
  }
}
