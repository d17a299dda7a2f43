package roadbed.collect.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import roadbed.model.Diagnostic;
import roadbed.model.delivery.Commit;
import roadbed.model.delivery.DeliveryFact;
import roadbed.model.delivery.Deployment;
import roadbed.model.delivery.FailureJudgement;
import roadbed.model.delivery.IncidentSignal;
import roadbed.model.delivery.Outcome;
import roadbed.model.delivery.PipelineRun;
import roadbed.model.delivery.PullRequest;

/** What systems tell about delivery is recognised by its content. */
class DeliveryReaderTest {

  private static List<DeliveryFact> facts(String text) {
    DeliveryReader.Reading reading = DeliveryReader.read(text, "message");
    assertThat(reading.diagnostics()).isEmpty();
    assertThat(reading.recognised()).isTrue();
    return reading.facts();
  }

  private static <T> T only(String text, Class<T> type) {
    List<DeliveryFact> facts = facts(text);
    assertThat(facts).hasSize(1);
    return type.cast(facts.getFirst());
  }

  @Test
  void githubTellsADeploymentAndHowItWent() {
    Deployment deployment =
        only(
            """
            {"action":"created","repository":{"full_name":"acme/shop"},
             "deployment":{"id":145988746,"sha":"f95f852bd8fca8fcc58a9a2d6c842781e32a215e","ref":"main","task":"deploy",
               "environment":"production","production_environment":true,"created_at":"2026-01-05T15:00:00Z",
               "updated_at":"2026-01-05T15:00:00Z","creator":{"login":"mona"}},
             "deployment_status":{"state":"success","created_at":"2026-01-05T15:10:00Z","updated_at":"2026-01-05T15:10:00Z"},
             "workflow_run":{"id":1}}
            """,
            Deployment.class);
    assertThat(deployment.id()).isEqualTo("github:acme/shop:145988746");
    assertThat(deployment.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(deployment.production()).contains(true);
    assertThat(deployment.at()).isEqualTo(Instant.parse("2026-01-05T15:10:00Z"));
    assertThat(deployment.startedAt()).contains(Instant.parse("2026-01-05T15:00:00Z"));
    assertThat(deployment.commit()).contains("f95f852bd8fca8fcc58a9a2d6c842781e32a215e");
    assertThat(deployment.actor()).contains("mona");
  }

  @Test
  void aGithubDeploymentThatAnotherReplacedDidNotFail() {
    assertThat(
            facts(
                """
                {"repository":{"full_name":"acme/shop"},"deployment":{"id":1,"created_at":"2026-01-05T15:00:00Z"},
                 "deployment_status":{"state":"inactive","created_at":"2026-01-06T15:00:00Z"}}
                """))
        .isEmpty();
  }

  @Test
  void githubTellsThatAPullRequestWasMergedAndApproved() {
    String request =
        "\"pull_request\":{\"number\":7,\"title\":\"Add cart\",\"head\":{\"ref\":\"cart\",\"sha\":\"aaaaaaa\"},"
            + "\"created_at\":\"2026-01-01T09:00:00Z\",\"merged_at\":\"2026-01-02T09:00:00Z\",\"merge_commit_sha\":\"bbbbbbb\"}";
    PullRequest merged = only("{\"action\":\"closed\",\"repository\":{\"full_name\":\"acme/shop\"}," + request + "}", PullRequest.class);
    PullRequest approved =
        only(
            "{\"action\":\"submitted\",\"repository\":{\"full_name\":\"acme/shop\"},\"review\":{\"state\":\"approved\","
                + "\"submitted_at\":\"2026-01-01T12:00:00Z\"}," + request + "}",
            PullRequest.class);
    assertThat(merged.mergeCommit()).contains("bbbbbbb");
    assertThat(merged.with(approved).approvedAt()).contains(Instant.parse("2026-01-01T12:00:00Z"));
    assertThat(merged.id()).isEqualTo("acme/shop#7");
  }

  @Test
  void gitlabTellsDeploymentsInItsOwnWayOfWritingTimes() {
    Deployment deployment =
        only(
            """
            {"object_kind":"deployment","status":"failed","status_changed_at":"2026-04-28 21:50:00 +0200","deployment_id":15,
             "environment":"eu/live","environment_tier":"production","short_sha":"279484c0",
             "commit_url":"https://gitlab.example/acme/shop/-/commit/279484c09fbe69ededfced8c1bb6e6d24616b468",
             "project":{"path_with_namespace":"acme/shop"},"user":{"username":"root"}}
            """,
            Deployment.class);
    assertThat(deployment.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(deployment.at()).isEqualTo(Instant.parse("2026-04-28T19:50:00Z"));
    assertThat(deployment.commit()).contains("279484c09fbe69ededfced8c1bb6e6d24616b468");
    assertThat(deployment.production()).contains(true);
  }

  @Test
  void argoGoesBackToARevisionThatRanBeforeAndThatIsARollback() {
    List<DeliveryFact> facts =
        facts(
            """
            {"apiVersion":"argoproj.io/v1alpha1","kind":"Application","metadata":{"name":"shop","labels":{"environment":"prod"}},
             "status":{"history":[
               {"id":0,"revision":"1111111","deployedAt":"2026-01-01T10:00:00Z","deployStartedAt":"2026-01-01T09:59:00Z"},
               {"id":1,"revision":"2222222","deployedAt":"2026-01-02T10:00:00Z"},
               {"id":2,"revision":"1111111","deployedAt":"2026-01-02T10:30:00Z"}],
              "operationState":{"phase":"Failed","finishedAt":"2026-01-03T10:00:00Z","startedAt":"2026-01-03T09:58:00Z",
               "syncResult":{"revision":"3333333"}}}}
            """);
    assertThat(facts).hasSize(4);
    assertThat(facts.stream().map(fact -> ((Deployment) fact).rollback())).containsExactly(false, false, true, false);
    assertThat(((Deployment) facts.getLast()).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(((Deployment) facts.getFirst()).environment()).contains("prod");
  }

  @Test
  void aJenkinsBuildWithAnEnvironmentIsADeploymentToo() {
    List<DeliveryFact> facts =
        facts(
            """
            {"name":"shop/deploy","url":"job/shop/","build":{"full_url":"https://ci.example/job/shop/18/","number":18,
             "phase":"COMPLETED","status":"SUCCESS","timestamp":1767225600000,"duration":60000,
             "scm":{"commit":"c6d86dc654b12425e706bcf951adfe5a8627a517"},"parameters":{"ENVIRONMENT":"production"}}}
            """);
    assertThat(facts).hasSize(2);
    assertThat(((PipelineRun) facts.getFirst()).startedAt()).contains(Instant.parse("2025-12-31T23:59:00Z"));
    assertThat(((Deployment) facts.getLast()).environment()).contains("production");
  }

  @Test
  void terraformTellsWhatItApplied() {
    PipelineRun run =
        only(
            """
            {"payload_version":1,"run_id":"run-FwnENkvDnrpyFC7M","workspace_name":"network","organization_name":"acme",
             "run_created_at":"2026-01-25T18:34:00.000Z",
             "notifications":[{"trigger":"run:completed","run_status":"applied","run_updated_at":"2026-01-25T18:37:04.000Z"}]}
            """,
            PipelineRun.class);
    assertThat(run.kind()).isEqualTo(PipelineRun.Kind.INFRASTRUCTURE);
    assertThat(run.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(run.subject()).isEqualTo("acme/network");
  }

  @Test
  void cdEventsComeBareAndInsideCloudEvents() {
    String event =
        """
        {"context":{"id":"A","type":"dev.cdevents.service.%s.0.1.1","source":"/dev","timestamp":"2026-01-05T10:00:00Z"},
         "subject":{"id":"shop","content":{"environment":{"id":"prod"},"artifactId":"pkg:oci/shop@sha256%%3A1"}}}
        """;
    assertThat(only(event.formatted("rolledback"), Deployment.class).rollback()).isTrue();
    Deployment inside =
        only(
            "{\"specversion\":\"1.0\",\"id\":\"A\",\"source\":\"/dev\",\"type\":\"dev.cdevents.service.deployed.0.1.1\",\"data\":"
                + event.formatted("deployed") + "}",
            Deployment.class);
    assertThat(inside.service()).contains("shop");
    assertThat(inside.environment()).contains("prod");
    IncidentSignal resolved =
        only(
            """
            {"context":{"id":"B","type":"dev.cdevents.incident.resolved.0.1.0","source":"/m","timestamp":"2026-01-05T11:00:00Z"},
             "subject":{"id":"inc-1","content":{"service":{"id":"shop"},"environment":{"id":"prod"}}}}
            """,
            IncidentSignal.class);
    assertThat(resolved.resolved()).isTrue();
  }

  @Test
  void amazonsEventsByOthersAreRead() throws IOException {
    Path folder = Path.of("../../shared/data/payloads/aws");
    Path other = Path.of("../../../shared/data/payloads/aws");
    Path samples = Files.isDirectory(folder) ? folder : other;
    Assumptions.assumeTrue(Files.isDirectory(samples), "the folder of samples is not here");
    Deployment deployment = only(Files.readString(samples.resolve("codedeploy-deployment-event.json")), Deployment.class);
    assertThat(deployment.subject()).isEqualTo("myApplication");
    assertThat(deployment.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(only(Files.readString(samples.resolve("codebuild-state-change.json")), PipelineRun.class).outcome())
        .isEqualTo(Outcome.SUCCEEDED);
    assertThat(
            only(Files.readString(samples.resolve("codepipeline-execution-state-change-event.json")), PipelineRun.class).outcome())
        .isEqualTo(Outcome.RUNNING);
    // The action is CodeDeploy's, which tells of the deployment itself; counted here it would be counted twice.
    assertThat(facts(Files.readString(samples.resolve("codepipeline-action-execution-stage-change-event.json")))).isEmpty();
    assertThat(facts(Files.readString(samples.resolve("codepipeline-job-event.json")))).isEmpty();
  }

  @Test
  void tablesAreReadRowByRowAndAWrongRowIsSaidWithItsLine() {
    DeliveryReader.Reading reading =
        DeliveryReader.read(
            """
            deployment,service,environment,finished_at,commit,colour
            d1,shop,production,2026-01-01T10:00:00Z,abcdef1,red
            d2,shop,production,yesterday,abcdef2,red
            d3,shop,production,2026-01-03T10:00:00Z,abcdef3,red
            d4,shop
            """,
            "deployments.csv");
    assertThat(reading.facts()).extracting(fact -> ((Deployment) fact).id()).containsExactly("d1", "d3");
    assertThat(reading.diagnostics())
        .extracting(Diagnostic::code, diagnostic -> diagnostic.location().line())
        .containsExactlyInAnyOrder(
            tuple("delivery.column", 1),
            tuple("delivery.row", 3),
            tuple("delivery.row", 5));
  }

  @Test
  void oneDocumentMayHaveAllTables() {
    List<DeliveryFact> facts =
        facts(
            """
            {"deployments":[{"deployment":"d1","service":"shop","environment":"prod","finished_at":"2026-01-01T10:00:00Z"}],
             "judgements":[{"deployment":"d1","failed":false,"by":"ann@acme.example","reason":"the network was down"}],
             "commits":[{"commit":"abcdef1","repository":"acme/shop","committed_at":"2026-01-01T08:00:00Z","parents":["abcdef0"]}],
             "pull_requests":[{"pull_request":7,"repository":"acme/shop","opened_at":"2026-01-01T08:30:00Z"}],
             "pipeline_runs":[{"pipeline_run":"r1","repository":"acme/net","finished_at":"2026-01-01T09:00:00Z","kind":"infrastructure","templated":true}]}
            """);
    assertThat(facts).hasSize(5);
    assertThat(facts).filteredOn(FailureJudgement.class::isInstance).hasSize(1);
    assertThat(facts).filteredOn(Commit.class::isInstance).extracting(fact -> ((Commit) fact).parents()).containsExactly(List.of("abcdef0"));
    assertThat(facts).filteredOn(PipelineRun.class::isInstance).extracting(fact -> ((PipelineRun) fact).templated()).containsExactly(Optional.of(true));
  }

  @Test
  void messagesMayStandOneALineAndABrokenOneIsSaid() {
    String line = "{\"deployment\":\"%s\",\"service\":\"shop\",\"finished_at\":\"2026-01-01T10:00:00Z\"}\n";
    DeliveryReader.Reading reading = DeliveryReader.read(line.formatted("d1") + "{\"deployment\"\n" + line.formatted("d2"), "kept.jsonl");
    assertThat(reading.facts()).hasSize(2);
    assertThat(reading.diagnostics()).hasSize(1);
    assertThat(reading.diagnostics().getFirst().location().line()).isEqualTo(2);
  }

  @Test
  void aStateThatNobodyKnowsIsNoSuccess() {
    DeliveryReader.Reading reading =
        DeliveryReader.read(
            "{\"deployment\":\"d1\",\"service\":\"shop\",\"finished_at\":\"2026-01-01T10:00:00Z\",\"status\":\"marvellous\"}", "one");
    assertThat(((Deployment) reading.facts().getFirst()).outcome()).isEqualTo(Outcome.RUNNING);
    assertThat(reading.diagnostics()).extracting(Diagnostic::code).containsExactly("delivery.state");
  }

  @Test
  void whatIsAboutSomethingElseIsNotRecognised() {
    assertThat(DeliveryReader.read("{\"name\":\"x\",\"version\":1}", "package.json").recognised()).isFalse();
    assertThat(DeliveryReader.read("a,b\n1,2\n", "some.csv").recognised()).isFalse();
  }
}
