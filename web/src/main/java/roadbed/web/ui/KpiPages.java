package roadbed.web.ui;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.prove.chart.LineChart;
import roadbed.prove.kpi.FactTables;
import roadbed.prove.kpi.Kpi;
import roadbed.prove.kpi.KpiMeasurement;
import roadbed.prove.kpi.KpiMeter;
import roadbed.prove.kpi.Pillars;
import roadbed.web.WebParts;
import roadbed.web.http.Problem;
import roadbed.web.http.Visit;

/** Every number opens: all KPIs against target, and one down to the rows that it counts, as of any day. */
final class KpiPages {
  private static final int ROWS = 200;

  private final Screen screen;
  private final WebParts parts;

  KpiPages(Screen screen, WebParts parts) {
    this.screen = screen;
    this.parts = parts;
  }

  record ListView(List<OverviewPage.PillarView> pillars, long measured, long all) {}

  record View(
      Kpi kpi,
      LocalDate asOf,
      boolean isToday,
      LocalDate today,
      KpiMeter.Explanation explanation,
      Pillars.Status status,
      String value,
      String ratio,
      String target,
      String chart,
      List<KpiMeasurement> trend,
      int counted) {}

  ServerResponse list(Visit visit) {
    List<OverviewPage.PillarView> pillars =
        Pillars.of(parts.kpis(), parts.measurements().latest()).stream()
            .map(
                pillar ->
                    new OverviewPage.PillarView(
                        pillar.name(),
                        pillar.count(Pillars.Status.MET),
                        pillar.standings().size() - pillar.count(Pillars.Status.UNKNOWN),
                        pillar.standings().stream()
                            .map(standing -> OverviewPage.line(parts, standing, today()))
                            .toList()))
            .toList();
    return screen.show(
        visit,
        "kpis",
        "KPIs",
        "kpis",
        new ListView(
            pillars,
            pillars.stream().mapToLong(OverviewPage.PillarView::measured).sum(),
            parts.kpis().kpis().size()));
  }

  ServerResponse show(Visit visit) {
    String id = visit.request().pathVariable("id");
    Kpi kpi = parts.kpis().find(id).orElseThrow(() -> Problem.notFound("There is no KPI " + id + "."));
    LocalDate today = today();
    LocalDate asOf = visit.day("as_of").orElse(today);
    KpiMeter.Explanation explanation;
    try (FactTables tables = parts.facts().get()) {
      explanation = KpiMeter.explain(kpi, tables, asOf, ROWS);
    }
    KpiMeasurement measurement = explanation.measurement();
    List<KpiMeasurement> trend = parts.measurements().trend(id, asOf.minusDays(400), asOf);
    OptionalDouble target =
        kpi.target().isPresent() ? OptionalDouble.of(kpi.target().get()) : OptionalDouble.empty();
    String ratio =
        measurement.numerator().isPresent() && measurement.denominator().isPresent()
            ? Format.ratio(
                kpi, measurement.numerator().getAsDouble(), measurement.denominator().getAsDouble())
            : "";
    View view =
        new View(
            kpi,
            asOf,
            asOf.equals(today),
            today,
            explanation,
            Pillars.status(kpi, Optional.of(measurement)),
            measurement.value().isPresent() ? Format.value(kpi, measurement.value().getAsDouble()) : "–",
            ratio,
            target.isPresent() ? Format.value(kpi, target.getAsDouble()) : kpi.targetText(),
            chart(kpi, trend, target),
            trend.reversed(),
            explanation.rows().columns().indexOf("counted"));
    return screen.show(visit, "kpi", kpi.title(), "kpis", view);
  }

  /** The trend; durations are drawn in one unit, so that the axis has round numbers. */
  private static String chart(Kpi kpi, List<KpiMeasurement> trend, OptionalDouble target) {
    double most =
        Math.max(
            target.orElse(0),
            trend.stream().flatMapToDouble(m -> m.value().stream()).max().orElse(0));
    boolean duration = kpi.unit().equals("duration");
    double unit = !duration || most < 120 ? 1 : most < 7_200 ? 60 : most < 172_800 ? 3_600 : 86_400;
    return LineChart.svg(
        trend.stream()
            .map(m -> new LineChart.Point(Format.month(m.day()), scaled(m.value(), unit)))
            .toList(),
        scaled(target, unit),
        switch (kpi.direction()) {
          case HIGHER -> LineChart.Good.ABOVE;
          case LOWER -> LineChart.Good.BELOW;
          case NEAR -> LineChart.Good.NEITHER;
        },
        value -> Format.value(kpi, value * unit),
        "Trend of " + kpi.title());
  }

  private static OptionalDouble scaled(OptionalDouble value, double unit) {
    return value.isPresent() ? OptionalDouble.of(value.getAsDouble() / unit) : value;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(parts.clock().instant(), ZoneOffset.UTC);
  }

  static String statusText(Pillars.Status status) {
    return switch (status) {
      case MET -> "on target";
      case NEAR -> "near target";
      case MISSED -> "off target";
      case NO_TARGET -> "no target";
      case UNKNOWN -> "not measured";
    };
  }

  static String statusClass(Pillars.Status status) {
    return switch (status) {
      case MET -> "good";
      case NEAR -> "near";
      case MISSED -> "bad";
      case NO_TARGET, UNKNOWN -> "quiet";
    };
  }
}
