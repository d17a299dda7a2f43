package roadbed.assess.cost.waste;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import roadbed.assess.cost.waste.Rule.Judged;
import roadbed.model.Money;
import roadbed.model.Utilisation.Metric;
import roadbed.model.Value;

/** What is not production and runs at night. */
final class Schedules {
  private static final BigDecimal HOURS_OF_A_MONTH = new BigDecimal("730");
  /** Below this part of a month something is switched off already. */
  private static final BigDecimal MOST_OF_IT = new BigDecimal("0.8");

  static final List<Rule> RULES =
      List.of(
          Rule.of(
              "schedule",
              WasteKind.SCHEDULE,
              Schedules::judge,
              "aws_instance", "aws_db_instance", "azurerm_linux_virtual_machine", "azurerm_windows_virtual_machine",
              "azurerm_virtual_machine", "google_compute_instance"));

  private Schedules() {}

  private static Judged judge(Seen it, Estate estate) {
    Optional<Boolean> spare = estate.nonProduction(it);
    if (spare.isEmpty()) {
      return Rule.unjudged("its environment is not known");
    }
    if (!spare.get() || scheduled(it, estate)) {
      return Rule.FINE;
    }
    Optional<BigDecimal> hours = hours(it, estate);
    if (hours.isPresent() && hours.get().compareTo(HOURS_OF_A_MONTH.multiply(MOST_OF_IT)) < 0) {
      return Rule.FINE;
    }
    Optional<Integer> busy = estate.measurements().busyHours(it, Metric.CPU, estate.limits().idlePercent());
    int needed = busy.map(measured -> Math.max(measured, 1)).orElse(estate.limits().workingHours());
    if (needed > 0.75 * WasteLimits.WEEK) {
      return Rule.FINE;
    }
    BigDecimal off = BigDecimal.valueOf(WasteLimits.WEEK - needed);
    String words = needed + " of " + WasteLimits.WEEK + " hours of a week";
    Estimate saving =
        estate.costs().of(it, Part.RUN)
            .<Estimate>map(
                cost ->
                    new Estimate.Known(
                        new Money(
                            Costs.share(cost.money().amount(), off, BigDecimal.valueOf(WasteLimits.WEEK)), cost.money().currency()),
                        cost.words() + ", for " + words))
            .orElseGet(() -> estate.noCost(it));
    Optional<Measured> cpu = estate.measurements().of(it, Metric.CPU);
    Grade confidence =
        busy.isPresent() && cpu.isPresent()
            ? estate.measured(cpu.get(), Grade.high("nothing worked in the other hours of any week"))
            : Grade.medium("when it works is not measured: working hours are supposed");
    return new Rule.Draft(
            "Run " + it.resource().name() + " only " + words,
            "it is of environment " + it.resource().environment().orElse("") + " and runs day and night",
            Part.RUN,
            saving,
            Grade.low("whoever works at night starts it by hand"),
            it.type().equals("aws_db_instance")
                ? Grade.medium("a schedule that stops and starts it; a stopped database starts by itself after seven days")
                : Grade.low("a schedule that stops and starts it"),
            confidence,
            cpu.stream().toList(),
            remedy(it))
        .found();
  }

