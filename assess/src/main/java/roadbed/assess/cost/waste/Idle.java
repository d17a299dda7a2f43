package roadbed.assess.cost.waste;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import roadbed.assess.cost.waste.Rule.Judged;
import roadbed.model.Utilisation.Metric;

/** What runs and is used by nobody. */
final class Idle {
  private static final String[] MACHINES = {
    "aws_instance", "azurerm_linux_virtual_machine", "azurerm_windows_virtual_machine", "azurerm_virtual_machine",
    "google_compute_instance"
  };

  static final List<Rule> RULES =
      List.of(
          Rule.of("idle-instance", WasteKind.IDLE, Idle::machine, MACHINES),
          Rule.of("stopped-instance", WasteKind.IDLE, Idle::stopped, MACHINES),
          Rule.of(
              "idle-database",
              WasteKind.IDLE,
              Idle::database,
              "aws_db_instance", "aws_rds_cluster", "aws_rds_cluster_instance", "aws_redshift_cluster", "aws_docdb_cluster_instance",
              "azurerm_mssql_database", "azurerm_postgresql_flexible_server", "azurerm_postgresql_server",
              "azurerm_mysql_flexible_server", "azurerm_mysql_server", "azurerm_cosmosdb_account", "google_sql_database_instance"),
          Rule.of(
              "idle-cache",
              WasteKind.IDLE,
              Idle::cache,
              "aws_elasticache_cluster", "aws_elasticache_replication_group", "aws_memorydb_cluster", "azurerm_redis_cache",
              "google_redis_instance"),
          Rule.of(
              "idle-balancer",
              WasteKind.IDLE,
              Idle::balancer,
              "aws_lb", "aws_alb", "aws_elb", "azurerm_lb", "azurerm_application_gateway", "google_compute_forwarding_rule",
              "google_compute_global_forwarding_rule"),
          Rule.of(
              "idle-cluster",
              WasteKind.IDLE,
              Idle::cluster,
              "aws_eks_cluster", "azurerm_kubernetes_cluster", "google_container_cluster"),
          Rule.of(
              "idle-nat",
              WasteKind.IDLE,
              Idle::gateway,
              "aws_nat_gateway", "azurerm_nat_gateway", "google_compute_router_nat"),
          Rule.of("idle-endpoint", WasteKind.IDLE, Idle::gateway, "aws_vpc_endpoint", "azurerm_private_endpoint"));

  private Idle() {}

  private static Judged machine(Seen it, Estate estate) {
    if (stopped(it)) {
      return Rule.FINE;
    }
    Optional<Measured> processor = estate.measurements().of(it, Metric.CPU);
    if (processor.isEmpty()) {
      return Rule.unjudged("processor use is not measured");
    }
    Measured cpu = processor.get();
    if (cpu.p95() >= estate.limits().idlePercent() || cpu.max() >= 4 * estate.limits().idlePercent()) {
      return Rule.FINE;
    }
    List<Measured> evidence = new ArrayList<>(List.of(cpu));
    double traffic = 0;
    boolean network = false;
    for (Metric metric : List.of(Metric.NETWORK_IN, Metric.NETWORK_OUT)) {
      Optional<Measured> measured = estate.measurements().of(it, metric);
      if (measured.isPresent()) {
        network = true;
        traffic += measured.get().median();
        evidence.add(measured.get());
      }
    }
    if (traffic >= estate.limits().idleBytes()) {
      return Rule.FINE;
    }
    Grade confidence =
        estate.measured(
            cpu,
            network
                ? Grade.high("neither processor nor network did anything on " + cpu.days() + " days")
                : Grade.medium("the processor did nothing on " + cpu.days() + " days; the network is not measured"));
    return new Rule.Draft(
            "Stop the idle machine " + it.resource().name(),
            "processor use stays below " + Measured.number(estate.limits().idlePercent()) + "%"
                + (network ? " and there is next to no traffic" : ""),
            Part.RUN,
            estate.all(it, Part.RUN),
            Grade.medium("what runs once a quarter looks idle too: ask the owner"),
            Grade.low("stop it, wait, then delete it"),
            confidence,
            evidence,
            Remedy.remove(stop(it)))
        .found();
  }

  private static boolean stopped(Seen it) {
    return it.text("State.Name", "state", "instance_state", "current_status", "desired_status", "status", "extended.instanceView.powerState.code")
        .map(state -> state.toLowerCase(Locale.ROOT))
        .filter(state -> state.equals("stopped") || state.equals("terminated") || state.endsWith("/deallocated") || state.endsWith("/stopped"))
        .isPresent();
  }

