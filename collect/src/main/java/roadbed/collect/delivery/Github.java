package roadbed.collect.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import roadbed.collect.alert.Fields;
import roadbed.model.Value;
import roadbed.model.delivery.Commit;
import roadbed.model.delivery.Deployment;
import roadbed.model.delivery.Outcome;
import roadbed.model.delivery.PipelineRun;
import roadbed.model.delivery.PullRequest;

/** GitHub's webhooks: deployment, deployment_status, pull_request, pull_request_review, push and workflow_run. */
final class Github implements DeliveryFormat {
  @Override
  public String id() {
    return "github";
  }

  @Override
  public boolean recognises(Fields message) {
    return message.has("repository.full_name")
        && (message.has("deployment.id")
            || message.has("pull_request.number")
            || message.has("workflow_run.id")
            || message.has("ref", "commits", "after"));
  }

  @Override
  public void read(Fields message, Told told) {
    Optional<String> repository = told.needed(message.text("repository.full_name"), "repository.full_name");
    if (repository.isEmpty()) {
      return;
    }
    // A deployment's message names the run of the workflow that made it as well.
    if (message.has("deployment.id")) {
      deployment(message, repository.get(), told);
    } else if (message.has("workflow_run.id")) {
      run(message.below("workflow_run"), repository.get(), told);
    } else if (message.has("pull_request.number")) {
      pullRequest(message, repository.get(), told);
    } else {
      push(message, repository.get(), told);
    }
  }

  private static void deployment(Fields message, String repository, Told told) {
    Fields deployment = message.below("deployment");
    Fields status = message.below("deployment_status");
    String state = status.text("state").orElse("created");
    if (state.equals("inactive")) {
      // Another deployment took its place: that says nothing of how this one went.
      return;
    }
    Optional<Instant> at =
        told.neededTime(status.time("updated_at", "created_at").or(() -> deployment.time("updated_at", "created_at")), "deployment.created_at");
    if (at.isEmpty()) {
      return;
    }
    String task = deployment.text("task").orElse("deploy");
    told.add(
        new Deployment(
            "github:" + repository + ":" + deployment.text("id").orElse(""),
            "github",
            repository,
            deployment.text("payload.service", "payload.component"),
            deployment.text("environment").or(() -> status.text("environment")),
            // GitHub takes an environment named production for one unless told otherwise; false is its default elsewhere.
            deployment.text("production_environment").filter("true"::equals).map(Boolean::valueOf),
            told.outcome(state),
            at.get(),
            deployment.time("created_at"),
            deployment.text("sha"),
            deployment.text("ref"),
            task.startsWith("rollback") || task.equals("deploy:rollback"),
            deployment.text("creator.login"),
            status.text("environment_url", "log_url", "target_url").or(() -> deployment.text("url")),
            told.location()));
  }

  private static void pullRequest(Fields message, String repository, Told told) {
    Fields request = message.below("pull_request");
    boolean approval = message.text("review.state").filter(state -> state.equalsIgnoreCase("approved")).isPresent();
    told.add(
        new PullRequest(
            repository,
            request.text("number").orElse(""),
            request.text("title"),
            request.text("head.ref"),
            request.time("created_at"),
            Optional.empty(),
            approval ? message.time("review.submitted_at") : Optional.empty(),
            request.time("merged_at"),
            // Before merging this is the hash of a trial merge.
            request.time("merged_at").isPresent() ? request.text("merge_commit_sha") : Optional.empty(),
            request.text("head.sha"),
            told.location()));
  }

  private static void push(Fields message, String repository, Told told) {
    for (Fields commit : message.each("commits")) {
      Optional<String> id = told.needed(commit.text("id"), "commits.id");
      Optional<Instant> at = told.neededTime(commit.time("timestamp"), "commits.timestamp");
      if (id.isPresent() && at.isPresent()) {
        told.add(new Commit(repository, id.get(), at.get(), commit.text("message").orElse(""), List.of(), told.location()));
      }
    }
  }

  private static void run(Fields run, String repository, Told told) {
    Optional<Instant> at = told.neededTime(run.time("updated_at", "created_at"), "workflow_run.updated_at");
    if (at.isEmpty()) {
      return;
    }
    String name = run.text("name").orElse("");
    told.add(
        new PipelineRun(
            "github:" + repository + ":run:" + run.text("id").orElse(""),
            "github",
            repository,
            name,
            InfrastructureNames.kind(name, run.text("path").orElse("")),
            run.at("conclusion").filter(value -> value instanceof Value.Text).isPresent()
                ? told.outcome(run.text("conclusion").orElse(""))
                : Outcome.RUNNING,
            at.get(),
            run.time("run_started_at", "created_at"),
            run.text("head_sha"),
            run.text("pull_requests.0.number"),
            Optional.empty(),
            Optional.empty(),
            told.location()));
  }
}
