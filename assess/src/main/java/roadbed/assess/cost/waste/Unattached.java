package roadbed.assess.cost.waste;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import roadbed.assess.cost.waste.Rule.Judged;

/** Disks, addresses, interfaces, plans and load balancers to which nothing is attached. */
final class Unattached {
  static final List<Rule> RULES =
      List.of(
          Rule.of("unattached-disk", WasteKind.UNATTACHED, Unattached::disk, "aws_ebs_volume", "azurerm_managed_disk", "google_compute_disk"),
          Rule.of(
              "unattached-address",
              WasteKind.UNATTACHED,
              Unattached::address,
              "aws_eip", "azurerm_public_ip", "google_compute_address", "google_compute_global_address"),
          Rule.of("unattached-interface", WasteKind.UNATTACHED, Unattached::face, "aws_network_interface", "azurerm_network_interface"),
          Rule.of("empty-plan", WasteKind.UNATTACHED, Unattached::plan, "azurerm_service_plan", "azurerm_app_service_plan"),
          Rule.of(
              "balancer-without-targets",
              WasteKind.UNATTACHED,
              Unattached::balancer,
              "aws_lb", "aws_alb", "aws_elb", "azurerm_lb"));

  /** What a target group may be served by that registers itself. */
  private static final Set<String> SELF_REGISTERING =
      Set.of("aws_autoscaling_group", "aws_ecs_service", "aws_autoscaling_attachment", "aws_autoscaling_traffic_source_attachment", "aws_codedeploy_deployment_group");

  private Unattached() {}

  private static Judged disk(Seen it, Estate estate) {
    Optional<Boolean> attached =
        switch (it.type()) {
          case "aws_ebs_volume" -> amazonDisk(it);
          case "azurerm_managed_disk" -> azureDisk(it);
          default -> googleDisk(it);
        };
    if (attached.isEmpty() && it.isLive()) {
      return Rule.unjudged("the inventory does not say whether it is attached");
    }
    if (attached.orElseGet(() -> joined(it, estate))) {
      return Rule.FINE;
    }
    String size = it.number("size", "disk_size_gb", "size_gb").map(gib -> gib.toPlainString() + " GiB").orElse("of unknown size");
    return new Rule.Draft(
            "Delete the unattached disk " + it.resource().name() + " (" + size + ")",
            "no machine has it" + how(it),
            Part.WHOLE,
            estate.allIfUnused(it, Part.WHOLE),
            Grade.medium("its data is gone unless a snapshot is taken first"),
            Grade.low("a snapshot and one call"),
            confidence(it, "the inventory says that it is not attached"),
            List.of(),
            Remedy.remove(commands(it)))
        .found();
  }

  private static Optional<Boolean> amazonDisk(Seen it) {
    Optional<String> state = it.text("State", "Status");
    if (state.isPresent()) {
      return Optional.of(!state.get().equals("available"));
    }
    return it.speaksOf("attachments") ? Optional.of(it.says("attachments")) : Optional.empty();
  }

  private static Optional<Boolean> azureDisk(Seen it) {
    if (it.says("managed_by", "managedByExtended")) {
      return Optional.of(true);
    }
    return it.text("diskState").map(state -> !state.equalsIgnoreCase("Unattached"));
  }

  private static Optional<Boolean> googleDisk(Seen it) {
    if (it.says("users")) {
      return Optional.of(true);
    }
    // Google leaves out what is empty, so a disk of an inventory that has a status and no users has none.
    return it.isLive() && it.says("status", "sizeGb") ? Optional.of(false) : Optional.empty();
  }

  /** Whether the same configuration or state joins anything to it. */
  private static boolean joined(Seen it, Estate estate) {
    boolean satellites =
        !it.satellites("aws_volume_attachment", "azurerm_virtual_machine_data_disk_attachment", "google_compute_attached_disk",
                "aws_network_interface_attachment", "aws_eip_association").isEmpty();
    return satellites || estate.referrers(it).stream().anyMatch(other -> !isCopy(other) && !isContainer(other));
  }

  private static boolean isCopy(Seen other) {
    return other.type().contains("snapshot");
  }

  private static boolean isContainer(Seen other) {
    return other.type().endsWith("_resource_group") || other.resource().kind().equals("account.project");
  }

