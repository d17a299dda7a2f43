package roadbed.web.ui;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.delivery.DeliveryRules;
import roadbed.assess.delivery.Share;
import roadbed.assess.delivery.Spread;
import roadbed.prove.chart.StackedColumns;
import roadbed.prove.kpi.FactTables;
import roadbed.web.WebParts;
import roadbed.web.http.Visit;

/** How often, how soon and how well what is built got to production in 90 days. */
final class DeliveryPage {
  private static final int DAYS = 90;
  private static final int MOST = 20_000;
  private static final int MOST_FAILED = 100;

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
      boolean rework) {}

  /**
   * The measures of one service.
   *
   * @param lead median and 90th percentile with the size of the sample
   */
  record Line(String service, int deployments, String perWeek, String lead, String failures, String recovery, String rework) {}

  /** A measure and its sample. */
  record Tile(String title, String figure, String note) {}

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
      List<String> rules) {}

  ServerResponse show(Visit visit) {
    LocalDate today = LocalDate.ofInstant(parts.clock().instant(), ZoneOffset.UTC);
    LocalDate from = today.minusDays(DAYS - 1);
    List<Row> all = rows(from, today);
    List<Row> counted = all.stream().filter(row -> row.standing().equals("production")).toList();
    List<Line> lines = new ArrayList<>();
    counted.stream()
        .map(Row::service)
        .distinct()
        .sorted()
        .forEach(service -> lines.add(line(service, counted.stream().filter(row -> row.service().equals(service)).toList())));
    Line total = line("all", counted);
    List<Bin> bins = bins(counted);
    return screen.show(
        visit,
        "delivery",
        "Delivery",
        "reliability",
        new View(
            all.isEmpty(),
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
            chart(bins),
            count(all, row -> row.standing().equals("unknown environment")),
            count(all, row -> row.standing().equals("not completed")),
            all.size() >= MOST,
            DeliveryRules.STANDARD.inWords()));
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
                recovery_seconds, rework
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
        Boolean.TRUE.equals(row.get(10)));
  }

  private static Optional<Duration> seconds(@Nullable Object value) {
    return value instanceof Number number ? Optional.of(Duration.ofSeconds(number.longValue())) : Optional.empty();
  }
}
