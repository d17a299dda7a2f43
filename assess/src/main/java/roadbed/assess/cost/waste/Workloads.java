package roadbed.assess.cost.waste;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.assess.cost.waste.Rule.Judged;
import roadbed.inventory.facet.Document;
import roadbed.model.MeasuredUse;
import roadbed.model.Utilisation.Metric;

/** Workloads of clusters whose containers ask for far more than they use: what is asked for is kept free for them. */
final class Workloads {
  private static final Pattern QUANTITY = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?)(m|[kKMGTPE]i?)?");
  private static final Map<String, Double> UNITS =
      Map.ofEntries(
          Map.entry("m", 1e-3),
          Map.entry("k", 1e3),
          Map.entry("K", 1e3),
          Map.entry("M", 1e6),
          Map.entry("G", 1e9),
          Map.entry("T", 1e12),
          Map.entry("P", 1e15),
          Map.entry("E", 1e18),
          Map.entry("Ki", 1024.0),
          Map.entry("Mi", 1024.0 * 1024),
          Map.entry("Gi", 1024.0 * 1024 * 1024),
          Map.entry("Ti", 1024.0 * 1024 * 1024 * 1024),
          Map.entry("Pi", Math.pow(1024, 5)),
          Map.entry("Ei", Math.pow(1024, 6)));
  private static final double MIB = 1 << 20;
  private static final double FAR = 0.5;
  private static final double LEAST_CORES = 0.01;
  private static final double LEAST_BYTES = 16 * MIB;

  private Workloads() {}

  /**
   * What one container asks for and what it would need.
   *
   * @param cores asked for; zero where it asks for none
   * @param neededCores with headroom; as much as asked for where it is not measured
   */
  private record Container(String name, double cores, double neededCores, double bytes, double neededBytes) {
    boolean tooLarge() {
      return neededCores < FAR * cores || neededBytes < FAR * bytes;
    }

    String words() {
      List<String> words = new ArrayList<>();
      if (neededCores < FAR * cores) {
        words.add(milli(cores) + " of processor, " + milli(neededCores) + " with headroom would do");
      }
      if (neededBytes < FAR * bytes) {
        words.add(mebi(bytes) + " of memory, " + mebi(neededBytes) + " with headroom would do");
      }
      return name + " asks for " + String.join(" and for ", words);
    }

    String requests() {
      List<String> requests = new ArrayList<>();
      if (cores > 0) {
        requests.add("cpu=" + milli(Math.min(cores, neededCores)));
      }
      if (bytes > 0) {
        requests.add("memory=" + mebi(Math.min(bytes, neededBytes)));
      }
      return String.join(",", requests);
    }
  }

  static Judged judge(Seen it, Estate estate) {
    List<Document> containers = it.doc().blocks("spec.template.spec.containers");
    List<MeasuredUse> processor = estate.measurements().sums(it, Metric.CPU_CORES);
    List<MeasuredUse> memory = estate.measurements().sums(it, Metric.MEMORY_USED);
    List<Container> found = new ArrayList<>();
    boolean asks = false;
    boolean measured = false;
    for (Document one : containers) {
      String name = one.text("name").orElse("");
      double cores = quantity(one, "resources.requests.cpu");
      double bytes = quantity(one, "resources.requests.memory");
      asks |= cores > 0 || bytes > 0;
      Optional<MeasuredUse> busiest = highest(processor, name, Comparator.comparingDouble(MeasuredUse::p95));
      Optional<MeasuredUse> largest = highest(memory, name, Comparator.comparingDouble(MeasuredUse::largest));
      measured |= busiest.isPresent() || largest.isPresent();
      Container container =
          new Container(
              name,
              cores,
              busiest.map(use -> Math.max(LEAST_CORES, use.p95() / (estate.limits().processorTarget() / 100))).orElse(cores),
              bytes,
              largest.map(use -> Math.max(LEAST_BYTES, use.largest() / (estate.limits().memoryTarget() / 100))).orElse(bytes));
      if (container.tooLarge()) {
        found.add(container);
      }
    }
    if (!asks) {
      return Rule.FINE;
    }
    if (!measured) {
      return Rule.unjudged("what its containers use is not measured");
    }
    if (found.isEmpty()) {
      return Rule.FINE;
    }
    String namespace = it.text("metadata.namespace").orElse("default");
    String type = it.resource().type();
    String workload = type.substring(type.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT) + "/" + it.text("metadata.name").orElse(it.resource().name());
    List<Measured> evidence = new ArrayList<>();
    estate.measurements().of(it, Metric.CPU_CORES).ifPresent(evidence::add);
    estate.measurements().of(it, Metric.MEMORY_USED).ifPresent(evidence::add);
    return new Rule.Draft(
            "Let " + namespace + "/" + workload + " ask for less",
            String.join("; ", found.stream().map(Container::words).toList())
                + "; of the busiest pod the 95th percentile of processor use and the largest of memory",
            Part.RUN,
            new Estimate.Unknown("it saves once a node less is needed: roadbed cost kubernetes tells what its requests cost and what is idle"),
            Grade.medium("with less memory asked for it may be evicted, or end where its limit is lowered too"),
            Grade.low("requests in its manifest; its pods start anew"),
            estate.measured(evidence.getFirst(), Grade.medium("the containers' own use, over " + evidence.getFirst().days() + " days")),
            evidence,
            Remedy.words(
                "",
                found.stream()
                    .map(one -> "kubectl set resources -n " + namespace + " " + workload + " -c " + one.name() + " --requests=" + one.requests())
                    .toArray(String[]::new)))
        .found();
  }

  /** Of all pods the one with the most; series without a container are of whole pods and say nothing of one in it. */
  private static Optional<MeasuredUse> highest(List<MeasuredUse> all, String container, Comparator<MeasuredUse> order) {
    return all.stream().filter(use -> use.labels().getOrDefault("container", "").equals(container)).max(order);
  }

  /** Cores or bytes; zero where nothing is asked for, or it is none that Kubernetes would take. */
  private static double quantity(Document container, String path) {
    Matcher matcher = QUANTITY.matcher(container.text(path).orElse(""));
    if (!matcher.matches()) {
      return 0;
    }
    String unit = matcher.group(2);
    return new BigDecimal(matcher.group(1)).doubleValue() * (unit == null ? 1 : UNITS.getOrDefault(unit, 0.0));
  }

  private static String milli(double cores) {
    return (long) Math.ceil(cores * 1_000) + "m";
  }

  private static String mebi(double bytes) {
    return (long) Math.ceil(bytes / MIB) + "Mi";
  }
}
