package roadbed.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How much something was used: one metric of one resource over time, as a monitoring system measured it, in the
 * metric's own unit ({@link Metric#unit()}) whatever unit the monitoring system tells it in.
 *
 * @param subject what was measured
 * @param metric what of it
 * @param statistic what a value says of its interval
 * @param unit unit of the values: that of the metric, or for {@link Metric#OTHER} as the source tells it
 * @param interval the time that one value stands for
 * @param samples the values, each at the beginning of its interval; its name is the source's name of the metric and its
 *     labels are the source's dimensions
 * @param source what told it, for a person: {@code CloudWatch}, {@code Prometheus}, ...
 */
public record Utilisation(
    Subject subject,
    Metric metric,
    Statistic statistic,
    String unit,
    Duration interval,
    MetricSeries samples,
    String source) {

  public Utilisation {
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("an interval takes time");
    }
  }

  /** What is measured, in one unit for all sources. */
  public enum Metric {
    /** Cores that were busy, of those that are there. */
    CPU("percent"),
    /** Cores that were busy. */
    CPU_CORES("cores"),
    /** Burst credits that are left. */
    CPU_CREDITS("credits"),
    /** Memory in use, of what is there. */
    MEMORY("percent"),
    /** Memory in use. */
    MEMORY_USED("bytes"),
    /** Memory that is free to be used. */
    MEMORY_AVAILABLE("bytes"),
    NETWORK_IN("bytes per second"),
    NETWORK_OUT("bytes per second"),
    DISK_READ("bytes per second"),
    DISK_WRITE("bytes per second"),
    DISK_READ_OPERATIONS("operations per second"),
    DISK_WRITE_OPERATIONS("operations per second"),
    /** Space in use, of what is there. */
    DISK_USED("percent"),
    /** Space that is free. */
    DISK_AVAILABLE("bytes"),
    /** What is kept in a store of objects, files or backups. */
    STORED("bytes"),
    /** Clients that are connected. */
    CONNECTIONS("connections"),
    /** Requests, calls, invocations. */
    REQUESTS("requests per second"),
    /** Capacity to read that was taken up, of a store that is paid for by it. */
    READ_UNITS("units per second"),
    /** Capacity to write that was taken up, likewise. */
    WRITE_UNITS("units per second"),
    GPU("percent"),
    GPU_MEMORY("percent"),
    /** Anything else, under the source's name and in its unit. */
    OTHER("");

    private final String unit;

    Metric(String unit) {
      this.unit = unit;
    }

    /** The unit of its values; empty for {@link #OTHER}. */
    public String unit() {
      return unit;
    }

    /** The identifier used in documents, for example {@code disk_read}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The metric with that {@link #id()}. */
    public static Optional<Metric> ofId(String id) {
      return Arrays.stream(values()).filter(metric -> metric.id().equals(id)).findFirst();
    }
  }

  /**
   * What a value says of its interval.
   *
   * @param percent the percentile; 0 for all other kinds
   */
  public record Statistic(Kind kind, double percent) {
    public static final Statistic AVERAGE = new Statistic(Kind.AVERAGE, 0);
    public static final Statistic MINIMUM = new Statistic(Kind.MINIMUM, 0);
    public static final Statistic MAXIMUM = new Statistic(Kind.MAXIMUM, 0);
    public static final Statistic UNTOLD = new Statistic(Kind.UNTOLD, 0);

    /** Kinds of statistics. Sums are told as averages of rates. */
    public enum Kind {
      AVERAGE,
      MINIMUM,
      MAXIMUM,
      PERCENTILE,
      /** The source does not say: a plain sample, or an aggregation that its answer does not name. */
      UNTOLD
    }

    public Statistic {
      if (kind == Kind.PERCENTILE ? !(percent > 0 && percent < 100) : percent != 0) {
        throw new IllegalArgumentException("a percentile lies between 0 and 100");
      }
    }

    /** The value that so many percent of the measurements in the interval do not exceed. */
    public static Statistic percentile(double percent) {
      return new Statistic(Kind.PERCENTILE, percent);
    }

    /** {@code average}, {@code maximum}, {@code p95}, ... */
    @Override
    public String toString() {
      return kind == Kind.PERCENTILE
          ? "p" + (percent == Math.rint(percent) ? Long.toString(Math.round(percent)) : Double.toString(percent))
          : kind.name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What was measured.
   *
   * @param provider who runs it
   * @param service the service as the provider's identifiers name it (the third part of an ARN, such as {@code ec2});
   *     empty where the name says enough
   * @param name as the source names it: an identifier of the provider, or only the end of one
   * @param account account, subscription or project; empty where the source does not say
   * @param region region or location; empty where the source does not say
   */
  public record Subject(Provider provider, String service, String name, String account, String region) {
    public Subject {
      if (name.isBlank()) {
        throw new IllegalArgumentException("what is measured has a name");
      }
    }

    /**
     * Whether this is the resource of an identifier: the name is all of it or its end behind {@code /} or {@code :}, in
     * any case, and an ARN is of the same service, and of the same account and region where both say one.
     */
    public boolean names(ResourceId id) {
      String whole = id.value().toLowerCase(Locale.ROOT);
      String end = name.toLowerCase(Locale.ROOT);
      if (!whole.endsWith(end)) {
        return false;
      }
      int before = whole.length() - end.length() - 1;
      if (before >= 0 && !end.startsWith("/") && whole.charAt(before) != '/' && whole.charAt(before) != ':') {
        return false;
      }
      if (!whole.startsWith("arn:") || end.startsWith("arn:")) {
        return true;
      }
      String[] parts = whole.split(":", 6);
      return parts.length == 6
          && (service.isEmpty() || parts[2].equals(service))
          && (region.isEmpty() || parts[3].isEmpty() || parts[3].equals(region))
          && (account.isEmpty() || parts[4].isEmpty() || parts[4].equals(account));
    }
  }

  /** How many values there are. */
  public int size() {
    return samples.size();
  }

  /** The time that the values stand for; gaps are not part of it. */
  public Duration measured() {
    return interval.multipliedBy(size());
  }

  /** The beginning of the first value's interval, where there is one. */
  public Optional<Instant> from() {
    return size() == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(samples.second(0)));
  }

  /** The end of the last value's interval, where there is one. */
  public Optional<Instant> until() {
    return size() == 0
        ? Optional.empty()
        : Optional.of(Instant.ofEpochSecond(samples.second(size() - 1)).plus(interval));
  }

  /** The mean of the values; empty without any. */
  public OptionalDouble mean() {
    return Arrays.stream(values()).average();
  }

  /** The largest value; empty without any. */
  public OptionalDouble largest() {
    return Arrays.stream(values()).max();
  }

  /** The smallest value; empty without any. */
  public OptionalDouble smallest() {
    return Arrays.stream(values()).min();
  }

  /** The value that so many percent of the values do not exceed, by nearest rank; empty without any. */
  public OptionalDouble percentile(double percent) {
    double[] sorted = values();
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return OptionalDouble.of(sorted[Math.clamp(rank - 1, 0, sorted.length - 1)]);
  }

  private double[] values() {
    double[] values = new double[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = samples.value(i);
    }
    return values;
  }
}
