package roadbed.collect.delivery;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import roadbed.collect.alert.Fields;
import roadbed.model.delivery.Deployment;
import roadbed.model.delivery.Outcome;

/**
 * Applications of Argo CD, as its API and {@code kubectl get -o json} give them, or below {@code app} or {@code application}
 * in a notification. Every entry of the history is a deployment that succeeded; the state of the operation adds one that did
 * not. An entry that goes back to a revision which ran before another one is a rollback.
 */
final class ArgoCd implements DeliveryFormat {
  @Override
  public String id() {
    return "argocd";
  }

  @Override
  public boolean recognises(Fields message) {
    return isApplication(message)
        || isApplication(message.below("app"))
        || isApplication(message.below("application"))
        || message.each("items").stream().limit(1).anyMatch(ArgoCd::isApplication);
  }

  private static boolean isApplication(Fields object) {
    return object.has("metadata.name", "status")
        && (object.text("apiVersion").filter(version -> version.startsWith("argoproj.io/")).isPresent()
                ? object.text("kind").filter("Application"::equals).isPresent()
                : object.has("status.sync") || object.has("status.operationState") || object.has("spec.destination", "status.history"));
  }

  @Override
  public void read(Fields message, Told told) {
    List<Fields> items = message.each("items");
    if (!items.isEmpty()) {
      items.stream().filter(ArgoCd::isApplication).forEach(item -> application(item, told));
      return;
    }
    application(isApplication(message) ? message : message.below(message.has("app") ? "app" : "application"), told);
  }

  private static void application(Fields application, Told told) {
    String name = application.text("metadata.name").orElse("");
    String namespace = application.text("metadata.namespace").orElse("argocd");
    Optional<String> environment =
        application.text(
            "metadata.annotations.roadbed.dev/environment",
            "metadata.labels.environment",
            "metadata.labels.env",
            "metadata.labels.app.kubernetes.io/environment");
    Set<String> ran = new HashSet<>();
    String before = "";
    for (Fields entry : application.each("status.history")) {
      Optional<Instant> at = told.neededTime(entry.time("deployedAt"), "status.history.deployedAt");
      Optional<String> revision = told.needed(entry.text("revision", "revisions.0"), "status.history.revision");
      if (at.isEmpty() || revision.isEmpty()) {
        continue;
      }
      boolean rollback = !revision.get().equals(before) && !ran.add(revision.get());
      before = revision.get();
      told.add(
          deployment(
              "argocd:" + namespace + "/" + name + ":" + entry.text("id").orElse(at.get().toString()),
              name,
              environment,
              Outcome.SUCCEEDED,
              at.get(),
              entry.time("deployStartedAt"),
              revision.get(),
              rollback,
              entry.text("initiatedBy.username"),
              told));
    }
    Fields operation = application.below("status.operationState");
    Outcome outcome = operation.text("phase").map(told::outcome).orElse(Outcome.RUNNING);
    Optional<Instant> finished = operation.time("finishedAt");
    if (outcome == Outcome.FAILED && finished.isPresent()) {
      told.add(
          deployment(
              "argocd:" + namespace + "/" + name + ":" + finished.get(),
              name,
              environment,
              outcome,
              finished.get(),
              operation.time("startedAt"),
              operation.text("syncResult.revision", "operation.sync.revision").orElse(""),
              false,
              operation.text("operation.initiatedBy.username"),
              told));
    }
  }

  private static Deployment deployment(
      String id,
      String name,
      Optional<String> environment,
      Outcome outcome,
      Instant at,
      Optional<Instant> startedAt,
      String revision,
      boolean rollback,
      Optional<String> actor,
      Told told) {
    boolean hash = revision.matches("[0-9a-f]{7,64}");
    return new Deployment(
        id,
        "argocd",
        name,
        Optional.empty(),
        environment,
        Optional.empty(),
        outcome,
        at,
        startedAt,
        hash ? Optional.of(revision) : Optional.empty(),
        Optional.of(revision).filter(text -> !text.isEmpty()),
        rollback,
        actor,
        Optional.empty(),
        told.location());
  }
}
