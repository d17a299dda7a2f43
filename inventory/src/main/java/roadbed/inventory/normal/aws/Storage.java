package roadbed.inventory.normal.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.Known;
import roadbed.inventory.facet.Statements;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Types;
import roadbed.model.Value;

/** S3 buckets with their many settings, and EBS volumes. */
final class Storage {
  private static final Set<String> ALGORITHMS = Set.of("AES256", "aws:kms", "aws:kms:dsse", "aws:fsx");
  private static final Set<String> PUBLIC_READ = Set.of("public-read", "public-read-write", "website", "authenticated-read");
  private static final String ENCRYPTION = "aws_s3_bucket_server_side_encryption_configuration";
  private static final String BLOCK = "aws_s3_bucket_public_access_block";

  private Storage() {}

  /** Adds the rows of this domain. */
  static void types(Types types) {
    List<String> bucket = List.of("aws_s3_bucket");
    types
        .resource("storage.bucket", Storage::bucket, "aws_s3_bucket")
        .setting(
            "bucket",
            bucket,
            "aws_s3_bucket_acl",
            ENCRYPTION,
            BLOCK,
            "aws_s3_bucket_versioning",
            "aws_s3_bucket_logging",
            "aws_s3_bucket_ownership_controls",
            "aws_s3_bucket_lifecycle_configuration",
            "aws_s3_bucket_cors_configuration",
            "aws_s3_bucket_website_configuration",
            "aws_s3_bucket_replication_configuration",
            "aws_s3_bucket_object_lock_configuration",
            "aws_s3_bucket_accelerate_configuration",
            "aws_s3_bucket_request_payment_configuration",
            "aws_s3_bucket_intelligent_tiering_configuration",
            "aws_s3_bucket_metric",
            "aws_s3_bucket_inventory",
            "aws_s3_bucket_analytics_configuration",
            "aws_s3_bucket_notification")
        .resource("storage.volume", Storage::volume, "aws_ebs_volume", "aws_ebs_snapshot_copy")
        .setting("volume_id", List.of("aws_ebs_volume"), "aws_volume_attachment")
        .resource("storage.filesystem", Storage::fileSystem, "aws_efs_file_system");
  }

  private static void bucket(Subject it, Facets out) {
    encryption(it, out);
    access(it, out);
    Document doc = it.doc();
    out.put(
        "access.uniform",
        () ->
            first(it, "aws_s3_bucket_ownership_controls")
                .flatMap(setting -> setting.text("rule.object_ownership"))
                .map("BucketOwnerEnforced"::equals),
        true);
    out.put("transport.tls_only", () -> policy(it).denyPlainHttp());
    out.put(
        "versioning.enabled",
        () ->
            first(it, "aws_s3_bucket_versioning")
                .map(setting -> setting.isAny("versioning_configuration.status", "Enabled"))
                .or(() -> doc.truth("versioning.enabled")),
        false);
    out.put(
        "versioning.mfa_delete",
        () ->
            first(it, "aws_s3_bucket_versioning")
                .map(setting -> setting.isAny("versioning_configuration.mfa_delete", "Enabled"))
                .or(() -> doc.truth("versioning.mfa_delete")),
        false);
    out.put(
        "logging.enabled",
        () ->
            it.settings("aws_s3_bucket_logging").isEmpty()
                ? Optional.of(true).filter(_ -> doc.has("logging"))
                : Optional.of(true),
        false);
    out.put("website", () -> !it.settings("aws_s3_bucket_website_configuration").isEmpty() || doc.has("website"));
    out.put("logging.target", () -> it.settingOr("aws_s3_bucket_logging", "logging").text("target_bucket"));
    out.put(
        "lifecycle.enabled",
        () ->
            !it.settings("aws_s3_bucket_lifecycle_configuration").isEmpty()
                || doc.has("lifecycle_rule"));
  }

  private static Optional<Document> first(Subject it, String setting) {
    return it.settings(setting).stream().findFirst();
  }

  private static void encryption(Subject it, Facets out) {
    out.put("encryption.configured", () -> configured(it));
    out.put("encryption.algorithm", () -> rule(it).text("sse_algorithm"));
    out.put(
        "encryption.at_rest",
        () ->
            configured(it)
                ? Optional.of(rule(it).text("sse_algorithm").map(ALGORITHMS::contains).orElse(false))
                : Optional.<Boolean>empty(),
        true);
    out.put("encryption.key", () -> rule(it).text("kms_master_key_id"));
    out.put(
        "encryption.customer_key",
        () ->
            Known.and(
                () -> rule(it).text("sse_algorithm").orElse("").startsWith("aws:kms"),
                () -> rule(it).mentions("kms_master_key_id"),
                () -> ofOnesOwn(rule(it))));
  }

