package roadbed.inventory.normal.gcp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.Known;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Types;

/** Buckets, disks, BigQuery and Pub/Sub. */
final class Storage {
  private static final Set<String> PUBLIC_ACL = Set.of("publicread", "publicreadwrite", "authenticatedread");

  /** What says for whom, or for which view, an entry is. */
  private static final List<String> WHO =
      List.of("special_group", "user_by_email", "group_by_email", "domain", "iam_member", "view", "routine", "dataset");

  private Storage() {}

  static void types(Types types) {
    types
        .resource("storage.bucket", Storage::bucket, "google_storage_bucket")
        .setting(
            "bucket",
            List.of("google_storage_bucket"),
            "google_storage_bucket_acl",
            "google_storage_default_object_acl",
            "google_storage_bucket_access_control",
            "google_storage_default_object_access_control",
            "google_storage_notification")
        .resource("storage.volume", Storage::disk, "google_compute_disk", "google_compute_region_disk")
        .setting("disk", List.of("google_compute_disk"), "google_compute_attached_disk")
        .resource("data.warehouse", Storage::dataset, "google_bigquery_dataset")
        .setting("dataset_id", List.of("google_bigquery_dataset"), "google_bigquery_dataset_access")
        .resource("topic", Storage::pubsub, "google_pubsub_topic")
        .resource("queue", Storage::pubsub, "google_pubsub_subscription");
  }

  private static void bucket(Subject it, Facets out) {
    Document doc = it.doc();
    out.set("encryption.at_rest", true);
    out.put("encryption.configured", () -> doc.mentions("encryption.default_kms_key_name"));
    out.put("encryption.customer_key", () -> doc.mentions("encryption.default_kms_key_name"));
    out.put("encryption.key", () -> doc.text("encryption.default_kms_key_name"));
    out.put("public.acl", () -> it.settings("google_storage_bucket_acl").stream().findFirst().flatMap(acl -> acl.text("predefined_acl")));
    out.put("public.acl_read", () -> aclPublic(it, "READER", "WRITER", "OWNER"));
    out.put("public.acl_write", () -> aclPublic(it, "WRITER", "OWNER"));
    Access.bindings(it, out);
    out.put("public.policy", () -> Access.isPublic(it));
    out.put(
        "public.blocked",
        () -> doc.text("public_access_prevention").map("enforced"::equalsIgnoreCase),
        false);
    out.put("access.uniform", () -> doc.truth("uniform_bucket_level_access").or(() -> doc.truth("bucket_policy_only")), false);
    out.put(
        "public.exposed",
        () ->
            Known.and(
                () -> !out.is("public.blocked"),
                () ->
                    Known.or(
                        () -> out.is("public.policy"),
                        () -> Known.and(() -> !out.is("access.uniform"), () -> out.is("public.acl_read")))));
    out.set("transport.tls_only", true);
    out.put("versioning.enabled", () -> doc.truth("versioning.enabled"), false);
    out.put("logging.enabled", () -> doc.has("logging"));
    out.put("logging.target", () -> doc.text("logging.log_bucket"));
    out.put("lifecycle.enabled", () -> doc.has("lifecycle_rule"));
    out.put(
        "backup.enabled",
        () -> doc.number("soft_delete_policy.retention_duration_seconds").map(seconds -> seconds > 0),
        true);
  }

  private static boolean aclPublic(Subject it, String... roles) {
    return Known.or(
        () ->
            Known.any(
                it.settings("google_storage_bucket_acl"),
                acl ->
                    Known.or(
                        () -> acl.text("predefined_acl").map(name -> PUBLIC_ACL.contains(name.toLowerCase(Locale.ROOT))).orElse(false),
                        () -> acl.anyText("role_entity", entry -> entry.contains(":allUsers") || entry.contains(":allAuthenticatedUsers")))),
        () ->
            Known.any(
                it.settings("google_storage_bucket_access_control"),
                acl -> acl.isAny("entity", "allUsers", "allAuthenticatedUsers") && acl.isAny("role", roles)));
  }

  private static void disk(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("size_gb", () -> doc.number("size"));
    out.put("volume_type", () -> doc.text("type"));
    out.set("encryption.at_rest", true);
    out.put("encryption.configured", () -> doc.has("disk_encryption_key"));
    out.put("encryption.customer_key", () -> doc.has("disk_encryption_key"));
    out.put("encryption.key", () -> doc.text("disk_encryption_key.kms_key_self_link"));
    out.put(
        "attached",
        () ->
            doc.has("users")
                || !it.settings("google_compute_attached_disk").isEmpty()
                || !it.referrers("google_compute_instance").isEmpty());
  }

  private static void dataset(Subject it, Facets out) {
    Document doc = it.doc();
    out.set("encryption.at_rest", true);
    out.put("encryption.customer_key", () -> doc.has("default_encryption_configuration"));
    out.put(
        "access",
        () -> {
          List<Facets> entries = new ArrayList<>();
          doc.blocks("access").forEach(entry -> entries.add(access(entry)));
          it.settings("google_bigquery_dataset_access").forEach(entry -> entries.add(access(entry)));
          return entries;
        });
    Access.bindings(it, out);
    out.put("public.policy", () -> Access.isPublic(it));
    out.put(
        "public.exposed",
        () ->
            Known.or(
                () -> Known.any(doc.blocks("access"), Storage::anybody),
                () -> Known.any(it.settings("google_bigquery_dataset_access"), Storage::anybody),
                () -> out.is("public.policy")));
  }

  private static Facets access(Document entry) {
    return new Facets()
        .put("role", () -> entry.text("role").orElse(""))
        .put(
            "who",
            () ->
                entry
                    .text("special_group")
                    .or(() -> entry.text("user_by_email"))
                    .or(() -> entry.text("group_by_email"))
                    .or(() -> entry.text("domain"))
                    .or(() -> entry.text("iam_member"))
                    .orElse(""))
        .put("public", () -> anybody(entry));
  }

  /** An entry for everybody. */
  private static boolean anybody(Document entry) {
    return entry.isAny("special_group", "allAuthenticatedUsers", "allUsers")
        || entry.isAny("iam_member", "allUsers", "allAuthenticatedUsers")
        // A role for nobody in particular is how the service tells of everybody.
        || WHO.stream().noneMatch(entry::mentions);
  }

  private static void pubsub(Subject it, Facets out) {
    Document doc = it.doc();
    out.set("encryption.at_rest", true);
    out.put("encryption.configured", () -> doc.mentions("kms_key_name"));
    out.put("encryption.customer_key", () -> doc.mentions("kms_key_name"));
    out.put("encryption.key", () -> doc.text("kms_key_name"));
    Access.bindings(it, out);
    out.put("public.policy", () -> Access.isPublic(it));
    out.put("public.exposed", () -> Access.isPublic(it));
  }
}
