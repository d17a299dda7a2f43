package roadbed.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.assess.policy.gate.DecisionJson;
import roadbed.assess.policy.gate.DecisionStore;
import roadbed.assess.policy.gate.GateDecision;
import roadbed.model.ValueJson;

/** What gates decided and what people said of it; the tables are told of in {@code V6__gates.sql}. */
final class PostgresDecisionStore implements DecisionStore {
  private static final int MAX_LIMIT = 500;
  private static final List<String> COLUMNS = List.of("gate", "outcome", "actor", "subject");

  private final Database database;

  PostgresDecisionStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean record(GateDecision decision) {
    return database.write(
        connection ->
            Sql.update(
                connection,
                """
                insert into gate_decision
                  (id, gate, decided_at, outcome, subject, commit, reference, actor, policy_digest, input_digest,
                   took_us, bypass, blocking, document)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (id) do nothing
                """,
                decision.id(),
                decision.gate().id(),
                decision.at(),
                decision.outcome().id(),
                decision.subject(),
                decision.commit().orElse(""),
                decision.reference(),
                decision.actor(),
                decision.policyDigest(),
                decision.inputDigest(),
                decision.took().toNanos() / 1_000,
                decision.bypass().orElse(null),
                Sql.texts(decision.blocking()),
                ValueJson.text(DecisionJson.of(decision)))
                > 0);
  }

  @Override
  public void record(GateDecision.Feedback feedback) {
    database.write(
        connection ->
            Sql.update(
                connection,
                """
                insert into gate_feedback (decision, guardrail, said_at, actor, reason) values (?, ?, ?, ?, ?)
                on conflict (decision, guardrail, actor) do update set
                  said_at = excluded.said_at, reason = excluded.reason
                """,
                feedback.decision(),
                feedback.guardrail(),
                feedback.at(),
                feedback.actor(),
                feedback.reason()));
  }

  @Override
  public Page search(Query query) {
    return database.read(connection -> search(connection, query));
  }

  private static Page search(Connection connection, Query query) throws SQLException {
    StringBuilder where = new StringBuilder("where true");
    List<@Nullable Object> parameters = new ArrayList<>();
    query
        .filters()
        .forEach(
            (column, values) -> {
              if (values.isEmpty()) {
                return;
              }
              if (column.equals("guardrail")) {
                where.append(" and blocking && ?");
              } else if (COLUMNS.contains(column)) {
                where.append(" and ").append(column).append(" = any (?)");
              } else {
                throw new IllegalArgumentException("there is no column " + column + " to filter by");
              }
              parameters.add(Sql.texts(values));
            });
    for (String word : EstateSearch.words(query.text(), 10, 200)) {
      where.append(" and lower(concat_ws(' ', subject, reference, commit, actor)) like ?");
      parameters.add(EstateSearch.containing(word));
    }
    Map<String, Map<String, Long>> buckets = new LinkedHashMap<>();
    for (String column : List.of("gate", "outcome")) {
      Map<String, Long> counts = new LinkedHashMap<>();
      Sql.each(
          connection,
          "select %s as value, count(*) as decisions from gate_decision %s group by 1 order by 2 desc, 1"
              .formatted(column, where),
          row -> counts.put(row.getString("value"), row.getLong("decisions")),
          parameters.toArray());
      buckets.put(column, counts);
    }
    long total = buckets.getOrDefault("gate", Map.of()).values().stream().mapToLong(Long::longValue).sum();
    List<@Nullable Object> page = new ArrayList<>(parameters);
    page.add(Math.clamp(query.limit(), 0, MAX_LIMIT));
    page.add(Math.max(0, query.offset()));
    List<GateDecision> decisions = new ArrayList<>();
    Sql.each(
        connection,
        "select document from gate_decision " + where + " order by decided_at desc, id limit ? offset ?",
        row -> DecisionJson.decision(ValueJson.parse(row.getString("document"))).ifPresent(decisions::add),
        page.toArray());
    return new Page(decisions, total, buckets);
  }

  @Override
  public List<GateDecision> onCommits(GateDecision.GateKind gate, Set<String> beginnings, int most) {
    if (beginnings.isEmpty()) {
      return List.of();
    }
    int length = beginnings.iterator().next().length();
    return database.read(
        connection -> {
          List<GateDecision> found = new ArrayList<>();
          Sql.each(
              connection,
              """
              select document from gate_decision where gate = ? and left(commit, ?) = any (?)
              order by decided_at desc, id limit ?
              """,
              row -> DecisionJson.decision(ValueJson.parse(row.getString("document"))).ifPresent(found::add),
              gate.id(),
              length,
              Sql.texts(beginnings),
              Math.max(0, most));
          return found;
        });
  }

  @Override
  public Optional<GateDecision> find(String id) {
    return database.read(
        connection ->
            Sql.first(
                    connection,
                    "select document from gate_decision where id = ?",
                    row -> row.getString("document"),
                    id)
                .flatMap(document -> DecisionJson.decision(ValueJson.parse(document))));
  }

  @Override
  public List<GateDecision.Feedback> feedback(String decision) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                "select * from gate_feedback where decision = ? order by said_at, guardrail",
                row ->
                    new GateDecision.Feedback(
                        row.getString("decision"),
                        row.getString("guardrail"),
                        Sql.instant(row, "said_at"),
                        row.getString("actor"),
                        row.getString("reason")),
                decision));
  }
}
