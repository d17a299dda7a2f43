package roadbed.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.Judgement;
import roadbed.model.Verdict;

/**
 * One judgement on its way into the tables. It is the whole truth of the resources that it judged and of the
 * source that it is recorded for; verdicts over other resources stay as they are.
 */
final class VerdictRecording {
  private final Connection connection;
  private final String source;
  private final Judgement judgement;
  private final Instant judgedAt;

  VerdictRecording(Connection connection, String source, Judgement judgement, Instant judgedAt) {
    this.connection = connection;
    this.source = Storable.text(source);
    this.judgement = judgement;
    this.judgedAt = Sql.storable(judgedAt);
  }

  void run() throws SQLException {
    writeGuardrails();
    receive();
    endOld();
    writeNew();
    tally();
  }

  private void writeGuardrails() throws SQLException {
    Sql.update(connection, "update guardrail set judging = false where judging");
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Guardrail guardrail : judgement.guardrails()) {
      rows.add(
          new @Nullable Object[] {
            guardrail.id(),
            rows.size(),
            guardrail.title(),
            SeverityRank.of(guardrail.severity()),
            guardrail.rationale(),
            guardrail.remediation(),
            guardrail.provider(),
            Sql.texts(guardrail.kinds()),
            Sql.texts(guardrail.types()),
            Sql.texts(guardrail.controls()),
            guardrail.sources(),
            guardrail.file()
          });
    }
    if (rows.isEmpty()) {
      return;
    }
    Sql.batch(
        connection,
        """
        insert into guardrail
          (id, position, judging, title, severity, rationale, remediation, provider, kinds, types, controls,
           sources, file)
        values (?, ?, true, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (id) do update set
          position = excluded.position, judging = true, title = excluded.title, severity = excluded.severity,
          rationale = excluded.rationale, remediation = excluded.remediation, provider = excluded.provider,
          kinds = excluded.kinds, types = excluded.types, controls = excluded.controls,
          sources = excluded.sources, file = excluded.file
        """,
        rows);
  }

  /** The judgement in a table that lives as long as this transaction, so that the rest is set against set. */
  private void receive() throws SQLException {
    Sql.update(
        connection,
        """
        create temporary table incoming
          (resource text, guardrail text, severity smallint, outcome text, messages text[],
           exception text, excepted_until timestamptz) on commit drop
        """);
    try (Copy copy = Copy.into(
            connection, "incoming", "resource, guardrail, severity, outcome, messages, exception, excepted_until")) {
      for (Verdict verdict : judgement.verdicts()) {
        copy.row(
            verdict.resource().value(),
            verdict.guardrail(),
            SeverityRank.of(verdict.severity()),
            verdict.outcome().id(),
            array(verdict.messages()),
            verdict.exception().map(Verdict.Leave::exception).orElse(null),
            verdict.exception().map(leave -> Sql.storable(leave.until()).toString()).orElse(null));
      }
      copy.end();
    }
    Sql.update(connection, "analyze incoming");
  }

  /** An array as PostgreSQL writes it. */
  private static String array(List<String> texts) {
    return texts.stream()
        .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
        .collect(Collectors.joining(",", "{", "}"));
  }

  /**
   * Ends what no longer holds, and remembers since when it held, for those whose outcome stays. In scope are
   * the judged resources, this source's, and those that have left the estate.
   */
  private void endOld() throws SQLException {
    Sql.update(
        connection,
        """
        create temporary table ended on commit drop as
        select v.resource, v.guardrail, v.outcome, v.since
        from verdict_current v left join incoming i using (resource, guardrail)
        where (i.resource is null
            and (v.source = ?
              or exists (select 1 from incoming j where j.resource = v.resource)
              or not exists (select 1 from resource_current r where r.id = v.resource)))
          or (i.resource is not null
            and (i.outcome, i.severity, i.messages) is distinct from (v.outcome, v.severity, v.messages))
        """,
        source);
    Sql.update(
        connection,
        """
        update verdict v set valid_to = greatest(v.valid_from, ?)
        from ended e
        where v.valid_to = 'infinity' and v.resource = e.resource and v.guardrail = e.guardrail
        """,
        judgedAt);
  }

  private void writeNew() throws SQLException {
    Sql.update(
        connection,
        """
        insert into verdict_current
          (resource, guardrail, severity, outcome, messages, exception, excepted_until, source, since, valid_from)
        select distinct on (i.resource, i.guardrail) i.resource, i.guardrail, i.severity, i.outcome, i.messages,
          i.exception, i.excepted_until, coalesce(g.source, ?), case when e.outcome = i.outcome then e.since else ? end, ?
        from incoming i
        left join ended e using (resource, guardrail)
        left join resource_current r on r.id = i.resource
        left join resource_group g on g.id = r.group_id
        where not exists (
          select 1 from verdict_current v where v.resource = i.resource and v.guardrail = i.guardrail)
        """,
        source,
        judgedAt,
        judgedAt);
  }

  private void tally() throws SQLException {
    tally(connection);
    if (judgement.verdicts().size() > 10_000) {
      Sql.update(connection, "analyze verdict_current");
      Sql.update(connection, "analyze verdict_tally");
    }
  }

  /** Counts what is open of each resource, anew where it changed. */
  static void tally(Connection connection) throws SQLException {
    Sql.update(
        connection,
        """
        create temporary table counted on commit drop as
        select resource, (count(*) filter (where outcome = 'fail'))::integer as failed,
          (count(*) filter (where outcome = 'not-evaluated'))::integer as not_evaluated
        from verdict_current where outcome in ('fail', 'not-evaluated') group by resource
        """);
    Sql.update(
        connection,
        """
        delete from verdict_tally t
        where not exists (
          select 1 from counted c
          where c.resource = t.resource and c.failed = t.failed and c.not_evaluated = t.not_evaluated)
        """);
    Sql.update(
        connection,
        """
        insert into verdict_tally (resource, failed, not_evaluated)
        select * from counted c
        where not exists (select 1 from verdict_tally t where t.resource = c.resource)
        """);
  }
}
