package roadbed.assess.cost.kubernetes;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a cluster costs, and for whom.
 *
 * @param asset the price of all nodes and volumes and of the traffic
 * @param items containers, idle parts of nodes, and volumes that no pod mounts; their sum is the asset
 * @param notes what was not known, in words
 */
public record ClusterCost(String currency, BigDecimal asset, List<Item> items, List<String> notes) {
  /** The name under which idle parts are listed. */
  public static final String IDLE = "__idle__";

  /** The name under which volumes that nobody mounts are listed. */
  public static final String UNMOUNTED = "__unmounted__";

  public ClusterCost {
    items = List.copyOf(items);
    notes = List.copyOf(notes);
  }

  /**
   * The cost of one container, volume or idle part.
   *
   * @param container whose it is
   * @param cpu of cores
   * @param memory of memory
   * @param gpu of GPUs, by what is allocated
   * @param gpuUsed of that, what was in use; nothing where no use was measured
   * @param storage of volumes
   * @param network of traffic
   */
  public record Item(
      Container container,
      BigDecimal cpu,
      BigDecimal memory,
      BigDecimal gpu,
      BigDecimal gpuUsed,
      BigDecimal storage,
      BigDecimal network) {

    /** All of it. */
    public BigDecimal total() {
      return cpu.add(memory).add(gpu).add(storage).add(network);
    }

    Item plus(Item other) {
      return new Item(
          container,
          cpu.add(other.cpu),
          memory.add(other.memory),
          gpu.add(other.gpu),
          gpuUsed.add(other.gpuUsed),
          storage.add(other.storage),
          network.add(other.network));
    }
  }
}
