package roadbed.collect.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import roadbed.model.Provider;
import roadbed.model.Utilisation.Metric;
import roadbed.model.Utilisation.Statistic;
import roadbed.model.Utilisation.Subject;

/** CloudWatch's names, by the documentation of each service: of metrics, of dimensions, of statistics and of units. */
final class CloudWatchMetrics {
  /** Names that are used by one service only, or mean the same in all that use them. */
  private static final Map<String, Meaning> NAMES =
      Map.ofEntries(
          Map.entry("CPUUtilization", Meaning.plain(Metric.CPU)),
          Map.entry("cpu_usage_active", Meaning.plain(Metric.CPU)),
          Map.entry("node_cpu_utilization", Meaning.plain(Metric.CPU)),
          Map.entry("CPUCreditBalance", Meaning.plain(Metric.CPU_CREDITS)),
          Map.entry("MemoryUtilization", Meaning.plain(Metric.MEMORY)),
          Map.entry("mem_used_percent", Meaning.plain(Metric.MEMORY)),
          Map.entry("Memory % Committed Bytes In Use", Meaning.plain(Metric.MEMORY)),
          Map.entry("node_memory_utilization", Meaning.plain(Metric.MEMORY)),
          Map.entry("DatabaseMemoryUsagePercentage", Meaning.plain(Metric.MEMORY)),
          Map.entry("BytesUsedForCache", Meaning.plain(Metric.MEMORY_USED)),
          Map.entry("FreeableMemory", Meaning.plain(Metric.MEMORY_AVAILABLE)),
          Map.entry("NetworkIn", Meaning.counted(Metric.NETWORK_IN)),
          Map.entry("NetworkBytesIn", Meaning.counted(Metric.NETWORK_IN)),
          Map.entry("ProcessedBytes", Meaning.counted(Metric.NETWORK_IN)),
          Map.entry("BytesInFromDestination", Meaning.counted(Metric.NETWORK_IN)),
          Map.entry("BytesIn", Meaning.counted(Metric.NETWORK_IN)),
          Map.entry("NetworkReceiveThroughput", Meaning.plain(Metric.NETWORK_IN)),
          Map.entry("NetworkOut", Meaning.counted(Metric.NETWORK_OUT)),
          Map.entry("NetworkBytesOut", Meaning.counted(Metric.NETWORK_OUT)),
          Map.entry("BytesOutToDestination", Meaning.counted(Metric.NETWORK_OUT)),
          Map.entry("BytesOut", Meaning.counted(Metric.NETWORK_OUT)),
          Map.entry("NetworkTransmitThroughput", Meaning.plain(Metric.NETWORK_OUT)),
          Map.entry("DiskReadBytes", Meaning.counted(Metric.DISK_READ)),
          Map.entry("EBSReadBytes", Meaning.counted(Metric.DISK_READ)),
          Map.entry("VolumeReadBytes", Meaning.counted(Metric.DISK_READ)),
          Map.entry("ReadThroughput", Meaning.plain(Metric.DISK_READ)),
          Map.entry("DiskWriteBytes", Meaning.counted(Metric.DISK_WRITE)),
          Map.entry("EBSWriteBytes", Meaning.counted(Metric.DISK_WRITE)),
          Map.entry("VolumeWriteBytes", Meaning.counted(Metric.DISK_WRITE)),
          Map.entry("WriteThroughput", Meaning.plain(Metric.DISK_WRITE)),
          Map.entry("DiskReadOps", Meaning.counted(Metric.DISK_READ_OPERATIONS)),
          Map.entry("EBSReadOps", Meaning.counted(Metric.DISK_READ_OPERATIONS)),
          Map.entry("VolumeReadOps", Meaning.counted(Metric.DISK_READ_OPERATIONS)),
          Map.entry("ReadIOPS", Meaning.plain(Metric.DISK_READ_OPERATIONS)),
          Map.entry("DiskWriteOps", Meaning.counted(Metric.DISK_WRITE_OPERATIONS)),
          Map.entry("EBSWriteOps", Meaning.counted(Metric.DISK_WRITE_OPERATIONS)),
          Map.entry("VolumeWriteOps", Meaning.counted(Metric.DISK_WRITE_OPERATIONS)),
          Map.entry("WriteIOPS", Meaning.plain(Metric.DISK_WRITE_OPERATIONS)),
          Map.entry("disk_used_percent", Meaning.plain(Metric.DISK_USED)),
          Map.entry("FreeStorageSpace", Meaning.plain(Metric.DISK_AVAILABLE)),
          Map.entry("BucketSizeBytes", Meaning.plain(Metric.STORED)),
          Map.entry("StorageBytes", Meaning.plain(Metric.STORED)),
          Map.entry("VolumeBytesUsed", Meaning.plain(Metric.STORED)),
          Map.entry("DatabaseConnections", Meaning.plain(Metric.CONNECTIONS)),
          Map.entry("CurrConnections", Meaning.plain(Metric.CONNECTIONS)),
          Map.entry("ActiveFlowCount", Meaning.plain(Metric.CONNECTIONS)),
          Map.entry("ConnectionAttemptCount", Meaning.counted(Metric.REQUESTS)),
          Map.entry("RequestCount", Meaning.counted(Metric.REQUESTS)),
          Map.entry("AllRequests", Meaning.counted(Metric.REQUESTS)),
          Map.entry("Requests", Meaning.counted(Metric.REQUESTS)),
          Map.entry("Count", Meaning.counted(Metric.REQUESTS)),
          Map.entry("Invocations", Meaning.counted(Metric.REQUESTS)),
          Map.entry("ConsumedReadCapacityUnits", Meaning.counted(Metric.READ_UNITS)),
          Map.entry("ConsumedWriteCapacityUnits", Meaning.counted(Metric.WRITE_UNITS)),
          Map.entry("nvidia_smi_utilization_gpu", Meaning.plain(Metric.GPU)),
          Map.entry("nvidia_smi_utilization_memory", Meaning.plain(Metric.GPU_MEMORY)));

