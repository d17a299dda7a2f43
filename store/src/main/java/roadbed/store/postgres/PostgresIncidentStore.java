package roadbed.store.postgres;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.operate.incident.AlertSource;
import roadbed.operate.incident.Condition;
import roadbed.operate.incident.Dossier;
import roadbed.operate.incident.Entry;
import roadbed.operate.incident.EntryJson;
import roadbed.operate.incident.IncidentSeverity;
import roadbed.operate.incident.IncidentState;
import roadbed.operate.incident.IncidentStore;
import roadbed.operate.incident.Quiet;

/** Incidents and alerts; the tables are told of in {@code V17__incidents.sql}. */
final class PostgresIncidentStore implements IncidentStore {
  private static final int MOST_DOSSIERS = 2_000;
  private static final Duration REPETITION = Duration.ofMinutes(1);

  /** SHA-256 in hexadecimal. */
  private static final int DIGEST_LETTERS = 64;

  private static final String LINES =
      """
      select i.*,
        (select count(*) from alert_condition c where c.incident = i.id) as alerts,
        (select count(*) from alert_condition c where c.incident = i.id and c.episode > 0 and c.ended_at is null) as firing
      from incident i
      """;

  private final Database database;
  private final ReadIncidents known = new ReadIncidents();

  PostgresIncidentStore(Database database) {
    this.database = database;
  }

  static Line line(ResultSet row) throws SQLException {
    return new Line(
        row.getString("id"),
        row.getString("state"),
        row.getString("title"),
        severity(row.getInt("severity")),
        Optional.ofNullable(row.getString("service")),
        Sql.instant(row, "declared_at"),
        Sql.optionalInstant(row, "impact_started_at"),
        Sql.optionalInstant(row, "acknowledged_at"),
        Sql.optionalInstant(row, "restored_at"),
        Optional.ofNullable(row.getString("commander")),
        row.getInt("alerts"),
        row.getInt("firing"),
        Sql.optionalInstant(row, "last_alert_at"),
        Sql.textList(row, "audience"),
        Sql.textList(row, "places"),
        row.getBoolean("graded_by_person"),
        row.getInt("entries"));
  }

  private static IncidentSeverity severity(int number) {
    return IncidentSeverity.of(number).orElseThrow(() -> new StoreException("there is no severity " + number));
  }

