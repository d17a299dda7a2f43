package roadbed.model;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.model.delivery.Commit;
import roadbed.model.delivery.DeliveryFact;
import roadbed.model.delivery.Deployment;
import roadbed.model.delivery.FailureJudgement;
import roadbed.model.delivery.IncidentSignal;
import roadbed.model.delivery.Outcome;
import roadbed.model.delivery.PipelineRun;
import roadbed.model.delivery.PullRequest;

/** Facts of delivery as parts of a collection's document. */
final class DeliveryJson {
  private final Map<String, Value> fields = new LinkedHashMap<>();

  private DeliveryJson(String kind) {
    put("kind", kind);
  }

  /** A fact's fields, without its place. */
  static Value.Fields of(DeliveryFact fact) {
    DeliveryJson json =
        switch (fact) {
          case Deployment one ->
              new DeliveryJson("deployment")
                  .put("id", one.id())
                  .put("source", one.source())
                  .put("subject", one.subject())
                  .put("service", one.service())
                  .put("environment", one.environment())
                  .truth("production", one.production())
                  .put("outcome", one.outcome().id())
                  .put("at", one.at().toString())
                  .time("started_at", one.startedAt())
                  .put("commit", one.commit())
                  .put("version", one.version())
                  .truth("rollback", Optional.of(one.rollback()))
                  .put("actor", one.actor())
                  .put("link", one.link());
          case Commit one ->
              new DeliveryJson("commit")
                  .put("repository", one.repository())
                  .put("id", one.id())
                  .put("at", one.at().toString())
                  .put("message", one.message())
                  .list("parents", one.parents());
          case PullRequest one ->
              new DeliveryJson("pull_request")
                  .put("repository", one.repository())
                  .put("number", one.number())
                  .put("title", one.title())
                  .put("branch", one.branch())
                  .time("opened_at", one.openedAt())
                  .time("first_commit_at", one.firstCommitAt())
                  .time("approved_at", one.approvedAt())
                  .time("merged_at", one.mergedAt())
                  .put("merge_commit", one.mergeCommit())
                  .put("head_commit", one.headCommit());
          case PipelineRun one ->
              new DeliveryJson("pipeline_run")
                  .put("id", one.id())
                  .put("source", one.source())
                  .put("subject", one.subject())
                  .put("pipeline", one.pipeline())
                  .put("purpose", one.kind().id())
                  .put("outcome", one.outcome().id())
                  .put("at", one.at().toString())
                  .time("started_at", one.startedAt())
                  .put("commit", one.commit())
                  .put("pull_request", one.pullRequest())
                  .truth("templated", one.templated())
                  .put("service", one.service());
          case FailureJudgement one ->
              new DeliveryJson("judgement")
                  .put("deployment", one.deployment())
                  .truth("failed", Optional.of(one.failed()))
                  .put("by", one.by())
                  .put("reason", one.reason())
                  .time("at", one.at());
          case IncidentSignal one ->
              new DeliveryJson("incident")
                  .put("id", one.id())
                  .put("service", one.service())
                  .put("environment", one.environment())
                  .put("cause", one.cause())
                  .put("title", one.title())
                  .put("at", one.at().toString())
                  .truth("resolved", Optional.of(one.resolved()));
        };
    return new Value.Fields(json.fields);
  }

  private DeliveryJson put(String name, String text) {
    fields.put(name, Value.of(text));
    return this;
  }

  private DeliveryJson put(String name, Optional<String> text) {
    text.ifPresent(value -> fields.put(name, Value.of(value)));
    return this;
  }

  private DeliveryJson time(String name, Optional<Instant> time) {
    return put(name, time.map(Instant::toString));
  }

  private DeliveryJson truth(String name, Optional<Boolean> truth) {
    truth.ifPresent(value -> fields.put(name, Value.of(value)));
    return this;
  }

  private DeliveryJson list(String name, Iterable<String> texts) {
    fields.put(name, Value.ofTexts(texts));
    return this;
  }

  /** The fact that fields tell. */
  static DeliveryFact read(DecodedFields from, Location location) {
    String kind = from.oneOf("kind", KINDS, name -> name);
    return switch (kind) {
      case "deployment" ->
          new Deployment(
              from.text("id"),
              from.text("source"),
              from.text("subject"),
              from.optionalText("service"),
              from.optionalText("environment"),
              truth(from, "production"),
              outcome(from),
              from.instant("at"),
              from.optionalInstant("started_at"),
              from.optionalText("commit"),
              from.optionalText("version"),
              from.bool("rollback"),
              from.optionalText("actor"),
              from.optionalText("link"),
              location);
      case "commit" ->
          new Commit(
              from.text("repository"), from.text("id"), from.instant("at"), from.text("message"), from.texts("parents"), location);
      case "pull_request" ->
          new PullRequest(
              from.text("repository"),
              from.text("number"),
              from.optionalText("title"),
              from.optionalText("branch"),
              from.optionalInstant("opened_at"),
              from.optionalInstant("first_commit_at"),
              from.optionalInstant("approved_at"),
              from.optionalInstant("merged_at"),
              from.optionalText("merge_commit"),
              from.optionalText("head_commit"),
              location);
      case "pipeline_run" ->
          new PipelineRun(
              from.text("id"),
              from.text("source"),
              from.text("subject"),
              from.text("pipeline"),
              from.oneOf("purpose", PipelineRun.Kind.values(), PipelineRun.Kind::id),
              outcome(from),
              from.instant("at"),
              from.optionalInstant("started_at"),
              from.optionalText("commit"),
              from.optionalText("pull_request"),
              truth(from, "templated"),
              from.optionalText("service"),
              location);
      case "judgement" ->
          new FailureJudgement(
              from.text("deployment"),
              from.bool("failed"),
              from.text("by"),
              from.text("reason"),
              from.optionalInstant("at"),
              location);
      default ->
          new IncidentSignal(
              from.text("id"),
              from.optionalText("service"),
              from.optionalText("environment"),
              from.optionalText("cause"),
              from.optionalText("title"),
              from.instant("at"),
              from.bool("resolved"),
              location);
    };
  }

  private static final String[] KINDS = {"deployment", "commit", "pull_request", "pipeline_run", "judgement", "incident"};

  private static Outcome outcome(DecodedFields from) {
    return from.oneOf("outcome", Outcome.values(), outcome -> outcome.name().toLowerCase(Locale.ROOT));
  }

  private static Optional<Boolean> truth(DecodedFields from, String name) {
    return from.optionalBool(name);
  }
}
