package roadbed.web.ui;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.model.resilience.WrittenDuration;
import roadbed.prove.kpi.FactTables;

/** What the documented tables say of resilience, as the rows of a page. */
final class ResilienceFacts {
  private static final int MOST = 5_000;

  private final FactTables tables;
  private final LocalDate today;

  ResilienceFacts(FactTables tables, LocalDate today) {
    this.tables = tables;
    this.today = today;
  }

  /** One service: what it must reach, what was measured, how its stores are. */
  record Service(
      String name, String tier, String rto, String took, String rpo, String lost, String state, String backups, String proven, long weak, String weakest) {}

  /** A resource that must be protected. */
  record Store(String id, String name, String service, String tier, String standing, String reason, String proof) {}

  /** A backup that is not clean. */
  record Backup(String due, String source, String subject, String outcome, String message) {}

  /** A limit. */
  record Limit(String name, String place, String used, String share, String outlook, boolean soon) {}

  /** A version that is not current, or not judged. */
  record Version(String id, String name, String product, String version, String reason, boolean ended) {}

  /** An exercise of the estate's documents. */
  record Exercise(String id, String title, String kind, String services, String planned, String outcome, boolean passed, String reason, String took, String lost, long open) {}

  List<Service> services() {
    return rows(
            """
            select o.service, coalesce(o.tier, '') as tier, o.rto_seconds,
              (select r.recovery_seconds from recovery r where r.service = o.service and r.recovery_seconds is not null
                order by r.measured_at desc, r.id limit 1) as took,
              o.rpo_seconds,
              (select r.loss_seconds from recovery r where r.service = o.service and r.loss_seconds is not null
                order by r.measured_at desc, r.id limit 1) as lost,
              (select count(*) from protection p where p.service = o.service) as stores,
              (select count(*) from protection p where p.service = o.service and p.standing = 'protected') as protected_ones,
              (select count(*) from protection p where p.service = o.service and p.test_passed
                and p.tested_at >= cast(:as_of as date) - interval '1 day' * coalesce(p.test_days, 365)) as proven_ones,
              o.weak, coalesce(o.weakest, '') as weakest
            from recovery_objective o
            order by coalesce(o.tier, '~'), o.service
            """)
        .stream()
        .map(ResilienceFacts::service)
        .toList();
  }

  private static Service service(List<@Nullable Object> row) {
    Optional<Long> rto = whole(row, 2);
    Optional<Long> took = whole(row, 3);
    Optional<Long> rpo = whole(row, 4);
    Optional<Long> lost = whole(row, 5);
    boolean missed = longer(took, rto) || longer(lost, rpo);
    String state =
        missed ? "missed" : rto.isEmpty() || rpo.isEmpty() ? "no objective" : took.isEmpty() || lost.isEmpty() ? "not measured" : "met";
    long stores = whole(row, 6).orElse(0L);
    return new Service(
        text(row, 0),
        text(row, 1),
        duration(rto),
        duration(took),
        duration(rpo),
        duration(lost),
        state,
        stores == 0 ? "" : whole(row, 7).orElse(0L) + " of " + stores,
        stores == 0 ? "" : whole(row, 8).orElse(0L) + " of " + stores,
        whole(row, 9).orElse(0L),
        text(row, 10));
  }

  private static boolean longer(Optional<Long> measured, Optional<Long> asked) {
    return measured.isPresent() && asked.isPresent() && measured.get() > asked.get();
  }

  List<Store> stores() {
    return rows(
            """
            select resource_id, name, coalesce(service, '') as service, coalesce(tier, '') as tier, standing, reason,
              case when tested_at is null then 'not proven'
                when not test_passed then 'disproven'
                when tested_at < cast(:as_of as date) - interval '1 day' * coalesce(test_days, 365) then 'not proven'
                else 'proven' end as proof
            from protection
            order by case standing when 'unprotected' then 0 when 'unknown' then 1 else 2 end, coalesce(tier, '~'), name, resource_id
            """)
        .stream()
        .map(row -> new Store(text(row, 0), text(row, 1), text(row, 2), text(row, 3), text(row, 4), text(row, 5), text(row, 6)))
        .toList();
  }

