package roadbed.assess.cost.statement;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Value;

/** A closed month as a document. */
public final class ClosedMonthJson {
  private ClosedMonthJson() {}

  /** The document. */
  public static Value.Fields of(ClosedMonth month) {
    List<Value> positions = new ArrayList<>();
    month.positions().forEach(
        (position, amount) -> {
          Map<String, Value> fields = new LinkedHashMap<>();
          fields.put("owner", Value.of(position.owner()));
          fields.put("currency", Value.of(position.currency()));
          fields.put("provider", Value.of(position.provider()));
          fields.put("account", Value.of(position.account()));
          fields.put("service", Value.of(position.service()));
          fields.put("trail", Value.of(position.trail()));
          fields.put("of", Value.of(position.of().toString()));
          fields.put("amount", Value.of(amount.toPlainString()));
          positions.add(new Value.Fields(fields));
        });
    Map<String, Value> document = new LinkedHashMap<>();
    document.put("month", Value.of(month.month().toString()));
    document.put("cost", Value.of(month.cost()));
    document.put("at", Value.of(month.at().toString()));
    document.put("by", Value.of(month.by()));
    document.put("positions", new Value.Items(positions));
    return new Value.Fields(document);
  }

  /** The month that a document is; empty where it is none. */
  public static Optional<ClosedMonth> read(Value document) {
    if (!(document instanceof Value.Fields fields) || !(fields.values().get("positions") instanceof Value.Items items)) {
      return Optional.empty();
    }
    try {
      Map<Position, BigDecimal> positions = new LinkedHashMap<>();
      for (Value item : items.values()) {
        if (!(item instanceof Value.Fields one)) {
          return Optional.empty();
        }
        positions.put(
            new Position(
                text(one, "owner"),
                text(one, "currency"),
                text(one, "provider"),
                text(one, "account"),
                text(one, "service"),
                text(one, "trail"),
                YearMonth.parse(text(one, "of"))),
            new BigDecimal(text(one, "amount")));
      }
      return Optional.of(
          new ClosedMonth(
              YearMonth.parse(text(fields, "month")),
              text(fields, "cost"),
              Instant.parse(text(fields, "at")),
              text(fields, "by"),
              positions));
    } catch (DateTimeException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static String text(Value.Fields fields, String name) {
    return fields.text(name).orElse("");
  }
}
