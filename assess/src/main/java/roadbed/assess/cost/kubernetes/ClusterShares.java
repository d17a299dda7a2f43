package roadbed.assess.cost.kubernetes;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import roadbed.assess.cost.allocation.LargestRemainder;
import roadbed.assess.cost.kubernetes.ClusterCost.Item;

/** The cost of a cluster by tenant, with what is idle and what serves everybody shown or shared out. */
public final class ClusterShares {
  /** The name under which what serves everybody is listed. */
  public static final String SHARED = "__shared__";

  private ClusterShares() {}

  /** What becomes of a cost that is nobody's own. */
  public enum Sharing {
    /** It is listed for itself. */
    SEPARATE,
    /** Everybody bears a part by their own cost. */
    WEIGHTED,
    /** Everybody bears the same. */
    EVEN
  }

  /**
   * A tenant's cost.
   *
   * @param idle share of idle parts
   * @param shared share of what serves everybody
   * @param total all of it
   */
  public record Row(
      String name,
      BigDecimal cpu,
      BigDecimal memory,
      BigDecimal gpu,
      BigDecimal gpuUsed,
      BigDecimal storage,
      BigDecimal network,
      BigDecimal idle,
      BigDecimal shared,
      BigDecimal total) {}

  /**
   * Rows by tenant, most cost first. However idle and shared cost is shared, the rows sum to the same.
   *
   * @param by the tenant of a container
   * @param serving whether a container serves everybody
   */
  public static List<Row> of(
      ClusterCost cost,
      Function<Container, String> by,
      Predicate<Container> serving,
      Sharing idle,
      Sharing shared) {
    Map<String, Item> tenants = new TreeMap<>();
    for (Item item : cost.items()) {
      Container container = item.container();
      String name =
          container.namespace().equals(ClusterCost.IDLE)
              ? ClusterCost.IDLE
              : serving.test(container) ? SHARED : by.apply(container);
      tenants.merge(name, item, Item::plus);
    }
    Map<String, BigDecimal> own = new LinkedHashMap<>();
    tenants.forEach((name, item) -> own.put(name, item.total()));
    Map<String, BigDecimal> idleShares = share(own, ClusterCost.IDLE, List.of(ClusterCost.IDLE), idle);
    BigDecimal serves = own.getOrDefault(SHARED, BigDecimal.ZERO).add(idleShares.getOrDefault(SHARED, BigDecimal.ZERO));
    Map<String, BigDecimal> pool = new LinkedHashMap<>(own);
    pool.replace(SHARED, serves);
    Map<String, BigDecimal> sharedShares = share(pool, SHARED, List.of(SHARED, ClusterCost.IDLE), shared);
    List<Row> rows = new ArrayList<>();
    tenants.forEach(
        (name, item) -> {
          boolean idleGone = name.equals(ClusterCost.IDLE) && !idleShares.isEmpty();
          boolean sharedGone = name.equals(SHARED) && !sharedShares.isEmpty();
          if (!idleGone && !sharedGone) {
            BigDecimal fromIdle = idleShares.getOrDefault(name, BigDecimal.ZERO);
            BigDecimal fromShared = sharedShares.getOrDefault(name, BigDecimal.ZERO);
            rows.add(
                new Row(
                    name,
                    item.cpu(),
                    item.memory(),
                    item.gpu(),
                    item.gpuUsed(),
                    item.storage(),
                    item.network(),
                    fromIdle,
                    fromShared,
                    item.total().add(fromIdle).add(fromShared)));
          }
        });
    rows.sort(Comparator.comparing(Row::total).reversed().thenComparing(Row::name));
    return List.copyOf(rows);
  }

  /** Shares of one cost by tenant; empty where it stays listed, or nobody can bear it. */
  private static Map<String, BigDecimal> share(
      Map<String, BigDecimal> own, String what, List<String> without, Sharing how) {
    List<String> names = own.keySet().stream().filter(name -> !without.contains(name)).toList();
    if (how == Sharing.SEPARATE || !own.containsKey(what) || names.isEmpty()) {
      return Map.of();
    }
    List<BigDecimal> weights =
        names.stream()
            .map(
                name ->
                    how == Sharing.EVEN
                        ? BigDecimal.ONE
                        : own.getOrDefault(name, BigDecimal.ZERO).max(BigDecimal.ZERO))
            .toList();
    if (weights.stream().allMatch(weight -> weight.signum() == 0)) {
      return Map.of();
    }
    List<BigDecimal> parts = new LargestRemainder(weights).split(own.getOrDefault(what, BigDecimal.ZERO));
    Map<String, BigDecimal> shares = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      shares.put(names.get(i), parts.get(i));
    }
    return shares;
  }
}
