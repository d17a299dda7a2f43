package roadbed.rego.server;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import roadbed.rego.Query;
import roadbed.rego.QueryException;
import roadbed.rego.QueryResult;
import roadbed.rego.value.Value;

/** Evaluates what a request asks, and logs it. */
final class Decisions {
  private final Surroundings surroundings;

  Decisions(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * What a request asks of a snapshot.
   *
   * @param path the document's path below data; empty where a query is asked
   * @param query what is evaluated
   */
  record Question(
      Visit visit, Snapshot snapshot, String path, String query, @Nullable Value input, Timers timers) {}

  /**
   * What came of it.
   *
   * @param id the decision's; empty where decisions are not logged
   */
  record Answer(QueryResult result, String id, @Nullable Explanation explanation) {
    @Nullable Value value() {
      return result.value().orElse(null);
    }
  }

  /**
   * Evaluates.
   *
   * @throws Refusal where the query is wrong or its evaluation ended with an error
   */
  Answer decide(Question question) {
    Visit visit = question.visit();
    Explanation explanation = Explanation.asked(visit.parameters());
    boolean strict = visit.strict();
    Timers timers = question.timers().start(Timers.QUERY_COMPILE);
    String id = surroundings.logsDecisions() ? UUID.randomUUID().toString() : "";
    try {
      QueryResult result;
      if (explanation == null) {
        Query query = question.snapshot().query(question.query(), strict);
        timers.stop(Timers.QUERY_COMPILE);
        timers.start(Timers.QUERY_EVALUATION);
        result = query.evaluate(question.input());
      } else {
        timers.start(Timers.QUERY_EVALUATION);
        result = explanation.evaluate(question.snapshot(), strict, question.query(), question.input());
      }
      timers.stop(Timers.QUERY_EVALUATION);
      timers.stop(Timers.HANDLER);
      if (result.ended()) {
        log(question, id, result, null);
        throw Refusal.evaluation(result.errors());
      }
      Answer answer = new Answer(result, id, explanation);
      log(question, id, result, question.path().isEmpty() ? null : answer.value());
      return answer;
    } catch (QueryException e) {
      throw Refusal.invalid("error(s) occurred while compiling query", e.errors());
    }
  }

  private void log(Question question, String id, QueryResult result, @Nullable Value value) {
    if (id.isEmpty()) {
      return;
    }
    boolean isQuery = question.path().isEmpty() && question.visit().request().path().startsWith("/v1/query");
    try {
      surroundings.log(
          new DecisionEvent(
              question.snapshot(),
              id,
              question.path(),
              isQuery ? question.query() : "",
              question.input(),
              isQuery && !result.ended() ? QueryApi.rows(result) : value,
              result.ended() ? result.errors() : List.of(),
              question.visit().request().from(),
              question.visit().number(),
              Instant.now(),
              question.timers().value()));
    } catch (IllegalStateException e) {
      throw new Refusal(500, Refusal.INTERNAL, "decision_logs: " + e.getMessage(), List.of());
    }
  }
}
