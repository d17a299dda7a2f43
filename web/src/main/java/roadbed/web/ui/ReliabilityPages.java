package roadbed.web.ui;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.reliability.ledger.AlertSet;
import roadbed.assess.reliability.ledger.Backtest;
import roadbed.assess.reliability.ledger.BudgetCourse;
import roadbed.assess.reliability.ledger.BudgetPolicy;
import roadbed.assess.reliability.ledger.BurnRate;
import roadbed.assess.reliability.ledger.EventLedger;
import roadbed.assess.reliability.ledger.ObjectiveDesk;
import roadbed.assess.reliability.ledger.Standing;
import roadbed.assess.reliability.ledger.StatePolicy;
import roadbed.assess.reliability.slo.BurnCatalogue;
import roadbed.model.slo.AlertWindows;
import roadbed.model.slo.Budgeting;
import roadbed.model.slo.Indicator;
import roadbed.model.slo.ServiceLevelObjective;
import roadbed.model.slo.SloWindow;
import roadbed.prove.chart.LineChart;
import roadbed.prove.kpi.FactTables;
import roadbed.web.WebParts;
import roadbed.web.http.Problem;
import roadbed.web.http.Visit;

/** Error budgets: all objectives, and one with how its budget went. */
final class ReliabilityPages {
  private static final int MOST_ROWS = 500;
  private static final int MOST_INCIDENTS = 1_000;
  private static final int SHOWN_INCIDENTS = 10;
  private static final int MOST_DEPLOYMENTS = 5_000;

  /** What goes wrong so soon after a deployment is shown beside it. */
  static final Duration AFTER = Duration.ofHours(2);

  private static final List<Duration> WINDOWS =
      List.of(Duration.ofHours(1), Duration.ofHours(6), Duration.ofDays(1), Duration.ofDays(3));

  private final Screen screen;
  private final ObjectiveDesk desk;
  private final Supplier<FactTables> facts;
  private final Clock clock;

  ReliabilityPages(Screen screen, WebParts parts) {
    this.screen = screen;
    this.desk = parts.objectives();
    this.facts = parts.facts();
    this.clock = parts.clock();
  }

  /** An objective as the list shows it. */
  record Row(
      String link, String name, String owner, String tier, String target, String attained, String left, boolean low, String outcome,
      String known) {}

  record ListView(boolean none, List<Row> rows, int more, List<String> without, List<String> verdicts, Instant at) {}

  /** A window's burn rate. */
  record Burn(String window, String bad, String byEvents, String byShare) {}

  /** What was left at a moment. */
  record Left(Instant at, String left) {}

  /** An hour that spent some of the budget. */
  record Hour(Instant from, Instant until, String bad, String share, String note) {}

  /** An incident of the service in the window. */
  record Happening(String id, String title, Instant from, String until) {}

  /**
   * A deployment of the service in the window.
   *
   * @param spent what went wrong in the hours that spent most and lie within {@link #AFTER} of it, as a share of the budget
   */
  record Deployed(String id, String environment, String commit, Instant at, boolean failed, String spent) {}

  /** A part of a composite. */
  record PartRow(String link, String name, String weight, String target, String attained, String left, String outcome) {}

  /** What one set of alerts would have done. */
  record Played(String name, String words, List<Fired> fired) {}

  record Fired(boolean page, String kind, Instant from, Instant until) {}

  record View(
      String name,
      String description,
      String owner,
      boolean counted,
      String outcome,
      String target,
      String attained,
      String events,
      String left,
      boolean low,
      String known,
      String window,
      String forecast,
      String verdict,
      String chart,
      List<Left> course,
      List<Burn> burns,
      List<Hour> hours,
      List<Happening> incidents,
      List<Deployed> deployments,
      List<PartRow> parts,
      List<Played> played) {}

