package roadbed.assess.cost.anomaly;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Value;

/** Anomalies as documents. */
public final class AnomalyJson {
  private AnomalyJson() {}

  /** The document. */
  public static Value.Fields of(CostAnomaly one) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("scope", of(one.scope()));
    fields.put("currency", Value.of(one.currency()));
    fields.put("since", Value.of(one.since().toString()));
    fields.put("until", Value.of(one.until().toString()));
    fields.put("above", Value.Bool.of(one.above()));
    fields.put("kind", Value.of(one.kind()));
    fields.put("value", of(one.value()));
    fields.put("expected", of(one.expected()));
    fields.put("low", of(one.low()));
    fields.put("high", of(one.high()));
    fields.put("size", of(one.size()));
    fields.put("strangeness", Value.of(Double.toString(one.strangeness())));
    fields.put("causes", new Value.Items(one.causes().stream().map(AnomalyJson::of).toList()));
    fields.put("seen", new Value.Items(one.seen().stream().map(AnomalyJson::of).toList()));
    one.makeup().ifPresent(makeup -> fields.put("makeup", of(makeup)));
    fields.put("near", new Value.Items(one.near().stream().map(AnomalyJson::of).toList()));
    return new Value.Fields(fields);
  }

  /** A scope as an object of its parts. */
  public static Value of(Scope scope) {
    Map<String, Value> fields = new LinkedHashMap<>();
    scope.part().forEach((dimension, value) -> fields.put(dimension, Value.of(value)));
    return new Value.Fields(fields);
  }

  private static Value of(BigDecimal amount) {
    return Value.of(amount.toPlainString());
  }

  private static Value of(CostAnomaly.Cause cause) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("part", of(cause.part()));
    fields.put("expected", of(cause.expected()));
    fields.put("actual", of(cause.actual()));
    fields.put("share", Value.of(Double.toString(cause.share())));
    return new Value.Fields(fields);
  }

  private static Value of(Happening happening) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("at", Value.of(happening.at().toString()));
    fields.put("what", Value.of(happening.what()));
    fields.put("who", Value.of(happening.who()));
    fields.put("link", Value.of(happening.link()));
    return new Value.Fields(fields);
  }

  private static Value of(Makeup makeup) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("volume", of(makeup.volume()));
    fields.put("list_price", of(makeup.listPrice()));
    fields.put("discount", of(makeup.discount()));
    fields.put("appeared", of(makeup.appeared()));
    fields.put("unsaid", of(makeup.unsaid()));
    fields.put(
        "drivers",
        new Value.Items(
            makeup.drivers().stream()
                .map(
                    driver -> {
                      Map<String, Value> one = new LinkedHashMap<>();
                      one.put("sku", Value.of(driver.sku()));
                      one.put("description", Value.of(driver.description()));
                      one.put("resource", Value.of(driver.resource()));
                      one.put("quantity", Value.of(driver.quantity()));
                      one.put("before", of(driver.before()));
                      one.put("now", of(driver.now()));
                      return (Value) new Value.Fields(one);
                    })
                .toList()));
    return new Value.Fields(fields);
  }

  /** The anomaly that a document is; empty where it is none. */
  public static Optional<CostAnomaly> read(Value document) {
    if (!(document instanceof Value.Fields fields)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new CostAnomaly(
              scope(fields.get("scope")),
              text(fields, "currency"),
              LocalDate.parse(text(fields, "since")),
              LocalDate.parse(text(fields, "until")),
              fields.get("above").filter(Value.Bool.TRUE::equals).isPresent(),
              text(fields, "kind"),
              amount(fields, "value"),
              amount(fields, "expected"),
              amount(fields, "low"),
              amount(fields, "high"),
              amount(fields, "size"),
              Double.parseDouble(text(fields, "strangeness")),
              items(fields, "causes").stream()
                  .map(
                      one ->
                          new CostAnomaly.Cause(
                              scope(one.get("part")),
                              amount(one, "expected"),
                              amount(one, "actual"),
                              Double.parseDouble(text(one, "share"))))
                  .toList(),
              items(fields, "seen").stream().map(one -> scope(Optional.of(one))).toList(),
              fields.get("makeup").flatMap(AnomalyJson::makeup),
              items(fields, "near").stream()
                  .map(
                      one ->
                          new Happening(
                              Instant.parse(text(one, "at")), text(one, "what"), text(one, "who"), text(one, "link")))
                  .toList()));
    } catch (DateTimeException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** The scope that an object is; all cost where it is none. */
  public static Scope scope(Optional<Value> value) {
    Map<String, String> part = new LinkedHashMap<>();
    if (value.orElse(Value.Null.INSTANCE) instanceof Value.Fields fields) {
      fields.values().keySet().forEach(dimension -> part.put(dimension, text(fields, dimension)));
    }
    return new Scope(part);
  }

  private static Optional<Makeup> makeup(Value value) {
    return value instanceof Value.Fields fields
        ? Optional.of(
            new Makeup(
                amount(fields, "volume"),
                amount(fields, "list_price"),
                amount(fields, "discount"),
                amount(fields, "appeared"),
                amount(fields, "unsaid"),
                items(fields, "drivers").stream()
                    .map(
                        one ->
                            new Makeup.Driver(
                                text(one, "sku"),
                                text(one, "description"),
                                text(one, "resource"),
                                text(one, "quantity"),
                                amount(one, "before"),
                                amount(one, "now")))
                    .toList()))
        : Optional.empty();
  }

  private static String text(Value.Fields fields, String name) {
    return fields.text(name).orElse("");
  }

  private static BigDecimal amount(Value.Fields fields, String name) {
    return new BigDecimal(text(fields, name));
  }

  private static List<Value.Fields> items(Value.Fields fields, String name) {
    return fields.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Items items
        ? items.values().stream().filter(Value.Fields.class::isInstance).map(Value.Fields.class::cast).toList()
        : List.of();
  }
}
