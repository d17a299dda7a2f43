package roadbed.web.ui;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.cost.anomaly.DailyGrid;
import roadbed.assess.cost.anomaly.Scope;
import roadbed.assess.cost.explore.CostExplorer;
import roadbed.assess.cost.explore.CostQuestion;
import roadbed.assess.cost.forecast.CostForecast;
import roadbed.assess.cost.forecast.PlannedChange;
import roadbed.prove.chart.BandChart;
import roadbed.series.forecast.Forecast;
import roadbed.web.WebParts;
import roadbed.web.http.Visit;

/** What a scope will have cost at the end of month, quarter and year. Days and forecasts are kept for some minutes. */
final class ForecastPage {
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final int FORECASTS = 60;
  private static final int HISTORY_DAYS = 730;
  private static final int PARTS = 2_000;
  private static final int CHOICES = 200;
  private static final int SHOWN_PAST = 90;
  private static final int SHOWN_AHEAD = 100;
  private static final int MOST_CHANGES = 10;

  private final Screen screen;
  private final CostExplorer bills;
  private final Clock clock;
  private @Nullable Days days;
  private final Map<String, Optional<CostForecast>> forecasts = new LinkedHashMap<>();

  ForecastPage(Screen screen, WebParts parts) {
    this.screen = screen;
    this.bills = parts.explorer();
    this.clock = parts.clock();
  }

  private record Days(Instant at, Map<String, DailyGrid> byCurrency) {}

  /** A period as its row shows it. */
  record Row(String name, String days, String spent, String expected, String range80, String range95, String note) {}

  /** One day as the table shows it. */
  record Day(String at, String amount, String range80, String range95) {}

  record View(
      boolean noBill,
      List<String> services,
      String service,
      List<String> accounts,
      String account,
      List<String> currencies,
      String currency,
      List<String> changes,
      List<String> problems,
      String billed,
      List<Row> rows,
      String chart,
      List<Day> days,
      String error,
      String besideRepeating,
      String covered,
      List<String> methods) {}

  /** The days of all bills up to yesterday; today's are not over. */
  private synchronized Map<String, DailyGrid> days() {
    Days known = days;
    if (known != null && clock.instant().isBefore(known.at.plus(KEPT))) {
      return known.byCurrency;
    }
    LocalDate yesterday = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
    Map<String, DailyGrid> fresh =
        DailyGrid.of(
            bills.explore(
                new CostQuestion(
                    List.of("service", "account"),
                    CostQuestion.Grain.DAY,
                    List.of(),
                    yesterday.minusDays(HISTORY_DAYS),
                    yesterday,
                    Optional.empty(),
                    CostQuestion.Measure.EFFECTIVE,
                    PARTS,
                    Optional.empty())));
    days = new Days(clock.instant(), fresh);
    forecasts.clear();
    return fresh;
  }

  private synchronized Optional<CostForecast> forecast(DailyGrid grid, Scope scope, List<PlannedChange> planned) {
    String key = grid.currency() + scope.part() + planned;
    Optional<CostForecast> known = forecasts.get(key);
    if (known != null) {
      return known;
    }
    double[] sum = grid.sum(scope);
    int begin = 0;
    while (begin < sum.length && sum[begin] == 0) {
      begin++;
    }
    Optional<CostForecast> fresh =
        CostForecast.of(grid.day(begin), Arrays.copyOfRange(sum, begin, sum.length), planned);
    if (forecasts.size() >= FORECASTS) {
      forecasts.remove(forecasts.keySet().iterator().next());
    }
    forecasts.put(key, fresh);
    return fresh;
  }