  /** Whether somebody said when it runs: a tag, or a schedule that refers to it. */
  private static boolean scheduled(Seen it, Estate estate) {
    boolean tagged =
        it.resource().tags().keySet().stream()
            .map(tag -> tag.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "").replace(":", ""))
            .anyMatch(tag -> tag.contains("schedule") || tag.contains("autostop") || tag.contains("officehours") || tag.contains("shutdown"));
    return tagged
        || !it.satellites("azurerm_dev_test_global_vm_shutdown_schedule").isEmpty()
        || it.says("resource_policies")
        || estate.referrers(it).stream().anyMatch(other -> other.type().contains("schedule"));
  }

  /** Hours that the bill has of it in a month. */
  private static Optional<BigDecimal> hours(Seen it, Estate estate) {
    List<Bill.Use> own =
        estate.costs().uses(it).stream()
            .filter(use -> Part.ofMeter(use.words(), Part.RUN) == Part.RUN && use.unit().toLowerCase(Locale.ROOT).contains("hour"))
            .toList();
    if (own.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(estate.costs().bill().monthly(own.stream().map(Bill.Use::quantity).reduce(BigDecimal.ZERO, BigDecimal::add)));
  }

  private static Remedy remedy(Seen it) {
    String name = it.resource().name().replaceAll("[^A-Za-z0-9_]", "_");
    String address = it.resource().origin().address();
    return switch (it.provider()) {
      case AZURE ->
          new Remedy(
              List.of(
                  new Remedy.Edit.Add(
                      "azurerm_dev_test_global_vm_shutdown_schedule",
                      "virtual_machine_id",
                      List.of(
                          Remedy.attribute(Value.of(it.region()), "location"),
                          Remedy.attribute(Value.of("1900"), "daily_recurrence_time"),
                          Remedy.attribute(Value.of("UTC"), "timezone"),
                          Remedy.attribute(Value.of(false), "notification_settings", "enabled")))),
              """
              resource "azurerm_dev_test_global_vm_shutdown_schedule" "%s" {
                virtual_machine_id    = %s.id
                location              = "%s"
                daily_recurrence_time = "1900"
                timezone              = "UTC"

                notification_settings {
                  enabled = false
                }
              }
              """
                  .formatted(name, address, it.region()),
              List.of("az vm auto-shutdown --ids " + it.identifier("id") + " --time 1900"));
      case GCP ->
          Remedy.words(
              """
              resource "google_compute_resource_policy" "%s_hours" {
                name   = "%s-hours"
                region = "%s"

                instance_schedule_policy {
                  time_zone = "UTC"

                  vm_start_schedule {
                    schedule = "0 7 * * MON-FRI"
                  }

                  vm_stop_schedule {
                    schedule = "0 17 * * MON-FRI"
                  }
                }
              }

              # in %s:
              #   resource_policies = [google_compute_resource_policy.%s_hours.id]
              """
                  .formatted(name, it.resource().name(), it.region(), address, name));
      case AWS, KUBERNETES, OTHER -> Remedy.words(amazon(it, name, address));
    };
  }

  private static String amazon(Seen it, String name, String address) {
    boolean database = it.type().equals("aws_db_instance");
    String service = database ? "rds" : "ec2";
    String what = database ? "DBInstance" : "Instances";
    String input =
        database
            ? "jsonencode({ DbInstanceIdentifier = " + address + ".identifier })"
            : "jsonencode({ InstanceIds = [" + address + ".id] })";
    return """
        variable "scheduler_role_arn" {
          type        = string
          description = "a role that EventBridge Scheduler may take to stop and start it"
        }

        resource "aws_scheduler_schedule" "%1$s_stop" {
          name                         = "%2$s-stop"
          schedule_expression          = "cron(0 17 ? * MON-FRI *)"
          schedule_expression_timezone = "UTC"

          flexible_time_window {
            mode = "OFF"
          }

          target {
            arn      = "arn:aws:scheduler:::aws-sdk:%3$s:stop%4$s"
            role_arn = var.scheduler_role_arn
            input    = %5$s
          }
        }

        resource "aws_scheduler_schedule" "%1$s_start" {
          name                         = "%2$s-start"
          schedule_expression          = "cron(0 7 ? * MON-FRI *)"
          schedule_expression_timezone = "UTC"

          flexible_time_window {
            mode = "OFF"
          }

          target {
            arn      = "arn:aws:scheduler:::aws-sdk:%3$s:start%4$s"
            role_arn = var.scheduler_role_arn
            input    = %5$s
          }
        }
        """
        .formatted(name, it.resource().name(), service, what, input);
  }
}
