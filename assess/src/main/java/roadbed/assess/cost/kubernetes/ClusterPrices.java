package roadbed.assess.cost.kubernetes;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.Optional;

/**
 * Prices of what a cluster is made of.
 *
 * @param currency ISO 4217 code
 * @param nodes price of an hour by the name of the node
 * @param instanceTypes price of an hour by the type of machine, for nodes that are not named
 * @param core price of a core for an hour, against which a node's price is divided
 * @param gibibyte price of a GiB of memory for an hour, likewise
 * @param gpu price of a GPU for an hour, likewise
 * @param storage price of a GiB of volume for an hour, by storage class; the empty name is for all others
 * @param egress price of a GiB that leaves a pod
 */
public record ClusterPrices(
    String currency,
    Map<String, BigDecimal> nodes,
    Map<String, BigDecimal> instanceTypes,
    BigDecimal core,
    BigDecimal gibibyte,
    BigDecimal gpu,
    Map<String, BigDecimal> storage,
    BigDecimal egress) {

  public ClusterPrices {
    nodes = Map.copyOf(nodes);
    instanceTypes = Map.copyOf(instanceTypes);
    storage = Map.copyOf(storage);
  }

  /** The usual ratio of components, without a price of anything else. */
  public static final ClusterPrices RATIO =
      new ClusterPrices(
          "USD",
          Map.of(),
          Map.of(),
          new BigDecimal("0.031611"),
          new BigDecimal("0.004237"),
          new BigDecimal("0.95"),
          Map.of(),
          BigDecimal.ZERO);

  /** The price of an hour of a node, where it is known. */
  Optional<BigDecimal> node(String name, String instanceType) {
    return Optional.ofNullable(nodes.get(name)).or(() -> Optional.ofNullable(instanceTypes.get(instanceType)));
  }

  /** A volume's price for a GiB and hour. */
  Optional<BigDecimal> storage(String storageClass) {
    return Optional.ofNullable(storage.get(storageClass)).or(() -> Optional.ofNullable(storage.get("")));
  }

  /**
   * What the components of a node cost in an hour: its price, divided in the ratio of the components' prices. Where the
   * node's price is not known, the components' prices hold as they are.
   */
  Rates rates(Optional<BigDecimal> hourly, BigDecimal cores, BigDecimal gibibytes, BigDecimal gpus) {
    BigDecimal base =
        core.multiply(cores).add(gibibyte.multiply(gibibytes)).add(gpu.multiply(gpus));
    if (hourly.isEmpty() || base.signum() == 0) {
      return new Rates(base, core, gibibyte, gpu);
    }
    BigDecimal factor = hourly.get().divide(base, MathContext.DECIMAL128);
    return new Rates(
        hourly.get(),
        core.multiply(factor, MathContext.DECIMAL128),
        gibibyte.multiply(factor, MathContext.DECIMAL128),
        gpu.multiply(factor, MathContext.DECIMAL128));
  }

  /** Prices of an hour of a node and of each of its components. */
  record Rates(BigDecimal node, BigDecimal core, BigDecimal gibibyte, BigDecimal gpu) {}
}
