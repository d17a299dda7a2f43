package roadbed.assess.cost.waste;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.assess.cost.waste.Rule.Judged;
import roadbed.inventory.facet.Document;
import roadbed.model.Money;
import roadbed.model.Resource;
import roadbed.model.Value;

/** Buckets in which everything stays for ever and in the dearest class. */
final class Stored {
  private static final String LIFECYCLE = "aws_s3_bucket_lifecycle_configuration";
  private static final String[] BUCKETS = {"aws_s3_bucket", "azurerm_storage_account", "google_storage_bucket"};
  /** What is saved on a gibibyte in the class for what is seldom read, over the standard one: the lowest of the three clouds. */
  private static final BigDecimal COOLER_SAVES = new BigDecimal("0.45");

  static final List<Rule> RULES =
      List.of(
          Rule.of("bucket-lifecycle", WasteKind.STORAGE, Stored::lifecycle, BUCKETS),
          Rule.of("bucket-uploads", WasteKind.STORAGE, Stored::uploads, "aws_s3_bucket", "google_storage_bucket"),
          Rule.of("bucket-versions", WasteKind.STORAGE, Stored::versions, "aws_s3_bucket", "google_storage_bucket"));

  private Stored() {}

  private static Optional<Boolean> facet(Seen it, String... path) {
    return it.resource().facets().at(path).filter(Value.Bool.class::isInstance).map(value -> ((Value.Bool) value).value());
  }

  private static Judged lifecycle(Seen it, Estate estate) {
    Optional<Boolean> enabled = facet(it, "lifecycle", "enabled");
    if (enabled.isEmpty()) {
      return Rule.unjudged("whether it has a lifecycle is not known");
    }
    if (enabled.get()) {
      return Rule.FINE;
    }
    if (it.isLive() && it.type().equals("aws_s3_bucket") && it.satellites(LIFECYCLE).isEmpty() && !it.speaksOf("LifecycleConfiguration")
        && !it.speaksOf("BucketLifecycleConfiguration") && !estate.toldOf(LIFECYCLE, it.resource().account())) {
      return Rule.unjudged("the inventory does not tell of lifecycles");
    }
    Estimate saving =
        estate.costs().of(it, Part.STORAGE)
            .<Estimate>map(
                cost ->
                    new Estimate.AtMost(
                        new Money(cost.money().amount().multiply(COOLER_SAVES), cost.money().currency()),
                        cost.words() + ", of which a class for what is seldom read saves 45% if all of it is; what of it is read is not told"))
            .orElseGet(() -> new Estimate.Unknown("what is stored in it is not in the bill"));
    return new Rule.Draft(
            "Give the bucket " + it.resource().name() + " a lifecycle",
            "nothing moves what is old to a cheaper class or deletes it",
            Part.STORAGE,
            saving,
            Grade.medium("reading from a cheaper class costs by the GiB"),
            Grade.low("one resource"),
            Grade.medium("that it has none is known; what of it is old is not"),
            List.of(),
            lifecycle(it))
        .found();
  }

  private static Remedy lifecycle(Seen it) {
    return switch (it.type()) {
      case "aws_s3_bucket" ->
          new Remedy(
              List.of(
                  new Remedy.Edit.Add(LIFECYCLE, "bucket", List.of(Remedy.attribute(Value.of("cheaper"), "rule", "id"))),
                  set("Enabled", "rule", "status"),
                  set("", "rule", "filter", "prefix"),
                  set(90, "rule", "transition", "days"),
                  set("STANDARD_IA", "rule", "transition", "storage_class"),
                  set(7, "rule", "abort_incomplete_multipart_upload", "days_after_initiation")),
              """
              resource "aws_s3_bucket_lifecycle_configuration" "this" {
                bucket = "%s"

                rule {
                  id     = "cheaper"
                  status = "Enabled"

                  filter {
                    prefix = ""
                  }

                  transition {
                    days          = 90
                    storage_class = "STANDARD_IA"
                  }

                  abort_incomplete_multipart_upload {
                    days_after_initiation = 7
                  }
                }
              }
              """
                  .formatted(it.resource().name()),
              List.of());
      case "google_storage_bucket" ->
          new Remedy(
              List.of(
                  Remedy.attribute(Value.of("SetStorageClass"), "lifecycle_rule", "action", "type"),
                  Remedy.attribute(Value.of("NEARLINE"), "lifecycle_rule", "action", "storage_class"),
                  Remedy.attribute(Value.of(90), "lifecycle_rule", "condition", "age")),
              """
              lifecycle_rule {
                action {
                  type          = "SetStorageClass"
                  storage_class = "NEARLINE"
                }

                condition {
                  age = 90
                }
              }
              """,
              List.of());
      default ->
          Remedy.words(
              """
              resource "azurerm_storage_management_policy" "this" {
                storage_account_id = %s.id

                rule {
                  name    = "cheaper"
                  enabled = true

                  filters {
                    blob_types = ["blockBlob"]
                  }

                  actions {
                    base_blob {
                      tier_to_cool_after_days_since_modification_greater_than = 90
                    }
                  }
                }
              }
              """
                  .formatted(it.resource().origin().address()));
    };
  }

