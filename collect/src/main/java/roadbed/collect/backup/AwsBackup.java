package roadbed.collect.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.collect.alert.Fields;
import roadbed.model.resilience.BackupOutcome;
import roadbed.model.resilience.BackupRun;
import roadbed.model.resilience.BackupSchedule;
import roadbed.model.resilience.RestoreRun;

/**
 * Answers of AWS Backup: {@code list-backup-jobs}, {@code list-restore-jobs}, {@code get-backup-plan} and {@code
 * get-backup-selection}. A job in state COMPLETED whose message category is not SUCCESS, or that has a message and no
 * category, completed with issues.
 */
final class AwsBackup implements BackupFormat {
  private static final String SOURCE = "aws-backup";
  private static final List<String> LISTS = List.of("BackupJobs", "RestoreJobs", "BackupPlan", "BackupSelection");

  private static final Map<String, BackupOutcome> STATES =
      Map.of(
          "created", BackupOutcome.RUNNING,
          "pending", BackupOutcome.RUNNING,
          "running", BackupOutcome.RUNNING,
          "aborting", BackupOutcome.RUNNING,
          "aborted", BackupOutcome.CANCELLED,
          "completed", BackupOutcome.SUCCEEDED,
          "failed", BackupOutcome.FAILED,
          "expired", BackupOutcome.FAILED,
          "partial", BackupOutcome.WITH_ISSUES);

  @Override
  public boolean recognises(Fields object) {
    return LISTS.stream().anyMatch(object::has) || object.has("BackupJobId", "State") || object.has("RestoreJobId", "Status");
  }

  @Override
  public void read(Fields object, ToldBackups told) {
    if (object.has("BackupPlan")) {
      plan(object, told);
    }
    if (object.has("BackupSelection")) {
      selection(object, told);
    }
    List<Fields> jobs = new ArrayList<>(object.each("BackupJobs"));
    if (object.has("BackupJobId")) {
      jobs.add(object);
    }
    Set<String> parents = new HashSet<>();
    jobs.forEach(job -> job.text("ParentJobId").ifPresent(parents::add));
    for (Fields job : jobs) {
      // A parent is the sum of its children; where they are told, they are what is counted.
      if (job.text("BackupJobId").filter(parents::contains).isEmpty()) {
        backup(job, told);
      }
    }
    object.each("RestoreJobs").forEach(job -> restore(job, told));
    if (object.has("RestoreJobId")) {
      restore(object, told);
    }
  }

  private static void backup(Fields job, ToldBackups told) {
    Optional<String> id = job.text("BackupJobId");
    Optional<Instant> began = ToldBackups.time(job, "InitiationDate", "CreationDate");
    Optional<String> arn = job.text("ResourceArn");
    if (id.isEmpty() || began.isEmpty() || arn.isEmpty()) {
      told.refuse("a backup job lacks BackupJobId, CreationDate or ResourceArn", "keep the whole answer of aws backup list-backup-jobs");
      return;
    }
    String state = job.text("State").orElse("");
    BackupOutcome outcome = outcome(state, told);
    Optional<String> message = job.text("StatusMessage");
    if (outcome == BackupOutcome.SUCCEEDED && hasIssues(job, message)) {
      outcome = BackupOutcome.WITH_ISSUES;
      message = message.or(() -> job.text("MessageCategory"));
    }
    told.add(
        new BackupRun(
            SOURCE + ":" + id.get(),
            SOURCE,
            job.text("ResourceName").orElse(arn.get()),
            List.of(arn.get()),
            schedule(job),
            outcome,
            began.get(),
            ToldBackups.time(job, "CompletionDate"),
            Optional.empty(),
            message.or(() -> Optional.of("state " + state).filter(_ -> job.text("State").isPresent())),
            told.location()));
    ruleOfJob(job, arn.get(), began.get(), told);
  }

  private static boolean hasIssues(Fields job, Optional<String> message) {
    Optional<String> category = job.text("MessageCategory");
    return category.isPresent() ? !category.get().equalsIgnoreCase("SUCCESS") : message.isPresent();
  }

  private static Optional<String> schedule(Fields job) {
    return job.text("CreatedBy.BackupPlanId")
        .flatMap(plan -> job.text("CreatedBy.BackupRuleId").map(rule -> SOURCE + ":" + plan + "/" + rule));
  }