  ServerResponse list(Visit visit) {
    ObjectiveDesk.Standings standings = desk.standings();
    List<Row> rows = standings.all().stream().limit(MOST_ROWS).map(ReliabilityPages::row).toList();
    List<String> verdicts = new ArrayList<>();
    standings.all().stream()
        .map(standing -> standing.slo().service())
        .distinct()
        .sorted()
        .forEach(service -> verdict(service).ifPresent(words -> verdicts.add(service + ": " + words)));
    return screen.show(
        visit,
        "reliability",
        "Reliability",
        "reliability",
        new ListView(
            desk.objectives().isEmpty(),
            rows,
            standings.all().size() - rows.size(),
            standings.without().stream().map(ServiceLevelObjective::id).toList(),
            verdicts,
            standings.at()));
  }

  private Optional<String> verdict(String service) {
    return switch (desk.verdict(service)) {
      case BudgetPolicy.Verdict.Freeze freeze -> Optional.of("stop deployments. " + String.join("; ", freeze.reasons()));
      case BudgetPolicy.Verdict.SlowDown slow -> Optional.of("slow down. " + String.join("; ", slow.reasons()));
      case BudgetPolicy.Verdict.Unknown unknown -> Optional.of("unknown. " + String.join("; ", unknown.reasons()));
      case BudgetPolicy.Verdict.Free _ -> Optional.empty();
    };
  }

  private static Row row(Standing standing) {
    ServiceLevelObjective slo = standing.slo();
    return new Row(
        Link.to("/reliability/" + slo.id()).toString(),
        slo.displayName().orElse(slo.id()),
        slo.owner().orElse(""),
        slo.tier().orElse(""),
        percent(Optional.of(slo.target()), 6),
        percent(standing.attainment(), 4),
        percent(standing.left(), 1),
        low(standing),
        standing.outcome().id(),
        percent(Optional.of(standing.coverage()), 1));
  }

  private static boolean low(Standing standing) {
    return standing.left().map(left -> left.signum() <= 0).orElse(true);
  }

  ServerResponse show(Visit visit) {
    ServiceLevelObjective slo =
        desk.find(visit.request().pathVariable("slo"))
            .orElseThrow(() -> Problem.of(HttpStatus.NOT_FOUND, "No such objective", "No objective has this name."));
    View view =
        slo.indicator() instanceof Indicator.Composite composite
            ? desk.standing(slo).map(standing -> composite(composite, standing)).orElseGet(() -> uncounted(slo))
            : desk.ledger(slo).map(counts -> view(slo, counts)).orElseGet(() -> uncounted(slo));
    return screen.show(visit, "objective", view.name(), "reliability", view);
  }

