package roadbed.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import roadbed.assess.cost.backlog.Backlog;
import roadbed.assess.cost.backlog.BacklogStore;
import roadbed.assess.cost.backlog.EventJson;
import roadbed.assess.cost.backlog.Opportunity;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** The events of the backlog; the table is told of in {@code V12__cost_desk.sql}. */
final class PostgresBacklogStore implements BacklogStore {
  private final Database database;

  PostgresBacklogStore(Database database) {
    this.database = database;
  }

  @Override
  public List<Backlog.Entry> entries() {
    return database.read(PostgresBacklogStore::entries);
  }

  private static List<Backlog.Entry> entries(Connection connection) throws SQLException {
    return Sql.list(
        connection,
        "select at, actor, document from backlog_event order by id",
        row -> {
          Value document = ValueJson.parse(row.getString("document"));
          Backlog.Event event =
              EventJson.read(document)
                  .orElseThrow(() -> new StoreException("backlog_event holds what is no event: " + document));
          return new Backlog.Entry(event, Sql.instant(row, "at"), row.getString("actor"));
        });
  }

  /** What came of an event. */
  private sealed interface Outcome {}

  private record Taken(Opportunity next) implements Outcome {}

  private record Unfit(Backlog.Refused why) implements Outcome {}

  @Override
  public Opportunity take(Backlog.Event event, String by, Instant at) throws Backlog.Refused {
    Outcome outcome =
        database.write(
            connection -> {
              Turn.BACKLOG.await(connection);
              try {
                Opportunity next = Backlog.of(entries(connection)).take(event);
                insert(connection, event, next, by, at);
                return new Taken(next);
              } catch (Backlog.Refused refused) {
                return new Unfit(refused);
              }
            });
    return switch (outcome) {
      case Taken taken -> taken.next();
      case Unfit unfit -> throw unfit.why();
    };
  }

  private static void insert(Connection connection, Backlog.Event event, Opportunity next, String by, Instant at)
      throws SQLException {
    Opportunity.Idea idea = next.idea();
    LocalDate due = next instanceof Opportunity.Accepted accepted ? accepted.due() : null;
    LocalDate done =
        switch (next) {
          case Opportunity.Done one -> one.on();
          case Opportunity.Verified one -> one.on();
          case Opportunity.Proposed _, Opportunity.Accepted _, Opportunity.Reverted _, Opportunity.Declined _ -> null;
        };
    Sql.update(
        connection,
        """
        insert into backlog_event
          (at, actor, opportunity, document, state, title, owner, due, done_on, found, promised, realised, currency)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        at,
        by,
        event.id(),
        ValueJson.text(EventJson.of(event)),
        next.state(),
        idea.title(),
        owner(next),
        due,
        done,
        idea.found(),
        idea.promised(),
        next.realised(),
        idea.currency());
  }

  private static String owner(Opportunity next) {
    return switch (next) {
      case Opportunity.Accepted one -> one.owner();
      case Opportunity.Done one -> one.owner();
      case Opportunity.Verified one -> one.owner();
      case Opportunity.Proposed _, Opportunity.Reverted _, Opportunity.Declined _ -> "";
    };
  }
}
