package roadbed.collect.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import roadbed.collect.alert.Fields;
import roadbed.model.delivery.Deployment;
import roadbed.model.delivery.Outcome;
import roadbed.model.delivery.PipelineRun;

/**
 * Builds of Jenkins: what the notification plugin posts, and what {@code /api/json} answers. A build whose parameters name an
 * environment is a deployment as well; Jenkins itself does not tell builds from deployments.
 */
final class Jenkins implements DeliveryFormat {
  private static final List<String> ENVIRONMENTS =
      List.of("ENVIRONMENT", "environment", "ENV", "env", "DEPLOY_ENV", "TARGET_ENVIRONMENT", "DEPLOY_ENVIRONMENT");

  @Override
  public String id() {
    return "jenkins";
  }

  @Override
  public boolean recognises(Fields message) {
    return message.has("name", "build.phase", "build.number")
        || (message.has("number", "timestamp", "actions") && message.has("result") && message.has("building"));
  }

  @Override
  public void read(Fields message, Told told) {
    if (message.has("build.phase")) {
      notification(message, told);
    } else {
      answer(message, told);
    }
  }

  private static void notification(Fields message, Told told) {
    Fields build = message.below("build");
    String job = message.text("name").orElse("");
    Optional<Instant> at = told.neededTime(build.time("timestamp"), "build.timestamp");
    if (at.isEmpty()) {
      return;
    }
    boolean running = build.text("phase").filter("STARTED"::equals).isPresent() || build.text("phase").filter("QUEUED"::equals).isPresent();
    Optional<String> environment =
        ENVIRONMENTS.stream().map(name -> build.text("parameters." + name)).flatMap(Optional::stream).findFirst();
    add(
        job,
        build.text("number").orElse(""),
        running ? Outcome.RUNNING : told.outcome(build.text("status").orElse("")),
        at.get(),
        // A whole duration comes with what is told at the end.
        build.text("duration").flatMap(Jenkins::millis).map(at.get()::minusMillis),
        build.text("scm.commit"),
        environment,
        build.text("full_url"),
        told);
  }

  private static void answer(Fields build, Told told) {
    Optional<Instant> began = told.neededTime(build.time("timestamp"), "timestamp");
    if (began.isEmpty()) {
      return;
    }
    long duration = build.text("duration").flatMap(Jenkins::millis).orElse(0L);
    boolean running = build.text("building").filter("true"::equals).isPresent();
    Optional<String> commit = Optional.empty();
    Optional<String> environment = Optional.empty();
    for (Fields action : build.each("actions")) {
      commit = commit.or(() -> action.text("lastBuiltRevision.SHA1"));
      for (Fields parameter : action.each("parameters")) {
        if (parameter.text("name").filter(ENVIRONMENTS::contains).isPresent()) {
          environment = environment.or(() -> parameter.text("value"));
        }
      }
    }
    String url = build.text("url").orElse("");
    add(
        job(build.text("fullDisplayName").orElse(""), url),
        build.text("number").orElse(""),
        running ? Outcome.RUNNING : told.outcome(build.text("result").orElse("")),
        began.get().plusMillis(duration),
        began,
        commit,
        environment,
        Optional.of(url).filter(text -> !text.isEmpty()),
        told);
  }

  /** The job's full name stands in the address, after each {@code job/}. */
  private static String job(String displayName, String url) {
    StringBuilder name = new StringBuilder();
    String[] parts = url.split("/", -1);
    for (int i = 0; i + 1 < parts.length; i++) {
      if (parts[i].equals("job")) {
        name.append(name.isEmpty() ? "" : "/").append(parts[++i]);
      }
    }
    int number = displayName.lastIndexOf(" #");
    return name.isEmpty() ? displayName.substring(0, Math.max(0, number)) : name.toString();
  }

  private static Optional<Long> millis(String text) {
    return text.matches("[0-9]{1,12}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  private static void add(
      String job,
      String number,
      Outcome outcome,
      Instant at,
      Optional<Instant> startedAt,
      Optional<String> commit,
      Optional<String> environment,
      Optional<String> link,
      Told told) {
    told.add(
        new PipelineRun(
            "jenkins:" + job + ":run:" + number,
            "jenkins",
            job,
            job,
            InfrastructureNames.kind(job),
            outcome,
            at,
            startedAt,
            commit,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            told.location()));
    if (environment.isPresent()) {
      told.add(
          new Deployment(
              "jenkins:" + job + ":" + number,
              "jenkins",
              job,
              Optional.empty(),
              environment,
              Optional.empty(),
              outcome,
              at,
              startedAt,
              commit,
              Optional.empty(),
              false,
              Optional.empty(),
              link,
              told.location()));
    }
  }
}
