package roadbed.web.ui;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.delivery.DeliveryStore;
import roadbed.assess.delivery.Share;
import roadbed.assess.delivery.Spread;
import roadbed.prove.chart.StackedColumns;
import roadbed.prove.kpi.FactTables;
import roadbed.web.WebParts;
import roadbed.web.hooks.AlertReception;
import roadbed.web.http.Problem;
import roadbed.web.http.Replies;
import roadbed.web.http.Visit;

/** How often, how soon and how well what is built got to production in 90 days. */
final class DeliveryPage {
  private static final int DAYS = 90;
  private static final int MOST = 20_000;
  private static final int MOST_FAILED = 100;
  private static final int MOST_RECENT = 30;
  private static final int LONGEST_REASON = 500;

  /** Bounds of the columns of a distribution, in seconds. */
  private static final List<Long> BOUNDS = List.of(3_600L, 14_400L, 86_400L, 259_200L, 604_800L, 2_592_000L);

  private static final List<String> COLUMNS = List.of("1 h", "4 h", "1 day", "3 days", "1 week", "30 days", "more");

  private final Screen screen;
  private final WebParts parts;

  DeliveryPage(Screen screen, WebParts parts) {
    this.screen = screen;
    this.parts = parts;
  }

  /** One deployment. */
  record Row(
      String id,
      String service,
      String environment,
      String standing,
      String finished,
      boolean failed,
      double confidence,
      String evidence,
      Optional<Duration> lead,
      Optional<Duration> recovery,
      boolean rework,
      String actor,
      String version,
      String link,
      LocalDate day) {

    /** Whether its link may be followed: a sender's text is not trusted to be one. */
    boolean isLink() {
      return link.startsWith("https://") || link.startsWith("http://");
    }
  }

  /**
   * The measures of one service.
   *
   * @param lead median and 90th percentile with the size of the sample
   */
  record Line(String service, int deployments, String perWeek, String lead, String failures, String recovery, String rework) {}

  /** A measure and its sample. */
  record Tile(String title, String figure, String note) {}

  /**
   * A week of the trend.
   *
   * @param name its number, such as W35
   * @param from its Monday
   */
  record Week(String name, String from, int deployments, int failed, String rate, String lead, String recovery) {}

  /** A source of webhooks and what was heard of it. */
  record Heard(DeliveryStore.Source source, long messages, Optional<Instant> last) {}

  /** How many values lie up to a bound. */
  record Bin(String upTo, int lead, int recovery) {}

  record View(
      boolean none,
      String from,
      List<Tile> tiles,
      List<Line> lines,
      List<Row> failed,
      List<Bin> bins,
      String chart,
      int unknown,
      int incomplete,
      boolean cut,
      List<String> rules,
      String service,
      List<String> services,
      List<Week> weeks,
      String trend,
      List<Row> recent,
      List<Heard> sources,
      Optional<AlertReception.Admitted> admitted) {}

  ServerResponse show(Visit visit) {
    return show(visit, Optional.empty());
  }