  private static Remedy.Edit.Set set(String value, String... path) {
    return new Remedy.Edit.Set(Optional.of(LIFECYCLE), List.of(path), Value.of(value));
  }

  private static Remedy.Edit.Set set(long value, String... path) {
    return new Remedy.Edit.Set(Optional.of(LIFECYCLE), List.of(path), Value.of(value));
  }

  /** The rules of its lifecycle, wherever they are written. */
  private static List<Document> rules(Seen it) {
    List<Document> rules = new ArrayList<>(it.doc().blocks("lifecycle_rule"));
    for (Resource.Satellite satellite : it.satellites(LIFECYCLE)) {
      rules.addAll(new Document(satellite.raw()).blocks("rule"));
    }
    return rules;
  }

  private static Judged uploads(Seen it, Estate estate) {
    Optional<Boolean> enabled = facet(it, "lifecycle", "enabled");
    if (enabled.isEmpty()) {
      return Rule.unjudged("whether it has a lifecycle is not known");
    }
    if (!enabled.get()) {
      // The rule for buckets without a lifecycle says so already.
      return Rule.FINE;
    }
    if (it.isLive()) {
      return Rule.unjudged("the inventory does not tell what its lifecycle does");
    }
    boolean aborts =
        rules(it).stream()
            .anyMatch(
                rule ->
                    rule.has("abort_incomplete_multipart_upload")
                        || rule.has("abort_incomplete_multipart_upload_days")
                        || rule.isAny("action.type", "AbortIncompleteMultipartUpload"));
    if (aborts) {
      return Rule.FINE;
    }
    boolean amazon = it.type().equals("aws_s3_bucket");
    String days = amazon ? "abort_incomplete_multipart_upload {\n  days_after_initiation = 7\n}\n" : "lifecycle_rule {\n  action {\n    type = \"AbortIncompleteMultipartUpload\"\n  }\n\n  condition {\n    age = 7\n  }\n}\n";
    boolean one = amazon && it.satellites(LIFECYCLE).size() == 1 && rules(it).size() == 1;
    return draft(
        it,
        "Let " + it.resource().name() + " drop uploads that were never finished",
        "parts of uploads that broke off stay and are paid for",
        one ? new Remedy(List.of(set(7, "rule", "abort_incomplete_multipart_upload", "days_after_initiation")), days, List.of()) : Remedy.words(days),
        Grade.low("only what nobody can read"),
        estate);
  }

  private static Judged versions(Seen it, Estate estate) {
    Optional<Boolean> versioned = facet(it, "versioning", "enabled");
    if (versioned.isEmpty()) {
      return Rule.unjudged("whether it keeps versions is not known");
    }
    if (!versioned.get()) {
      return Rule.FINE;
    }
    if (it.isLive()) {
      return Rule.unjudged("the inventory does not tell what its lifecycle does");
    }
    boolean ends =
        rules(it).stream()
            .anyMatch(
                rule ->
                    rule.has("noncurrent_version_expiration")
                        || rule.has("condition.num_newer_versions")
                        || rule.has("condition.days_since_noncurrent_time")
                        || rule.isAny("condition.with_state", "ARCHIVED"));
    if (ends) {
      return Rule.FINE;
    }
    boolean amazon = it.type().equals("aws_s3_bucket");
    boolean one = amazon && it.satellites(LIFECYCLE).size() == 1 && rules(it).size() == 1;
    String snippet =
        amazon
            ? "noncurrent_version_expiration {\n  noncurrent_days = 90\n}\n"
            : "lifecycle_rule {\n  action {\n    type = \"Delete\"\n  }\n\n  condition {\n    num_newer_versions = 3\n  }\n}\n";
    return draft(
        it,
        "Let old versions in " + it.resource().name() + " end",
        "it keeps every version of everything for ever",
        one ? new Remedy(List.of(set(90, "rule", "noncurrent_version_expiration", "noncurrent_days")), snippet, List.of()) : Remedy.words(snippet),
        Grade.medium("what was overwritten longer ago cannot be had back"),
        estate);
  }

  private static Judged draft(Seen it, String title, String why, Remedy remedy, Grade risk, Estate estate) {
    Optional<MonthlyCost> cost = estate.costs().of(it, Part.STORAGE);
    return new Rule.Draft(
            title,
            why,
            Part.STORAGE,
            cost.<Estimate>map(paid -> new Estimate.AtMost(paid.money(), "what part of it that is, the bill does not tell; " + paid.words()))
                .orElseGet(() -> new Estimate.Unknown("what part of it that is, nobody tells")),
            risk,
            Grade.low("one block"),
            Grade.medium("that nothing ends is known; how much there is of it is not"),
            List.of(),
            remedy)
        .found();
  }
}