  private static Judged address(Seen it, Estate estate) {
    if (it.type().startsWith("google") && it.text("address_type").filter("INTERNAL"::equalsIgnoreCase).isPresent()) {
      return Rule.FINE;
    }
    Optional<Boolean> attached =
        switch (it.type()) {
          case "aws_eip" ->
              it.says("instance", "network_interface", "association_id") ? Optional.of(true) : unlessSilent(it, "PublicIp", "public_ip", "AllocationId", "domain");
          case "azurerm_public_ip" ->
              it.says("ipConfiguration", "natGateway")
                  ? Optional.of(true)
                  : unlessSilent(it, "publicIPAllocationMethod", "allocation_method", "provisioningState");
          default ->
              it.text("status")
                  .filter(status -> it.isLive() || it.isState())
                  .map("IN_USE"::equalsIgnoreCase)
                  .or(() -> it.says("users") ? Optional.of(true) : Optional.empty());
        };
    if (attached.isEmpty() && it.isLive()) {
      return Rule.unjudged("the inventory does not say whether anything has it");
    }
    if (attached.orElseGet(() -> joined(it, estate))) {
      return Rule.FINE;
    }
    return new Rule.Draft(
            "Release the unused address " + it.resource().name(),
            "nothing has it" + how(it),
            Part.WHOLE,
            estate.allIfUnused(it, Part.WHOLE),
            Grade.low("the address goes back to the provider; whoever has it written down does not reach you there"),
            Grade.low("one call"),
            confidence(it, "the inventory says that nothing has it"),
            List.of(),
            Remedy.remove(commands(it)))
        .found();
  }

  /** An inventory that tells of the address in full and of no attachment says that there is none. */
  private static Optional<Boolean> unlessSilent(Seen it, String... always) {
    return it.isLive() && it.says(always) ? Optional.of(false) : Optional.empty();
  }

  private static Judged face(Seen it, Estate estate) {
    if (it.says("attachment", "virtual_machine_id", "virtualMachine", "privateEndpoint") || joined(it, estate)) {
      return Rule.FINE;
    }
    if (it.isLive() && it.text("Status", "provisioningState").isEmpty() && !it.speaksOf("attachment")) {
      return Rule.unjudged("the inventory does not say whether it is attached");
    }
    if (it.text("Status").filter("in-use"::equals).isPresent()) {
      return Rule.FINE;
    }
    return new Rule.Draft(
            "Delete the unattached network interface " + it.resource().name(),
            "no machine has it" + how(it),
            Part.WHOLE,
            estate.costs().of(it, Part.WHOLE)
                .<Estimate>map(cost -> new Estimate.Known(cost.money(), "all that it costs: " + cost.words()))
                .orElseGet(() -> new Estimate.Unknown("an interface itself costs nothing; it holds addresses that do")),
            Grade.low("nothing uses it"),
            Grade.low("one call"),
            confidence(it, "the inventory says that it is not attached"),
            List.of(),
            Remedy.remove(commands(it)))
        .found();
  }

  private static Judged plan(Seen it, Estate estate) {
    Optional<Boolean> empty = it.number("numberOfSites").map(sites -> sites.signum() == 0);
    if (it.text("sku_name", "sku.name").filter(sku -> Set.of("F1", "D1", "Y1").contains(sku)).isPresent()) {
      return Rule.FINE;
    }
    if (empty.isEmpty() && it.isLive()) {
      return Rule.unjudged("the inventory does not say how many applications it has");
    }
    if (!empty.orElseGet(() -> !joined(it, estate))) {
      return Rule.FINE;
    }
    return new Rule.Draft(
            "Delete the plan " + it.resource().name() + ", on which nothing runs",
            "no application is on it" + how(it),
            Part.WHOLE,
            estate.allIfUnused(it, Part.WHOLE),
            Grade.low("nothing runs on it"),
            Grade.low("one call"),
            confidence(it, "the inventory counts no applications"),
            List.of(),
            Remedy.remove(commands(it)))
        .found();
  }

  private static Judged balancer(Seen it, Estate estate) {
    Optional<Boolean> empty =
        switch (it.type()) {
          case "aws_elb" -> classic(it, estate);
          case "azurerm_lb" -> azureBalancer(it, estate);
          default -> application(it, estate);
        };
    if (empty.isEmpty()) {
      return Rule.unjudged("its targets are not among what was read");
    }
    if (!empty.get()) {
      return Rule.FINE;
    }
    return new Rule.Draft(
            "Delete the load balancer " + it.resource().name() + ", which has no targets",
            "nothing stands behind it" + how(it),
            Part.WHOLE,
            estate.allIfUnused(it, Part.WHOLE),
            Grade.low("it can answer nobody"),
            Grade.low("its listeners and target groups go with it"),
            confidence(it, "the inventory tells of no target").least(Grade.medium("targets may be registered by what was not read")),
            List.of(),
            Remedy.remove(commands(it)))
        .found();
  }

