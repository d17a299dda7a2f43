package roadbed.assess.cost.kubernetes;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import roadbed.assess.cost.kubernetes.ClusterCost.Item;
import roadbed.model.MetricSeries;

/**
 * Prices the containers of a cluster. In each hour a container bears, of each component, what it asked for or what it
 * used, whichever is more, at the node's rate; a node's idle part is its price without what its containers bear. Where
 * containers hold more than a node has (asked by some, used beyond it by others), the idle part is negative.
 */
public final class ClusterMeter {
  private static final long HOUR = 3_600;
  private static final double GIBIBYTE = 1L << 30;
  private static final MathContext EXACT = MathContext.DECIMAL128;

  private final ClusterPrices prices;
  private final Map<String, Map<Long, double[]>> capacity = new TreeMap<>();
  private final Map<Place, Map<Long, Held>> held = new LinkedHashMap<>();
  private final Map<String, String> instanceTypes = new HashMap<>();
  private final Map<String, BigDecimal> hourly = new HashMap<>();
  private final Map<Pod, Map<String, String>> podLabels = new HashMap<>();
  private final Map<Pod, String> podOwners = new HashMap<>();
  private final Map<Pod, String> replicaSetOwners = new HashMap<>();
  private final Map<Pod, String> podNodes = new HashMap<>();
  private final Map<Pod, Double> egress = new TreeMap<>();
  private final Map<Pod, Volume> volumes = new TreeMap<>();
  private final Map<Pod, Set<String>> mounts = new HashMap<>();
  private final Set<String> notes = new TreeSet<>();

  private ClusterMeter(ClusterPrices prices) {
    this.prices = prices;
  }

  private record Pod(String namespace, String name) implements Comparable<Pod> {
    @Override
    public int compareTo(Pod other) {
      int first = namespace.compareTo(other.namespace);
      return first == 0 ? name.compareTo(other.name) : first;
    }
  }

  private record Place(Pod pod, String container) {}

  private record Volume(double gibibyteHours, String storageClass) {}

  /** Core hours, GiB hours and GPU hours in one hour, as asked and as used; how much of its GPUs was busy. */
  private static final class Held {
    private final double[] asked = new double[3];
    private final double[] used = new double[3];
    private String node = "";
    private double busy;
    private double engine;
    private boolean profiled;

    /** What the profiling of the GPU's engine tells; where it is there, the coarser share of time does not count. */
    void engine(double amount) {
      engine += amount;
      profiled = true;
    }

    double busy() {
      return profiled ? engine : busy;
    }

    double more(int component) {
      return Math.max(asked[component], used[component]);
    }
  }

  /** The cost of what the series tell of. Series that mean nothing here are passed over. */
  public static ClusterCost of(List<MetricSeries> series, ClusterPrices prices) {
    ClusterMeter meter = new ClusterMeter(prices);
    series.forEach(meter::read);
    return meter.cost();
  }

  // --- reading series -------------------------------------------------------------------------------------------

