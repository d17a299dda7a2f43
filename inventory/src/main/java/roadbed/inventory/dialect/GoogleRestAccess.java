package roadbed.inventory.dialect;

import static roadbed.inventory.dialect.GoogleRest.bound;
import static roadbed.inventory.dialect.GoogleRest.table;

import roadbed.model.Value;

/** Projects with their access and audit, service accounts, keys, secrets, DNS and logs. */
final class GoogleRestAccess {
  private GoogleRestAccess() {}

  static void add(Dialect dialect) {
    dialect.add(
        bound(project(), "google_project", "project")
            .companion(
                "google_project_iam_audit_config",
                "iamPolicy.auditConfigs",
                "project",
                config ->
                    config
                        .is("service", "service")
                        .block(
                            "auditLogConfigs",
                            "audit_log_config",
                            log -> log.is("logType", "log_type").is("exemptedMembers", "exempted_members")))
            .untold("google_project_iam_audit_config"),
        bound(
            table(
                "iam.googleapis.com/ServiceAccount",
                "google_service_account",
                shape ->
                    shape
                        .is("email", "email")
                        .is("disabled", "disabled", Transform.TRUTH)
                        .is("displayName", "display_name")),
            "google_service_account",
            "service_account_id"),
        // Keys that Google makes and turns itself are nothing that anybody would write.
        table(
                "iam.googleapis.com/ServiceAccountKey",
                "iam.googleapis.com/ServiceAccountKey",
                shape -> shape.is("keyAlgorithm", "key_algorithm").is("validAfterTime", "valid_after").is("validBeforeTime", "valid_before"))
            .orWhere("resource.data.keyType", "USER_MANAGED", "google_service_account_key")
            .parent("service_account_id"),
        table(
            "iam.googleapis.com/Role",
            "google_project_iam_custom_role",
            shape -> shape.is("includedPermissions", "permissions").is("title", "title").is("stage", "stage")),
        bound(
            table(
                "cloudkms.googleapis.com/CryptoKey",
                "google_kms_crypto_key",
                shape ->
                    shape
                        .is("purpose", "purpose")
                        .is("rotationPeriod", "rotation_period")
                        .is("versionTemplate.algorithm", "version_template.algorithm")
                        .is("versionTemplate.protectionLevel", "version_template.protection_level")),
            "google_kms_crypto_key",
            "crypto_key_id"),
        bound(table("cloudkms.googleapis.com/KeyRing", "google_kms_key_ring", shape -> shape), "google_kms_key_ring", "key_ring_id"),
        bound(secret(), "google_secret_manager_secret", "secret_id"),
        table(
            "dns.googleapis.com/ManagedZone",
            "google_dns_managed_zone",
            shape ->
                shape
                    .is("dnsName", "dns_name")
                    .is("visibility", "visibility")
                    .is("dnssecConfig.state", "dnssec_config.state")
                    .block(
                        "dnssecConfig.defaultKeySpecs",
                        "dnssec_config.default_key_specs",
                        key -> key.is("algorithm", "algorithm").is("keyType", "key_type").is("keyLength", "key_length"))),
        table(
            "logging.googleapis.com/LogSink",
            "google_logging_project_sink",
            shape ->
                shape
                    .is("destination", "destination")
                    .is("filter", "filter")
                    .is("disabled", "disabled", Transform.TRUTH)
                    .is("includeChildren", "include_children", Transform.TRUTH)),
        table(
            "logging.googleapis.com/LogBucket",
            "google_logging_project_bucket_config",
            shape -> shape.is("retentionDays", "retention_days").is("cmekSettings", "cmek_settings", Transforms.IF_SAID).is("locked", "locked")),
        table("serviceusage.googleapis.com/Service", "google_project_service", shape -> shape.is("state", "state")).parent("project"));
  }

  private static Translation project() {
    return table(
        "cloudresourcemanager.googleapis.com/Project",
        "google_project",
        shape ->
            shape
                .is("projectId", "project_id")
                .is("projectNumber", "number")
                .is("parent.id", "org_id")
                .always(
                    "auto_create_network",
                    new Value.Unknown("the inventory does not tell whether the project was made with a default network")));
  }

  private static Translation secret() {
    return table(
        "secretmanager.googleapis.com/Secret",
        "google_secret_manager_secret",
        shape ->
            shape
                .is("replication.automatic.customerManagedEncryption", "replication.auto.customer_managed_encryption", Transforms.IF_SAID)
                .is("replication.auto.customerManagedEncryption", "replication.auto.customer_managed_encryption", Transforms.IF_SAID)
                .block(
                    "replication.userManaged.replicas",
                    "replication.user_managed.replicas",
                    replica ->
                        replica
                            .is("location", "location")
                            .is("customerManagedEncryption", "customer_managed_encryption", Transforms.IF_SAID))
                .is("rotation", "rotation", Transforms.IF_SAID)
                .is("expireTime", "expire_time")
                .is("ttl", "ttl"));
  }
}
