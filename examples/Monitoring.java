import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What monitoring tells of machines, databases and disks: the mean of a day, for two weeks up to a day. */
final class Monitoring {
  private static final int DAYS = 14;
  private static final Set<String> MACHINES =
      Set.of("aws_instance", "aws_db_instance", "azurerm_linux_virtual_machine", "google_compute_instance", "google_sql_database_instance", "azurerm_mssql_database");
  private static final Set<String> DISKS = Set.of("aws_db_instance", "aws_ebs_volume", "azurerm_managed_disk", "google_compute_disk");

  private Monitoring() {}

  static String csv(List<Terraform.Workspace> workspaces, LocalDate day) {
    TreeSet<String> lines = new TreeSet<>();
    for (Terraform.Workspace workspace : workspaces) {
      for (Terraform.Resource resource : workspace.on(day)) {
        // Nobody watches the sandbox, and what is only planned has nothing to be watched.
        if (!workspace.account.equals(AwsEstate.SANDBOX) && !resource.planned.equals("create")) {
          lines(resource, day, lines);
        }
      }
    }
    return "time,resource,metric,value,statistic,interval\n" + String.join("\n", lines) + "\n";
  }

  private static void lines(Terraform.Resource resource, LocalDate day, TreeSet<String> lines) {
    Object id = resource.attributes.getOrDefault("arn", resource.attributes.getOrDefault("self_link", resource.attributes.get("id")));
    if (MACHINES.contains(resource.type)) {
      lines(resource, String.valueOf(id), "cpu", 6 + Stable.number("cpu" + id, 45), day, lines);
      // The agent that sees memory is not on all of them.
      if (Stable.number("agent" + id, 10) < 7) {
        lines(resource, String.valueOf(id), "memory", 25 + Stable.number("memory" + id, 50), day, lines);
      }
    }
    if (DISKS.contains(resource.type)) {
      lines(resource, String.valueOf(id), "disk_used", 15 + Stable.number("disk" + id, 65), day, lines);
    }
  }

  private static void lines(Terraform.Resource resource, String id, String metric, int usual, LocalDate day, TreeSet<String> lines) {
    for (int back = 0; back < DAYS; back++) {
      LocalDate at = day.minusDays(back + 1L);
      if (resource.existsOn(at)) {
        // What runs gets busier over the year, weekends are quieter, and disks do not rest.
        double year = 0.75 + 0.25 * (at.toEpochDay() - Terraform.ALWAYS.toEpochDay()) / (Generate.NOW.toEpochDay() - Terraform.ALWAYS.toEpochDay());
        double week = metric.equals("cpu") && at.getDayOfWeek().getValue() > 5 ? 0.6 : 1;
        double value = Math.min(99, usual * year * week * (1 + 0.1 * Stable.noise(metric + id + at)));
        lines.add(at + "T00:00:00Z," + id + "," + metric + "," + String.format(Locale.ROOT, "%.1f", value) + ",average,P1D");
      }
    }
  }
}
