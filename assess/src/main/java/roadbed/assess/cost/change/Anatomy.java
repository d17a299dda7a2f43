package roadbed.assess.cost.change;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.model.Resource;
import roadbed.model.Value;

/** Takes resources apart into what is priced. Reads Terraform's shape, which every dialect is translated to. */
final class Anatomy {
  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final Pattern GOOGLE_TYPE =
      Pattern.compile("(e2|n1|n2|n2d|t2d|c2|c3)-(standard|highmem|highcpu)-([0-9]{1,3})");

  private final List<Component> parts = new ArrayList<>();
  private final Value.Fields raw;

  private Anatomy(Resource resource) {
    raw = resource.raw();
  }

  /** The parts of a resource; empty where it is of a type that is not priced here. */
  static Optional<List<Component>> of(Resource resource) {
    Anatomy anatomy = new Anatomy(resource);
    return anatomy.take(resource.type()) ? Optional.of(List.copyOf(anatomy.parts)) : Optional.empty();
  }

  private boolean take(String type) {
    switch (type) {
      case "aws_instance" -> {
        machine("instance_type", "linux", ONE);
        awsDisk("root_block_device", "volume_size", "8");
        awsDisk("ebs_block_device", "volume_size", "");
      }
      case "aws_ebs_volume" -> size("disk:" + known("type", "gp2"), "size", raw);
      case "aws_db_instance" -> database();
      case "aws_nat_gateway" -> {
        parts.add(Component.hours("nat-gateway", ONE));
        parts.add(Component.byUse("nat-gateway-traffic"));
      }
      case "aws_lb", "aws_alb" -> parts.add(Component.hours("load-balancer:" + known("load_balancer_type", "application"), ONE));
      case "aws_elb" -> parts.add(Component.hours("load-balancer:classic", ONE));
      case "aws_eip" -> parts.add(Component.hours("public-ip", ONE));
      case "aws_eks_cluster" -> parts.add(Component.hours("kubernetes-cluster", ONE));
      case "aws_eks_node_group" -> eksNodes();
      case "aws_elasticache_cluster" -> named("node_type", "cache:", "", count(raw, "num_cache_nodes", "1"));
      case "aws_s3_bucket" -> parts.add(Component.byUse("object-storage:standard"));
      case "aws_lambda_function" -> {
        parts.add(Component.byUse("function-request"));
        parts.add(Component.byUse("function-gb-second"));
      }
      case "azurerm_linux_virtual_machine" -> {
        named("size", "vm:", ":linux", Optional.of(ONE));
        azureDisk("os_disk", "storage_account_type", "disk_size_gb");
      }
      case "azurerm_windows_virtual_machine" -> {
        named("size", "vm:", ":windows", Optional.of(ONE));
        azureDisk("os_disk", "storage_account_type", "disk_size_gb");
      }
      case "azurerm_managed_disk" -> size("disk:" + known("storage_account_type", ""), "disk_size_gb", raw);
      case "aws_vpc_endpoint" -> {
        if (known("vpc_endpoint_type", "gateway").equals("interface")) {
          parts.add(
              raw.get("subnet_ids").orElse(Value.Null.INSTANCE) instanceof Value.Items subnets && !subnets.values().isEmpty()
                  ? Component.hours("vpc-endpoint", BigDecimal.valueOf(subnets.values().size()))
                  : Component.unknown("vpc-endpoint", "in how many subnets is not known"));
          parts.add(Component.byUse("vpc-endpoint-traffic"));
        }
      }
      case "azurerm_nat_gateway", "google_compute_router_nat" -> {
        parts.add(Component.hours("nat-gateway", ONE));
        parts.add(Component.byUse("nat-gateway-traffic"));
      }
      case "azurerm_lb" -> parts.add(Component.hours("load-balancer:" + known("sku", "standard"), ONE));
      case "google_compute_address", "google_compute_global_address" -> {
        if (known("address_type", "external").equals("external")) {
          parts.add(Component.hours("public-ip", ONE));
        }
      }
      case "google_compute_forwarding_rule", "google_compute_global_forwarding_rule" ->
          parts.add(Component.hours("load-balancer:forwarding-rule", ONE));
      case "azurerm_public_ip" -> parts.add(Component.hours("public-ip", ONE));
      case "azurerm_kubernetes_cluster" -> {
        for (Value.Fields pool : blocks("default_node_pool")) {
          named(pool, "vm_size", "vm:", ":linux", count(pool, "node_count", "1"));
        }
      }
      case "azurerm_kubernetes_cluster_node_pool" -> named("vm_size", "vm:", ":linux", count(raw, "node_count", "1"));
      case "google_compute_instance" -> {
        googleMachine(raw, Optional.of(ONE));
        for (Value.Fields boot : blocks("boot_disk")) {
          for (Value.Fields disk : blocks(boot, "initialize_params")) {
            size("disk:" + text(disk, "type").orElse("pd-standard"), "size", disk);
          }
        }
      }
      case "google_compute_disk" -> size("disk:" + known("type", "pd-standard"), "size", raw);
      case "google_container_cluster" -> parts.add(Component.hours("kubernetes-cluster", ONE));
      case "google_container_node_pool" -> {
        for (Value.Fields config : blocks("node_config")) {
          googleMachine(config, count(raw, "node_count", "1"));
        }
      }
      case "google_storage_bucket" -> parts.add(Component.byUse("object-storage:" + known("storage_class", "standard")));
      default -> {
        return false;
      }
    }
    return true;
  }