  private static Optional<Boolean> classic(Seen it, Estate estate) {
    if (it.says("instances")) {
      return Optional.of(false);
    }
    boolean registers = estate.neighbours(it).stream().anyMatch(other -> SELF_REGISTERING.contains(other.type()));
    return Optional.of(!registers && (it.isLive() || !joined(it, estate)));
  }

  private static Optional<Boolean> azureBalancer(Seen it, Estate estate) {
    if (it.isLive()) {
      return it.speaksOf("backendAddressPools") ? Optional.of(!it.says("backendAddressPools")) : Optional.empty();
    }
    return Optional.of(estate.referrers(it).stream().noneMatch(other -> other.type().startsWith("azurerm_lb_backend") || other.type().startsWith("azurerm_lb_nat")));
  }

  /** Its listeners lead to target groups, and those to targets. */
  private static Optional<Boolean> application(Seen it, Estate estate) {
    if (it.isLive()) {
      // AWS Config does not record what is registered with a target group.
      return Optional.empty();
    }
    boolean anyListener = false;
    for (Seen listener : estate.neighbours(it)) {
      if (!listener.type().endsWith("_listener")) {
        continue;
      }
      anyListener = true;
      List<Seen> groups =
          java.util.stream.Stream.concat(
                  estate.neighbours(listener).stream(),
                  estate.neighbours(listener).stream()
                      .filter(rule -> rule.type().endsWith("_listener_rule"))
                      .flatMap(rule -> estate.neighbours(rule).stream()))
              .filter(other -> other.type().endsWith("_target_group"))
              .toList();
      // A listener that only redirects or answers itself needs no target.
      if (groups.isEmpty() || groups.stream().anyMatch(group -> served(group, estate))) {
        return Optional.of(false);
      }
    }
    return anyListener ? Optional.of(true) : Optional.empty();
  }

  private static boolean served(Seen group, Estate estate) {
    return !group.satellites("aws_lb_target_group_attachment", "aws_alb_target_group_attachment").isEmpty()
        || estate.referrers(group).stream().anyMatch(other -> !other.type().contains("_listener") && !other.type().equals("aws_lb") && !other.type().equals("aws_alb"));
  }

  /** Where what was read is not an inventory, the reader is told so. */
  private static String how(Seen it) {
    return switch (it.side()) {
      case LIVE -> "";
      case STATE -> ", as far as the state tells";
      case DECLARED -> ", as far as the code tells";
    };
  }

  private static Grade confidence(Seen it, String live) {
    return switch (it.side()) {
      case LIVE -> Grade.high(live);
      case STATE -> Grade.medium("nothing in the state refers to it; what is attached by hand is not seen");
      case DECLARED -> Grade.low("nothing in the code refers to it; what is attached elsewhere is not seen");
    };
  }

  private static String[] commands(Seen it) {
    String id = it.identifier("id", "allocation_id");
    String name = it.resource().name();
    return switch (it.type()) {
      case "aws_ebs_volume" ->
          new String[] {"aws ec2 create-snapshot --volume-id " + id, "aws ec2 delete-volume --volume-id " + id};
      case "aws_eip" -> new String[] {"aws ec2 release-address --allocation-id " + id};
      case "aws_network_interface" -> new String[] {"aws ec2 delete-network-interface --network-interface-id " + id};
      case "aws_lb", "aws_alb" -> new String[] {"aws elbv2 delete-load-balancer --load-balancer-arn " + id};
      case "aws_elb" -> new String[] {"aws elb delete-load-balancer --load-balancer-name " + name};
      case "azurerm_managed_disk" -> new String[] {"az disk delete --ids " + id};
      case "azurerm_public_ip" -> new String[] {"az network public-ip delete --ids " + id};
      case "azurerm_network_interface" -> new String[] {"az network nic delete --ids " + id};
      case "azurerm_lb" -> new String[] {"az network lb delete --ids " + id};
      case "google_compute_disk" -> new String[] {"gcloud compute disks delete " + name + zone(it)};
      case "google_compute_address" -> new String[] {"gcloud compute addresses delete " + name + " --region " + it.region()};
      case "google_compute_global_address" -> new String[] {"gcloud compute addresses delete " + name + " --global"};
      default -> new String[] {"az appservice plan delete --ids " + id};
    };
  }

  private static String zone(Seen it) {
    return it.text("zone").map(zone -> " --zone " + zone.substring(zone.lastIndexOf('/') + 1)).orElse("");
  }
}
