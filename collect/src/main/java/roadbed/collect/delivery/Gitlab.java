package roadbed.collect.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import roadbed.collect.alert.Fields;
import roadbed.model.delivery.Commit;
import roadbed.model.delivery.Deployment;
import roadbed.model.delivery.PipelineRun;
import roadbed.model.delivery.PullRequest;

/** GitLab's webhooks: deployment, pipeline, merge_request and push. */
final class Gitlab implements DeliveryFormat {
  @Override
  public String id() {
    return "gitlab";
  }

  @Override
  public boolean recognises(Fields message) {
    return message.has("object_kind", "project.path_with_namespace");
  }

  @Override
  public void read(Fields message, Told told) {
    Optional<String> project = told.needed(message.text("project.path_with_namespace"), "project.path_with_namespace");
    if (project.isEmpty()) {
      return;
    }
    switch (message.text("object_kind").orElse("")) {
      case "deployment" -> deployment(message, project.get(), told);
      case "pipeline" -> pipeline(message, project.get(), told);
      case "merge_request" -> mergeRequest(message, project.get(), told);
      case "push", "tag_push" -> push(message, project.get(), told);
      default -> {
        // Issues, notes and the like say nothing of delivery.
      }
    }
  }

  private static void deployment(Fields message, String project, Told told) {
    Optional<Instant> at = told.neededTime(message.time("status_changed_at"), "status_changed_at");
    Optional<String> id = told.needed(message.text("deployment_id", "deployable_id"), "deployment_id");
    Optional<String> status = told.needed(message.text("status"), "status");
    if (at.isEmpty() || id.isEmpty() || status.isEmpty()) {
      return;
    }
    told.add(
        new Deployment(
            "gitlab:" + project + ":" + id.get(),
            "gitlab",
            project,
            Optional.empty(),
            message.text("environment"),
            message.text("environment_tier").map("production"::equals),
            told.outcome(status.get()),
            at.get(),
            Optional.empty(),
            message.text("commit_url").flatMap(Gitlab::hash).or(() -> message.text("short_sha")),
            message.text("ref"),
            false,
            message.text("user.username"),
            message.text("deployable_url", "environment_external_url"),
            told.location()));
  }

  /** The full hash stands only in the commit's address. */
  private static Optional<String> hash(String url) {
    String last = url.substring(url.lastIndexOf('/') + 1);
    return last.matches("[0-9a-f]{7,64}") ? Optional.of(last) : Optional.empty();
  }

  private static void pipeline(Fields message, String project, Told told) {
    Fields run = message.below("object_attributes");
    Optional<Instant> at = told.neededTime(run.time("finished_at", "created_at"), "object_attributes.created_at");
    Optional<String> id = told.needed(run.text("id"), "object_attributes.id");
    if (at.isEmpty() || id.isEmpty()) {
      return;
    }
    String name = run.text("name").orElse("");
    told.add(
        new PipelineRun(
            "gitlab:" + project + ":pipeline:" + id.get(),
            "gitlab",
            project,
            name,
            InfrastructureNames.kind(name, project.substring(project.lastIndexOf('/') + 1)),
            told.outcome(run.text("status").orElse("")),
            at.get(),
            run.time("created_at"),
            run.text("sha"),
            message.text("merge_request.iid"),
            Optional.empty(),
            Optional.empty(),
            told.location()));
  }

  private static void mergeRequest(Fields message, String project, Told told) {
    Fields request = message.below("object_attributes");
    Optional<String> number = told.needed(request.text("iid"), "object_attributes.iid");
    if (number.isEmpty()) {
      return;
    }
    String action = request.text("action").orElse("");
    boolean merged = request.text("state").filter("merged"::equals).isPresent();
    told.add(
        new PullRequest(
            project,
            number.get(),
            request.text("title"),
            request.text("source_branch"),
            request.time("created_at"),
            Optional.empty(),
            action.equals("approved") || action.equals("approval") ? request.time("updated_at") : Optional.empty(),
            merged ? request.time("merged_at").or(() -> action.equals("merge") ? request.time("updated_at") : Optional.empty()) : Optional.empty(),
            request.text("merge_commit_sha", "squash_commit_sha"),
            request.text("last_commit.id"),
            told.location()));
    commit(request.below("last_commit"), project, told);
  }

  private static void push(Fields message, String project, Told told) {
    message.each("commits").forEach(commit -> commit(commit, project, told));
  }

  private static void commit(Fields commit, String project, Told told) {
    Optional<String> id = commit.text("id");
    Optional<Instant> at = commit.time("timestamp");
    if (id.isPresent() && at.isPresent()) {
      told.add(new Commit(project, id.get(), at.get(), commit.text("message").orElse(""), List.of(), told.location()));
    }
  }
}
