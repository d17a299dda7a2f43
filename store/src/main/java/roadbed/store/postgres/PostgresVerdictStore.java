package roadbed.store.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
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
  public void expire(Instant now) {
    database.write(
        connection -> {
          Turn.VERDICTS.await(connection);
          Instant moment = Sql.storable(now);
          Sql.update(
              connection,
              """
              create temporary table lapsed on commit drop as
              select * from verdict_current where excepted_until <= ?
              """,
              moment);
          Sql.update(
              connection,
              """
              update verdict v set valid_to = greatest(v.valid_from, l.excepted_until)
              from lapsed l
              where v.valid_to = 'infinity' and v.resource = l.resource and v.guardrail = l.guardrail
              """);
          int failing =
              Sql.update(
                  connection,
                  """
                  insert into verdict_current
                    (resource, guardrail, severity, outcome, messages, source, since, valid_from)
                  select resource, guardrail, severity, 'fail', messages[2:], source,
                    greatest(valid_from, excepted_until), greatest(valid_from, excepted_until)
                  from lapsed
                  """);
          if (failing > 0) {
            VerdictRecording.tally(connection);
          }
          return failing;
        });
  }

  @Override
  public Optional<Instant> nextExpiry() {
    return database.read(
        connection ->
            Sql.first(
                    connection,
                    "select min(excepted_until) as next from verdict_current where excepted_until is not null",
                    row -> Sql.optionalInstant(row, "next"))
                .flatMap(next -> next));
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
          count(*) filter (where v.outcome = 'not-evaluated') as not_evaluated,
          count(*) filter (where v.outcome = 'excepted') as excepted
        from guardrail g left join verdict_current v on v.guardrail = g.id
        where g.judging %s
        group by g.id
        order by g.position
        """
            .formatted(guardrail == null ? "" : "and g.id = ?"),
        row ->
            new Rate(
                guardrail(row),
                row.getLong("passed"),
                row.getLong("failed"),
                row.getLong("not_evaluated"),
                row.getLong("excepted")),
        parameters.toArray());
  }

  @Override
  public List<Failing> trend(String guardrail, LocalDate from, LocalDate to) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                """
                with mine as (select outcome, valid_from, valid_to from verdict where guardrail = ?)
                select d.day::date as day,
                  count(*) filter (where m.outcome = 'fail' and m.valid_to > d.day + interval '1 day') as failing
                from generate_series(?::date, ?::date, interval '1 day') as d(day)
                join mine m on m.valid_from < d.day + interval '1 day'
                group by d.day order by d.day
                """,
                row -> new Failing(Sql.date(row, "day"), row.getLong("failing")),
                guardrail,
                java.sql.Date.valueOf(from),
                java.sql.Date.valueOf(to)));
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