  private static Judged stopped(Seen it, Estate estate) {
    if (!it.isLive() && !it.isState()) {
      return Rule.FINE;
    }
    if (!stopped(it)) {
      return Rule.FINE;
    }
    return new Rule.Draft(
            "Delete the stopped machine " + it.resource().name() + " with its disks, or keep only a snapshot",
            "it is stopped, and its disks and addresses are paid for all the same",
            Part.STORAGE,
            estate.costs().of(it, Part.STORAGE)
                .<Estimate>map(cost -> new Estimate.Known(cost.money(), "what its disks cost: " + cost.words()))
                .orElseGet(() -> new Estimate.Unknown("what its disks cost is not known")),
            Grade.medium("its disks may be needed again"),
            Grade.low("an image and one call"),
            Grade.medium("it is stopped now; since when is not told"),
            List.of(),
            Remedy.remove(stop(it)))
        .found();
  }

  private static String[] stop(Seen it) {
    String id = it.identifier("id", "instance_id");
    return switch (it.provider()) {
      case AWS -> new String[] {"aws ec2 stop-instances --instance-ids " + id};
      case AZURE -> new String[] {"az vm deallocate --ids " + id};
      case GCP, KUBERNETES, OTHER -> new String[] {"gcloud compute instances stop " + it.resource().name()};
    };
  }

  private static Judged database(Seen it, Estate estate) {
    return quiet(
        it,
        estate,
        List.of(Metric.CONNECTIONS, Metric.REQUESTS),
        "Delete the database " + it.resource().name() + ", to which nobody connects",
        "nobody connected",
        Part.WHOLE,
        Grade.high("its data is gone: take a last snapshot and keep it"),
        Grade.medium("the owner must say that it is not needed"),
        deletion(it));
  }

  private static String[] deletion(Seen it) {
    String name = it.text("identifier", "cluster_identifier").orElse(it.resource().name());
    return switch (it.provider()) {
      case AWS ->
          new String[] {
            "aws rds delete-db-instance --db-instance-identifier " + name + " --final-db-snapshot-identifier " + name + "-last"
          };
      case AZURE -> new String[] {"az resource delete --ids " + it.identifier("id")};
      case GCP, KUBERNETES, OTHER -> new String[] {"gcloud sql instances delete " + name};
    };
  }

  private static Judged cache(Seen it, Estate estate) {
    return quiet(
        it,
        estate,
        List.of(Metric.REQUESTS, Metric.CONNECTIONS),
        "Delete the cache " + it.resource().name() + ", which nobody asks",
        "nobody asked it anything",
        Part.WHOLE,
        Grade.low("a cache holds nothing that is not elsewhere"),
        Grade.low("one call"));
  }

  /** Something of which a metric stays at nothing: the first of those that are measured decides. */
  private static Judged quiet(
      Seen it, Estate estate, List<Metric> metrics, String title, String why, Part part, Grade risk, Grade effort, String... commands) {
    for (Metric metric : metrics) {
      Optional<Measured> measured = estate.measurements().of(it, metric);
      if (measured.isPresent()) {
        if (measured.get().max() > 0) {
          return Rule.FINE;
        }
        return new Rule.Draft(
                title,
                why + " on " + measured.get().days() + " days",
                part,
                estate.all(it, part),
                risk,
                effort,
                estate.measured(measured.get(), Grade.high("measured on " + measured.get().days() + " days without one")),
                List.of(measured.get()),
                Remedy.remove(commands))
            .found();
      }
    }
    return Rule.unjudged(
        String.join(" and ", metrics.stream().map(metric -> metric.id().replace('_', ' ')).toList())
            + (metrics.size() > 1 ? " are" : " is") + " not measured");
  }

  private static Judged balancer(Seen it, Estate estate) {
    Judged measured =
        quiet(
            it,
            estate,
            List.of(Metric.REQUESTS, Metric.CONNECTIONS, Metric.NETWORK_IN),
            "Delete the load balancer " + it.resource().name() + ", which nobody asks",
            "nobody asked it anything",
            Part.WHOLE,
            Grade.low("nobody uses it"),
            Grade.low("its listeners and target groups go with it"));
    if (!(measured instanceof Judged.Unjudged)) {
      return measured;
    }
    return billed(
        it,
        estate,
        words -> words.contains("loadbalancerusage") || words.contains("loadbalancer-hour"),
        words -> words.contains("lcuusage") || words.contains("lcu-hour") || words.contains("dataprocessing-bytes"),
        "load balancer");
  }

