package roadbed.web.ui;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.cost.CostDesk;
import roadbed.assess.cost.allocation.Amounts;
import roadbed.assess.cost.budget.BudgetAlert;
import roadbed.assess.cost.budget.BudgetStanding;
import roadbed.prove.chart.RatioBar;
import roadbed.web.WebParts;
import roadbed.web.http.Problem;
import roadbed.web.http.Replies;
import roadbed.web.http.Visit;

/** What is spent of budgets and what is expected, and the alerts that were raised. */
final class BudgetPages {
  private final Screen screen;
  private final CostDesk desk;

  BudgetPages(Screen screen, WebParts parts) {
    this.screen = screen;
    this.desk = parts.desk();
  }

  /** A budget with its picture: spent, expected beyond that, and left. */
  record Line(BudgetStanding standing, String bar, String scope, String spent, String expected, String range, String error) {}

  /** @param open alerts that nobody has acknowledged */
  record View(List<Line> lines, List<BudgetAlert> alerts, long open, ToldCurrency told) {}

  ServerResponse show(Visit visit) {
    List<BudgetAlert> alerts = desk.alerts();
    return screen.show(
        visit,
        "budgets",
        "Budgets",
        "cost",
        new View(
            ToldCurrency.desk(visit, desk).budgets().stream().map(BudgetPages::line).toList(),
            alerts,
            alerts.stream().filter(one -> one.acknowledged().isEmpty()).count(),
            ToldCurrency.of(visit, desk)));
  }

  private static Line line(BudgetStanding one) {
    String currency = one.budget().currency();
    double amount = one.budget().amount().doubleValue();
    double spent = Math.max(0, one.spent().doubleValue());
    double expected = Math.max(spent, one.projected().map(to -> to.mean().doubleValue()).orElse(spent));
    List<String> scope = new ArrayList<>();
    one.budget().scope().forEach((dimension, values) -> scope.add(Format.words(dimension) + " " + String.join(" or ", values)));
    return new Line(
        one,
        RatioBar.svg(
            List.of(
                new RatioBar.Part("spent", Math.min(spent, amount), RatioBar.Tone.NEUTRAL),
                new RatioBar.Part("expected", Math.max(0, Math.min(expected, amount) - spent), RatioBar.Tone.GOOD),
                new RatioBar.Part("over", Math.max(0, expected - amount), RatioBar.Tone.BAD),
                new RatioBar.Part("left", Math.max(0, amount - expected), RatioBar.Tone.QUIET)),
            "Spent and expected of the budget " + one.budget().name()),
        scope.isEmpty() ? "everything" : String.join(", ", scope),
        Format.money(one.spent(), currency),
        one.projected().map(to -> Format.money(to.mean(), currency)).orElse("not known"),
        one.projected().map(to -> Format.money(to.low80(), currency) + " to " + Format.money(to.high80(), currency)).orElse(""),
        one.projected().flatMap(BudgetStanding.Projection::error).map(error -> error.toPlainString() + "%").orElse(""));
  }

  ServerResponse csv(Visit visit) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "budget", "scope", "owners", "from", "to", "as_of", "currency", "amount", "spent", "expected", "expected_low80",
            "expected_high80", "error_percent"));
    for (BudgetStanding one : ToldCurrency.desk(visit, desk).budgets()) {
      rows.add(
          List.of(
              one.budget().name(),
              line(one).scope(),
              String.join(" ", one.budget().owners()),
              one.from().toString(),
              one.to().toString(),
              one.asOf().toString(),
              one.budget().currency(),
              plain(one.budget().amount()),
              plain(one.spent()),
              one.projected().map(to -> plain(to.mean())).orElse(""),
              one.projected().map(to -> plain(to.low80())).orElse(""),
              one.projected().map(to -> plain(to.high80())).orElse(""),
              one.projected().flatMap(BudgetStanding.Projection::error).map(BigDecimal::toPlainString).orElse("")));
    }
    return CostExports.csv("budgets.csv", rows);
  }

  private static String plain(BigDecimal amount) {
    return Amounts.shortest(amount).toPlainString();
  }

  ServerResponse acknowledge(Visit visit) {
    String id = visit.text("id");
    if (!id.matches("[0-9]{1,18}")) {
      throw Problem.badParameter("id", "is no number of an alert");
    }
    desk.acknowledge(Long.parseLong(id), visit.caller().actor());
    return Replies.seeOther("/cost/budgets");
  }
}
