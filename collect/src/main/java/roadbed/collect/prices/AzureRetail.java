package roadbed.collect.prices;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import roadbed.model.UnitPrice;
import roadbed.model.Value;

/** Items of Azure's retail prices: machines and public addresses by the hour, as they are consumed. */
final class AzureRetail {
  private AzureRetail() {}

  /** The price; empty for what is not priced here. */
  static Optional<UnitPrice> price(Value.Fields item) {
    Optional<BigDecimal> amount =
        switch (item.get("retailPrice").orElse(Value.Null.INSTANCE)) {
          case Value.Whole whole -> Optional.of(BigDecimal.valueOf(whole.value()));
          case Value.Decimal decimal -> Optional.of(decimal.value());
          case Value.Text _, Value.Bool _, Value.Null _, Value.Items _, Value.Fields _, Value.Unknown _, Value.Secret _ ->
              Optional.empty();
        };
    String meter = text(item, "meterName");
    boolean consumed =
        text(item, "type").equals("Consumption")
            && text(item, "unitOfMeasure").equals("1 Hour")
            && !meter.endsWith("Spot")
            && !meter.endsWith("Low Priority")
            && !text(item, "skuName").endsWith("Spot")
            && !text(item, "skuName").endsWith("Low Priority");
    if (amount.isEmpty() || amount.get().signum() <= 0 || !consumed) {
      return Optional.empty();
    }
    String name =
        switch (text(item, "serviceName")) {
          case "Virtual Machines" ->
              text(item, "armSkuName").isEmpty()
                  ? ""
                  : "vm:" + text(item, "armSkuName") + (text(item, "productName").endsWith("Windows") ? ":windows" : ":linux");
          case "Virtual Network" -> meter.toLowerCase(Locale.ROOT).contains("standard ipv4 static public ip") ? "public-ip" : "";
          default -> "";
        };
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new UnitPrice("azure", text(item, "armRegionName"), name, "hour", amount.get(), text(item, "currencyCode")));
  }

  private static String text(Value.Fields item, String name) {
    return item.text(name).orElse("");
  }
}