  @Override
  public List<Line> search(Query query) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                LINES
                    + """
                    where (cardinality(i.audience) = 0 or ? = any(i.audience))
                      and (? = '' or i.state = ?) and (? = 0 or i.severity = ?) and (? = '' or i.service = ?)
                      and (? = '' or strpos(lower(i.title || ' ' || i.id || ' ' || coalesce(i.cause, '')), lower(?)) > 0
                        or exists (select from incident_entry e where e.incident = i.id
                          and e.kind in ('note', 'chat', 'status-update', 'alert-joined', 'renamed', 'postmortem-written', 'action-added')
                          and strpos(lower(e.body::text), lower(?)) > 0))
                      and i.declared_at >= ?
                    order by i.declared_at desc, i.number desc limit ?
                    """,
                PostgresIncidentStore::line,
                query.person(),
                query.state(),
                query.state(),
                query.severity(),
                query.severity(),
                query.service(),
                query.service(),
                query.text(),
                query.text(),
                query.text(),
                query.since(),
                query.most()));
  }

  @Override
  public Optional<IncidentState> find(String id) {
    return database.read(connection -> find(connection, id));
  }

  static Optional<IncidentState> find(Connection connection, String id) throws SQLException {
    List<Entry> entries = entries(connection, id, 0);
    return entries.isEmpty() ? Optional.empty() : Optional.of(IncidentState.of(id, entries));
  }

  /** The entries of an incident behind the first so many. */
  static List<Entry> entries(Connection connection, String id, int behind) throws SQLException {
    return Sql.list(
        connection,
        "select * from incident_entry where incident = ? and number > ? order by number",
        PostgresIncidentStore::entry,
        id,
        behind);
  }

  private static Entry entry(ResultSet row) throws SQLException {
    if (ValueJson.parse(row.getString("body")) instanceof Value.Fields body) {
      return new Entry(
          Sql.instant(row, "at"), Sql.instant(row, "recorded_at"), row.getString("actor"), EntryJson.read(row.getString("kind"), body));
    }
    throw new StoreException("an entry of an incident is no object");
  }

  @Override
  public List<Dossier> since(Instant since) {
    return database.read(
        connection -> {
          Map<String, List<Entry>> entries = new LinkedHashMap<>();
          Sql.each(
              connection,
              "select e.* from (select * from incident where declared_at >= ? order by number desc limit "
                  + MOST_DOSSIERS
                  + ") i join incident_entry e on e.incident = i.id order by i.number desc, e.number",
              row -> entries.computeIfAbsent(row.getString("incident"), _ -> new ArrayList<>()).add(entry(row)),
              since);
          List<Dossier> dossiers = new ArrayList<>();
          entries.forEach((id, of) -> dossiers.add(IncidentState.of(id, of).dossier()));
          return dossiers;
        });
  }

  @Override
  public List<Condition> conditions(String incident, int most) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                "select * from alert_condition where incident = ? order by ended_at is not null, began_at, key limit ?",
                AlertRows::condition,
                incident,
                most));
  }

  @Override
  public List<Condition> conditions(Condition.Search search) {
    String state = search.state().map(Enum::name).orElse("");
    return database.read(
        connection ->
            Sql.list(
                connection,
                """
                select * from alert_condition
                where (? = '' or state = ?) and (? = '' or source = ?) and (? = '' or strpos(lower(title || ' ' || key), lower(?)) > 0)
                order by last_seen desc, key limit ?
                """,
                AlertRows::condition,
                state,
                state,
                search.source(),
                search.source(),
                search.text(),
                search.text(),
                search.most()));
  }

  @Override
  public List<ToldChange> changes(Instant from, Instant until, int most) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                "select source, id, at, summary, actor, link from change_made where at >= ? and at <= ? order by at desc, source, id limit ?",
                row ->
                    new ToldChange(
                        row.getString("source"),
                        row.getString("id"),
                        Sql.instant(row, "at"),
                        row.getString("summary"),
                        Optional.ofNullable(row.getString("actor")),
                        Optional.ofNullable(row.getString("link"))),
                from,
                until,
                most));
  }

  @Override
  public List<Condition.Noise> noise(Instant since, int most) {
    return database.read(connection -> AlertRows.noise(connection, since, most));
  }

  @Override
  public boolean judge(String key, Condition.Verdict verdict, String by, Instant at) {
    return database.write(
            connection ->
                Sql.update(
                    connection,
                    "update alert_episode set verdict = ?, judge = ?, judged_at = ? where key = ?"
                        + " and number = (select max(number) from alert_episode where key = ?)",
                    verdict.id(),
                    by,
                    at,
                    key,
                    key))
        == 1;
  }

  @Override
  public List<AlertSource> sources() {
    return database.read(connection -> Sql.list(connection, "select * from alert_source order by id", PostgresIncidentStore::source));
  }

  private static AlertSource source(ResultSet row) throws SQLException {
    return new AlertSource(
        row.getString("id"),
        row.getString("format"),
        row.getString("token_hash"),
        Optional.ofNullable(row.getString("signing")),
        row.getString("topic"),
        row.getString("created_by"),
        Sql.instant(row, "created_at"),
        Sql.optionalInstant(row, "revoked_at"));
  }

  @Override
  public Optional<AlertSource> source(String id) {
    return database.read(
        connection ->
            Sql.first(connection, "select * from alert_source where id = ? and revoked_at is null", PostgresIncidentStore::source, id));
  }

  @Override
  public void save(AlertSource source) {
    database.write(
        connection ->
            Sql.update(
                connection,
                """
                insert into alert_source (id, format, token_hash, signing, topic, created_by, created_at, revoked_at)
                values (?, ?, ?, ?, ?, ?, ?, cast(? as timestamptz))
                on conflict (id) do update set format = excluded.format, token_hash = excluded.token_hash,
                  signing = excluded.signing, topic = excluded.topic, revoked_at = excluded.revoked_at
                """,
                source.id(),
                source.format(),
                source.tokenHash(),
                source.signing().orElse(null),
                source.topic(),
                source.createdBy(),
                source.createdAt(),
                source.revokedAt().orElse(null)));
  }

  @Override
  public List<Quiet> quiets(Instant from) {
    return database.read(connection -> AlertRows.quiets(connection, from));
  }

  @Override
  public void save(Quiet quiet) {
    database.write(
        connection ->
            Sql.update(
                connection,
                """
                insert into alert_quiet (id, kind, facts, begins_at, ends_at, actor, reason)
                values (?, ?, cast(? as jsonb), ?, ?, ?, ?)
                on conflict (id) do update set ends_at = excluded.ends_at
                """,
                quiet.id(),
                quiet.kind().name(),
                AlertRows.json(quiet.matcher().facts()),
                quiet.from(),
                quiet.until(),
                quiet.by(),
                quiet.reason()));
  }

  @Override
  public List<OptionalLong> queue(List<AlertSource.Message> messages) {
    List<String> names = new ArrayList<>();
    Map<String, AlertSource.Message> fresh = new LinkedHashMap<>();
    Map<String, Instant> kept = new HashMap<>();
    for (AlertSource.Message one : messages) {
      String digest = digest(one.source(), one.body());
      String name = name(digest, one.receivedAt());
      Instant last = kept.get(digest);
      boolean repeated = last != null && last.isAfter(one.receivedAt().minus(REPETITION));
      names.add(repeated ? "" : name);
      if (!repeated) {
        kept.put(digest, one.receivedAt());
        fresh.put(name, one);
      }
    }
    Map<String, Long> numbers = database.write(connection -> queue(connection, fresh));
    return names.stream()
        .map(name -> Optional.ofNullable(numbers.get(name)).map(OptionalLong::of).orElseGet(OptionalLong::empty))
        .toList();
  }

  /** What a message is told from others by while it is written. */
  private static String name(String digest, Instant receivedAt) {
    return digest + ' ' + Sql.storable(receivedAt);
  }

  private static Map<String, Long> queue(Connection connection, Map<String, AlertSource.Message> fresh) throws SQLException {
    Map<String, Long> numbers = new HashMap<>();
    Sql.each(
        connection,
        """
        insert into alert_message (source, received_at, digest, body)
        select source, received_at, digest, body
        from unnest(cast(? as text[]), cast(? as timestamptz[]), cast(? as bytea[]), cast(? as bytea[]))
          with ordinality as told(source, received_at, digest, body, place)
        where not exists (
          select 1 from alert_message m
          where m.digest = told.digest and m.received_at > told.received_at - cast(? as interval))
        order by place
        returning number, digest, received_at
        """,
        row -> numbers.put(name(HexFormat.of().formatHex(row.getBytes("digest")), Sql.instant(row, "received_at")), row.getLong("number")),
        Sql.texts(fresh.values().stream().map(AlertSource.Message::source).toList()),
        Sql.times(fresh.values().stream().map(AlertSource.Message::receivedAt).toList()),
        fresh.keySet().stream().map(name -> HexFormat.of().parseHex(name, 0, DIGEST_LETTERS)).toArray(byte[][]::new),
        fresh.values().stream().map(AlertSource.Message::body).toArray(byte[][]::new),
        REPETITION.toSeconds() + " seconds");
    return numbers;
  }

  @Override
  public void forget(Instant before) {
    database.write(connection -> Sql.update(connection, "delete from alert_message where read_at < ?", before));
  }

  private static String digest(String source, byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(source.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      return HexFormat.of().formatHex(digest.digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public int waiting() {
    return database.read(
        connection ->
            Sql.first(connection, "select count(*) as n from alert_message where read_at is null", row -> row.getInt("n")).orElse(0));
  }

  @Override
  public <T> T inTurn(Function<Book, T> work) {
    return database.write(
        connection -> {
          Turn.INCIDENTS.await(connection);
          return work.apply(new PostgresIncidentBook(connection, known));
        });
  }

  /** The row of an incident, written with those of its entries that are new. */
  static void write(Connection connection, IncidentState state, int known) throws SQLException {
    Dossier dossier = state.dossier();
    IncidentRow.save(connection, state);
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int i = known; i < dossier.entries().size(); i++) {
      Entry entry = dossier.entries().get(i);
      rows.add(
          new @Nullable Object[] {
            dossier.id(),
            i + 1,
            entry.at(),
            entry.recordedAt(),
            entry.by(),
            EntryJson.kind(entry.what()),
            ValueJson.text(storable(EntryJson.body(entry.what())))
          });
    }
    if (!rows.isEmpty()) {
      Sql.batch(
          connection,
          "insert into incident_entry (incident, number, at, recorded_at, actor, kind, body) values (?, ?, ?, ?, ?, ?, cast(? as jsonb))",
          rows);
    }
  }

  /** A value without the characters that a database refuses. */
  private static Value storable(Value value) {
    return switch (value) {
      case Value.Text text -> Value.of(Storable.text(text.value()));
      case Value.Items items -> new Value.Items(items.values().stream().map(PostgresIncidentStore::storable).toList());
      case Value.Fields fields -> {
        Map<String, Value> values = new LinkedHashMap<>();
        fields.values().forEach((name, one) -> values.put(Storable.text(name), storable(one)));
        yield new Value.Fields(values);
      }
      case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> value;
    };
  }
}
