package roadbed.store.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.GuardrailTerms;
import roadbed.assess.policy.Judgement;
import roadbed.assess.policy.VerdictStore;
import roadbed.model.ResourceId;
import roadbed.model.Severity;

/** Verdicts with the time since which they hold; the tables are told of in {@code V2__measures.sql}. */
final class PostgresVerdictStore implements VerdictStore {
  private final Database database;

  PostgresVerdictStore(Database database) {
    this.database = database;
  }

  @Override
  public void record(String source, Judgement judgement, Instant judgedAt) {
    database.write(
        connection -> {
          Turn.VERDICTS.await(connection);
          new VerdictRecording(connection, source, judgement, judgedAt).run();
          return judgement.verdicts().size();
        });
  }

  @Override
  public List<Guardrail> guardrails() {
    return database.read(
        connection ->
            Sql.list(
                connection,
                "select * from guardrail where judging order by position",
                PostgresVerdictStore::guardrail));
  }

  private static Guardrail guardrail(ResultSet row) throws SQLException {
    return new Guardrail(
        row.getString("id"),
        row.getString("title"),
        SeverityRank.severity(row.getInt("severity")),
        row.getString("rationale"),
        row.getString("remediation"),
        row.getString("provider"),
        Sql.textList(row, "kinds"),
        Sql.textList(row, "types"),
        Sql.textList(row, "controls"),
        GuardrailTerms.NONE,
        row.getString("sources"),
        row.getString("file"));
  }

  @Override
  public Page search(Query query) {
    return database.read(connection -> new VerdictSearch(connection, query).run());
  }

  @Override
  public List<Row> ofResource(ResourceId id) {
    return database.read(connection -> VerdictSearch.ofResource(connection, id.value()));
  }

  @Override
  public List<Rate> rates() {
    return database.read(connection -> rates(connection, null));
  }

  @Override
  public Optional<Rate> rate(String guardrail) {
    return database.read(connection -> rates(connection, guardrail)).stream().findFirst();
  }

  private static List<Rate> rates(Connection connection, @Nullable String guardrail) throws SQLException {
    List<@Nullable Object> parameters = new ArrayList<>();
    if (guardrail != null) {
      parameters.add(guardrail);
    }
    return Sql.list(
        connection,
        """
        select g.*,
          count(*) filter (where v.outcome = 'pass') as passed,
          count(*) filter (where v.outcome = 'fail') as failed,
          count(*) filter (where v.outcome = 'not-evaluated') as not_evaluated
        from guardrail g left join verdict_current v on v.guardrail = g.id
        where g.judging %s
        group by g.id
        order by g.position
        """
            .formatted(guardrail == null ? "" : "and g.id = ?"),
        row ->
            new Rate(
                guardrail(row), row.getLong("passed"), row.getLong("failed"), row.getLong("not_evaluated")),
        parameters.toArray());
  }

  @Override
  public Map<Severity, Long> openBySeverity() {
    Map<Severity, Long> open = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      open.put(severity, 0L);
    }
    database.read(
        connection -> {
          Sql.each(
              connection,
              "select severity, count(*) as failures from verdict_current where outcome = 'fail' group by severity",
              row -> open.put(SeverityRank.severity(row.getInt("severity")), row.getLong("failures")));
          return open.size();
        });
    return open;
  }
}
