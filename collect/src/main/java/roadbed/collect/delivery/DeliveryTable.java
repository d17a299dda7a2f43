package roadbed.collect.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import roadbed.collect.alert.Fields;
import roadbed.model.delivery.Commit;
import roadbed.model.delivery.Deployment;
import roadbed.model.delivery.FailureJudgement;
import roadbed.model.delivery.Outcome;
import roadbed.model.delivery.PipelineRun;
import roadbed.model.delivery.PullRequest;

/**
 * Plain tables: rows of CSV, or objects of JSON with the same names. What a table holds is told by two columns that must be
 * there.
 */
enum DeliveryTable {
  /** A person's word on a deployment; told before deployments, which it refers to. */
  JUDGEMENTS("judgements", "deployment failed", "by reason at"),
  DEPLOYMENTS(
      "deployments",
      "deployment finished_at",
      "service repository environment production status started_at commit version rollback actor link"),
  PULL_REQUESTS(
      "pull_requests",
      "pull_request opened_at",
      "repository title branch first_commit_at approved_at merged_at merge_commit head_commit"),
  PIPELINE_RUNS(
      "pipeline_runs",
      "pipeline_run finished_at",
      "repository service pipeline kind status started_at commit pull_request templated"),
  COMMITS("commits", "commit committed_at", "repository message parents");

  private final String list;

  /** Columns that must be there, with blanks between, and those that may. */
  private final String needed;

  private final String further;

  DeliveryTable(String list, String needed, String further) {
    this.list = list;
    this.needed = needed;
    this.further = further;
  }

  private static List<String> names(String columns) {
    return List.of(columns.split(" "));
  }

  /** The name of a list of such objects in a JSON document. */
  String list() {
    return list;
  }

  /** Whether a column is one of this table. */
  boolean knows(String column) {
    return names(needed).contains(column) || names(further).contains(column);
  }

  /** All columns. */
  List<String> columns() {
    return Stream.concat(names(needed).stream(), names(further).stream().sorted()).toList();
  }

  /** The table that has these columns; empty where they are no such table's. */
  static Optional<DeliveryTable> of(Set<String> columns) {
    for (DeliveryTable table : values()) {
      if (columns.containsAll(names(table.needed))) {
        return Optional.of(table);
      }
    }
    return Optional.empty();
  }

  /** Reads one row. */
  void read(Fields row, Told told) {
    switch (this) {
      case JUDGEMENTS -> judgement(row, told);
      case DEPLOYMENTS -> deployment(row, told);
      case PULL_REQUESTS -> pullRequest(row, told);
      case PIPELINE_RUNS -> run(row, told);
      case COMMITS -> commit(row, told);
    }
  }

  private static void judgement(Fields row, Told told) {
    Optional<String> deployment = told.needed(row.text("deployment"), "deployment");
    Optional<Boolean> failed = truth(row, "failed", told);
    Optional<String> by = told.needed(row.text("by"), "by");
    Optional<String> reason = told.needed(row.text("reason"), "reason");
    if (deployment.isPresent() && failed.isPresent() && by.isPresent() && reason.isPresent()) {
      told.add(new FailureJudgement(deployment.get(), failed.get(), by.get(), reason.get(), time(row, "at", told), told.location()));
    }
  }

  private static void deployment(Fields row, Told told) {
    Optional<String> id = told.needed(row.text("deployment"), "deployment");
    Optional<String> subject = told.needed(row.text("service", "repository"), "service or repository");
    Optional<Instant> at = neededTime(row, "finished_at", told);
    if (id.isEmpty() || subject.isEmpty() || at.isEmpty()) {
      return;
    }
    Optional<Instant> startedAt = time(row, "started_at", told);
    if (startedAt.isPresent() && startedAt.get().isAfter(at.get())) {
      told.problem("delivery.row", "finished_at is before started_at", "mend this row; the others are read");
      return;
    }
    told.add(
        new Deployment(
            id.get(),
            "table",
            row.text("repository").orElse(subject.get()),
            row.text("service"),
            row.text("environment"),
            truth(row, "production", told),
            row.text("status").map(told::outcome).orElse(Outcome.SUCCEEDED),
            at.get(),
            startedAt,
            row.text("commit"),
            row.text("version"),
            truth(row, "rollback", told).orElse(false),
            row.text("actor"),
            row.text("link"),
            told.location()));
  }

  private static void pullRequest(Fields row, Told told) {
    Optional<String> number = told.needed(row.text("pull_request"), "pull_request");
    Optional<String> repository = told.needed(row.text("repository"), "repository");
    if (number.isEmpty() || repository.isEmpty()) {
      return;
    }
    told.add(
        new PullRequest(
            repository.get(),
            number.get(),
            row.text("title"),
            row.text("branch"),
            time(row, "opened_at", told),
            time(row, "first_commit_at", told),
            time(row, "approved_at", told),
            time(row, "merged_at", told),
            row.text("merge_commit"),
            row.text("head_commit"),
            told.location()));
  }

  private static void run(Fields row, Told told) {
    Optional<String> id = told.needed(row.text("pipeline_run"), "pipeline_run");
    Optional<String> subject = told.needed(row.text("repository", "service"), "repository or service");
    Optional<Instant> at = neededTime(row, "finished_at", told);
    if (id.isEmpty() || subject.isEmpty() || at.isEmpty()) {
      return;
    }
    String pipeline = row.text("pipeline").orElse("");
    told.add(
        new PipelineRun(
            id.get(),
            "table",
            subject.get(),
            pipeline,
            row.text("kind").map(kind -> kind(kind, told)).orElseGet(() -> InfrastructureNames.kind(pipeline)),
            row.text("status").map(told::outcome).orElse(Outcome.SUCCEEDED),
            at.get(),
            time(row, "started_at", told),
            row.text("commit"),
            row.text("pull_request"),
            truth(row, "templated", told),
            row.text("service"),
            told.location()));
  }

  private static PipelineRun.Kind kind(String word, Told told) {
    for (PipelineRun.Kind kind : PipelineRun.Kind.values()) {
      if (kind.id().equals(word.toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    told.problem("delivery.row", "kind is neither build nor infrastructure", "it is taken as build");
    return PipelineRun.Kind.BUILD;
  }

  private static void commit(Fields row, Told told) {
    Optional<String> id = told.needed(row.text("commit"), "commit");
    Optional<String> repository = told.needed(row.text("repository"), "repository");
    Optional<Instant> at = neededTime(row, "committed_at", told);
    if (id.isPresent() && repository.isPresent() && at.isPresent()) {
      told.add(
          new Commit(
              repository.get(), id.get(), at.get(), row.text("message").orElse(""), row.texts("parents"), told.location()));
    }
  }

  private static Optional<Boolean> truth(Fields row, String name, Told told) {
    Optional<String> text = row.text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (text.get().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "1" -> Optional.of(true);
      case "false", "no", "0" -> Optional.of(false);
      default -> {
        told.problem("delivery.row", name + " is neither true nor false", "write true or false");
        yield Optional.empty();
      }
    };
  }

  private static Optional<Instant> time(Fields row, String name, Told told) {
    Optional<Instant> time = row.time(name);
    if (time.isEmpty() && row.text(name).isPresent()) {
      told.problem("delivery.row", name + " is not a time such as 2026-01-31T12:00:00Z", "write the time with its zone");
    }
    return time;
  }

  private static Optional<Instant> neededTime(Fields row, String name, Told told) {
    return row.text(name).isEmpty() ? told.neededTime(Optional.empty(), name) : time(row, name, told);
  }
}
