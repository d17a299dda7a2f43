package roadbed.inventory.normal.aws;

import java.util.Optional;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.Known;
import roadbed.inventory.facet.Statements;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Tls;
import roadbed.inventory.facet.Types;

/** RDS, Redshift and OpenSearch. */
final class Databases {
  private Databases() {}

  /** Adds the rows of this domain. */
  static void types(Types types) {
    types
        .resource(
            "database.relational",
            Databases::relational,
            "aws_db_instance",
            "aws_rds_cluster",
            "aws_rds_cluster_instance")
        .resource("database.document", Databases::table, "aws_dynamodb_table")
        .resource("data.warehouse", Databases::redshift, "aws_redshift_cluster")
        .resource("search.domain", Databases::search, "aws_elasticsearch_domain", "aws_opensearch_domain");
  }

  private static void relational(Subject it, Facets out) {
    Document doc = it.doc();
    boolean cluster = it.type().equals("aws_rds_cluster");
    out.put("engine", () -> doc.text("engine"));
    out.put("engine_version", () -> doc.text("engine_version"));
    out.put("encryption.at_rest", () -> inherited(it, "storage_encrypted"), false);
    out.put("encryption.customer_key", () -> doc.mentions("kms_key_id"));
    out.put("encryption.key", () -> doc.text("kms_key_id"));
    if (!cluster) {
      out.put("public.ip", () -> doc.truth("publicly_accessible"), false);
      out.put("public.network_access", () -> doc.truth("publicly_accessible"), false);
      out.put("public.exposed", () -> doc.is("publicly_accessible"));
    }
    out.put("backup.retention_days", () -> retention(it), cluster ? 1 : 0);
    out.put("backup.enabled", () -> retention(it).map(days -> days > 0).orElse(cluster));
    out.put(
        "deletion_protection.enabled",
        () -> inherited(it, "deletion_protection"),
        false);
    out.put("logging.enabled", () -> doc.has("enabled_cloudwatch_logs_exports"));
    out.put("logging.types", () -> doc.texts("enabled_cloudwatch_logs_exports"));
    out.put("iam_auth", () -> doc.truth("iam_database_authentication_enabled"), false);
    if (!cluster) {
      out.put("auto_minor_upgrade", () -> doc.truth("auto_minor_version_upgrade"), true);
    }
    out.put("multi_zone", () -> cluster ? Optional.of(true) : doc.truth("multi_az"), false);
    out.put("replica", () -> doc.mentions("replicate_source_db") || doc.mentions("replication_source_identifier"));
  }

  private static void table(Subject it, Facets out) {
    Document doc = it.doc();
    out.set("encryption.at_rest", true);
    out.put(
        "encryption.customer_key",
        () -> doc.is("server_side_encryption.enabled") && doc.mentions("server_side_encryption.kms_key_arn"));
    out.put("encryption.key", () -> doc.text("server_side_encryption.kms_key_arn"));
    out.put("backup.point_in_time", () -> doc.truth("point_in_time_recovery.enabled"), false);
    out.put("deletion_protection.enabled", () -> doc.truth("deletion_protection_enabled"), false);
    out.put("replica", () -> !doc.blocks("replica").isEmpty());
  }

  private static Optional<Long> retention(Subject it) {
    return it.doc()
        .number("backup_retention_period")
        .or(() -> cluster(it).flatMap(parent -> parent.doc().number("backup_retention_period")));
  }

  private static Optional<Boolean> inherited(Subject it, String attribute) {
    return it.doc()
        .truth(attribute)
        .or(() -> cluster(it).flatMap(parent -> parent.doc().truth(attribute)));
  }

  private static Optional<Subject> cluster(Subject it) {
    return it.type().equals("aws_rds_cluster_instance")
        ? it.target("cluster_identifier", "aws_rds_cluster")
        : Optional.empty();
  }

  private static void redshift(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("public.network_access", () -> doc.truth("publicly_accessible"), false);
    out.put("public.exposed", () -> doc.is("publicly_accessible"));
    out.put("encryption.at_rest", () -> doc.truth("encrypted"), false);
    out.put("encryption.customer_key", () -> doc.mentions("kms_key_id"));
    out.put("logging.enabled", () -> doc.is("logging.enable"));
  }

  private static void search(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("transport.endpoint_options", () -> doc.has("domain_endpoint_options"));
    out.put("transport.tls_only", () -> doc.truth("domain_endpoint_options.enforce_https"), false);
    out.put(
        "transport.min_version",
        () -> doc.text("domain_endpoint_options.tls_security_policy").flatMap(Tls::version),
        "1.0");
    out.put("encryption.at_rest", () -> doc.truth("encrypt_at_rest.enabled"), false);
    out.put("encryption.node_to_node", () -> doc.truth("node_to_node_encryption.enabled"), false);
    out.put("public.network_access", () -> !doc.has("vpc_options"));
    Identity.resourcePolicy(
        it,
        out,
        () -> policy(it),
        "access_policies",
        "aws_elasticsearch_domain_policy",
        "aws_opensearch_domain_policy");
    out.put(
        "public.exposed",
        () -> Known.and(() -> out.is("public.network_access"), () -> out.is("public.policy")));
    out.put(
        "logging.enabled",
        () -> !doc.blocks("log_publishing_options").isEmpty()
            && Known.any(doc.blocks("log_publishing_options"), log -> log.truth("enabled").orElse(true)));
  }

  private static Statements policy(Subject it) {
    return Identity.onParent(
        it, "access_policies", "aws_elasticsearch_domain_policy", "aws_opensearch_domain_policy");
  }
}
