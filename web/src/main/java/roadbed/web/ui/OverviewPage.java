package roadbed.web.ui;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.cost.CostStore;
import roadbed.assess.policy.VerdictStore;
import roadbed.inventory.EstateStore;
import roadbed.model.Severity;
import roadbed.prove.chart.RatioBar;
import roadbed.prove.chart.Sparkline;
import roadbed.prove.kpi.FactTables;
import roadbed.prove.kpi.KpiMeasurement;
import roadbed.prove.kpi.Pillars;
import roadbed.web.WebParts;
import roadbed.web.http.Visit;

/** The daily question, is anything burning, and the monthly one, are we getting better, on one screen. */
final class OverviewPage {
  private final Screen screen;
  private final WebParts parts;

  OverviewPage(Screen screen, WebParts parts) {
    this.screen = screen;
    this.parts = parts;
  }

  record View(
      boolean empty,
      long resources,
      List<EstateStore.SourceState> sources,
      Optional<Instant> newest,
      long failed,
      List<SeverityCount> severities,
      long passed,
      long notEvaluated,
      String verdictBar,
      long errors,
      Optional<Money> money,
      List<PillarView> pillars,
      long unmeasured,
      List<TopRisks.Risk> risks,
      List<EstateStore.Event> events) {}

  record SeverityCount(Severity severity, long count) {}

  /** Spend of the newest month. */
  record Money(
      String currency,
      LocalDate newestDay,
      BigDecimal monthToDate,
      BigDecimal sameDaysBefore,
      Optional<BigDecimal> budget,
      String budgetBar,
      String unallocated,
      String chart) {}

  record PillarView(String name, long met, long measured, List<KpiLine> lines) {}

  record KpiLine(
      Pillars.Standing standing, String value, String target, String sparkline, String lacks) {}