  /** Newer answers say by which rule a job was made; a rule that has no plan in the files is known by its jobs. */
  private static void ruleOfJob(Fields job, String arn, Instant began, ToldBackups told) {
    Optional<String> schedule = schedule(job);
    Optional<String> cron = job.text("CreatedBy.BackupRuleCron");
    if (schedule.isPresent() && cron.isPresent()) {
      told.add(
          new BackupSchedule(
              schedule.get(),
              SOURCE,
              job.text("CreatedBy.BackupPlanName").orElse(schedule.get()),
              List.of(arn),
              cron.get(),
              job.text("CreatedBy.BackupRuleTimezone"),
              false,
              Optional.of(began),
              Optional.empty(),
              told.location()));
    }
  }

  private static BackupOutcome outcome(String state, ToldBackups told) {
    BackupOutcome outcome = STATES.get(state.toLowerCase(Locale.ROOT));
    if (outcome == null) {
      told.doubt("the state \"" + state + "\" is not known; it is taken as no success", "");
      return BackupOutcome.UNKNOWN;
    }
    return outcome;
  }

  private static void restore(Fields job, ToldBackups told) {
    Optional<String> id = job.text("RestoreJobId");
    Optional<Instant> began = ToldBackups.time(job, "CreationDate");
    if (id.isEmpty() || began.isEmpty()) {
      told.refuse("a restore job lacks RestoreJobId or CreationDate", "keep the whole answer of aws backup list-restore-jobs");
      return;
    }
    BackupOutcome outcome = outcome(job.text("Status", "State").orElse(""), told);
    String validation = job.text("ValidationStatus").orElse("").toUpperCase(Locale.ROOT);
    Optional<Boolean> validated =
        switch (validation) {
          case "SUCCESSFUL" -> Optional.of(true);
          case "FAILED", "TIMED_OUT" -> Optional.of(false);
          default -> Optional.empty();
        };
    if (outcome == BackupOutcome.SUCCEEDED && validation.equals("VALIDATING")) {
      outcome = BackupOutcome.RUNNING;
    }
    List<String> of = job.text("SourceResourceArn").map(List::of).orElse(List.of());
    told.add(
        new RestoreRun(
            SOURCE + ":" + id.get(),
            SOURCE,
            job.text("SourceResourceArn", "RecoveryPointArn").orElse(id.get()),
            of,
            job.text("RecoveryPointArn"),
            outcome,
            began.get(),
            ToldBackups.time(job, "CompletionDate"),
            ToldBackups.time(job, "RecoveryPointCreationDate"),
            validated,
            job.text("StatusMessage", "ValidationStatusMessage"),
            told.location()));
  }

  private static void plan(Fields object, ToldBackups told) {
    Optional<String> plan = object.text("BackupPlanId");
    if (plan.isEmpty()) {
      told.refuse("a backup plan lacks BackupPlanId", "keep the whole answer of aws backup get-backup-plan");
      return;
    }
    String name = object.text("BackupPlan.BackupPlanName").orElse(plan.get());
    for (Fields rule : object.each("BackupPlan.Rules")) {
      Optional<String> id = rule.text("RuleId").or(() -> rule.text("RuleName"));
      told.add(
          new BackupSchedule(
              SOURCE + ":" + plan.get() + "/" + id.orElse(name),
              SOURCE,
              name + rule.text("RuleName").map(text -> " " + text).orElse(""),
              List.of(),
              rule.text("ScheduleExpression").orElse(""),
              rule.text("ScheduleExpressionTimezone"),
              false,
              ToldBackups.time(object, "CreationDate"),
              rule.text("Lifecycle.DeleteAfterDays").filter(days -> days.matches("[0-9]{1,5}")).map(days -> Duration.ofDays(Long.parseLong(days))),
              told.location()));
    }
  }

  /** Resources that a plan selects by their identifiers; what it selects by tags is known by its jobs. */
  private static void selection(Fields object, ToldBackups told) {
    Optional<String> plan = object.text("BackupPlanId");
    List<String> resources = object.texts("BackupSelection.Resources");
    if (plan.isPresent() && !resources.isEmpty()) {
      told.add(
          new BackupSchedule(
              SOURCE + ":" + plan.get() + "/selection/" + object.text("SelectionId").orElse("selection"),
              SOURCE,
              object.text("BackupSelection.SelectionName").orElse(plan.get()),
              resources,
              "",
              Optional.empty(),
              false,
              ToldBackups.time(object, "CreationDate"),
              Optional.empty(),
              told.location()));
    }
  }
}