  // --- parts --------------------------------------------------------------------------------------------------

  private void machine(String attribute, String system, BigDecimal count) {
    named(attribute, "vm:", ":" + system, Optional.of(count));
  }

  private void named(String attribute, String before, String after, Optional<BigDecimal> count) {
    named(raw, attribute, before, after, count);
  }

  /** A machine or node by the name of its size, so many of them. */
  private void named(
      Value.Fields of, String attribute, String before, String after, Optional<BigDecimal> count) {
    Optional<String> size = text(of, attribute);
    if (size.isEmpty()) {
      parts.add(Component.unknown(before + "?" + after, attribute + " is not known"));
    } else if (count.isEmpty()) {
      parts.add(Component.unknown(before + size.get() + after, "how many is not known"));
    } else {
      parts.add(Component.hours(before + size.get() + after, count.get()));
    }
  }

  /** Google sells most machines by their cores and their memory, which the name of the type tells. */
  private void googleMachine(Value.Fields of, Optional<BigDecimal> count) {
    Matcher type = GOOGLE_TYPE.matcher(text(of, "machine_type").orElse(""));
    if (!type.matches() || count.isEmpty()) {
      named(of, "machine_type", "vm:", "", count);
      return;
    }
    BigDecimal cores = new BigDecimal(type.group(3)).multiply(count.get());
    boolean first = type.group(1).equals("n1");
    BigDecimal perCore =
        switch (type.group(2)) {
          case "standard" -> new BigDecimal(first ? "3.75" : "4");
          case "highmem" -> new BigDecimal(first ? "6.5" : "8");
          default -> new BigDecimal(first ? "0.9" : "1");
        };
    parts.add(Component.hours("core:" + type.group(1), cores));
    parts.add(Component.hours("memory:" + type.group(1), cores.multiply(perCore)));
  }

  private void size(String item, String attribute, Value.Fields of) {
    Optional<BigDecimal> size = number(of, attribute);
    parts.add(
        size.map(gibibytes -> Component.of(item, gibibytes))
            .orElseGet(() -> Component.unknown(item, attribute + " is not known")));
  }

  private void awsDisk(String block, String attribute, String otherwise) {
    List<Value.Fields> disks = blocks(block);
    if (disks.isEmpty() && !otherwise.isEmpty()) {
      parts.add(Component.of("disk:gp2", new BigDecimal(otherwise)));
    }
    for (Value.Fields disk : disks) {
      String item = "disk:" + text(disk, "volume_type").orElse("gp2");
      boolean unstated = disk.get(attribute).filter(value -> !(value instanceof Value.Null) && !left(value)).isEmpty();
      if (unstated && !otherwise.isEmpty()) {
        parts.add(Component.of(item, new BigDecimal(otherwise)));
      } else {
        size(item, attribute, disk);
      }
    }
  }

