package roadbed.assess.cost.waste;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.inventory.dialect.Dialects;
import roadbed.inventory.facet.Document;
import roadbed.model.Declaration;
import roadbed.model.Provider;
import roadbed.model.Resource;
import roadbed.model.Value;

/** A resource as rules look at it: its document in Terraform's shape, with what only its own dialect says beside it. */
final class Seen {
  /** Types that no dialect translates and rules know. */
  private static final Map<String, String> FURTHER =
      Map.ofEntries(
          Map.entry("AWS::EC2::NatGateway", "aws_nat_gateway"),
          Map.entry("AWS::EC2::VPCEndpoint", "aws_vpc_endpoint"),
          Map.entry("AWS::EC2::Snapshot", "aws_ebs_snapshot"),
          Map.entry("AWS::RDS::DBSnapshot", "aws_db_snapshot"),
          Map.entry("AWS::ElastiCache::CacheCluster", "aws_elasticache_cluster"),
          Map.entry("AWS::AutoScaling::AutoScalingGroup", "aws_autoscaling_group"),
          Map.entry("Microsoft.Compute/snapshots", "azurerm_snapshot"),
          Map.entry("Microsoft.Network/natGateways", "azurerm_nat_gateway"),
          Map.entry("Microsoft.Web/serverFarms", "azurerm_service_plan"),
          Map.entry("compute.googleapis.com/Disk", "google_compute_disk"),
          Map.entry("compute.googleapis.com/Snapshot", "google_compute_snapshot"),
          Map.entry("compute.googleapis.com/Router", "google_compute_router"));

  /** What AWS calls the identifiers of resources that no dialect translates. */
  private static final Map<String, String> IDENTIFIERS =
      Map.of(
          "aws_ebs_snapshot", "SnapshotId",
          "aws_nat_gateway", "NatGatewayId",
          "aws_vpc_endpoint", "VpcEndpointId",
          "aws_db_snapshot", "DBSnapshotIdentifier");

  private final Resource resource;
  private final String type;
  private final Document doc;
  private final Map<String, String> spelled = new LinkedHashMap<>();

  Seen(Resource resource) {
    this.resource = resource;
    Map<String, Value> fields = new LinkedHashMap<>(resource.raw().values());
    this.type =
        Dialects.translate(resource.type(), resource.raw())
            .map(
                translated -> {
                  fields.putAll(translated.attributes().values());
                  return translated.type();
                })
            .filter(translated -> !translated.equals(resource.type()))
            .orElseGet(() -> further(resource.type()));
    if (!fields.containsKey("id") && fields.get(IDENTIFIERS.getOrDefault(type, "")) instanceof Value.Text id) {
      fields.put("id", id);
    }
    // Azure's rows hold most of what they say one level down.
    if (fields.get("properties") instanceof Value.Fields inner) {
      inner.values().forEach(fields::putIfAbsent);
    }
    fields.keySet().forEach(name -> spelled.putIfAbsent(plain(name), name));
    doc = new Document(new Value.Fields(fields));
  }

  private static String further(String type) {
    return FURTHER.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(type))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(type);
  }

  private static String plain(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }

  Resource resource() {
    return resource;
  }

  /** The Terraform type. */
  String type() {
    return type;
  }

  Provider provider() {
    return resource.provider();
  }

  Document doc() {
    return doc;
  }

  /** The same resource in Terraform's shape, for whoever reads only that. */
  Resource translated() {
    return resource.raw().equals(doc.root()) && type.equals(resource.type())
        ? resource
        : new Resource(
            resource.id(), resource.kind(), type, resource.provider(), resource.account(), resource.region(),
            resource.name(), resource.tags(), resource.ownership(), resource.environment(), resource.tier(),
            resource.system(), resource.facets(), (Value.Fields) doc.root(), resource.satellites(), resource.origin());
  }

  /** The first attribute of these names that says anything; names are compared without their way of writing. */
  Optional<String> text(String... names) {
    for (String name : names) {
      int dot = name.indexOf('.');
      String first = dot < 0 ? name : name.substring(0, dot);
      String own = spelled.getOrDefault(plain(first), first);
      String path = dot < 0 ? own : own + name.substring(dot);
      if (doc.has(path) && doc.value(path).filter(Seen::isPlain).isPresent()) {
        return doc.text(path);
      }
    }
    return Optional.empty();
  }

  private static boolean isPlain(Value value) {
    return switch (value) {
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _ -> true;
      case Value.Items items -> items.values().size() == 1 && isPlain(items.values().getFirst());
      case Value.Null _, Value.Fields _, Value.Unknown _, Value.Secret _ -> false;
    };
  }

  /** Whether anything at all is said under one of these names. */
  boolean says(String... names) {
    for (String name : names) {
      if (doc.has(spelled.getOrDefault(plain(name), name))) {
        return true;
      }
    }
    return false;
  }

  /** Whether the document has an attribute of the name, be it empty. */
  boolean speaksOf(String name) {
    return spelled.containsKey(plain(name));
  }

  /** The number of an attribute. */
  Optional<BigDecimal> number(String... names) {
    return text(names).filter(text -> text.length() <= 30 && text.matches("[0-9]+(\\.[0-9]+)?")).map(BigDecimal::new);
  }

  Declaration.Side side() {
    return resource.origin().declaration().side();
  }

  boolean isLive() {
    return side() == Declaration.Side.LIVE;
  }

  boolean isState() {
    return side() == Declaration.Side.STATE;
  }

  /** The name of its place among its provider's regions: without the letter or number of a zone. */
  String region() {
    return resource.region();
  }

  /** All names by which monitoring and bills may know it. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    names.add(resource.id().value());
    for (String attribute :
        List.of("arn", "id", "self_link", "instance_id", "identifier", "cluster_identifier", "cluster_id", "replication_group_id",
            "function_name", "bucket", "arn_suffix", "name")) {
      if (resource.raw().get(attribute).orElse(doc.raw(attribute).orElse(Value.Null.INSTANCE)) instanceof Value.Text(String text)
          && !text.isBlank()) {
        names.add(text);
      }
    }
    return names;
  }

  /** Its identifier for a command; where nobody knows it yet, words for a person to replace. */
  String identifier(String... names) {
    return text(names)
        .orElseGet(
            () ->
                resource.id().value().startsWith(resource.origin().source() + "//")
                    ? "<id of " + resource.origin().address() + ">"
                    : resource.id().value());
  }

  List<Resource.Satellite> satellites(String... types) {
    List<Resource.Satellite> found = new ArrayList<>();
    for (String one : types) {
      found.addAll(resource.satellites().getOrDefault(one, List.of()));
    }
    return found;
  }

  @Override
  public String toString() {
    return resource.origin().address();
  }
}