  private static View uncounted(ServiceLevelObjective slo) {
    return new View(
        slo.displayName().orElse(slo.id()), slo.description().orElse(""), slo.owner().orElse(""), false, "unknown",
        percent(Optional.of(slo.target()), 6), "", "", "", true, "", words(slo.window()), "", "", "", List.of(), List.of(),
        List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /** A composite has no events of its own: what there is to see of it is how its parts stand. */
  private View composite(Indicator.Composite composite, Standing standing) {
    ServiceLevelObjective slo = standing.slo();
    List<Deployed> deployments = deployments(slo.service(), standing, List.of());
    return new View(
        slo.displayName().orElse(slo.id()),
        slo.description().orElse(""),
        slo.owner().orElse(""),
        true,
        standing.outcome().id(),
        percent(Optional.of(slo.target()), 6),
        percent(standing.attainment(), 4),
        "",
        percent(standing.left(), 1),
        low(standing),
        percent(Optional.of(standing.coverage()), 1),
        words(slo.window()),
        "",
        verdict(slo.service()).orElse(""),
        "",
        List.of(),
        List.of(),
        List.of(),
        incidents(slo.service(), standing.window().from(), standing.at()),
        deployments,
        composite.parts().stream().map(part -> part(slo, part)).toList(),
        List.of());
  }

  private PartRow part(ServiceLevelObjective slo, Indicator.Part part) {
    String id = Standing.partId(slo, part);
    Optional<Standing> standing = desk.find(id).flatMap(desk::standing);
    return new PartRow(
        Link.to("/reliability/" + id).toString(),
        desk.find(id).flatMap(ServiceLevelObjective::displayName).orElse(id),
        part.weight().stripTrailingZeros().toPlainString(),
        percent(Optional.of(part.target()), 6),
        percent(standing.flatMap(Standing::attainment), 4),
        percent(standing.flatMap(Standing::left), 1),
        standing.map(one -> one.outcome().id()).orElse("unknown"));
  }

  /** Deployments of a service in the window, those first after which most went wrong. */
  private List<Deployed> deployments(String service, Standing standing, List<BudgetCourse.Spender> spenders) {
    record Found(Deployed shown, BigDecimal spent) {}
    List<Found> found = new ArrayList<>();
    try (FactTables tables = facts.get()) {
      FactTables.Table table =
          tables.query(
              "select id, service, environment, commit, finished_at, failed from deployment order by finished_at desc, id",
              Map.of(),
              LocalDate.ofInstant(standing.at(), ZoneOffset.UTC),
              MOST_DEPLOYMENTS);
      for (List<@Nullable Object> row : table.rows()) {
        if (service.equals(row.get(1)) && row.get(4) instanceof LocalDateTime finished) {
          Instant at = finished.toInstant(ZoneOffset.UTC);
          if (!at.isBefore(standing.window().from()) && at.isBefore(standing.at())) {
            BigDecimal bad =
                spenders.stream()
                    .filter(hour -> hour.until().isAfter(at) && hour.from().isBefore(at.plus(AFTER)))
                    .map(BudgetCourse.Spender::bad)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            found.add(
                new Found(
                    new Deployed(
                        text(row.get(0)), text(row.get(2)), text(row.get(3)), at, Boolean.TRUE.equals(row.get(5)), share(bad, standing)),
                    bad));
          }
        }
      }
    } catch (FactTables.FactQueryException _) {
      return List.of();
    }
    return found.stream().sorted(Comparator.comparing(Found::spent).reversed()).limit(SHOWN_INCIDENTS).map(Found::shown).toList();
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  /** Where slices are counted, events are no share of the budget. */
  private static String share(BigDecimal bad, Standing standing) {
    return bad.signum() == 0 || standing.budget().signum() <= 0 || !(standing.slo().budgeting() instanceof Budgeting.Occurrences)
        ? ""
        : percent(Optional.of(bad.divide(standing.budget(), 6, RoundingMode.HALF_UP)), 1);
  }

  private View view(ServiceLevelObjective slo, EventLedger ledger) {
    Standing standing = ObjectiveDesk.standing(slo, ledger, clock.instant());
    StatePolicy policy = StatePolicy.of(slo);
    BudgetCourse course = BudgetCourse.of(slo, ledger, policy, standing.at());
    return new View(
        slo.displayName().orElse(slo.id()),
        slo.description().orElse(""),
        slo.owner().orElse(""),
        true,
        standing.outcome().id(),
        percent(Optional.of(slo.target()), 6),
        percent(standing.attainment(), 4),
        plain(standing.good()) + " of " + plain(standing.valid()),
        percent(standing.left(), 1),
        low(standing),
        percent(Optional.of(standing.coverage()), 1),
        words(slo.window()),
        forecast(standing, course),
        verdict(slo.service()).orElse(""),
        chart(course),
        course.points().reversed().stream().map(point -> new Left(point.at(), percent(point.left(), 1))).toList(),
        WINDOWS.stream().map(window -> burn(BurnRate.of(slo, ledger, policy, window, standing.at()))).toList(),
        course.spenders().stream().map(spender -> hour(spender, standing)).toList(),
        incidents(slo.service(), standing.window().from(), standing.at()),
        deployments(slo.service(), standing, course.spenders()),
        List.of(),
        played(slo, ledger));
  }

  private static String forecast(Standing standing, BudgetCourse course) {
    if (standing.left().map(left -> left.signum() <= 0).orElse(false)) {
      return "The budget is gone.";
    }
    return course
        .exhausted()
        .map(at -> "At the pace of the last day it is gone on " + Format.time(at) + ".")
        .orElse("At the pace of the last day it lasts longer than the period.");
  }

  private static String chart(BudgetCourse course) {
    List<LineChart.Point> points =
        course.points().stream()
            .map(
                point ->
                    new LineChart.Point(
                        point.at().toString().substring(0, 10),
                        point.left().map(left -> OptionalDouble.of(100 * left.doubleValue())).orElse(OptionalDouble.empty())))
            .toList();
    return LineChart.svg(
        points,
        OptionalDouble.of(0),
        LineChart.Good.ABOVE,
        value -> String.format(Locale.ROOT, "%.0f%%", value),
        "Error budget that was left, over time");
  }

  private static Burn burn(BurnRate rate) {
    long hours = rate.window().toHours();
    return new Burn(
        hours < 24 ? Format.count(hours, "hour", "hours") : Format.count(hours / 24, "day", "days"),
        plain(rate.bad()),
        times(rate.byEvents()),
        times(rate.byShare()));
  }

  private static Hour hour(BudgetCourse.Spender spender, Standing standing) {
    return new Hour(
        spender.from(),
        spender.until(),
        plain(spender.bad()),
        share(spender.bad(), standing),
        spender.gone() > 0 ? "the service was not there for " + Format.count(spender.gone(), "slice", "slices") : "");
  }

  private List<Happening> incidents(String service, Instant from, Instant until) {
    List<Happening> found = new ArrayList<>();
    try (FactTables tables = facts.get()) {
      FactTables.Table table =
          tables.query(
              "select id, title, service, impact_started_at, restored_at from incident order by impact_started_at desc, id",
              Map.of(),
              LocalDate.ofInstant(until, ZoneOffset.UTC),
              MOST_INCIDENTS);
      for (List<@Nullable Object> row : table.rows()) {
        if (found.size() < SHOWN_INCIDENTS && service.equals(row.get(2)) && row.get(3) instanceof LocalDateTime begun) {
          Instant at = begun.toInstant(ZoneOffset.UTC);
          boolean over = row.get(4) instanceof LocalDateTime end && end.toInstant(ZoneOffset.UTC).isBefore(from);
          if (!over && at.isBefore(until)) {
            found.add(
                new Happening(
                    String.valueOf(row.get(0)),
                    String.valueOf(row.get(1)),
                    at,
                    row.get(4) instanceof LocalDateTime end ? Format.time(end.toInstant(ZoneOffset.UTC)) : ""));
          }
        }
      }
    } catch (FactTables.FactQueryException _) {
      return List.of();
    }
    return found;
  }

  private static List<Played> played(ServiceLevelObjective slo, EventLedger ledger) {
    AlertWindows windows = new BurnCatalogue(List.of()).of(slo.window().length());
    List<Played> played = new ArrayList<>();
    for (AlertSet set : List.of(AlertSet.EventWeighted.of(windows, 5), new AlertSet.Usual(windows))) {
      Backtest test = Backtest.of(slo, ledger, set);
      played.add(
          new Played(
              set.id(),
              "would have paged " + (test.pages() == 1 ? "once" : test.pages() + " times") + " and made "
                  + Format.count(test.tickets(), "ticket", "tickets"),
              test.firings().reversed().stream()
                  .limit(20)
                  .map(one -> new Fired(one.page(), one.kind().id(), one.from(), one.until()))
                  .toList()));
    }
    return played;
  }

  private static String words(SloWindow window) {
    return switch (window) {
      case SloWindow.Rolling rolling -> {
        long hours = rolling.length().toHours();
        yield "the last " + (hours % 24 == 0 ? Format.count(hours / 24, "day", "days") : Format.count(hours, "hour", "hours"));
      }
      case SloWindow.Calendar calendar ->
          (calendar.count() == 1 ? "each " : "every " + calendar.count() + " times a ")
              + calendar.unit().name().toLowerCase(Locale.ROOT) + " in " + calendar.zone();
    };
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.setScale(Math.clamp(number.scale(), 0, 3), RoundingMode.HALF_UP).toPlainString();
  }

  private static String times(Optional<BigDecimal> rate) {
    return rate.map(one -> one.setScale(2, RoundingMode.HALF_UP).toPlainString() + " ×").orElse("");
  }

  /** Rounded down, so that nothing reads as met that is not. */
  private static String percent(Optional<BigDecimal> share, int places) {
    return share
        .map(
            one -> {
              BigDecimal percent = one.movePointRight(2).setScale(places, RoundingMode.FLOOR).stripTrailingZeros();
              return (percent.scale() < 0 ? percent.setScale(0) : percent).toPlainString() + "%";
            })
        .orElse("");
  }
}
