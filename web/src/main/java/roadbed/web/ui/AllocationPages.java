package roadbed.web.ui;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.cost.CostDesk;
import roadbed.assess.cost.allocation.Allocated;
import roadbed.assess.cost.allocation.Allocation;
import roadbed.assess.cost.allocation.Preview;
import roadbed.assess.cost.allocation.Step;
import roadbed.model.Diagnostic;
import roadbed.prove.chart.RatioBar;
import roadbed.web.WebParts;
import roadbed.web.http.Problem;
import roadbed.web.http.Visit;

/** Whose cost is, by which rules and steps, and what other rules would move. */
final class AllocationPages {
  private static final int MOST_RULES = 256 * 1024;
  private static final int ROWS = 100;

  private final Screen screen;
  private final CostDesk desk;

  AllocationPages(Screen screen, WebParts parts) {
    this.screen = screen;
    this.desk = parts.desk();
  }

  /** An owner's cost of a month: what rules gave and what steps added. */
  record Owner(String name, String statement, BigDecimal direct, BigDecimal shares, String share, String bar) {
    BigDecimal total() {
      return direct.add(shares);
    }
  }

  /** What a step gave to a receiver. */
  record Share(String receiver, BigDecimal weight, BigDecimal amount) {}

  /** A step with its shares of the month. */
  record StepView(String name, String pool, String method, List<Share> shares, List<String> left) {}

  /** The sum after a step. */
  record Total(String after, String amount) {}

  record AllocationView(
      boolean empty,
      List<YearMonth> months,
      Optional<YearMonth> month,
      List<String> currencies,
      String currency,
      List<Owner> owners,
      int hidden,
      List<StepView> steps,
      List<Total> totals,
      String rules,
      Optional<Preview> preview,
      List<String> problems,
      ToldCurrency told) {}

  ServerResponse allocation(Visit visit) {
    return allocation(visit, "", Optional.empty(), List.of());
  }

  /** What other rules would move. Nothing is kept. */
  ServerResponse preview(Visit visit) {
    String rules = visit.verbatim("rules");
    if (rules.length() > MOST_RULES) {
      throw Problem.of(HttpStatus.CONTENT_TOO_LARGE, "Too long", "rules of more than " + (MOST_RULES >> 10) + " KB are not tried here");
    }
    CostDesk.Previewed previewed = desk.preview(rules);
    return allocation(
        visit, rules, previewed.preview(), previewed.diagnostics().stream().map(Diagnostic::toString).limit(20).toList());
  }

  private ServerResponse allocation(Visit visit, String rules, Optional<Preview> preview, List<String> problems) {
    ToldCurrency told = ToldCurrency.of(visit, desk);
    Optional<Allocation> found = ToldCurrency.desk(visit, desk).allocation().filter(allocation -> !allocation.lines().isEmpty());
    if (found.isEmpty()) {
      return screen.show(
          visit,
          "allocation",
          "Allocation",
          "cost",
          new AllocationView(
              true, List.of(), Optional.empty(), List.of(), "", List.of(), 0, List.of(), List.of(), rules, preview, problems, told));
    }
    Allocation allocation = found.get();
    TreeSet<YearMonth> months = new TreeSet<>(Comparator.reverseOrder());
    Set<String> currencies = new TreeSet<>();
    for (Allocated line : allocation.lines()) {
      months.add(YearMonth.from(line.charge().day()));
      currencies.add(line.charge().currency());
    }
    YearMonth month = month(visit).filter(months::contains).orElse(months.getFirst());
    String currency = currencies.contains(visit.text("currency")) ? visit.text("currency") : first(currencies, told);
    List<Owner> owners = owners(allocation, month, currency, told);
    AllocationView view =
        new AllocationView(
            false,
            List.copyOf(months),
            Optional.of(month),
            List.copyOf(currencies),
            currency,
            owners.stream().limit(ROWS).toList(),
            Math.max(0, owners.size() - ROWS),
            allocation.steps().stream().map(step -> step(step, month, currency)).toList(),
            allocation.totals().stream()
                .filter(total -> total.byCurrency().containsKey(currency))
                .map(
                    total ->
                        new Total(
                            total.after().equals("rules") ? "the rules" : total.after(),
                            total.byCurrency().getOrDefault(currency, roadbed.assess.cost.allocation.Amounts.ZERO)
                                    .effective().stripTrailingZeros().toPlainString()
                                + " " + currency))
                .toList(),
            rules,
            preview,
            problems,
            told);
    return screen.show(visit, "allocation", "Allocation", "cost", view);
  }

  private static String first(Set<String> currencies, ToldCurrency told) {
    return currencies.contains(told.choice()) ? told.choice() : currencies.iterator().next();
  }

  private static Optional<YearMonth> month(Visit visit) {
    try {
      return visit.text("month").isEmpty() ? Optional.empty() : Optional.of(YearMonth.parse(visit.text("month")));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static List<Owner> owners(Allocation allocation, YearMonth month, String currency, ToldCurrency told) {
    Map<String, BigDecimal> direct = new TreeMap<>();
    Map<String, BigDecimal> shares = new TreeMap<>();
    BigDecimal total = BigDecimal.ZERO;
    for (Allocated line : allocation.lines()) {
      if (line.charge().currency().equals(currency) && YearMonth.from(line.charge().day()).equals(month)) {
        String owner = line.pool().isEmpty() ? line.owner() : "pool:" + line.pool();
        (line.steps().isEmpty() ? direct : shares).merge(owner, line.amounts().effective(), BigDecimal::add);
        total = total.add(line.amounts().effective());
      }
    }
    TreeSet<String> names = new TreeSet<>(direct.keySet());
    names.addAll(shares.keySet());
    List<Owner> owners = new ArrayList<>();
    for (String name : names) {
      BigDecimal own = direct.getOrDefault(name, BigDecimal.ZERO);
      BigDecimal given = shares.getOrDefault(name, BigDecimal.ZERO);
      double part = own.add(given).doubleValue();
      owners.add(
          new Owner(
              name,
              Link.to("/cost/statement").with("month", month.toString()).with("owner", name.isEmpty() ? "(none)" : name).with("convert", told.choice()).toString(),
              own,
              given,
              Format.percent(part, total.doubleValue()),
              RatioBar.svg(
                  List.of(
                      new RatioBar.Part("of its own", Math.max(0, own.doubleValue()), RatioBar.Tone.NEUTRAL),
                      new RatioBar.Part("shares", Math.max(0, given.doubleValue()), RatioBar.Tone.QUIET)),
                  "Cost of its own and shares")));
    }
    owners.sort(Comparator.comparing(Owner::total).reversed().thenComparing(Owner::name));
    return owners;
  }

  private static StepView step(Step step, YearMonth month, String currency) {
    Map<String, Share> shares = new TreeMap<>();
    for (Step.Share share : step.shares()) {
      if (share.currency().equals(currency) && share.period().startsWith(month.toString())) {
        shares.merge(
            share.receiver(),
            new Share(share.receiver(), share.weight(), share.amounts().effective()),
            (one, other) -> new Share(one.receiver(), one.weight().add(other.weight()), one.amount().add(other.amount())));
      }
    }
    return new StepView(
        step.name(),
        step.pool(),
        step.method(),
        shares.values().stream().sorted(Comparator.comparing(Share::amount).reversed()).limit(ROWS).toList(),
        step.left().stream()
            .filter(left -> left.currency().equals(currency) && left.period().startsWith(month.toString()))
            .map(left -> Format.money(left.amounts().effective(), currency) + " stay: " + left.why())
            .toList());
  }
}
