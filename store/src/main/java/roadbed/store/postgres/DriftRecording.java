package roadbed.store.postgres;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import roadbed.assess.drift.DriftDocument;
import roadbed.assess.drift.DriftKind;
import roadbed.assess.drift.DriftReport;
import roadbed.assess.drift.ResourceDrift;
import roadbed.model.ValueJson;

/** One drift report on its way into the tables: it is the whole truth of what drifts now. */
final class DriftRecording {
  private final Connection connection;
  private final DriftReport report;
  private final Instant at;

  DriftRecording(Connection connection, DriftReport report, Instant at) {
    this.connection = connection;
    this.report = report;
    this.at = Sql.storable(at);
  }

  void run() throws SQLException {
    Sql.update(
        connection,
        """
        insert into drift_run (at, changed, missing, unmanaged, excepted, provided, in_step, not_comparable, not_covered)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        at,
        report.count(DriftKind.CHANGED),
        report.count(DriftKind.MISSING),
        report.count(DriftKind.UNMANAGED),
        report.count(DriftKind.EXCEPTED),
        report.count(DriftKind.PROVIDED),
        report.count(DriftKind.IN_STEP),
        report.count(DriftKind.NOT_COMPARABLE),
        report.count(DriftKind.NOT_COVERED));
    receive();
    replace();
  }

  private void receive() throws SQLException {
    Sql.update(
        connection,
        "create temporary table incoming_drift (like drift including defaults) on commit drop");
    Set<String> seen = new HashSet<>();
    try (Copy copy =
        Copy.into(
            connection,
            "incoming_drift",
            "key, resource, drift, title, name, type, provider, account, region, owner, environment, risk, changes,"
                + " place, changed_at, actor, digest, document, since, valid_from")) {
      for (ResourceDrift one : report.drift()) {
        if (seen.add(one.key())) {
          String document = ValueJson.text(DriftDocument.of(one));
          Optional<ResourceDrift.Act> act = one.acts().stream().findFirst();
          copy.row(
              one.key(),
              one.id().value(),
              one.kind().id(),
              one.title(),
              one.name(),
              one.type(),
              one.provider().id(),
              one.account(),
              one.region(),
              one.owner().orElse(""),
              one.environment().orElse(""),
              one.risk().map(SeverityRank::of).orElse(null),
              one.changes().size(),
              one.location().toString(),
              act.map(ResourceDrift.Act::at).orElse(null),
              act.map(ResourceDrift.Act::actor).orElse(""),
              Copy.bytes(digest(one)),
              document,
              at,
              at);
        }
      }
      copy.end();
    }
    Sql.update(connection, "analyze incoming_drift");
  }

  /** Of what makes it another drift: what differs and what that breaks, not where and when it was looked at. */
  private static String digest(ResourceDrift one) {
    StringBuilder text = new StringBuilder(one.kind().id());
    one.changes()
        .forEach(
            change ->
                text.append('\n')
                    .append(change.path())
                    .append(' ')
                    .append(change.declared().map(ValueJson::text).orElse("-"))
                    .append(' ')
                    .append(change.live().or(change::state).map(ValueJson::text).orElse("-")));
    one.broken().forEach(broken -> text.append('\n').append(broken.id()));
    one.acts().forEach(act -> text.append('\n').append(act.at()).append(act.event()));
    text.append('\n').append(one.owner().orElse("")).append('\n').append(one.environment().orElse(""));
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private void replace() throws SQLException {
    // What drifts in the same way since before keeps its beginning, also when more of it is found.
    Sql.update(
        connection,
        """
        update incoming_drift i set since = d.since
        from drift_current d
        where d.key = i.key and d.drift = i.drift
        """);
    Sql.update(
        connection,
        """
        delete from incoming_drift i using drift_current d
        where d.key = i.key and d.drift = i.drift and d.digest = i.digest
        """);
    // Those that are left in either table changed, began or ended. A key that both hold was changed.
    Sql.update(
        connection,
        """
        create temporary table kept_drift (key text primary key) on commit drop
        """);
    try (Copy copy = Copy.into(connection, "kept_drift", "key")) {
      Set<String> seen = new HashSet<>();
      for (ResourceDrift one : report.drift()) {
        if (seen.add(one.key())) {
          copy.row(one.key());
        }
      }
      copy.end();
    }
    Sql.update(
        connection,
        """
        update drift d set valid_to = greatest(?, d.valid_from)
        where d.valid_to = 'infinity'
          and (not exists (select 1 from kept_drift k where k.key = d.key)
            or exists (select 1 from incoming_drift i where i.key = d.key))
        """,
        at);
    Sql.update(connection, "insert into drift select * from incoming_drift");
  }
}
