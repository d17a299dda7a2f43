package roadbed.prove.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import roadbed.assess.cost.waste.Estimate;
import roadbed.assess.cost.waste.WasteFinding;
import roadbed.assess.cost.waste.WasteReport;
import roadbed.model.Money;

/** What is wasted, for an issue or a comment. */
public final class WasteMarkdown {
  private static final int SHOWN = 50;

  private WasteMarkdown() {}

  /** Renders it; what is not evaluated is part of it. */
  public static String render(WasteReport report) {
    StringBuilder text = new StringBuilder("### What can be saved\n\n");
    WasteReport.Total total = report.total();
    text.append("**").append(sums(total.counted())).append("** a month in ").append(total.findings()).append(total.findings() == 1 ? " finding" : " findings");
    text.append(total.unknown() > 0 ? ", of which " + total.unknown() + " have a saving that is not known and is not counted.\n" : ".\n");
    table(text, "kind", report.byKind());
    table(text, "owner", report.byOwner());
    if (!report.findings().isEmpty()) {
      text.append("\n| what | saves a month | risk | effort | confidence | owner |\n|---|--:|---|---|---|---|\n");
      for (WasteFinding one : report.findings().subList(0, Math.min(SHOWN, report.findings().size()))) {
        text.append("| ").append(cell(one.title())).append(" (`").append(one.subject().address().replace("`", "'").replace("|", "\\|"));
        text.append("`) | ").append(saving(one)).append(" | ").append(one.risk().level().id()).append(" | ");
        text.append(one.effort().level().id()).append(" | ").append(one.confidence().level().id()).append(" | ");
        text.append(cell(one.subject().owner())).append(" |\n");
      }
      if (report.findings().size() > SHOWN) {
        text.append("\nand ").append(report.findings().size() - SHOWN).append(" more findings.\n");
      }
    }
    if (!report.notEvaluated().isEmpty()) {
      text.append("\n<details><summary>").append(report.notEvaluated().size()).append(" not evaluated</summary>\n\n");
      report.missing().forEach(
          (rule, reasons) ->
              reasons.forEach((why, count) -> text.append("- ").append(rule).append(": ").append(cell(why)).append(" (").append(count).append(")\n")));
      text.append("\n</details>\n");
    }
    text.append("\nMoney: ").append(report.sources().stream().map(WasteMarkdown::cell).collect(Collectors.joining("; "))).append(".\n");
    return text.toString();
  }

  private static void table(StringBuilder text, String name, Map<String, WasteReport.Total> totals) {
    if (totals.isEmpty()) {
      return;
    }
    text.append("\n| ").append(name).append(" | findings | saves a month |\n|---|--:|--:|\n");
    totals.forEach(
        (key, total) ->
            text.append("| ").append(key.isEmpty() ? "(nobody)" : cell(key)).append(" | ").append(total.findings()).append(" | ")
                .append(sums(total.counted())).append(" |\n"));
  }

  /** What a finding saves, in words. */
  public static String saving(WasteFinding one) {
    return switch (one.saving()) {
      case Estimate.Known known -> {
        Money counted = one.counted().orElse(known.monthly());
        yield money(counted) + (counted.equals(known.monthly()) ? "" : " (alone " + money(known.monthly()) + ")");
      }
      case Estimate.AtMost most -> "at most " + money(most.monthly());
      case Estimate.Unknown _ -> "not known";
    };
  }

  /** Sums by currency, in words. */
  public static String sums(Map<String, BigDecimal> sums) {
    List<String> words =
        sums.entrySet().stream().map(one -> money(new Money(one.getValue(), one.getKey()))).toList();
    return words.isEmpty() ? "nothing known" : String.join(" and ", words);
  }

  private static String money(Money money) {
    return money.amount().setScale(2, RoundingMode.HALF_EVEN).toPlainString() + " " + money.currency();
  }

  private static String cell(String text) {
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("\n", " ");
  }
}