  ServerResponse show(Visit visit) {
    List<EstateStore.SourceState> sources = parts.estate().sources();
    long resources = sources.stream().mapToLong(EstateStore.SourceState::resources).sum();
    Map<Severity, Long> open = parts.verdicts().openBySeverity();
    List<SeverityCount> severities = new ArrayList<>();
    for (Severity severity : List.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW)) {
      severities.add(new SeverityCount(severity, open.getOrDefault(severity, 0L)));
    }
    long passed = 0;
    long failed = 0;
    long notEvaluated = 0;
    for (VerdictStore.Rate rate : parts.verdicts().rates()) {
      passed += rate.passed();
      failed += rate.failed();
      notEvaluated += rate.notEvaluated();
    }
    List<PillarView> pillars = pillars();
    View view =
        new View(
            sources.isEmpty(),
            resources,
            sources,
            sources.stream().map(EstateStore.SourceState::capturedAt).max(Instant::compareTo),
            failed,
            severities,
            passed,
            notEvaluated,
            RatioBar.svg(
                List.of(
                    new RatioBar.Part("passed", passed, RatioBar.Tone.GOOD),
                    new RatioBar.Part("failed", failed, RatioBar.Tone.BAD),
                    new RatioBar.Part("not evaluated", notEvaluated, RatioBar.Tone.QUIET)),
                "%d passed, %d failed, %d not evaluated".formatted(passed, failed, notEvaluated)),
            sources.stream().mapToLong(EstateStore.SourceState::errors).sum(),
            money(),
            pillars,
            pillars.stream().mapToLong(pillar -> pillar.lines().size() - pillar.measured()).sum(),
            TopRisks.of(parts.estate(), parts.verdicts(), 8),
            parts.estate().recentEvents(7));
    return screen.show(visit, "overview", "Overview", "overview", view);
  }

  private Optional<Money> money() {
    CostStore costs = parts.costs();
    List<String> currencies = costs.currencies();
    List<LocalDate> span = costs.span();
    if (currencies.isEmpty() || span.isEmpty()) {
      return Optional.empty();
    }
    String currency = currencies.getFirst();
    LocalDate newest = span.getLast();
    LocalDate first = newest.withDayOfMonth(1);
    BigDecimal now = Spend.sum(costs.by("provider", first, newest, currency, Map.of()));
    LocalDate sameDay = newest.minusMonths(1);
    if (newest.equals(newest.withDayOfMonth(newest.lengthOfMonth()))) {
      sameDay = sameDay.withDayOfMonth(sameDay.lengthOfMonth());
    }
    BigDecimal before =
        Spend.sum(costs.by("provider", first.minusMonths(1), sameDay, currency, Map.of()));
    Optional<BigDecimal> budget = budget(first, currency);
    CostStore.Allocation allocation = costs.allocation(first, newest, currency);
    BigDecimal all = allocation.allocated().add(allocation.unallocated());
    String bar =
        budget
            .map(
                amount ->
                    RatioBar.svg(
                        List.of(
                            new RatioBar.Part("spent", now.doubleValue(), now.compareTo(amount) > 0 ? RatioBar.Tone.BAD : RatioBar.Tone.NEUTRAL),
                            new RatioBar.Part(
                                "left",
                                Math.max(0, amount.subtract(now).doubleValue()),
                                RatioBar.Tone.QUIET)),
                        "%s of %s budget spent".formatted(Format.money(now, currency), Format.money(amount, currency))))
            .orElse("");
    List<CostStore.Point> points =
        costs.series("provider", true, first.minusMonths(12), newest, currency, Map.of());
    return Optional.of(
        new Money(
            currency,
            newest,
            now,
            before,
            budget,
            bar,
            Format.percent(allocation.unallocated().doubleValue(), all.doubleValue()),
            Spend.chart(points, true, "provider", currency, "Effective cost by month and provider")));
  }

  private Optional<BigDecimal> budget(LocalDate month, String currency) {
    try (FactTables tables = parts.facts().get()) {
      FactTables.Table table =
          tables.query(
              """
              select currency, sum(amount) as amount
              from budget
              where scope_kind = 'total' and month = :month
              group by currency
              """,
              Map.of("month", month),
              today(),
              20);
      return table.rows().stream()
          .filter(row -> currency.equals(row.getFirst()) && row.getLast() != null)
          .map(row -> new BigDecimal(String.valueOf(row.getLast())))
          .findFirst();
    } catch (FactTables.FactQueryException e) {
      return Optional.empty();
    }
  }

  private LocalDate today() {
    return LocalDate.ofInstant(parts.clock().instant(), ZoneOffset.UTC);
  }

  private List<PillarView> pillars() {
    List<PillarView> views = new ArrayList<>();
    for (Pillars.Pillar pillar : Pillars.of(parts.kpis(), parts.measurements().latest())) {
      List<KpiLine> lines = pillar.standings().stream().map(standing -> line(parts, standing, today())).toList();
      if (!lines.isEmpty()) {
        long measured = lines.size() - pillar.count(Pillars.Status.UNKNOWN);
        views.add(new PillarView(pillar.name(), pillar.count(Pillars.Status.MET), measured, lines));
      }
    }
    return views;
  }

  static KpiLine line(WebParts parts, Pillars.Standing standing, LocalDate today) {
    List<KpiMeasurement> trend =
        parts.measurements().trend(standing.kpi().id(), today.minusDays(400), today);
    OptionalDouble value = standing.measurement().map(KpiMeasurement::value).orElse(OptionalDouble.empty());
    String shown = value.isPresent() ? Format.value(standing.kpi(), value.getAsDouble()) : "–";
    OptionalDouble target =
        standing.kpi().target().isPresent()
            ? OptionalDouble.of(standing.kpi().target().get())
            : OptionalDouble.empty();
    return new KpiLine(
        standing,
        shown,
        target.isPresent()
            ? Format.value(standing.kpi(), target.getAsDouble())
            : standing.kpi().targetText(),
        Sparkline.svg(
            trend.stream().map(KpiMeasurement::value).toList(),
            target,
            "Trend of " + standing.kpi().title() + ", now " + shown),
        standing.measurement().map(KpiMeasurement::lacks).orElse("not measured yet"));
  }
}
