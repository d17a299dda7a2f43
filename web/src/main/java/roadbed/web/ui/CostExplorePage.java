package roadbed.web.ui;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.cost.CostStore;
import roadbed.assess.cost.explore.CostAnswer;
import roadbed.assess.cost.explore.CostAnswer.Item;
import roadbed.assess.cost.explore.CostAnswer.Row;
import roadbed.assess.cost.explore.CostExplorer;
import roadbed.assess.cost.explore.CostQuestion;
import roadbed.assess.cost.explore.CostQuestion.Filter;
import roadbed.assess.cost.explore.CostQuestion.Grain;
import roadbed.assess.cost.explore.CostQuestion.Measure;
import roadbed.prove.chart.RatioBar;
import roadbed.prove.chart.StackedColumns;
import roadbed.web.WebParts;
import roadbed.web.http.Problem;
import roadbed.web.http.Visit;
import roadbed.web.query.CostExploration;

/** Questions to billing itself: any dimension, any tag, any days, down to the lines; every state is an address. */
final class CostExplorePage {
  private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2200, 12, 31);
  private static final int MONTHS = 10_000;
  private static final int DRAWN = 7;
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  private final Screen screen;
  private final WebParts parts;

  CostExplorePage(Screen screen, WebParts parts) {
    this.screen = screen;
    this.parts = parts;
  }

  /**
   * One group as the table shows it.
   *
   * @param narrow address of what is behind it, or empty text where no filter can say it
   */
  record Line(String name, String narrow, BigDecimal amount, BigDecimal before, String share, String bar) {}

  /** What the columns show, by time: a head for each group, and a row for each column. */
  record Times(List<String> heads, List<Time> rows) {}

  record Time(String at, List<BigDecimal> amounts, BigDecimal total) {}

  record View(
      CostExploration asked,
      boolean noBill,
      String months,
      Link link,
      List<ExplorerPage.Chip> chips,
      List<String> currencies,
      String currency,
      BigDecimal total,
      BigDecimal before,
      String chart,
      boolean credits,
      List<Line> lines,
      Times times,
      boolean ofDailySums,
      List<Item> items,
      boolean more,
      List<String> convertible,
      List<String> unrated) {
    CostQuestion question() {
      return asked.question();
    }

    String grain() {
      return question().grain().name().toLowerCase(Locale.ROOT);
    }

    /** A group-by field's text, from 0. */
    String group(int index) {
      return index < question().groups().size() ? question().groups().get(index) : "";
    }

    /** The heads of the groups in words. */
    String by() {
      return String.join(" and ", question().groups().stream().map(Format::words).toList());
    }

    String previousPage() {
      return asked.page() > 1 ? link.with("page", Integer.toString(asked.page() - 1)).toString() : "";
    }

    String nextPage() {
      return more && asked.page() < CostExploration.PAGES
          ? link.with("page", Integer.toString(asked.page() + 1)).toString()
          : "";
    }
  }

  // --- the question -------------------------------------------------------------------------------------------

  private CostExploration asked(Visit visit) {
    LocalDate today = LocalDate.ofInstant(parts.clock().instant(), ZoneOffset.UTC);
    return CostExploration.of(
        visit,
        () -> {
          List<LocalDate> span = parts.costs().span();
          return span.isEmpty() ? newest(today) : span.getLast();
        },
        () -> parts.explorer().currencies());
  }

  private LocalDate newest(LocalDate today) {
    List<String> months = months();
    if (months.isEmpty()) {
      return today;
    }
    YearMonth month = YearMonth.parse(months.getLast());
    return month.equals(YearMonth.from(today)) ? today : month.atEndOfMonth();
  }

  /** All months of the bills, for example {@code 2026-11}, oldest first. */
  private List<String> months() {
    CostQuestion question =
        new CostQuestion(
            List.of("month"), Grain.WHOLE, List.of(), FIRST, LAST, Optional.empty(), Measure.EFFECTIVE, MONTHS,
            Optional.empty());
    TreeSet<String> months = new TreeSet<>();
    for (Row row : parts.explorer().explore(question).rows()) {
      row.values().stream().filter(value -> value.matches("\\d{4}-\\d{2}")).forEach(months::add);
    }
    return List.copyOf(months);
  }

  private static Link link(CostExploration asked) {
    CostQuestion question = asked.question();
    return Link.to("/cost/explore")
        .with("by", question.groups())
        .with("from", question.from().toString())
        .with("to", question.to().toString())
        .with("grain", question.grain().name().toLowerCase(Locale.ROOT))
        .with("measure", question.measure() == Measure.EFFECTIVE ? "" : question.measure().id())
        .with("compare", asked.compare().equals("previous") ? "" : asked.compare())
        .with("top", Integer.toString(question.top()))
        .with("currency", asked.currency())
        .with("convert", question.currency().orElse(""))
        .with("filter", asked.filters())
        .with("view", asked.lines() ? "lines" : "");
  }

  /** The currency whose amounts are shown, of those of an answer; amounts of several are never added. */
  private String currency(CostAnswer whole, CostExploration asked, List<String> problems) {
    Set<String> found = currencies(whole);
    if (found.contains(asked.currency())) {
      return asked.currency();
    }
    if (!asked.currency().isEmpty() && !found.isEmpty()) {
      problems.add("currency: there is no cost in " + asked.currency() + " here, but in " + String.join(", ", found));
    }
    Optional<String> converted = whole.question().currency().filter(found::contains);
    if (converted.isPresent()) {
      return converted.get();
    }
    CostStore costs = parts.costs();
    return costs.currencies().stream()
        .filter(found::contains)
        .findFirst()
        .orElseGet(() -> found.isEmpty() ? "" : found.iterator().next());
  }

  private static Set<String> currencies(CostAnswer whole) {
    Set<String> found = new TreeSet<>(whole.totals().keySet());
    found.addAll(whole.before().keySet());
    return found;
  }

  // --- the page -----------------------------------------------------------------------------------------------

  ServerResponse show(Visit visit) {
    CostExploration read = asked(visit);
    CostExplorer explorer = parts.explorer();
    CostAnswer whole = explorer.explore(CostSeries.whole(read.question()));
    List<String> problems = new ArrayList<>(read.problems());
    String currency = currency(whole, read, problems);
    CostExploration asked =
        new CostExploration(
            read.question(), read.filters(), read.compare(), currency, read.lines(), read.page(), problems);
    Link link = link(asked);
    List<String> months = currency.isEmpty() ? months() : List.of();
    boolean lines = asked.lines() && !currency.isEmpty();
    CostSeries series =
        lines || currency.isEmpty()
            ? new CostSeries(List.of(), List.of(), List.of(), whole.ofDailySums())
            : CostSeries.of(explorer, asked.question(), whole, currency);
    int start = (asked.page() - 1) * CostExploration.LINES;
    List<Item> items = lines ? explorer.items(asked.question(), start + CostExploration.LINES + 1) : List.of();
    BigDecimal total = whole.totals().getOrDefault(currency, BigDecimal.ZERO);
    View view =
        new View(
            asked,
            currency.isEmpty() && months.isEmpty(),
            months.isEmpty() ? "" : months.getFirst() + " to " + months.getLast(),
            link,
            chips(asked, link),
            List.copyOf(currencies(whole)),
            currency,
            total,
            whole.before().getOrDefault(currency, BigDecimal.ZERO),
            chart(series, asked, currency),
            series.groups().stream().anyMatch(group -> group.byTime().stream().anyMatch(one -> one.signum() < 0)),
            series.groups().stream().map(group -> line(group, asked, link, total)).toList(),
            times(series, asked.question()),
            series.ofDailySums(),
            items.stream().skip(start).limit(CostExploration.LINES).toList(),
            items.size() > start + CostExploration.LINES,
            explorer.currencies(),
            unrated(whole));
    return screen.show(visit, "explore", "Cost explorer", "cost", view);
  }

  /** What stays in its own currency, in words. */
  private static List<String> unrated(CostAnswer whole) {
    return whole.question().currency().stream()
        .flatMap(to -> whole.unrated().stream().map(one -> one.words(to)))
        .toList();
  }

  private static List<ExplorerPage.Chip> chips(CostExploration asked, Link link) {
    List<ExplorerPage.Chip> chips = new ArrayList<>();
    for (int i = 0; i < asked.filters().size(); i++) {
      Filter filter = asked.question().filters().get(i);
      String text =
          Format.words(filter.dimension())
              + (filter.is() ? ": " : " is not ")
              + String.join(" or ", filter.values().stream().map(value -> value.isEmpty() ? "none" : value).toList());
      chips.add(new ExplorerPage.Chip(text, link.without("filter", asked.filters().get(i)).toString()));
    }
    return chips;
  }

  private static String name(List<String> groups, List<String> values) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      names.add(Spend.name(groups.get(i), values.get(i)));
    }
    return values.stream().allMatch(CostAnswer.OTHERS::equals) ? "others" : String.join(" / ", names);
  }

  private static Line line(CostSeries.Group group, CostExploration asked, Link link, BigDecimal total) {
    return new Line(
        name(asked.question().groups(), group.values()),
        group.rest() ? "" : narrow(group, asked, link),
        group.amount(),
        group.before(),
        Format.percent(group.amount().doubleValue(), total.doubleValue()),
        RatioBar.svg(
            List.of(
                new RatioBar.Part("share", Math.max(0, group.amount().doubleValue()), RatioBar.Tone.NEUTRAL),
                new RatioBar.Part("rest", Math.max(0, total.subtract(group.amount()).doubleValue()), RatioBar.Tone.QUIET)),
            "Share of the total"));
  }

  /** What a group is made of: split by what is not fixed yet, and where nothing is left, its lines. */
  private static String narrow(CostSeries.Group group, CostExploration asked, Link link) {
    List<String> groups = asked.question().groups();
    Set<String> fixed = new HashSet<>(groups);
    asked.question().filters().forEach(filter -> fixed.add(filter.dimension()));
    List<String> filters = new ArrayList<>(asked.filters());
    for (int i = 0; i < groups.size(); i++) {
      String value = group.values().get(i);
      // A filter's values stand with | between: one that has it cannot be written, nor one with space at its ends.
      if (value.contains("|") || !value.equals(value.strip())) {
        return "";
      }
      filters.add(groups.get(i) + "=" + value);
    }
    Link narrowed = link.with("filter", filters.stream().distinct().toList());
    return List.of("service", "account", "resource").stream()
        .filter(dimension -> !fixed.contains(dimension) && !fixed.contains("resource"))
        .findFirst()
        .map(next -> narrowed.with("by", next))
        .orElseGet(() -> narrowed.with("view", "lines"))
        .toString();
  }

  private static String label(LocalDate day, Grain grain) {
    return grain == Grain.MONTH ? Format.month(day) : DAY.format(day);
  }

  private static String chart(CostSeries series, CostExploration asked, String currency) {
    CostQuestion question = asked.question();
    List<StackedColumns.Series> drawn = new ArrayList<>();
    List<CostSeries.Group> groups = series.groups();
    int apart = groups.size() <= DRAWN + 1 ? groups.size() : DRAWN;
    for (CostSeries.Group group : groups.subList(0, apart)) {
      drawn.add(
          new StackedColumns.Series(
              name(question.groups(), group.values()), group.byTime().stream().map(BigDecimal::doubleValue).toList()));
    }
    if (apart < groups.size()) {
      List<Double> rest = new ArrayList<>();
      for (int i = 0; i < series.at().size(); i++) {
        BigDecimal sum = BigDecimal.ZERO;
        for (CostSeries.Group group : groups.subList(apart, groups.size())) {
          sum = sum.add(group.byTime().get(i));
        }
        rest.add(sum.doubleValue());
      }
      drawn.add(new StackedColumns.Series("others", rest));
    }
    return StackedColumns.svg(
        series.at().stream().map(day -> label(day, question.grain())).toList(),
        drawn,
        amount -> Format.shortMoney(amount, currency),
        Format.capital(question.measure().id()) + " cost by " + question.grain().name().toLowerCase(Locale.ROOT)
            + " and " + String.join(" and ", question.groups()));
  }

  private static Times times(CostSeries series, CostQuestion question) {
    List<Time> rows = new ArrayList<>();
    for (int i = 0; i < series.at().size(); i++) {
      int column = i;
      rows.add(
          new Time(
              series.at().get(i).toString(),
              series.groups().stream().map(group -> group.byTime().get(column)).toList(),
              series.totals().get(i)));
    }
    return new Times(series.groups().stream().map(group -> name(question.groups(), group.values())).toList(), rows);
  }

  // --- exports ------------------------------------------------------------------------------------------------

  /** What an address asks for, refused where some of it means nothing: a file must not silently hold something else. */
  private Exported exported(Visit visit) {
    CostExploration asked = asked(visit);
    List<String> problems = new ArrayList<>(asked.problems());
    CostAnswer whole = parts.explorer().explore(CostSeries.whole(asked.question()));
    String currency = currency(whole, asked, problems);
    if (!problems.isEmpty()) {
      throw Problem.of(HttpStatus.BAD_REQUEST, "Bad parameter", String.join("; ", problems));
    }
    return new Exported(asked, whole, currency);
  }

  private record Exported(CostExploration asked, CostAnswer whole, String currency) {}

  private List<Item> items(CostExploration asked) {
    return parts.explorer().items(asked.question(), CostExploration.LINES * CostExploration.PAGES);
  }

  ServerResponse csv(Visit visit) {
    Exported exported = exported(visit);
    CostQuestion question = exported.asked().question();
    if (exported.asked().lines()) {
      return CostExports.csv("cost-lines.csv", CostExports.lines(items(exported.asked())));
    }
    CostSeries series = CostSeries.of(parts.explorer(), question, exported.whole(), exported.currency());
    return visit.text("table").equals("time")
        ? CostExports.csv("cost-by-" + question.grain().name().toLowerCase(Locale.ROOT) + ".csv", CostExports.times(series, question, exported.currency()))
        : CostExports.csv("cost.csv", CostExports.groups(series, question, exported.currency()));
  }

  ServerResponse json(Visit visit) {
    Exported exported = exported(visit);
    CostQuestion question = exported.asked().question();
    Map<String, List<List<String>>> tables = new LinkedHashMap<>();
    if (exported.asked().lines()) {
      tables.put("lines", CostExports.lines(items(exported.asked())));
    } else {
      CostSeries series = CostSeries.of(parts.explorer(), question, exported.whole(), exported.currency());
      tables.put("groups", CostExports.groups(series, question, exported.currency()));
      tables.put("times", CostExports.times(series, question, exported.currency()));
    }
    return CostExports.json(
        question, exported.asked().filters(), exported.currency(), unrated(exported.whole()), tables);
  }
}