  /** Dimensions that name a resource, with the service of its ARN; the first that is present holds. */
  private static final Map<String, String> DIMENSIONS = dimensions();

  private static final Map<String, Double> BYTES =
      Map.of(
          "Kilobytes", 1e3, "Megabytes", 1e6, "Gigabytes", 1e9, "Terabytes", 1e12, "Kilobytes/Second", 1e3,
          "Megabytes/Second", 1e6, "Gigabytes/Second", 1e9, "Terabytes/Second", 1e12);

  /** Metrics that a service tells in another unit than the others do. */
  private static final String SEARCH = "AWS/ES";

  private static final double MEGABYTE = 1e6;
  private static final Pattern RESOURCE =
      Pattern.compile("arn:[!-~]{1,2000}|\\b(?:i|vol|nat|fs|eni|tgw|vpce|snap)-[0-9a-f]{8,40}\\b");
  private static final Pattern PERCENTILE = Pattern.compile("p([0-9]{1,2}(?:\\.[0-9]{1,10})?)");

  private CloudWatchMetrics() {}

  private static Map<String, String> dimensions() {
    Map<String, String> dimensions = new LinkedHashMap<>();
    dimensions.put("InstanceId", "ec2");
    dimensions.put("VolumeId", "ec2");
    dimensions.put("NatGatewayId", "ec2");
    dimensions.put("VPC Endpoint Id", "ec2");
    dimensions.put("TransitGateway", "ec2");
    dimensions.put("DBInstanceIdentifier", "rds");
    dimensions.put("DBClusterIdentifier", "rds");
    dimensions.put("CacheClusterId", "elasticache");
    dimensions.put("ClusterIdentifier", "redshift");
    dimensions.put("LoadBalancer", "elasticloadbalancing");
    dimensions.put("LoadBalancerName", "elasticloadbalancing");
    dimensions.put("FunctionName", "lambda");
    dimensions.put("BucketName", "s3");
    dimensions.put("FileSystemId", "elasticfilesystem");
    dimensions.put("TableName", "dynamodb");
    dimensions.put("QueueName", "sqs");
    dimensions.put("StreamName", "kinesis");
    dimensions.put("DomainName", "es");
    dimensions.put("AutoScalingGroupName", "autoscaling");
    dimensions.put("ClusterName", "");
    return dimensions;
  }

