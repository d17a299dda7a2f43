package roadbed.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import roadbed.operate.incident.AlertDesk;
import roadbed.operate.incident.Dossier;
import roadbed.operate.incident.Entry;
import roadbed.operate.incident.IncidentRole;
import roadbed.operate.incident.IncidentState;
import roadbed.operate.incident.Moment;

/** What the entries of an incident say together, as one row to search by. */
final class IncidentRow {
  private IncidentRow() {}

  static void save(Connection connection, IncidentState state) throws SQLException {
    Dossier it = state.dossier();
    boolean handled = it.entries().stream().anyMatch(entry -> AlertDesk.isPerson(entry.by()));
    boolean graded =
        it.entries().stream().anyMatch(entry -> entry.what() instanceof Entry.Graded && AlertDesk.isPerson(entry.by()));
    Sql.update(
        connection,
        """
        insert into incident
          (id, number, state, title, severity, service, declared_at, acknowledged_at, impact_started_at, detected_at,
           contained_at, restored_at, commander, cause, platform_caused, handled, graded_by_person, audience, entries, merged_into)
        values (?, ?, ?, ?, ?, ?, ?, cast(? as timestamptz), cast(? as timestamptz), cast(? as timestamptz),
          cast(? as timestamptz), cast(? as timestamptz), ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (id) do update set
          state = excluded.state, title = excluded.title, severity = excluded.severity,
          acknowledged_at = excluded.acknowledged_at, impact_started_at = excluded.impact_started_at,
          detected_at = excluded.detected_at, contained_at = excluded.contained_at, restored_at = excluded.restored_at,
          commander = excluded.commander, cause = excluded.cause, platform_caused = excluded.platform_caused,
          handled = excluded.handled, graded_by_person = excluded.graded_by_person, audience = excluded.audience,
          entries = excluded.entries, merged_into = excluded.merged_into
        """,
        it.id(),
        Integer.parseInt(it.id().substring(it.id().lastIndexOf('-') + 1)),
        state.state(),
        it.title(),
        it.severity().number(),
        it.service().orElse(null),
        it.declaredAt(),
        it.acknowledgedAt().orElse(null),
        it.moment(Moment.IMPACT_STARTED).orElse(null),
        it.moment(Moment.DETECTED).orElse(null),
        it.moment(Moment.CONTAINED).orElse(null),
        it.moment(Moment.RESTORED).orElse(null),
        it.roles().getOrDefault(IncidentRole.COMMANDER, java.util.List.of()).stream().findFirst().orElse(null),
        it.cause().map(Entry.CauseConfirmed::cause).orElse(null),
        it.cause().map(Entry.CauseConfirmed::platformCaused).orElse(false),
        handled,
        graded,
        Sql.texts(it.audience()),
        it.entries().size(),
        state instanceof IncidentState.Merged merged ? merged.into() : null);
  }
}
