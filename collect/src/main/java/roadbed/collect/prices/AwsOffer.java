package roadbed.collect.prices;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.model.UnitPrice;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One offer file of AWS: products by their number first, then the terms on which each is sold. On-demand terms count. */
final class AwsOffer {
  private record Product(String region, String item) {}

  private final Map<String, Product> products = new HashMap<>();

  void products(JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    for (String number = parser.nextName(); number != null; number = parser.nextName()) {
      parser.nextToken();
      if (ValueJson.read(parser) instanceof Value.Fields product) {
        String named = number;
        Value.Fields attributes =
            product.get("attributes").orElse(Value.Null.INSTANCE) instanceof Value.Fields fields ? fields : Value.Fields.EMPTY;
        item(product.text("productFamily").orElse(""), attributes)
            .ifPresent(item -> products.put(named, new Product(text(attributes, "regionCode"), item)));
      }
    }
  }

  /** What a product is called here; empty for what is not priced here. */
  private static Optional<String> item(String family, Value.Fields of) {
    String item =
        switch (family) {
          case "Compute Instance", "Compute Instance (bare metal)" -> {
            boolean plain =
                text(of, "tenancy").equals("Shared")
                    && text(of, "capacitystatus").equals("Used")
                    && (text(of, "preInstalledSw").equals("NA") || text(of, "preInstalledSw").isEmpty());
            String system = text(of, "operatingSystem").toLowerCase(Locale.ROOT);
            yield plain && (system.equals("linux") || system.equals("windows"))
                ? "vm:" + text(of, "instanceType") + ":" + system
                : "";
          }
          case "Storage" -> text(of, "volumeApiName").isEmpty() ? "" : "disk:" + text(of, "volumeApiName");
          case "NAT Gateway" -> text(of, "group").equals("NGW:NatGateway") && text(of, "usagetype").contains("Hours") ? "nat-gateway" : "";
          case "Load Balancer-Application" -> text(of, "usagetype").endsWith("LoadBalancerUsage") ? "load-balancer:application" : "";
          case "Load Balancer-Network" -> text(of, "usagetype").endsWith("LoadBalancerUsage") ? "load-balancer:network" : "";
          case "Database Instance" -> {
            String zones = text(of, "deploymentOption").equals("Multi-AZ") ? "multi" : "single";
            String engine =
                switch (text(of, "databaseEngine")) {
                  case "PostgreSQL" -> "postgres";
                  case "MySQL" -> "mysql";
                  case "MariaDB" -> "mariadb";
                  case "Aurora PostgreSQL" -> "aurora-postgresql";
                  case "Aurora MySQL" -> "aurora-mysql";
                  default -> "";
                };
            yield engine.isEmpty() ? "" : "database:" + text(of, "instanceType") + ":" + engine + ":" + zones;
          }
          case "Database Storage" -> {
            String zones = text(of, "deploymentOption").equals("Multi-AZ") ? "multi" : "single";
            String type =
                switch (text(of, "volumeType")) {
                  case "General Purpose" -> "gp2";
                  case "General Purpose-GP3" -> "gp3";
                  case "Magnetic" -> "standard";
                  case "Provisioned IOPS" -> "io1";
                  default -> "";
                };
            yield type.isEmpty() ? "" : "database-storage:" + type + ":" + zones;
          }
          case "Cache Instance" -> "cache:" + text(of, "instanceType");
          default -> "";
        };
    return Optional.of(item).filter(name -> !name.isEmpty());
  }

  private static String text(Value.Fields of, String name) {
    return of.text(name).orElse("");
  }

  /** Reads {@code terms}, of which only what is sold on demand is looked at. */
  void terms(JsonParser parser, List<UnitPrice> prices) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    for (String kind = parser.nextName(); kind != null; kind = parser.nextName()) {
      JsonToken token = parser.nextToken();
      if (!kind.equals("OnDemand") || token != JsonToken.START_OBJECT) {
        parser.skipChildren();
        continue;
      }
      for (String number = parser.nextName(); number != null; number = parser.nextName()) {
        parser.nextToken();
        Product product = products.get(number);
        if (product == null) {
          parser.skipChildren();
        } else if (ValueJson.read(parser) instanceof Value.Fields offers) {
          price(product, offers).ifPresent(prices::add);
        }
      }
    }
  }

  /** The first dimension that costs something and begins with the first unit. */
  private static Optional<UnitPrice> price(Product product, Value.Fields offers) {
    for (Value offer : offers.values().values()) {
      if (offer instanceof Value.Fields term
          && term.get("priceDimensions").orElse(Value.Null.INSTANCE) instanceof Value.Fields dimensions) {
        for (Value dimension : dimensions.values().values()) {
          if (dimension instanceof Value.Fields one
              && one.text("beginRange").orElse("0").equals("0")
              && one.get("pricePerUnit").orElse(Value.Null.INSTANCE) instanceof Value.Fields perUnit) {
            for (Map.Entry<String, Value> currency : perUnit.values().entrySet()) {
              Optional<BigDecimal> amount =
                  currency.getValue() instanceof Value.Text text ? PriceFiles.amount(text.value()) : Optional.empty();
              if (amount.isPresent() && amount.get().signum() > 0) {
                return Optional.of(
                    new UnitPrice(
                        "aws", product.region(), product.item(), unit(one), amount.get(), currency.getKey()));
              }
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  private static String unit(Value.Fields dimension) {
    return switch (dimension.text("unit").orElse("")) {
      case "Hrs", "Hours", "hours" -> "hour";
      case "GB-Mo", "GB-month" -> "gib-month";
      default -> dimension.text("unit").orElse("").toLowerCase(Locale.ROOT);
    };
  }
}
