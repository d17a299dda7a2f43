package roadbed.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.operate.incident.Entry;
import roadbed.operate.incident.IncidentState;

/**
 * Incidents that were read lately. Entries are added and never changed, so only those behind the known ones are read again:
 * an incident that takes in alert after alert is not read anew for each.
 */
final class ReadIncidents {
  private static final int MOST = 64;
  private static final int MOST_ENTRIES = 2_000;

  private final Map<String, IncidentState> known =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, IncidentState> eldest) {
          return size() > MOST;
        }
      };

  /** An incident as it is on disk; the transaction must not have written into it. */
  Optional<IncidentState> find(Connection connection, String id) throws SQLException {
    Optional<IncidentState> before = of(id);
    List<Entry> known = before.map(state -> state.dossier().entries()).orElse(List.of());
    List<Entry> more = PostgresIncidentStore.entries(connection, id, known.size());
    if (more.isEmpty()) {
      return before;
    }
    List<Entry> all = new ArrayList<>(known);
    all.addAll(more);
    IncidentState state = IncidentState.of(id, all);
    if (all.size() <= MOST_ENTRIES) {
      keep(id, state);
    }
    return Optional.of(state);
  }

  private synchronized Optional<IncidentState> of(String id) {
    return Optional.ofNullable(known.get(id));
  }

  private synchronized void keep(String id, IncidentState state) {
    known.put(id, state);
  }
}
