package roadbed.web.ui;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.cost.CostStore;
import roadbed.prove.chart.RatioBar;
import roadbed.web.WebParts;
import roadbed.web.http.Visit;
import roadbed.web.query.CostSearch;

/** Where the money goes, what moved, and how much of it has an owner. */
final class CostPage {
  private static final int ROWS = 60;

  private final Screen screen;
  private final WebParts parts;

  CostPage(Screen screen, WebParts parts) {
    this.screen = screen;
    this.parts = parts;
  }

  record View(
      boolean empty,
      CostSearch search,
      Link link,
      List<String> currencies,
      List<ExplorerPage.Chip> chips,
      BigDecimal total,
      BigDecimal before,
      long days,
      String allocated,
      String unallocated,
      String allocationBar,
      boolean daily,
      String chart,
      List<Line> lines,
      int hidden,
      List<Line> movers) {}

  record Line(String name, String narrow, BigDecimal now, BigDecimal before, String share, String bar) {
    BigDecimal change() {
      return now.subtract(before);
    }
  }

  ServerResponse show(Visit visit) {
    CostStore costs = parts.costs();
    LocalDate today = LocalDate.ofInstant(parts.clock().instant(), ZoneOffset.UTC);
    CostSearch search = CostSearch.of(visit, costs, today);
    boolean daily = visit.text("chart").equals("daily");
    Link link = link(search, daily, visit);
    if (search.currency().isEmpty()) {
      return screen.show(
          visit,
          "cost",
          "Cost",
          "cost",
          new View(
              true, search, link, List.of(), List.of(), BigDecimal.ZERO, BigDecimal.ZERO, 0, "", "", "", daily, "",
              List.of(), 0, List.of()));
    }
    List<CostStore.Slice> slices =
        costs.by(search.dimension(), search.from(), search.to(), search.currency(), search.filters());
    BigDecimal total = Spend.sum(slices);
    BigDecimal before =
        slices.stream().map(CostStore.Slice::before).reduce(BigDecimal.ZERO, BigDecimal::add);
    List<Line> lines = slices.stream().map(slice -> line(slice, search, link, total)).toList();
    CostStore.Allocation allocation =
        costs.allocation(search.from(), search.to(), search.currency());
    double all = allocation.allocated().add(allocation.unallocated()).doubleValue();
    List<CostStore.Point> points =
        daily
            ? costs.series(
                search.dimension(), false, search.from(), search.to(), search.currency(), search.filters())
            : costs.series(
                search.dimension(),
                true,
                search.to().withDayOfMonth(1).minusMonths(12),
                search.to(),
                search.currency(),
                search.filters());
    List<ExplorerPage.Chip> chips = new ArrayList<>();
    search
        .filters()
        .forEach(
            (column, value) ->
                chips.add(
                    new ExplorerPage.Chip(
                        Format.words(column) + ": " + Spend.name(column, value),
                        link.with(column, "").toString())));
    View view =
        new View(
            false,
            search,
            link,
            costs.currencies(),
            chips,
            total,
            before,
            ChronoUnit.DAYS.between(search.from(), search.to()) + 1,
            Format.percent(allocation.allocated().doubleValue(), all),
            Format.money(allocation.unallocated(), search.currency()),
            RatioBar.svg(
                List.of(
                    new RatioBar.Part("allocated", allocation.allocated().doubleValue(), RatioBar.Tone.NEUTRAL),
                    new RatioBar.Part("unallocated", allocation.unallocated().doubleValue(), RatioBar.Tone.BAD)),
                "Allocated and unallocated cost"),
            daily,
            Spend.chart(
                points,
                !daily,
                search.dimension(),
                search.currency(),
                "Effective cost by " + (daily ? "day" : "month") + " and " + Format.words(search.dimension())),
            lines.stream().limit(ROWS).toList(),
            Math.max(0, lines.size() - ROWS),
            lines.stream()
                .filter(line -> line.change().signum() != 0)
                .sorted(Comparator.comparing((Line line) -> line.change().abs()).reversed())
                .limit(6)
                .toList());
    return screen.show(visit, "cost", "Cost", "cost", view);
  }

  private static Line line(CostStore.Slice slice, CostSearch search, Link link, BigDecimal total) {
    String next =
        switch (search.dimension()) {
          case "provider" -> "service";
          case "service", "service_category" -> "account";
          case "owner", "account", "environment" -> "service";
          default -> "service";
        };
    return new Line(
        Spend.name(search.dimension(), slice.value()),
        link.with(search.dimension(), slice.value().isEmpty() ? "(none)" : slice.value())
            .with("by", next)
            .toString(),
        slice.effective(),
        slice.before(),
        Format.percent(slice.effective().doubleValue(), total.doubleValue()),
        RatioBar.svg(
            List.of(
                new RatioBar.Part("share", slice.effective().doubleValue(), RatioBar.Tone.NEUTRAL),
                new RatioBar.Part(
                    "rest",
                    Math.max(0, total.subtract(slice.effective()).doubleValue()),
                    RatioBar.Tone.QUIET)),
            "Share of the total"));
  }

  private static Link link(CostSearch search, boolean daily, Visit visit) {
    Link link = Link.to("/cost").with("by", search.dimension());
    if (!visit.text("from").isEmpty()) {
      link = link.with("from", search.from().toString());
    }
    if (!visit.text("to").isEmpty()) {
      link = link.with("to", search.to().toString());
    }
    link = link.with("currency", visit.text("currency")).with("chart", daily ? "daily" : "");
    for (String column : CostSearch.DIMENSIONS) {
      link = link.with(column, visit.text(column));
    }
    return link;
  }
}