  private void read(MetricSeries series) {
    Pod pod = new Pod(first(series, "exported_namespace", "namespace"), first(series, "exported_pod", "pod"));
    switch (series.name()) {
      case "kube_node_status_capacity" -> component(series).ifPresent(at -> eachHour(series, (hour, amount, hours) -> capacity(series.label("node"), hour, at, amount, hours)));
      case "kube_node_labels", "kube_node_info" -> {
        String type =
            first(series, "label_node_kubernetes_io_instance_type", "label_beta_kubernetes_io_instance_type", "instance_type");
        if (!type.isEmpty()) {
          instanceTypes.put(series.label("node"), type);
        }
      }
      case "node_total_hourly_cost" ->
          last(series).ifPresent(value -> hourly.put(first(series, "node", "instance"), BigDecimal.valueOf(value)));
      case "kube_pod_info" -> podNodes.put(pod, series.label("node"));
      case "kube_pod_container_resource_requests" ->
          component(series)
              .ifPresent(
                  at ->
                      eachHour(
                          series,
                          (hour, amount, _) -> {
                            Held one = held(pod, series, hour);
                            one.asked[at] += amount / unit(at);
                          }));
      case "container_cpu_usage_seconds_total" -> {
        if (isContainer(series)) {
          eachRise(series, (hour, amount, _) -> held(pod, series, hour).used[0] += amount / HOUR);
        }
      }
      case "container_memory_working_set_bytes" -> {
        if (isContainer(series)) {
          eachHour(series, (hour, amount, _) -> held(pod, series, hour).used[1] += amount / GIBIBYTE);
        }
      }
      case "DCGM_FI_PROF_GR_ENGINE_ACTIVE" -> eachHour(series, (hour, amount, _) -> held(pod, series, hour).engine(amount));
      case "DCGM_FI_DEV_GPU_UTIL" -> eachHour(series, (hour, amount, _) -> held(pod, series, hour).busy += amount / 100);
      case "kube_pod_labels" -> podLabels.put(pod, labels(series));
      case "kube_pod_owner" -> podOwners.put(pod, series.label("owner_kind") + "/" + series.label("owner_name"));
      case "kube_replicaset_owner" ->
          replicaSetOwners.put(
              new Pod(series.label("namespace"), series.label("replicaset")),
              series.label("owner_kind") + "/" + series.label("owner_name"));
      case "container_network_transmit_bytes_total" ->
          eachRise(series, (_, amount, _) -> egress.merge(pod, amount / GIBIBYTE, Double::sum));
      case "kube_persistentvolumeclaim_resource_requests_storage_bytes" -> {
        double[] hours = new double[1];
        eachHour(series, (_, amount, _) -> hours[0] += amount / GIBIBYTE);
        volumes.merge(
            new Pod(series.label("namespace"), series.label("persistentvolumeclaim")),
            new Volume(hours[0], series.label("storageclass")),
            (one, other) ->
                new Volume(
                    one.gibibyteHours() + other.gibibyteHours(),
                    one.storageClass().isEmpty() ? other.storageClass() : one.storageClass()));
      }
      case "kube_persistentvolumeclaim_info" ->
          volumes.merge(
              new Pod(series.label("namespace"), series.label("persistentvolumeclaim")),
              new Volume(0, series.label("storageclass")),
              (one, other) -> new Volume(one.gibibyteHours() + other.gibibyteHours(), other.storageClass()));
      case "kube_pod_spec_volumes_persistentvolumeclaims_info" ->
          mounts
              .computeIfAbsent(
                  new Pod(series.label("namespace"), series.label("persistentvolumeclaim")), _ -> new TreeSet<>())
              .add(pod.name());
      default -> {}
    }
  }

  /** cAdvisor has series of whole pods, and of the pause container, beside those of containers. */
  private static boolean isContainer(MetricSeries series) {
    String container = series.label("container");
    return !container.isEmpty() && !container.equals("POD");
  }

  private void capacity(String node, long hour, int component, double amount, double hours) {
    double[] has = capacity.computeIfAbsent(node, _ -> new TreeMap<>()).computeIfAbsent(hour, _ -> new double[4]);
    has[component] += amount / unit(component);
    has[3] += component == 0 ? hours : 0;
  }

  private Held held(Pod pod, MetricSeries series, long hour) {
    Held one =
        held.computeIfAbsent(new Place(pod, first(series, "exported_container", "container")), _ -> new TreeMap<>())
            .computeIfAbsent(hour, _ -> new Held());
    String node = series.label("node");
    if (!node.isEmpty() && (one.node.isEmpty() || series.name().startsWith("kube_"))) {
      one.node = node;
    }
    return one;
  }

  private static double unit(int component) {
    return component == 1 ? GIBIBYTE : 1;
  }

  private static Optional<Integer> component(MetricSeries series) {
    String resource = series.label("resource");
    return switch (resource) {
      case "cpu" -> Optional.of(0);
      case "memory" -> Optional.of(1);
      default -> resource.endsWith("_gpu") || resource.endsWith("/gpu") ? Optional.of(2) : Optional.empty();
    };
  }

  private static String first(MetricSeries series, String... labels) {
    for (String label : labels) {
      if (!series.label(label).isEmpty()) {
        return series.label(label);
      }
    }
    return "";
  }

  private static Optional<Double> last(MetricSeries series) {
    return series.size() == 0 ? Optional.empty() : Optional.of(series.value(series.size() - 1));
  }

  private static Map<String, String> labels(MetricSeries series) {
    Map<String, String> labels = new HashMap<>();
    series.labels().forEach(
        (name, value) -> {
          if (name.startsWith("label_")) {
            labels.put(name.substring("label_".length()), value);
          }
        });
    return labels;
  }

  /** Takes an amount in an hour, which begins at that many hours since 1970, and for how much of it that holds. */
  private interface Hourly {
    void take(long hour, double amount, double hours);
  }