  private static Judged gateway(Seen it, Estate estate) {
    if (it.type().equals("aws_vpc_endpoint")
        && !it.text("vpc_endpoint_type", "VpcEndpointType").orElse("Gateway").toLowerCase(Locale.ROOT).startsWith("interface")) {
      return Rule.FINE;
    }
    String what = it.type().contains("endpoint") ? "endpoint" : "NAT gateway";
    Judged measured =
        quiet(
            it,
            estate,
            List.of(Metric.NETWORK_OUT, Metric.NETWORK_IN),
            "Delete the " + what + " " + it.resource().name() + ", through which nothing goes",
            "nothing went through it",
            Part.WHOLE,
            Grade.low("nothing uses it"),
            Grade.low("its routes go with it"));
    if (!(measured instanceof Judged.Unjudged)) {
      return measured;
    }
    return billed(
        it,
        estate,
        BilledWaste::hours,
        BilledWaste::bytes,
        what);
  }

  /** The bill tells it too: hours without anything that went through. */
  private static Judged billed(Seen it, Estate estate, Predicate<String> hours, Predicate<String> use, String what) {
    List<Bill.Use> uses = estate.costs().uses(it);
    boolean paid = uses.stream().anyMatch(one -> hours.test(one.words().toLowerCase(Locale.ROOT)));
    if (!paid) {
      return Rule.unjudged("its use is not measured, and the bill does not tell hours from traffic");
    }
    BigDecimal quantity =
        uses.stream()
            .filter(one -> use.test(one.words().toLowerCase(Locale.ROOT)))
            .map(Bill.Use::quantity)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    if (quantity.signum() > 0) {
      return Rule.FINE;
    }
    return new Rule.Draft(
            "Delete the " + what + " " + it.resource().name() + ", through which nothing goes",
            "the bill has its hours and no traffic " + estate.costs().bill().period(),
            Part.WHOLE,
            estate.all(it, Part.WHOLE),
            Grade.low("nothing uses it"),
            Grade.low("what refers to it goes with it"),
            estate.costs().bill().days() >= estate.limits().days()
                ? Grade.high("the bill of " + estate.costs().bill().days() + " days has no traffic")
                : Grade.low("the bill is of " + estate.costs().bill().days() + " days"),
            List.of(),
            Remedy.remove())
        .found();
  }

  private static Judged cluster(Seen it, Estate estate) {
    if (it.type().equals("azurerm_kubernetes_cluster") || it.doc().is("enable_autopilot")) {
      return measuredCluster(it, estate);
    }
    boolean nodes =
        estate.neighbours(it).stream()
            .anyMatch(
                other ->
                    other.resource().kind().equals("container.nodepool")
                        || other.type().equals("aws_eks_fargate_profile")
                        || other.type().contains("autoscaling")
                        || other.type().contains("launch_template"));
    boolean own = it.says("node_pool") || (it.type().equals("google_container_cluster") && !it.doc().is("remove_default_node_pool"));
    if (nodes || own) {
      return measuredCluster(it, estate);
    }
    String pool = it.type().startsWith("aws") ? "aws_eks_node_group" : "google_container_node_pool";
    if (it.isLive() && !estate.toldOf(pool, it.resource().account())) {
      return Rule.unjudged("the inventory tells of no node pools at all");
    }
    return new Rule.Draft(
            "Delete the cluster " + it.resource().name() + ", which has no nodes",
            "nothing can run on it",
            Part.WHOLE,
            estate.allIfUnused(it, Part.WHOLE),
            Grade.low("nothing can run on it"),
            Grade.low("one call"),
            it.isLive()
                ? Grade.medium("no node pool is told; nodes that joined by themselves are not seen")
                : Grade.low("no node pool refers to it in what was read"),
            List.of(),
            Remedy.remove())
        .found();
  }

  private static Judged measuredCluster(Seen it, Estate estate) {
    Optional<Measured> cpu = estate.measurements().of(it, Metric.CPU);
    if (cpu.isEmpty()) {
      return Rule.unjudged("processor use of its nodes is not measured");
    }
    if (cpu.get().p95() >= estate.limits().idlePercent()) {
      return Rule.FINE;
    }
    return new Rule.Draft(
            "Delete the idle cluster " + it.resource().name(),
            "its nodes do nothing",
            Part.WHOLE,
            estate.all(it, Part.WHOLE),
            Grade.medium("what is deployed on it and idle goes with it"),
            Grade.medium("its owners must say that nothing on it is needed"),
            estate.measured(cpu.get(), Grade.medium("only the processor is measured")),
            List.of(cpu.get()),
            Remedy.remove())
        .found();
  }
}
