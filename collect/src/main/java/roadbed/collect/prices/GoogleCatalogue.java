package roadbed.collect.prices;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.model.UnitPrice;
import roadbed.model.Value;

/**
 * Items of Google's catalogue. Machines are sold there by their cores and their memory: {@code core:n2} and {@code
 * memory:n2} by the hour; disks by the GiB and month.
 */
final class GoogleCatalogue {
  private static final Pattern MACHINE =
      Pattern.compile("^([A-Z][0-9][A-Z]?)(?: AMD| Arm| Predefined)? Instance (Core|Ram) running in .*$");

  private GoogleCatalogue() {}

  /** The prices, one for each region; none for what is not priced here. */
  static List<UnitPrice> prices(Value.Fields sku) {
    String description = sku.text("description").orElse("");
    String group = sku.at("category", "resourceGroup").map(GoogleCatalogue::text).orElse("");
    String usage = sku.at("category", "usageType").map(GoogleCatalogue::text).orElse("");
    Optional<String> item = item(description, group);
    Optional<Value.Fields> expression = expression(sku);
    List<UnitPrice> prices = new ArrayList<>();
    if (!usage.equals("OnDemand") || item.isEmpty() || expression.isEmpty()) {
      return prices;
    }
    Optional<Value.Fields> price = firstPaid(expression.get());
    String unit = expression.get().text("usageUnit").orElse("");
    if (price.isPresent() && sku.get("serviceRegions").orElse(Value.Null.INSTANCE) instanceof Value.Items regions) {
      for (Value region : regions.values()) {
        prices.add(
            new UnitPrice(
                "gcp",
                text(region),
                item.get(),
                unit.equals("GiBy.mo") ? "gib-month" : unit.startsWith("GiBy.h") ? "gib-hour" : "hour",
                amount(price.get()),
                price.get().text("currencyCode").orElse("USD")));
      }
    }
    return prices;
  }

  private static Optional<String> item(String description, String group) {
    Matcher machine = MACHINE.matcher(description);
    if (machine.matches()) {
      return Optional.of(
          (machine.group(2).equals("Core") ? "core:" : "memory:") + machine.group(1).toLowerCase(Locale.ROOT));
    }
    boolean regional = description.toLowerCase(Locale.ROOT).contains("regional");
    return switch (group) {
      case "PDStandard" -> regional ? Optional.empty() : Optional.of("disk:pd-standard");
      case "SSD" -> regional || !description.startsWith("SSD backed PD") ? Optional.empty() : Optional.of("disk:pd-ssd");
      default -> Optional.empty();
    };
  }

  private static Optional<Value.Fields> expression(Value.Fields sku) {
    return sku.get("pricingInfo").orElse(Value.Null.INSTANCE) instanceof Value.Items infos
            && !infos.values().isEmpty()
            && infos.values().getLast() instanceof Value.Fields info
            && info.get("pricingExpression").orElse(Value.Null.INSTANCE) instanceof Value.Fields expression
        ? Optional.of(expression)
        : Optional.empty();
  }

  private static Optional<Value.Fields> firstPaid(Value.Fields expression) {
    if (expression.get("tieredRates").orElse(Value.Null.INSTANCE) instanceof Value.Items rates) {
      for (Value rate : rates.values()) {
        if (rate instanceof Value.Fields one
            && one.get("unitPrice").orElse(Value.Null.INSTANCE) instanceof Value.Fields price
            && amount(price).signum() > 0) {
          return Optional.of(price);
        }
      }
    }
    return Optional.empty();
  }

  private static BigDecimal amount(Value.Fields price) {
    BigDecimal units =
        price.get("units").map(GoogleCatalogue::text).filter(text -> text.matches("[0-9]{1,15}")).map(BigDecimal::new).orElse(BigDecimal.ZERO);
    long nanos = price.get("nanos").orElse(Value.Null.INSTANCE) instanceof Value.Whole whole ? whole.value() : 0;
    return units.add(BigDecimal.valueOf(nanos, 9));
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Text text -> text.value();
      case Value.Whole whole -> Long.toString(whole.value());
      case Value.Decimal _, Value.Bool _, Value.Null _, Value.Items _, Value.Fields _, Value.Unknown _, Value.Secret _ -> "";
    };
  }
}
