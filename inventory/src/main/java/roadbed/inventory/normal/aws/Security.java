package roadbed.inventory.normal.aws;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Types;

/** KMS keys, secrets and the settings of an account. */
final class Security {
  private static final Pattern RATE = Pattern.compile("rate\\((\\d{1,6}) (day|days|hour|hours)\\)");
  private static final Pattern MONTHS =
      Pattern.compile("cron\\(\\S+ \\S+ \\S+ (\\d+/|\\*/)(\\d{1,2}) \\S+ \\S+\\)");

  private static final Pattern CRON =
      Pattern.compile("cron\\(\\S+ \\S+ (?<day>\\S+) (?<month>\\S+) (?<weekday>\\S+) \\*\\)");

  /** Days of the month that begin with one that every month has. */
  private static final Pattern EVERY_MONTH = Pattern.compile("([1-9]|1\\d|2[0-8])([,/-].*)?|L");

  private Security() {}

  /** Adds the rows of this domain. */
  static void types(Types types) {
    types
        .resource("crypto.key", Security::key, "aws_kms_key", "aws_kms_replica_key", "aws_kms_external_key")
        .setting("target_key_id", List.of("aws_kms_key"), "aws_kms_alias")
        .resource("secret", Security::secret, "aws_secretsmanager_secret")
        .setting("secret_id", List.of("aws_secretsmanager_secret"), "aws_secretsmanager_secret_version")
        .part(
            "secret.rotation",
            Security::rotation,
            "secret_id",
            List.of("aws_secretsmanager_secret"),
            "aws_secretsmanager_secret_rotation")
        .resource("secret", Security::parameter, "aws_ssm_parameter")
        .resource("account.settings", Security::ebsDefault, "aws_ebs_encryption_by_default")
        .resource("account.settings", Security::publicBlock, "aws_s3_account_public_access_block")
        .resource("account.settings", Security::passwords, "aws_iam_account_password_policy")
        .resource("account.project", (it, out) -> {}, "aws_organizations_account");
  }

  private static void key(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("usage", () -> doc.text("key_usage"), "ENCRYPT_DECRYPT");
    out.put("spec", () -> doc.text("customer_master_key_spec"), "SYMMETRIC_DEFAULT");
    out.put("symmetric", () -> doc.text("customer_master_key_spec").map("SYMMETRIC_DEFAULT"::equals).orElse(true));
    out.put("enabled", () -> doc.truth("is_enabled"), true);
    out.put("rotation.enabled", () -> doc.truth("enable_key_rotation"), false);
    out.put(
        "rotation.days",
        () ->
            doc.is("enable_key_rotation")
                ? Optional.of(doc.number("rotation_period_in_days").orElse(365L))
                : Optional.empty());
    out.put("deletion_window_days", () -> doc.number("deletion_window_in_days"), 30);
    Identity.resourcePolicy(
        it, out, () -> Identity.onParent(it, "policy", "aws_kms_key_policy"), "policy", "aws_kms_key_policy");
    out.put("public.exposed", () -> out.is("public.policy"));
  }

  private static void secret(Subject it, Facets out) {
    Document doc = it.doc();
    out.put(
        "rotation.enabled",
        () -> !it.parts("aws_secretsmanager_secret_rotation").isEmpty() || doc.has("rotation_rules"));
    out.put(
        "rotation.days",
        () -> {
          List<Subject> rotations = it.parts("aws_secretsmanager_secret_rotation");
          return rotations.isEmpty() ? days(doc) : days(rotations.getFirst().doc());
        });
    out.put("encryption.at_rest", () -> true);
    out.put("encryption.customer_key", () -> doc.mentions("kms_key_id"));
    Identity.resourcePolicy(
        it,
        out,
        () -> Identity.onParent(it, "policy", "aws_secretsmanager_secret_policy"),
        "policy",
        "aws_secretsmanager_secret_policy");
  }

  private static void rotation(Subject it, Facets out) {
    out.set("rotation.enabled", true);
    out.put("rotation.days", () -> days(it.doc()));
    out.put("rotation.schedule", () -> it.doc().text("rotation_rules.schedule_expression"));
  }

  /** Every how many days, where the schedule says so in one of its simple forms. */
  private static Optional<Long> days(Document doc) {
    return doc.number("rotation_rules.automatically_after_days")
        .or(() -> doc.text("rotation_rules.schedule_expression").flatMap(Security::daysOf));
  }

  private static Optional<Long> daysOf(String schedule) {
    Matcher rate = RATE.matcher(schedule);
    if (rate.matches()) {
      long count = Long.parseLong(rate.group(1));
      return Optional.of(rate.group(2).startsWith("hour") ? (count + 23) / 24 : count);
    }
    Matcher months = MONTHS.matcher(schedule);
    if (months.matches()) {
      return Optional.of(Long.parseLong(months.group(2)) * 31);
    }
    Matcher cron = CRON.matcher(schedule);
    if (cron.matches() && cron.group("month").equals("*")) {
      return longestGap(cron.group("day"), cron.group("weekday"));
    }
    return Optional.empty();
  }

  /** The longest time between two days of a schedule that is the same every month, where it is plain to see. */
  private static Optional<Long> longestGap(String day, String weekday) {
    boolean anyDay = day.equals("*") || day.equals("?");
    boolean anyWeekday = weekday.equals("*") || weekday.equals("?");
    if (anyDay && anyWeekday) {
      return Optional.of(1L);
    }
    if (anyDay) {
      return Optional.of(weekday.endsWith("L") || weekday.contains("#") ? 35L : 7L).filter(_ -> !weekday.endsWith("#5"));
    }
    return anyWeekday && EVERY_MONTH.matcher(day).matches() ? Optional.of(31L) : Optional.empty();
  }

  private static void parameter(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("secure", () -> doc.isAny("type", "SecureString"));
    out.put("encryption.at_rest", () -> doc.isAny("type", "SecureString"));
    out.put("encryption.customer_key", () -> doc.mentions("key_id"));
  }

  private static void ebsDefault(Subject it, Facets out) {
    out.set("setting", "ebs-encryption-by-default");
    out.put("ebs_encryption", () -> it.doc().truth("enabled"), true);
  }

  private static void publicBlock(Subject it, Facets out) {
    out.set("setting", "s3-public-access-block");
    Storage.block(it::doc, out);
  }

  private static void passwords(Subject it, Facets out) {
    Document doc = it.doc();
    out.set("setting", "password-policy");
    out.put("password.minimum_length", () -> doc.number("minimum_password_length"), 6);
    out.put("password.max_age_days", () -> doc.number("max_password_age"), 0);
    out.put("password.reuse_prevention", () -> doc.number("password_reuse_prevention"), 0);
    for (String kind : List.of("symbols", "numbers", "uppercase_characters", "lowercase_characters")) {
      out.put("password.require_" + kind, () -> doc.truth("require_" + kind), false);
    }
  }
}
