package roadbed.store.postgres;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.assess.delivery.DeliveryStore;
import roadbed.assess.delivery.DeploymentStanding;
import roadbed.assess.delivery.InfrastructureChange;
import roadbed.model.Collection;
import roadbed.model.CollectionJson;
import roadbed.model.Location;
import roadbed.model.delivery.DeliveryFact;
import roadbed.model.delivery.FailureJudgement;

/** What webhooks tell of delivery and how it is judged; the tables are told of in {@code V25__people.sql}. */
final class PostgresDeliveryStore implements DeliveryStore {
  private final Database database;

  PostgresDeliveryStore(Database database) {
    this.database = database;
  }

  private static Source source(ResultSet row) throws SQLException {
    return new Source(
        row.getString("id"),
        row.getString("token_hash"),
        Optional.ofNullable(row.getString("signing")),
        row.getString("created_by"),
        Sql.instant(row, "created_at"),
        Sql.optionalInstant(row, "revoked_at"));
  }

  @Override
  public List<Source> sources() {
    return database.read(connection -> Sql.list(connection, "select * from delivery_source order by id", PostgresDeliveryStore::source));
  }

  @Override
  public Optional<Source> source(String id) {
    return database.read(
        connection ->
            Sql.first(connection, "select * from delivery_source where id = ? and revoked_at is null", PostgresDeliveryStore::source, id));
  }

  @Override
  public void save(Source source) {
    database.write(
        connection ->
            Sql.update(
                connection,
                """
                insert into delivery_source (id, token_hash, signing, created_by, created_at, revoked_at)
                values (?, ?, ?, ?, ?, cast(? as timestamptz))
                on conflict (id) do update set token_hash = excluded.token_hash, signing = excluded.signing,
                  revoked_at = excluded.revoked_at
                """,
                source.id(),
                source.tokenHash(),
                source.signing().orElse(null),
                source.createdBy(),
                source.createdAt(),
                source.revokedAt().orElse(null)));
  }

  @Override
  public boolean keep(String source, Instant receivedAt, byte[] body, List<DeliveryFact> facts) {
    return database.write(
            connection ->
                Sql.update(
                    connection,
                    """
                    insert into delivery_message (source, received_at, digest, facts, document) values (?, ?, ?, ?, ?)
                    on conflict (digest) do nothing
                    """,
                    source,
                    receivedAt,
                    digest(source, body),
                    facts.size(),
                    document(source, receivedAt, facts)))
        == 1;
  }

  private static byte[] digest(String source, byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(source.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      return digest.digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Facts are kept as the document of a collection that has nothing else. */
  private static byte[] document(String source, Instant at, List<DeliveryFact> facts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CollectionJson.write(
        new Collection(
            source, at, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), new Collection.Reading(1, 1, List.of(), 0), facts),
        bytes);
    return bytes.toByteArray();
  }

  private static List<DeliveryFact> facts(String source, byte[] document) {
    return CollectionJson.read(
            new ByteArrayInputStream(document), source, new CollectionJson.Bounds(Long.MAX_VALUE, Long.MAX_VALUE), Path::of)
        .delivery();
  }

  @Override
  public List<DeliveryFact> facts(Instant since) {
    return database.read(
        connection -> {
          List<DeliveryFact> facts = new ArrayList<>();
          Sql.each(
              connection,
              "select source, document from delivery_message where received_at >= ? order by number",
              row -> facts.addAll(facts(row.getString("source"), row.getBytes("document"))),
              since);
          return facts;
        });
  }

  @Override
  public List<Heard> heard(Instant since) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                "select source, count(*) as n, max(received_at) as last from delivery_message where received_at >= ? group by source order by source",
                row -> new Heard(row.getString("source"), row.getLong("n"), Sql.instant(row, "last")),
                since));
  }

  @Override
  public void forget(Instant before) {
    database.write(connection -> Sql.update(connection, "delete from delivery_message where received_at < ?", before));
  }

  @Override
  public void say(FailureJudgement judgement) {
    database.write(
        connection ->
            Sql.update(
                connection,
                "insert into deployment_word (deployment, failed, actor, reason, at) values (?, ?, ?, ?, ?)",
                Storable.text(judgement.deployment()),
                judgement.failed(),
                judgement.by(),
                Storable.text(judgement.reason()),
                judgement.at().orElseThrow()));
  }

  @Override
  public List<FailureJudgement> said() {
    return database.read(
        connection ->
            Sql.list(
                connection,
                "select * from deployment_word order by number",
                row ->
                    new FailureJudgement(
                        row.getString("deployment"),
                        row.getBoolean("failed"),
                        row.getString("actor"),
                        row.getString("reason"),
                        Optional.of(Sql.instant(row, "at")),
                        Location.of("the page of delivery"))));
  }

  @Override
  public void judged(List<DeploymentStanding> deployments, List<InfrastructureChange> changes) {
    database.write(
        connection -> {
          Sql.update(connection, "delete from judged_deployment");
          Sql.update(connection, "delete from judged_pipeline_run");
          try (Copy copy = Copy.into(connection, "judged_deployment", FactRecording.DEPLOYMENT)) {
            for (DeploymentStanding one : deployments) {
              copy.row(FactRecording.deployment(one).toArray(new @Nullable Object[0]));
            }
            copy.end();
          }
          try (Copy copy = Copy.into(connection, "judged_pipeline_run", FactRecording.PIPELINE_RUN)) {
            for (InfrastructureChange one : changes) {
              copy.row(FactRecording.pipelineRun(one).toArray(new @Nullable Object[0]));
            }
            copy.end();
          }
          return deployments.size();
        });
  }
}
