package roadbed.assess.cost.waste;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import roadbed.assess.cost.waste.MachineTypes.MachineType;
import roadbed.model.Money;
import roadbed.model.Resource;
import roadbed.model.Value;

/** What sizes resources have, and what they would cost in another one. */
final class Sizes {
  /** Terraform types with the attribute that names their size. */
  static final Map<String, String> ATTRIBUTES =
      Map.ofEntries(
          Map.entry("aws_instance", "instance_type"),
          Map.entry("aws_launch_template", "instance_type"),
          Map.entry("aws_db_instance", "instance_class"),
          Map.entry("aws_rds_cluster_instance", "instance_class"),
          Map.entry("aws_elasticache_cluster", "node_type"),
          Map.entry("aws_elasticache_replication_group", "node_type"),
          Map.entry("azurerm_linux_virtual_machine", "size"),
          Map.entry("azurerm_windows_virtual_machine", "size"),
          Map.entry("azurerm_virtual_machine", "vm_size"),
          Map.entry("google_compute_instance", "machine_type"));

  /** Managed databases whose sizes are told by their own names rather than by those of machines. */
  static final Map<String, String> DATABASES =
      Map.of(
          "google_sql_database_instance", "settings.tier",
          "azurerm_mssql_database", "sku_name",
          "azurerm_postgresql_flexible_server", "sku_name",
          "azurerm_mysql_flexible_server", "sku_name");

  /** Types of which there is one of the size, and it is paid for by that. */
  static final Set<String> PROVISIONED =
      Stream.concat(ATTRIBUTES.keySet().stream(), DATABASES.keySet().stream())
          .filter(type -> !type.equals("aws_launch_template"))
          .collect(Collectors.toUnmodifiableSet());

  private Sizes() {}

  static String attribute(Seen it) {
    return ATTRIBUTES.getOrDefault(it.type(), DATABASES.getOrDefault(it.type(), "instance_type"));
  }

  /** The name of its size, where it is said. */
  static Optional<String> name(Seen it) {
    return it.text(attribute(it), "size", "instance_type").map(name -> name.substring(name.lastIndexOf('/') + 1));
  }

  static Optional<MachineType> of(Seen it) {
    return name(it).flatMap(name -> MachineTypes.known().of(name).or(() -> DatabaseSizes.of(it.provider(), name)));
  }

  /** The same resource with another value of an attribute. */
  static Resource with(Seen it, String attribute, Value value) {
    Resource old = it.translated();
    Map<String, Value> fields = new LinkedHashMap<>(old.raw().values());
    fields.put(attribute, value);
    return new Resource(
        old.id(), old.kind(), old.type(), old.provider(), old.account(), old.region(), old.name(), old.tags(), old.ownership(),
        old.environment(), old.tier(), old.system(), old.facets(), new Value.Fields(fields), old.satellites(), old.origin());
  }

  /** What a month of another size costs over a month of this one, both at list prices; empty where one has none. */
  static Optional<Ratio> ratio(Seen it, String other, Estate estate) {
    Optional<MonthlyCost> now = estate.costs().priced(it, Part.RUN);
    Optional<MonthlyCost> then = estate.costs().priced(with(it, attribute(it), Value.of(other)), Part.RUN);
    if (now.isEmpty() || then.isEmpty() || !now.get().money().currency().equals(then.get().money().currency())) {
      return Optional.empty();
    }
    return Optional.of(new Ratio(now.get().money(), then.get().money()));
  }

  /**
   * Two prices of a month.
   *
   * @param before of what there is
   * @param after of what is proposed
   */
  record Ratio(Money before, Money after) {
    boolean cheaper() {
      return after.amount().compareTo(before.amount()) < 0;
    }
  }

  /**
   * What a change of size saves: the difference of list prices as a share of what is really paid.
   *
   * @param words what the two are
   */
  static Estimate saving(Seen it, Ratio ratio, String words, Estate estate) {
    BigDecimal difference = ratio.before().amount().subtract(ratio.after().amount()).max(BigDecimal.ZERO);
    String prices =
        words + " at list prices " + Costs.words(ratio.before()) + " and " + Costs.words(ratio.after()) + " a month";
    Optional<MonthlyCost> cost = estate.costs().of(it, Part.RUN);
    if (cost.isEmpty() || cost.get().basis() == MonthlyCost.Basis.PRICES || ratio.before().amount().signum() == 0) {
      return new Estimate.Known(new Money(difference, ratio.before().currency()), prices);
    }
    Money paid = cost.get().money();
    return new Estimate.Known(
        new Money(Costs.share(paid.amount(), difference, ratio.before().amount()), paid.currency()),
        cost.get().words() + ", and of that the share that list prices differ by: " + prices);
  }

  /** What a smaller one of the same family saves where no sheet has prices: a family's prices are in proportion to its size. */
  static Estimate inProportion(Seen it, MachineType now, MachineType then, Estate estate) {
    Optional<MonthlyCost> cost = estate.costs().of(it, Part.RUN);
    if (cost.isEmpty()) {
      return estate.noCost(it);
    }
    BigDecimal before = BigDecimal.valueOf(now.processors());
    BigDecimal difference = before.subtract(BigDecimal.valueOf(then.processors()));
    return new Estimate.Known(
        new Money(Costs.share(cost.get().money().amount(), difference, before), cost.get().money().currency()),
        cost.get().words() + ", and of that in proportion to the processors, as prices within a family are");
  }

  /** The change of a size. */
  static Remedy remedy(Seen it, String size) {
    String attribute = attribute(it);
    String id = it.identifier("instance_id", "identifier", "id");
    List<String> commands =
        switch (it.type()) {
          case "aws_instance" ->
              List.of(
                  "aws ec2 stop-instances --instance-ids " + id,
                  "aws ec2 modify-instance-attribute --instance-id " + id + " --instance-type " + size,
                  "aws ec2 start-instances --instance-ids " + id);
          case "aws_db_instance", "aws_rds_cluster_instance" ->
              List.of("aws rds modify-db-instance --db-instance-identifier " + id + " --db-instance-class " + size);
          case "azurerm_linux_virtual_machine", "azurerm_windows_virtual_machine", "azurerm_virtual_machine" ->
              List.of("az vm resize --ids " + id + " --size " + size);
          case "google_sql_database_instance" -> List.of("gcloud sql instances patch " + it.resource().name() + " --tier " + size);
          case "azurerm_mssql_database" -> List.of("az sql db update --ids " + id + " --service-objective " + size);
          case "azurerm_postgresql_flexible_server" -> List.of("az postgres flexible-server update --ids " + id + " --sku-name " + flexible(size));
          case "azurerm_mysql_flexible_server" -> List.of("az mysql flexible-server update --ids " + id + " --sku-name " + flexible(size));
          case "google_compute_instance" ->
              List.of("gcloud compute instances set-machine-type " + it.resource().name() + " --machine-type " + size);
          default -> List.of();
        };
    return new Remedy(
        List.of(Remedy.attribute(Value.of(size), attribute.split("\\.", -1))),
        attribute.substring(attribute.lastIndexOf('.') + 1) + " = \"" + size + "\"\n",
        commands);
  }

  /** Azure's command line names the machine only; Terraform writes its edition before it. */
  private static String flexible(String size) {
    return size.substring(size.indexOf('_') + 1);
  }
}