  /** Sums value times hours: a sample holds until the next, but no longer than the series' usual step. */
  private void eachHour(MetricSeries series, Hourly into) {
    long step = step(series);
    for (int i = 0; i < series.size(); i++) {
      long from = series.second(i);
      long until = i + 1 < series.size() ? Math.min(series.second(i + 1), from + step) : from + step;
      double value = Math.max(0, series.value(i));
      for (long at = from; at < until; ) {
        long end = Math.min(until, (at / HOUR + 1) * HOUR);
        into.take(at / HOUR, value * (end - at) / HOUR, (double) (end - at) / HOUR);
        at = end;
      }
    }
  }

  /** Sums by how much a counter rises; where it falls it began anew. */
  private void eachRise(MetricSeries series, Hourly into) {
    for (int i = 1; i < series.size(); i++) {
      double rise = series.value(i) - series.value(i - 1);
      double amount = rise < 0 ? series.value(i) : rise;
      long from = series.second(i - 1);
      long until = series.second(i);
      for (long at = from; at < until; ) {
        long end = Math.min(until, (at / HOUR + 1) * HOUR);
        into.take(at / HOUR, amount * (end - at) / (until - from), (double) (end - at) / HOUR);
        at = end;
      }
    }
  }

  /** The time between most samples; of one sample, an hour. */
  private static long step(MetricSeries series) {
    if (series.size() < 2) {
      return HOUR;
    }
    long[] gaps = new long[series.size() - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = series.second(i + 1) - series.second(i);
    }
    java.util.Arrays.sort(gaps);
    return gaps[gaps.length / 2];
  }

  // --- pricing --------------------------------------------------------------------------------------------------

  private ClusterCost cost() {
    Map<Container, Item> items = new LinkedHashMap<>();
    Map<String, Item> onNodes = new TreeMap<>();
    held.forEach(
        (place, hours) ->
            hours.forEach(
                (hour, one) -> {
                  String node = one.node.isEmpty() ? podNodes.getOrDefault(place.pod(), "") : one.node;
                  Item item = item(container(node, place.pod(), place.container()), one, rates(node, hour));
                  items.merge(item.container(), item, Item::plus);
                  onNodes.merge(node, item, Item::plus);
                }));
    BigDecimal asset = BigDecimal.ZERO;
    for (Map.Entry<String, Map<Long, double[]>> node : capacity.entrySet()) {
      Item whole = asset(node.getKey(), node.getValue());
      asset = asset.add(whole.total());
      Item borne = onNodes.remove(node.getKey());
      Item idle = borne == null ? whole : minus(whole, borne);
      items.merge(idle.container(), idle, Item::plus);
    }
    for (Map.Entry<String, Item> elsewhere : onNodes.entrySet()) {
      notes.add(
          (elsewhere.getKey().isEmpty() ? "containers on no known node" : "the node " + elsewhere.getKey())
              + " has no capacity in the series: its containers are priced by the component rates, without an idle part");
      asset = asset.add(elsewhere.getValue().total());
    }
    for (Item item : traffic()) {
      asset = asset.add(item.total());
      items.merge(item.container(), item, Item::plus);
    }
    for (Item item : storage()) {
      asset = asset.add(item.total());
      items.merge(item.container(), item, Item::plus);
    }
    return new ClusterCost(prices.currency(), asset, List.copyOf(items.values()), List.copyOf(notes));
  }

