package roadbed.prove.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;
import roadbed.assess.cost.change.ChangePrice;

/** What a change adds to the cost of a month, for a comment on a pull request. */
public final class CostChangeMarkdown {
  private static final int SHOWN = 20;

  private CostChangeMarkdown() {}

  /** Renders it. What has no price is said: the sum is of the rest. */
  public static String render(ChangePrice change) {
    StringBuilder text = new StringBuilder("### Cost of a month\n\n");
    if (change.totals().isEmpty()) {
      text.append("Nothing of this change has a known price.\n");
    }
    change.totals().forEach(
        (currency, total) ->
            text.append("**")
                .append(signed(total.difference()))
                .append(' ')
                .append(currency)
                .append("** (")
                .append(money(total.before()))
                .append(" before, ")
                .append(money(total.after()))
                .append(" after)\n"));
    List<ChangePrice.ResourcePrice> moved = change.resources();
    if (!moved.isEmpty()) {
      text.append("\n| resource | before | after | difference |\n|---|--:|--:|--:|\n");
      for (ChangePrice.ResourcePrice one : moved.subList(0, Math.min(SHOWN, moved.size()))) {
        text.append("| `").append(one.address().replace("|", "\\|").replace("`", "'")).append("` | ");
        text.append(money(one.before())).append(" | ").append(money(one.after())).append(" | ");
        text.append(signed(one.difference())).append(one.incomplete() ? " and more" : "").append(" |\n");
      }
      if (moved.size() > SHOWN) {
        text.append("\nand ").append(moved.size() - SHOWN).append(" more resources.\n");
      }
    }
    String missing =
        moved.stream()
            .flatMap(
                one ->
                    one.parts().stream()
                        .filter(part -> part.monthly().isEmpty())
                        .map(part -> "- `" + one.address().replace("`", "'") + "`: " + part.item() + ", " + part.words() + "\n"))
            .limit(SHOWN)
            .collect(Collectors.joining());
    if (!missing.isEmpty()) {
      text.append("\n<details><summary>not priced</summary>\n\n").append(missing).append("\n</details>\n");
    }
    if (!change.unpriced().isEmpty()) {
      text.append("\nOf types without prices here: ");
      text.append(
          change.unpriced().entrySet().stream()
              .map(one -> one.getKey() + " (" + one.getValue() + ")")
              .limit(SHOWN)
              .collect(Collectors.joining(", ")));
      text.append(".\n");
    }
    text.append("\nPrices: ").append(String.join("; ", change.sources())).append(".\n");
    return text.toString();
  }

  private static String money(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String signed(BigDecimal amount) {
    return (amount.signum() > 0 ? "+" : "") + money(amount);
  }
}