  /** A person says whether a deployment failed. */
  ServerResponse say(Visit visit) {
    String id = visit.text("deployment");
    String reason = visit.text("reason");
    if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
      throw Problem.badParameter("reason", "is needed, with at most " + LONGEST_REASON + " characters");
    }
    LocalDate today = LocalDate.ofInstant(parts.clock().instant(), ZoneOffset.UTC);
    if (rows(LocalDate.EPOCH, today).stream().noneMatch(row -> row.id().equals(id))) {
      throw Problem.notFound("There is no deployment " + id + ".");
    }
    parts.delivery().say(id, visit.text("failed").equals("yes"), reason, visit.caller().actor());
    return Replies.seeOther("/delivery");
  }

  /** Lets a source in and shows its secrets, this once. */
  ServerResponse admit(Visit visit) {
    try {
      return show(visit, Optional.of(parts.delivery().admit(visit.text("id"), visit.text("signed").equals("yes"), visit.caller().actor())));
    } catch (IllegalArgumentException e) {
      throw Problem.of(HttpStatus.BAD_REQUEST, "Not let in", Format.capital(String.valueOf(e.getMessage())) + ".");
    }
  }

  /** Ends what a source may. */
  ServerResponse revoke(Visit visit) {
    if (!parts.delivery().revoke(visit.text("id"), visit.caller().actor())) {
      throw Problem.notFound("There is no such source.");
    }
    return Replies.seeOther("/delivery");
  }

  private ServerResponse show(Visit visit, Optional<AlertReception.Admitted> admitted) {
    LocalDate today = LocalDate.ofInstant(parts.clock().instant(), ZoneOffset.UTC);
    LocalDate from = today.minusDays(DAYS - 1);
    List<Row> told = rows(from, today);
    String service = visit.text("service");
    List<Row> all = told.stream().filter(row -> service.isEmpty() || row.service().equals(service)).toList();
    List<Row> counted = all.stream().filter(row -> row.standing().equals("production")).toList();
    List<Line> lines = new ArrayList<>();
    counted.stream()
        .map(Row::service)
        .distinct()
        .sorted()
        .forEach(one -> lines.add(line(one, counted.stream().filter(row -> row.service().equals(one)).toList())));
    Line total = line("all", counted);
    List<Bin> bins = bins(counted);
    List<Week> weeks = weeks(counted, from, today);
    return screen.show(
        visit,
        "delivery",
        "Delivery",
        "reliability",
        new View(
            told.isEmpty(),
            Format.day(from),
            List.of(
                new Tile("Deployments a week", total.perWeek(), counted.size() + " in production"),
                tile("Lead time", total.lead(), ", ", "90 of 100 within ", "from the first commit"),
                tile("Change failure rate", total.failures(), " (", "(", "95% interval"),
                tile("Recovery", total.recovery(), ", ", "90 of 100 within ", "of failed deployments"),
                tile("Rework", total.rework(), " (", "(", "deployments that were remedies")),
            lines,
            counted.stream().filter(Row::failed).limit(MOST_FAILED).toList(),
            bins,
            bins.stream().anyMatch(bin -> bin.lead() + bin.recovery() > 0) ? chart(bins) : "",
            count(all, row -> row.standing().equals("unknown environment")),
            count(all, row -> row.standing().equals("not completed")),
            told.size() >= MOST,
            parts.delivery().rules().inWords(),
            service,
            told.stream().map(Row::service).distinct().sorted().toList(),
            weeks,
            trend(weeks),
            counted.stream().limit(MOST_RECENT).toList(),
            sources(),
            admitted));
  }

  /** A tile whose figure is the first part of a measure; the rest is its note. */
  private static Tile tile(String title, String measure, String between, String before, String note) {
    int end = measure.indexOf(between);
    return end < 0
        ? new Tile(title, measure, note)
        : new Tile(title, measure.substring(0, end), before + measure.substring(end + between.length()) + "; " + note);
  }

  private static Line line(String service, List<Row> rows) {
    return new Line(
        service,
        rows.size(),
        String.valueOf(Math.round(rows.size() * 70.0 / DAYS) / 10.0),
        spread(rows, Row::lead),
        share(count(rows, Row::failed), rows.size()),
        spread(rows, Row::recovery),
        share(count(rows, Row::rework), rows.size()));
  }

  private static String spread(List<Row> rows, Function<Row, Optional<Duration>> time) {
    return Spread.of(rows.stream().flatMap(row -> time.apply(row).stream()).toList())
        .map(
            known ->
                Format.duration((double) known.p50().toSeconds())
                    + ", "
                    + Format.duration((double) known.p90().toSeconds())
                    + " (n = "
                    + known.count()
                    + ")")
        .orElse("–");
  }

  private static String share(int part, int whole) {
    Share share = new Share(part, whole);
    return share.isKnown()
        ? Format.percent(part, whole) + " (" + part + "/" + whole + ", " + Format.percent(share.low(), 1) + " to " + Format.percent(share.high(), 1) + ")"
        : "–";
  }

  private static int count(List<Row> rows, Predicate<Row> which) {
    return (int) rows.stream().filter(which).count();
  }

  private static List<Bin> bins(List<Row> rows) {
    int[] lead = new int[COLUMNS.size()];
    int[] recovery = new int[COLUMNS.size()];
    for (Row row : rows) {
      row.lead().ifPresent(time -> lead[bin(time)]++);
      row.recovery().ifPresent(time -> recovery[bin(time)]++);
    }
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < COLUMNS.size(); i++) {
      bins.add(new Bin(COLUMNS.get(i), lead[i], recovery[i]));
    }
    return bins;
  }

  private List<Heard> sources() {
    List<DeliveryStore.Heard> heard = parts.delivery().heard();
    return parts.delivery().sources().stream()
        .filter(source -> source.revokedAt().isEmpty())
        .map(
            source -> {
              Optional<DeliveryStore.Heard> own = heard.stream().filter(one -> one.source().equals(source.id())).findFirst();
              return new Heard(source, own.map(DeliveryStore.Heard::messages).orElse(0L), own.map(DeliveryStore.Heard::last));
            })
        .toList();
  }

  /** Whole weeks from Monday on, the oldest first; the first and the last may be cut by the period. */
  private static List<Week> weeks(List<Row> rows, LocalDate from, LocalDate today) {
    List<Week> weeks = new ArrayList<>();
    for (LocalDate monday = from.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)); !monday.isAfter(today); monday = monday.plusWeeks(1)) {
      LocalDate first = monday;
      LocalDate next = monday.plusWeeks(1);
      List<Row> own = rows.stream().filter(row -> !row.day().isBefore(first) && row.day().isBefore(next)).toList();
      int failed = count(own, Row::failed);
      weeks.add(
          new Week(
              "W" + monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
              Format.day(monday),
              own.size(),
              failed,
              own.isEmpty() ? "–" : Format.percent(failed, own.size()),
              median(own, Row::lead),
              median(own, Row::recovery)));
    }
    return weeks;
  }

  private static String median(List<Row> rows, Function<Row, Optional<Duration>> time) {
    return Spread.of(rows.stream().flatMap(row -> time.apply(row).stream()).toList())
        .map(known -> Format.duration((double) known.p50().toSeconds()) + " (n = " + known.count() + ")")
        .orElse("–");
  }

  private static String trend(List<Week> weeks) {
    return StackedColumns.svg(
        weeks.stream().map(Week::name).toList(),
        List.of(
            new StackedColumns.Series("succeeded", weeks.stream().map(week -> (double) (week.deployments() - week.failed())).toList()),
            new StackedColumns.Series("failed", weeks.stream().map(week -> (double) week.failed()).toList())),
        value -> value == Math.rint(value) ? Format.count(Math.round(value)) : "",
        "Deployments by week");
  }

  private static int bin(Duration time) {
    int bin = 0;
    while (bin < BOUNDS.size() && time.toSeconds() > BOUNDS.get(bin)) {
      bin++;
    }
    return bin;
  }

  private static String chart(List<Bin> bins) {
    return StackedColumns.svg(
        bins.stream().map(Bin::upTo).toList(),
        List.of(
            new StackedColumns.Series("lead time", bins.stream().map(bin -> (double) bin.lead()).toList()),
            new StackedColumns.Series("recovery", bins.stream().map(bin -> (double) bin.recovery()).toList())),
        value -> value == Math.rint(value) ? Format.count(Math.round(value)) : "",
        "Deployments by lead time and failures by recovery time, up to");
  }

  private List<Row> rows(LocalDate from, LocalDate today) {
    try (FactTables tables = parts.facts().get()) {
      return tables
          .query(
              """
              select id, service, coalesce(environment, '') as environment, standing, cast(finished_at as varchar) as finished,
                failed, cast(confidence as double precision) as confidence, coalesce(evidence, '') as evidence, lead_seconds,
                recovery_seconds, rework, coalesce(actor, '') as actor, coalesce(version, commit, '') as version,
                coalesce(link, '') as link
              from deployment
              where finished_at >= cast(:since as date)
              order by finished_at desc, id
              """,
              Map.of("since", from),
              today,
              MOST)
          .rows()
          .stream()
          .map(DeliveryPage::row)
          .toList();
    }
  }

  private static Row row(List<@Nullable Object> row) {
    return new Row(
        String.valueOf(row.get(0)),
        String.valueOf(row.get(1)),
        String.valueOf(row.get(2)),
        String.valueOf(row.get(3)),
        String.valueOf(row.get(4)),
        Boolean.TRUE.equals(row.get(5)),
        row.get(6) instanceof Number number ? number.doubleValue() : 0,
        String.valueOf(row.get(7)),
        seconds(row.get(8)),
        seconds(row.get(9)),
        Boolean.TRUE.equals(row.get(10)),
        String.valueOf(row.get(11)),
        shortened(String.valueOf(row.get(12))),
        String.valueOf(row.get(13)),
        LocalDate.parse(String.valueOf(row.get(4)).substring(0, 10)));
  }

  /** A hash as people write it. */
  private static String shortened(String version) {
    return version.matches("[0-9a-f]{40}|[0-9a-f]{64}") ? version.substring(0, 10) : version;
  }

  private static Optional<Duration> seconds(@Nullable Object value) {
    return value instanceof Number number ? Optional.of(Duration.ofSeconds(number.longValue())) : Optional.empty();
  }
}
