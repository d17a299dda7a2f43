package roadbed.assess.cost.change;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.model.UnitPrice;

/** Prices by provider, region and what is sold. Of several prices for one thing the first that was given holds. */
public final class PriceSheet {
  private final Map<String, UnitPrice> prices = new HashMap<>();
  private final List<String> sources;

  /**
   * A sheet.
   *
   * @param sources where the prices are from, with their date, for a person
   */
  public PriceSheet(List<UnitPrice> given, List<String> sources) {
    given.forEach(price -> prices.putIfAbsent(key(price.provider(), price.region(), price.item()), price));
    this.sources = List.copyOf(sources);
  }

  /** The price of an item in a region, or the one that holds everywhere. */
  public Optional<UnitPrice> find(String provider, String region, String item) {
    return Optional.ofNullable(prices.get(key(provider, region, item)))
        .or(() -> Optional.ofNullable(prices.get(key(provider, "", item))));
  }

  /** Where the prices are from. */
  public List<String> sources() {
    return sources;
  }

  /** How many prices there are. */
  public int size() {
    return prices.size();
  }

  private static String key(String provider, String region, String item) {
    return (provider + "|" + region + "|" + item).toLowerCase(Locale.ROOT);
  }
}
