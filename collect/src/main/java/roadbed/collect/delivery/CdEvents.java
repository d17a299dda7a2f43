package roadbed.collect.delivery;

import java.time.Instant;
import java.util.Optional;
import roadbed.collect.alert.Fields;
import roadbed.model.delivery.Deployment;
import roadbed.model.delivery.IncidentSignal;
import roadbed.model.delivery.Outcome;
import roadbed.model.delivery.PipelineRun;
import roadbed.model.delivery.PullRequest;

/** CDEvents, bare or as the data of CloudEvents: services, changes, runs of pipelines and incidents. */
final class CdEvents implements DeliveryFormat {
  private static final String PREFIX = "dev.cdevents.";

  @Override
  public String id() {
    return "cdevents";
  }

  @Override
  public boolean recognises(Fields message) {
    return type(message).startsWith(PREFIX);
  }

  private static Fields event(Fields message) {
    return message.has("context.type") ? message : message.below("data");
  }

  private static String type(Fields message) {
    return event(message).text("context.type").or(() -> message.text("type")).orElse("");
  }

  @Override
  public void read(Fields message, Told told) {
    Fields event = event(message);
    Optional<Instant> at = told.neededTime(event.time("context.timestamp").or(() -> message.time("time")), "context.timestamp");
    Optional<String> subject = told.needed(event.text("subject.id"), "subject.id");
    if (at.isEmpty() || subject.isEmpty()) {
      return;
    }
    String[] words = type(message).substring(PREFIX.length()).split("\\.", -1);
    String kind = words[0];
    String predicate = words.length > 1 ? words[1] : "";
    Fields content = event.below("subject.content");
    String source = event.text("context.source").or(() -> message.text("source")).orElse("");
    switch (kind) {
      case "service" -> service(event, content, source, subject.get(), predicate, at.get(), told);
      case "change" -> change(content, source, subject.get(), predicate, at.get(), told);
      case "pipelinerun" -> run(content, source, subject.get(), predicate, at.get(), told);
      case "incident" ->
          told.add(
              new IncidentSignal(
                  subject.get(),
                  content.text("service.id"),
                  content.text("environment.id"),
                  content.text("artifactId"),
                  content.text("description"),
                  at.get(),
                  predicate.equals("resolved"),
                  told.location()));
      default -> {
        // Tests, artifacts, branches: nothing that is measured.
      }
    }
  }

  private static void service(
      Fields event, Fields content, String source, String subject, String predicate, Instant at, Told told) {
    if (!predicate.equals("deployed") && !predicate.equals("upgraded") && !predicate.equals("rolledback")) {
      return;
    }
    String artifact = content.text("artifactId").orElse("");
    int version = artifact.lastIndexOf('@');
    told.add(
        new Deployment(
            "cdevents:" + event.text("context.id").orElse(source + ":" + subject + ":" + at),
            "cdevents",
            subject,
            Optional.of(subject),
            content.text("environment.id"),
            Optional.empty(),
            Outcome.SUCCEEDED,
            at,
            Optional.empty(),
            event.text("customData.commit", "customData.sha"),
            artifact.isEmpty() ? Optional.empty() : Optional.of(artifact.substring(version + 1)),
            predicate.equals("rolledback"),
            Optional.empty(),
            Optional.empty(),
            told.location()));
  }

  private static void change(Fields content, String source, String subject, String predicate, Instant at, Told told) {
    String repository = content.text("repository.id").orElse(source);
    told.add(
        new PullRequest(
            repository,
            subject,
            content.text("description"),
            Optional.empty(),
            predicate.equals("created") ? Optional.of(at) : Optional.empty(),
            Optional.empty(),
            predicate.equals("reviewed") ? Optional.of(at) : Optional.empty(),
            predicate.equals("merged") ? Optional.of(at) : Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            told.location()));
  }

  private static void run(Fields content, String source, String subject, String predicate, Instant at, Told told) {
    boolean finished = predicate.equals("finished");
    String pipeline = content.text("pipelineName").orElse("");
    told.add(
        new PipelineRun(
            "cdevents:" + source + ":run:" + subject,
            "cdevents",
            source,
            pipeline,
            InfrastructureNames.kind(pipeline),
            finished ? told.outcome(content.text("outcome").orElse("")) : Outcome.RUNNING,
            at,
            finished ? Optional.empty() : Optional.of(at),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            told.location()));
  }
}