  /** What a metric is; {@link Metric#OTHER} where it is none of ours. */
  static Meaning meaning(String namespace, String name, String unit) {
    Meaning meaning =
        name.equals("ActiveConnectionCount") && namespace.equals("AWS/NATGateway")
            ? Meaning.plain(Metric.CONNECTIONS)
            : NAMES.getOrDefault(name, Meaning.plain(Metric.OTHER));
    if (meaning.metric() == Metric.OTHER) {
      return meaning;
    }
    double factor =
        BYTES.getOrDefault(
            unit, namespace.equals(SEARCH) && meaning.metric() == Metric.DISK_AVAILABLE && unit.isEmpty() ? MEGABYTE : 1.0);
    return new Meaning(meaning.metric(), meaning.factor() * factor, meaning.counted(), meaning.free());
  }

  /** Whether a word is the name of a metric that is known here. */
  static boolean knows(String word) {
    return NAMES.containsKey(word);
  }

  /** What the dimensions of a metric name; empty where there are none: then it is of a whole account. */
  static Optional<Subject> subject(String namespace, Map<String, String> dimensions, String account, String region) {
    if (dimensions.isEmpty()) {
      return Optional.empty();
    }
    String service = dimensions.getOrDefault("ServiceName", "");
    String cluster = dimensions.getOrDefault("ClusterName", "");
    if (namespace.contains("ECS") && !service.isEmpty() && !cluster.isEmpty()) {
      return Optional.of(new Subject(Provider.AWS, "ecs", cluster + "/" + service, account, region));
    }
    for (Map.Entry<String, String> known : DIMENSIONS.entrySet()) {
      String name = dimensions.getOrDefault(known.getKey(), "");
      if (!name.isBlank()) {
        return Optional.of(new Subject(Provider.AWS, known.getValue(), name, account, region));
      }
    }
    return Optional.of(
        new Subject(
            Provider.AWS,
            "",
            new TreeMap<>(dimensions)
                .entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()).collect(Collectors.joining(",")),
            account,
            region));
  }

  /** A resource by its bare identifier, somewhere in a text. */
  static Optional<String> resource(String text) {
    Matcher matcher = RESOURCE.matcher(text);
    return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
  }

  /** The service of a bare identifier. */
  static String service(String resource) {
    return resource.startsWith("arn:")
        ? ""
        : resource.startsWith("fs-") ? "elasticfilesystem" : resource.matches("(i|vol|nat|eni|tgw|vpce|snap)-.*") ? "ec2" : "";
  }

  /** A statistic by CloudWatch's name; empty for sums, counts and those that we do not tell. */
  static Optional<Statistic> statistic(String name) {
    return switch (name) {
      case "Average", "average", "avg" -> Optional.of(Statistic.AVERAGE);
      case "Maximum", "maximum", "max" -> Optional.of(Statistic.MAXIMUM);
      case "Minimum", "minimum", "min" -> Optional.of(Statistic.MINIMUM);
      default -> {
        Matcher percentile = PERCENTILE.matcher(name);
        yield percentile.matches() && Double.parseDouble(percentile.group(1)) > 0
            ? Optional.of(Statistic.percentile(Double.parseDouble(percentile.group(1))))
            : Optional.empty();
      }
    };
  }

  /** Whether a name is that of a statistic, one that we do not tell included. */
  static boolean isStatistic(String name) {
    return List.of("Sum", "sum", "SampleCount", "IQM").contains(name)
        || name.matches("(TM|WM|PR|TC|TS|tm|wm|tc|ts)[(0-9].*")
        || statistic(name).isPresent();
  }
}
