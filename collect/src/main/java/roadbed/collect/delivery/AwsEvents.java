package roadbed.collect.delivery;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import roadbed.collect.alert.Fields;
import roadbed.model.delivery.Deployment;
import roadbed.model.delivery.PipelineRun;

/**
 * Events of CodePipeline, CodeDeploy and CodeBuild. A deployment of CodeDeploy and a deploying action of CodePipeline are
 * deployments, to the deployment group and to the stage. Where CodePipeline has CodeDeploy do it, CodeDeploy's event is the
 * deployment.
 */
final class AwsEvents implements DeliveryFormat {
  @Override
  public String id() {
    return "aws";
  }

  @Override
  public boolean recognises(Fields message) {
    return message.has("CodePipeline.job")
        || (message.has("detail-type", "detail")
            && message.text("source").filter(source -> source.matches("aws\\.code(?:pipeline|deploy|build)")).isPresent());
  }

  @Override
  public void read(Fields message, Told told) {
    if (message.has("CodePipeline.job")) {
      // A request for work: nothing was done yet.
      return;
    }
    Optional<Instant> at = told.neededTime(message.time("time"), "time");
    if (at.isEmpty()) {
      return;
    }
    String place = message.text("account").orElse("") + ":" + message.text("region").orElse("");
    Fields detail = message.below("detail");
    switch (message.text("source").orElse("")) {
      case "aws.codedeploy" -> codeDeploy(detail, place, at.get(), told);
      case "aws.codebuild" -> codeBuild(detail, at.get(), told);
      default -> codePipeline(message, detail, place, at.get(), told);
    }
  }

  private static void codeDeploy(Fields detail, String place, Instant at, Told told) {
    Optional<String> application = told.needed(detail.text("application"), "detail.application");
    Optional<String> id = told.needed(detail.text("deploymentId"), "detail.deploymentId");
    if (application.isEmpty() || id.isEmpty()) {
      return;
    }
    told.add(
        deployment(
            "codedeploy:" + place + ":" + id.get(),
            application.get(),
            detail.text("deploymentGroup"),
            detail.text("state").orElse(""),
            at,
            told));
  }

  private static Deployment deployment(
      String id, String subject, Optional<String> environment, String state, Instant at, Told told) {
    return new Deployment(
        id,
        "aws",
        subject,
        Optional.empty(),
        environment,
        Optional.empty(),
        told.outcome(state),
        at,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        told.location());
  }

  private static void codeBuild(Fields detail, Instant at, Told told) {
    Optional<String> project = told.needed(detail.text("project-name"), "detail.project-name");
    if (project.isEmpty()) {
      return;
    }
    Optional<String> state = detail.text("build-status");
    if (state.isEmpty()) {
      // A phase of a build that ends with a state of its own.
      return;
    }
    told.add(
        run(
            "codebuild:" + detail.text("build-id").orElse(project.get() + ":" + at),
            project.get(),
            state.get(),
            at,
            detail.text("source-version", "additional-information.source-version").filter(text -> text.matches("[0-9a-f]{40}")),
            told));
  }

  private static void codePipeline(Fields message, Fields detail, String place, Instant at, Told told) {
    Optional<String> pipeline = told.needed(detail.text("pipeline"), "detail.pipeline");
    String execution = detail.text("execution-id").orElse("");
    String type = message.text("detail-type").orElse("").toLowerCase(Locale.ROOT);
    if (pipeline.isEmpty()) {
      return;
    }
    String state = detail.text("state").orElse("");
    if (type.contains("pipeline execution")) {
      told.add(run("codepipeline:" + place + ":" + execution, pipeline.get(), state, at, Optional.empty(), told));
    } else if (detail.text("type.category").filter("Deploy"::equals).isPresent()
        && detail.text("type.provider").filter(provider -> provider.startsWith("CodeDeploy")).isEmpty()) {
      told.add(
          deployment(
              "codepipeline:" + place + ":" + execution + ":" + detail.text("stage").orElse("") + ":" + detail.text("action").orElse(""),
              pipeline.get(),
              detail.text("stage"),
              state,
              at,
              told));
    }
  }

  private static PipelineRun run(String id, String subject, String state, Instant at, Optional<String> commit, Told told) {
    return new PipelineRun(
        id,
        "aws",
        subject,
        subject,
        InfrastructureNames.kind(subject),
        told.outcome(state),
        at,
        Optional.empty(),
        commit,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        told.location());
  }
}