  private ClusterPrices.Rates rates(String node, long hour) {
    double[] has = capacity.getOrDefault(node, Map.of()).get(hour);
    if (has == null) {
      return prices.rates(Optional.empty(), BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
    }
    double present = present(has);
    Optional<BigDecimal> price = price(node);
    return prices.rates(price, number(has[0] / present), number(has[1] / present), number(has[2] / present));
  }

  private Optional<BigDecimal> price(String node) {
    Optional<BigDecimal> price =
        Optional.ofNullable(hourly.get(node)).or(() -> prices.node(node, instanceTypes.getOrDefault(node, "")));
    if (price.isEmpty()) {
      notes.add("the node " + node + " has no price: its components are priced as they stand in the sheet");
    }
    return price;
  }

  /** The part of the hour in which a node was there: as long as it told of its cores. */
  private static double present(double[] has) {
    return has[3] > 0 ? has[3] : 1;
  }

  /** A node in all its hours. What a core, GiB and GPU round off is put to the cores, so that the sum is the price. */
  private Item asset(String node, Map<Long, double[]> hours) {
    Item sum = zero(new Container(node, ClusterCost.IDLE, ClusterCost.IDLE, "", "", Map.of()));
    for (Map.Entry<Long, double[]> hour : hours.entrySet()) {
      double[] has = hour.getValue();
      ClusterPrices.Rates rates = rates(node, hour.getKey());
      BigDecimal whole = rates.node().multiply(number(present(has)), EXACT);
      BigDecimal memory = rates.gibibyte().multiply(number(has[1]), EXACT);
      BigDecimal gpu = rates.gpu().multiply(number(has[2]), EXACT);
      sum =
          sum.plus(
              new Item(
                  sum.container(),
                  whole.subtract(memory).subtract(gpu),
                  memory,
                  gpu,
                  BigDecimal.ZERO,
                  BigDecimal.ZERO,
                  BigDecimal.ZERO));
    }
    return sum;
  }

  private static Item minus(Item whole, Item part) {
    return new Item(
        whole.container(),
        whole.cpu().subtract(part.cpu()),
        whole.memory().subtract(part.memory()),
        whole.gpu().subtract(part.gpu()),
        BigDecimal.ZERO,
        whole.storage(),
        whole.network());
  }

  private static Item item(Container container, Held one, ClusterPrices.Rates rates) {
    BigDecimal gpu = rates.gpu().multiply(number(one.more(2)), EXACT);
    return new Item(
        container,
        rates.core().multiply(number(one.more(0)), EXACT),
        rates.gibibyte().multiply(number(one.more(1)), EXACT),
        gpu,
        rates.gpu().multiply(number(Math.min(one.busy(), one.more(2))), EXACT),
        BigDecimal.ZERO,
        BigDecimal.ZERO);
  }

  private static Item zero(Container container) {
    return new Item(
        container,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        BigDecimal.ZERO);
  }

  private List<Item> traffic() {
    List<Item> items = new ArrayList<>();
    egress.forEach(
        (pod, gibibytes) -> {
          BigDecimal price = prices.egress().multiply(number(gibibytes), EXACT);
          Item none = zero(container("", pod, ""));
          items.add(
              new Item(none.container(), none.cpu(), none.memory(), none.gpu(), none.gpuUsed(), none.storage(), price));
        });
    return items;
  }

  /** Volumes are borne by the pods that mount them, in equal parts; by nobody where none does. */
  private List<Item> storage() {
    List<Item> items = new ArrayList<>();
    volumes.forEach(
        (claim, volume) -> {
          Optional<BigDecimal> rate = prices.storage(volume.storageClass());
          if (rate.isEmpty()) {
            notes.add("volumes of the class \"" + volume.storageClass() + "\" have no price and count nothing");
            return;
          }
          BigDecimal price = rate.get().multiply(number(volume.gibibyteHours()), EXACT);
          List<String> pods = List.copyOf(mounts.getOrDefault(claim, Set.of()));
          if (pods.isEmpty()) {
            items.add(
                stored(new Container("", claim.namespace(), ClusterCost.UNMOUNTED, claim.name(), "", Map.of()), price));
            return;
          }
          BigDecimal part = price.divide(BigDecimal.valueOf(pods.size()), EXACT);
          BigDecimal left = price;
          for (int i = 0; i < pods.size(); i++) {
            BigDecimal share = i == pods.size() - 1 ? left : part;
            left = left.subtract(share);
            items.add(stored(container("", new Pod(claim.namespace(), pods.get(i)), ""), share));
          }
        });
    return items;
  }

  private static Item stored(Container container, BigDecimal price) {
    Item none = zero(container);
    return new Item(container, none.cpu(), none.memory(), none.gpu(), none.gpuUsed(), price, none.network());
  }

  private Container container(String node, Pod pod, String name) {
    String owner = podOwners.getOrDefault(pod, "Pod/" + pod.name());
    if (owner.startsWith("ReplicaSet/")) {
      owner =
          replicaSetOwners.getOrDefault(
              new Pod(pod.namespace(), owner.substring("ReplicaSet/".length())), owner);
    }
    return new Container(
        node,
        pod.namespace(),
        owner.equals("/") || owner.startsWith("<none>") ? "Pod/" + pod.name() : owner,
        pod.name(),
        name,
        podLabels.getOrDefault(pod, Map.of()));
  }

  private static BigDecimal number(double value) {
    return new BigDecimal(Double.toString(value));
  }
}