  ServerResponse show(Visit visit) {
    Map<String, DailyGrid> grids = days();
    List<String> problems = new ArrayList<>();
    List<PlannedChange> planned = new ArrayList<>();
    List<String> changes = visit.texts("change").stream().limit(MOST_CHANGES).toList();
    for (String change : changes) {
      PlannedChange.parse(change)
          .ifPresentOrElse(
              planned::add,
              () -> problems.add(change + " is no planned change; write it as 2027-01-01 +120, -8% or commitment 100 160"));
    }
    String currency =
        grids.containsKey(visit.text("currency"))
            ? visit.text("currency")
            : grids.values().stream()
                .max((a, b) -> Double.compare(Arrays.stream(a.sum(Scope.ALL)).sum(), Arrays.stream(b.sum(Scope.ALL)).sum()))
                .map(DailyGrid::currency)
                .orElse("");
    DailyGrid grid = grids.get(currency);
    String service = visit.text("service");
    String account = visit.text("account");
    Map<String, String> part = new LinkedHashMap<>();
    if (!service.isEmpty()) {
      part.put("service", service);
    }
    if (!account.isEmpty()) {
      part.put("account", account);
    }
    Optional<CostForecast> forecast = grid == null ? Optional.empty() : forecast(grid, new Scope(part), planned);
    Optional<Forecast.Backtest> past = forecast.map(one -> one.forecast().backtest()).filter(one -> one.origins() > 0);
    View view =
        new View(
            grid == null,
            values(grid, 0),
            service,
            values(grid, 1),
            account,
            List.copyOf(grids.keySet()),
            currency,
            changes,
            problems,
            forecast.map(one -> Format.day(one.last())).orElse(""),
            forecast.map(one -> rows(one, currency)).orElse(List.of()),
            forecast.map(one -> chart(one, currency)).orElse(""),
            forecast.map(one -> table(one, currency)).orElse(List.of()),
            past.map(one -> String.format(Locale.ROOT, "%.1f%%", one.percentageError())).orElse(""),
            past.filter(one -> Double.isFinite(one.scaledError()))
                .map(one -> String.format(Locale.ROOT, "%.2f", one.scaledError()))
                .orElse(""),
            past.filter(one -> Double.isFinite(one.coverage80()))
                .map(one -> String.format(Locale.ROOT, "%.0f and %.0f", 100 * one.coverage80(), 100 * one.coverage95()))
                .orElse(""),
            forecast.map(one -> one.forecast().shares().stream().limit(4).map(ForecastPage::share).toList()).orElse(List.of()));
    return screen.show(visit, "forecast", "Cost forecast", "cost", view);
  }

  private static String share(Forecast.Share share) {
    return share.method() + " " + Math.round(100 * share.weight()) + "%";
  }

  /** Values of a dimension, the dearest first. */
  private static List<String> values(@Nullable DailyGrid grid, int dimension) {
    if (grid == null) {
      return List.of();
    }
    Map<String, Double> sums = new TreeMap<>();
    grid.parts().forEach((key, amounts) -> sums.merge(key.get(dimension), Arrays.stream(amounts).sum(), Double::sum));
    return sums.entrySet().stream()
        .filter(one -> !one.getKey().isEmpty())
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(CHOICES)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String money(double amount, String currency) {
    return Format.money(BigDecimal.valueOf(amount), currency);
  }

  private static String range(double low, double high, String currency) {
    return money(low, currency) + " to " + money(high, currency);
  }

  private static List<Row> rows(CostForecast forecast, String currency) {
    return forecast.periods().stream()
        .map(
            period ->
                new Row(
                    "End of " + period.name(),
                    Format.day(period.to()),
                    money(period.spent(), currency),
                    money(period.total().mean(), currency),
                    range(period.total().low80(), period.total().high80(), currency),
                    range(period.total().low95(), period.total().high95(), currency),
                    period.complete() ? "" : "its first days are not in the bills"))
        .toList();
  }

  private static String chart(CostForecast forecast, String currency) {
    List<BandChart.Point> points = new ArrayList<>();
    List<Double> past = forecast.past();
    for (int i = Math.max(0, past.size() - SHOWN_PAST); i < past.size(); i++) {
      points.add(
          new BandChart.Point(
              forecast.first().plusDays(i).toString(), past.get(i), Double.NaN, Double.NaN, Double.NaN, BandChart.Ends.NONE, false));
    }
    for (Forecast.Step step : forecast.forecast().steps().stream().limit(SHOWN_AHEAD).toList()) {
      points.add(
          new BandChart.Point(
              forecast.last().plusDays(step.ahead()).toString(),
              Double.NaN,
              step.mean(),
              step.low80(),
              step.high80(),
              new BandChart.Ends(step.low95(), step.high95()),
              false));
    }
    return BandChart.svg(
        points, value -> Format.shortMoney(value, currency), "Cost by day, with the days to come and their ranges of 80 and 95%");
  }

  private static List<Day> table(CostForecast forecast, String currency) {
    List<Day> days = new ArrayList<>();
    List<Double> past = forecast.past();
    for (int i = Math.max(0, past.size() - SHOWN_PAST); i < past.size(); i++) {
      days.add(new Day(forecast.first().plusDays(i).toString(), money(past.get(i), currency), "", ""));
    }
    for (Forecast.Step step : forecast.forecast().steps().stream().limit(SHOWN_AHEAD).toList()) {
      days.add(
          new Day(
              forecast.last().plusDays(step.ahead()).toString(),
              money(step.mean(), currency),
              range(step.low80(), step.high80(), currency),
              range(step.low95(), step.high95(), currency)));
    }
    return days;
  }
}
