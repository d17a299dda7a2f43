package roadbed.inventory.normal.aws;

import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.Known;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Types;

/** ElastiCache, MemoryDB, Kinesis and managed Kafka. */
final class Caches {
  private Caches() {}

  /** Adds the rows of this domain. */
  static void types(Types types) {
    types
        .resource(
            "database.cache",
            Caches::cache,
            "aws_elasticache_replication_group",
            "aws_elasticache_cluster",
            "aws_elasticache_serverless_cache",
            "aws_memorydb_cluster")
        .resource("stream", Caches::stream, "aws_kinesis_stream")
        .resource("stream", Caches::kafka, "aws_msk_cluster");
  }

  private static void cache(Subject it, Facets out) {
    Document doc = it.doc();
    boolean always = it.type().equals("aws_elasticache_serverless_cache") || it.type().equals("aws_memorydb_cluster");
    boolean member = it.type().equals("aws_elasticache_cluster") && doc.mentions("replication_group_id");
    out.put("engine", () -> doc.text("engine"), "redis");
    out.put("engine_version", () -> doc.text("engine_version"));
    // A member is what its replication group says.
    if (!member) {
      out.put("encryption.at_rest", () -> doc.truth("at_rest_encryption_enabled"), always);
      out.put("encryption.customer_key", () -> doc.mentions("kms_key_id") || doc.mentions("kms_key_arn"));
      out.put("encryption.key", () -> doc.text("kms_key_id").or(() -> doc.text("kms_key_arn")));
      out.put(
          "transport.tls_only",
          () ->
              it.type().equals("aws_memorydb_cluster")
                  ? doc.truth("tls_enabled").orElse(true)
                  : Known.and(
                      () -> doc.truth("transit_encryption_enabled").orElse(always),
                      () -> !doc.isAny("transit_encryption_mode", "preferred")));
      out.put(
          "auth.required",
          () -> doc.mentions("auth_token") || doc.mentions("user_group_ids") || doc.mentions("user_group_id") || doc.mentions("acl_name"));
    }
    out.set("public.network_access", false).set("public.exposed", false);
    out.put("backup.retention_days", () -> doc.number("snapshot_retention_limit"), 0);
    out.put("auto_minor_upgrade", () -> doc.truth("auto_minor_version_upgrade"), true);
  }

  private static void stream(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("encryption.at_rest", () -> doc.isAny("encryption_type", "KMS"));
    out.put(
        "encryption.customer_key",
        () ->
            Known.and(
                () -> doc.isAny("encryption_type", "KMS"),
                () -> doc.mentions("kms_key_id"),
                () -> !doc.isAny("kms_key_id", "alias/aws/kinesis")));
    out.put("encryption.key", () -> doc.text("kms_key_id"));
    out.put("retention_hours", () -> doc.number("retention_period"), 24);
  }

  private static void kafka(Subject it, Facets out) {
    Document doc = it.doc();
    out.set("encryption.at_rest", true);
    out.put("encryption.customer_key", () -> doc.mentions("encryption_info.encryption_at_rest_kms_key_arn"));
    out.put("encryption.key", () -> doc.text("encryption_info.encryption_at_rest_kms_key_arn"));
    out.put(
        "transport.tls_only",
        () -> doc.text("encryption_info.encryption_in_transit.client_broker").map("TLS"::equals),
        true);
  }
}