  /**
   * Whether the key is not AWS's own: that one has a known name, and is neither made by an apply nor an
   * {@code aws_kms_key} of a configuration, be it one whose declaration is not among the files.
   */
  private static boolean ofOnesOwn(Document rule) {
    if (rule.raw("kms_master_key_id").orElse(Value.Null.INSTANCE) instanceof Value.Unknown key
        && (key.equals(Value.Unknown.AFTER_APPLY) || key.reason().startsWith("aws_kms_key."))) {
      return true;
    }
    return !rule.isAny("kms_master_key_id", "alias/aws/s3");
  }

  private static boolean configured(Subject it) {
    return !it.settings(ENCRYPTION).isEmpty() || it.doc().has("server_side_encryption_configuration");
  }

  private static Document rule(Subject it) {
    return (it.settings(ENCRYPTION).isEmpty()
            ? it.doc().block("server_side_encryption_configuration")
            : it.settings(ENCRYPTION).getFirst())
        .requiredBlock("rule")
        .block("apply_server_side_encryption_by_default");
  }

  private static void access(Subject it, Facets out) {
    out.put("public.acl", () -> acl(it), "private");
    out.put(
        "public.acl_read",
        () ->
            Known.or(
                () -> acl(it).map(PUBLIC_READ::contains).orElse(false),
                () -> granted(it, "READ", "FULL_CONTROL")));
    out.put(
        "public.acl_write",
        () ->
            Known.or(
                () -> acl(it).map("public-read-write"::equals).orElse(false),
                () -> granted(it, "WRITE", "WRITE_ACP", "FULL_CONTROL")));
    policyFacets(it, out, () -> policy(it));
    block(() -> first(it, BLOCK).orElse(Document.EMPTY), out);
    out.put("public.block.declared", () -> !it.settings(BLOCK).isEmpty());
    out.put(
        "public.exposed",
        () ->
            Known.or(
                () ->
                    Known.and(
                        () -> !out.is("public.block.ignore_acls"),
                        () -> Known.or(() -> out.is("public.acl_read"), () -> out.is("public.acl_write"))),
                () ->
                    Known.and(
                        () -> !out.is("public.block.restrict"), () -> out.is("public.policy"))));
  }

  /** The four switches of a public access block. */
  static void block(Supplier<Document> switches, Facets out) {
    out.put("public.block.acls", () -> switches.get().truth("block_public_acls"), false);
    out.put("public.block.policy", () -> switches.get().truth("block_public_policy"), false);
    out.put("public.block.ignore_acls", () -> switches.get().truth("ignore_public_acls"), false);
    out.put("public.block.restrict", () -> switches.get().truth("restrict_public_buckets"), false);
    out.put(
        "public.blocked",
        () ->
            Known.all(
                List.of("acls", "policy", "ignore_acls", "restrict"),
                name -> out.is("public.block." + name)));
  }

  private static Optional<String> acl(Subject it) {
    Optional<Document> setting = first(it, "aws_s3_bucket_acl");
    return setting.isPresent() ? setting.get().text("acl") : it.doc().text("acl");
  }

  private static boolean granted(Subject it, String... permissions) {
    List<Document> grants = new ArrayList<>();
    for (Document setting : it.settings("aws_s3_bucket_acl")) {
      grants.addAll(setting.block("access_control_policy").blocks("grant"));
    }
    grants.addAll(it.doc().blocks("grant"));
    return Known.any(
        grants,
        grant ->
            (grant.anyText("grantee.uri", Storage::everybody) || grant.anyText("uri", Storage::everybody))
                && (grant.isAny("permission", permissions)
                    || grant.anyText("permissions", List.of(permissions)::contains)));
  }

  private static boolean everybody(String group) {
    return group.endsWith("/global/AllUsers") || group.endsWith("/global/AuthenticatedUsers");
  }

  private static Statements policy(Subject it) {
    return Identity.onParent(it, "policy", "aws_s3_bucket_policy");
  }

  private static void policyFacets(
      Subject it, Facets out, Supplier<Statements> policy) {
    Identity.resourcePolicy(it, out, policy, "policy", "aws_s3_bucket_policy");
  }

  private static void fileSystem(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("encryption.at_rest", () -> doc.truth("encrypted"), false);
    out.put("encryption.customer_key", () -> doc.mentions("kms_key_id"));
    out.put("encryption.key", () -> doc.text("kms_key_id"));
    out.put("lifecycle.enabled", () -> doc.has("lifecycle_policy"));
  }

  private static void volume(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("size_gb", () -> doc.number("size"));
    out.put("volume_type", () -> doc.text("type"));
    out.put("encryption.configured", () -> doc.has("encrypted"));
    out.put("encryption.at_rest", () -> doc.truth("encrypted"), false);
    out.put("encryption.customer_key", () -> doc.mentions("kms_key_id"));
    out.put("encryption.key", () -> doc.text("kms_key_id"));
    out.put("attached", () -> !it.settings("aws_volume_attachment").isEmpty());
  }
}