  List<Backup> backups() {
    return rows(
            """
            select cast(due_at as varchar) as due, source, subject, outcome, coalesce(message, '') as message
            from backup_run
            where outcome not in ('succeeded', 'running') and due_at >= cast(:as_of as date) - interval '7 days'
            order by due_at desc, id
            """)
        .stream()
        .map(row -> new Backup(text(row, 0), text(row, 1), text(row, 2), text(row, 3), text(row, 4)))
        .toList();
  }

  List<Limit> limits() {
    return rows(
            """
            select quota, service, provider, account, region, cast(used_value as double precision) as used_value,
              cast(limit_value as double precision) as limit_value, cast(used_share as double precision) as used_share,
              coalesce(note, '') as note, runs_out_on
            from quota
            order by case when used_share is null then 1 else 0 end, used_share desc, quota, account, region
            """)
        .stream()
        .map(this::limit)
        .toList();
  }

  private Limit limit(List<@Nullable Object> row) {
    Optional<Double> share = decimal(row, 7);
    boolean soon =
        share.filter(part -> part >= 0.9).isPresent()
            || (row.get(9) instanceof LocalDate day && day.isBefore(today.plusDays(90)));
    return new Limit(
        text(row, 0),
        String.join(" ", List.of(text(row, 2), text(row, 3), text(row, 4), text(row, 1))).strip().replaceAll(" +", " "),
        decimal(row, 5).map(ResilienceFacts::number).orElse("?") + " of " + decimal(row, 6).map(ResilienceFacts::number).orElse("?"),
        share.map(part -> Format.percent(part, 1)).orElse(""),
        text(row, 8),
        soon);
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Format.count(Math.round(value)) : String.valueOf(Math.round(value * 100) / 100.0);
  }

  List<Version> versions() {
    return rows(
            """
            select resource_id, name, product, version, reason,
              coalesce(end_of_life <= cast(:as_of as date), ended, false) as ended
            from component_version
            where cycle is null or behind > 1 or coalesce(end_of_life <= cast(:as_of as date), ended, true)
            order by case when cycle is null then 1 else 0 end, product, version, name, resource_id
            """)
        .stream()
        .map(row -> new Version(text(row, 0), text(row, 1), text(row, 2), text(row, 3), text(row, 4), Boolean.TRUE.equals(row.get(5))))
        .toList();
  }

  List<Exercise> exercises() {
    return rows(
            """
            select id, title, kind, services, cast(planned as varchar) as planned, outcome, passed, reason, recovery_seconds, loss_seconds,
              open_findings
            from drill
            order by planned desc, id
            """)
        .stream()
        .map(
            row ->
                new Exercise(
                    text(row, 0),
                    text(row, 1),
                    text(row, 2),
                    text(row, 3),
                    text(row, 4),
                    text(row, 5),
                    Boolean.TRUE.equals(row.get(6)),
                    text(row, 7),
                    duration(whole(row, 8)),
                    duration(whole(row, 9)),
                    whole(row, 10).orElse(0L)))
        .toList();
  }

  private List<List<@Nullable Object>> rows(String sql) {
    return tables.query(sql, Map.of("as_of", today), today, MOST).rows();
  }

  private static String text(List<@Nullable Object> row, int column) {
    Object value = row.get(column);
    return value == null ? "" : value.toString();
  }

  private static Optional<Long> whole(List<@Nullable Object> row, int column) {
    return row.get(column) instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
  }

  private static Optional<Double> decimal(List<@Nullable Object> row, int column) {
    return row.get(column) instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
  }

  private static String duration(Optional<Long> seconds) {
    return seconds.map(Duration::ofSeconds).map(WrittenDuration::text).orElse("");
  }
}