  private static boolean left(Value value) {
    return value instanceof Value.Unknown unknown && unknown.isLeftToProvider();
  }

  private void azureDisk(String block, String type, String attribute) {
    for (Value.Fields disk : blocks(block)) {
      size("disk:" + text(disk, type).orElse("?"), attribute, disk);
    }
  }

  private void database() {
    String zones = raw.get("multi_az").filter(Value.Bool.TRUE::equals).isPresent() ? "multi" : "single";
    named("instance_class", "database:", ":" + known("engine", "?") + ":" + zones, Optional.of(ONE));
    size("database-storage:" + known("storage_type", "gp2") + ":" + zones, "allocated_storage", raw);
  }

  private void eksNodes() {
    Optional<BigDecimal> count =
        blocks("scaling_config").stream().findFirst().flatMap(scaling -> number(scaling, "desired_size"));
    String type = "t3.medium";
    Value types = raw.get("instance_types").orElse(Value.Null.INSTANCE);
    if (types instanceof Value.Items items && !items.values().isEmpty() && items.values().getFirst() instanceof Value.Text text) {
      type = text.value();
    } else if (types instanceof Value.Unknown unknown && !unknown.isLeftToProvider()) {
      parts.add(Component.unknown("vm:?:linux", "instance_types is not known"));
      return;
    }
    String item = "vm:" + type + ":linux";
    parts.add(
        count.map(nodes -> Component.hours(item, nodes)).orElseGet(() -> Component.unknown(item, "how many is not known")));
    parts.add(
        count
            .map(nodes -> Component.of("disk:gp2", nodes.multiply(number(raw, "disk_size").orElse(new BigDecimal("20")))))
            .orElseGet(() -> Component.unknown("disk:gp2", "how many is not known")));
  }

  // --- attributes ---------------------------------------------------------------------------------------------

  /** A text, what the provider takes without one, or a question mark where it is not known yet. */
  private String known(String attribute, String otherwise) {
    Value value = raw.get(attribute).orElse(Value.Null.INSTANCE);
    if (value instanceof Value.Text text && !text.value().isEmpty()) {
      return text.value().toLowerCase(Locale.ROOT);
    }
    return value instanceof Value.Unknown && !left(value) ? "?" : otherwise;
  }

  private static Optional<String> text(Value.Fields of, String attribute) {
    return of.text(attribute).filter(text -> !text.isEmpty());
  }

  private static Optional<BigDecimal> number(Value.Fields of, String attribute) {
    return switch (of.get(attribute).orElse(Value.Null.INSTANCE)) {
      case Value.Whole whole -> Optional.of(BigDecimal.valueOf(whole.value()));
      case Value.Decimal decimal -> Optional.of(decimal.value());
      case Value.Text text ->
          text.value().matches("[0-9]{1,9}") ? Optional.of(new BigDecimal(text.value())) : Optional.empty();
      case Value.Bool _, Value.Null _, Value.Items _, Value.Fields _, Value.Unknown _, Value.Secret _ -> Optional.empty();
    };
  }

  /** How many; what the provider takes where nothing is said, and nothing where it is not known yet. */
  private static Optional<BigDecimal> count(Value.Fields of, String attribute, String otherwise) {
    Value value = of.get(attribute).orElse(Value.Null.INSTANCE);
    return value instanceof Value.Null || left(value)
        ? Optional.of(new BigDecimal(otherwise))
        : number(of, attribute);
  }

  private List<Value.Fields> blocks(String name) {
    return blocks(raw, name);
  }

  private static List<Value.Fields> blocks(Value.Fields of, String name) {
    return switch (of.get(name).orElse(Value.Null.INSTANCE)) {
      case Value.Fields one -> List.of(one);
      case Value.Items items ->
          items.values().stream().filter(Value.Fields.class::isInstance).map(Value.Fields.class::cast).toList();
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ ->
          List.of();
    };
  }
}
