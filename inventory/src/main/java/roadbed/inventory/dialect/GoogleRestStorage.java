package roadbed.inventory.dialect;

import static roadbed.inventory.dialect.GoogleRest.bound;
import static roadbed.inventory.dialect.GoogleRest.table;

/** Buckets, disks, BigQuery, Pub/Sub and Cloud SQL. */
final class GoogleRestStorage {
  private GoogleRestStorage() {}

  static void add(Dialect dialect) {
    dialect.add(
        bound(bucket(), "google_storage_bucket", "bucket")
            .setting(
                "google_storage_bucket_access_control",
                "resource.data.acl",
                entry -> entry.is("entity", "entity").is("role", "role"))
            .setting(
                "google_storage_default_object_access_control",
                "resource.data.defaultObjectAcl",
                entry -> entry.is("entity", "entity").is("role", "role")),
        disk("compute.googleapis.com/Disk", "google_compute_disk"),
        disk("compute.googleapis.com/RegionDisk", "google_compute_region_disk"),
        bound(dataset(), "google_bigquery_dataset", "dataset_id"),
        table(
            "bigquery.googleapis.com/Table",
            "google_bigquery_table",
            shape -> shape.is("encryptionConfiguration.kmsKeyName", "encryption_configuration.kms_key_name")),
        bound(
            table("pubsub.googleapis.com/Topic", "google_pubsub_topic", shape -> shape.is("kmsKeyName", "kms_key_name")),
            "google_pubsub_topic",
            "topic"),
        bound(
            table(
                "pubsub.googleapis.com/Subscription",
                "google_pubsub_subscription",
                shape -> shape.is("topic", "topic").is("ackDeadlineSeconds", "ack_deadline_seconds")),
            "google_pubsub_subscription",
            "subscription"),
        table(
            "redis.googleapis.com/Instance",
            "google_redis_instance",
            shape ->
                shape
                    .is("redisVersion", "redis_version")
                    .is("transitEncryptionMode", "transit_encryption_mode")
                    .is("authEnabled", "auth_enabled", Transform.TRUTH)
                    .is("customerManagedKey", "customer_managed_key")
                    .is("connectMode", "connect_mode")
                    .is("memorySizeGb", "memory_size_gb")
                    .is("tier", "tier")),
        database(),
        table("sqladmin.googleapis.com/Database", "google_sql_database", shape -> shape.is("instance", "instance")).parent("instance"));
  }

  private static Translation bucket() {
    return table(
        "storage.googleapis.com/Bucket",
        "google_storage_bucket",
        shape ->
            shape
                .is("encryption.defaultKmsKeyName", "encryption.default_kms_key_name")
                .is("iamConfiguration.publicAccessPrevention", "public_access_prevention")
                .is("iamConfiguration.uniformBucketLevelAccess.enabled", "uniform_bucket_level_access", Transform.TRUTH)
                .is("iamConfiguration.bucketPolicyOnly.enabled", "uniform_bucket_level_access", Transform.TRUTH)
                .is("versioning.enabled", "versioning.enabled", Transform.TRUTH)
                .is("logging.logBucket", "logging.log_bucket")
                .is("logging.logObjectPrefix", "logging.log_object_prefix")
                .block(
                    "lifecycle.rule",
                    "lifecycle_rule",
                    rule -> rule.is("action", "action").is("condition", "condition"))
                .is(
                    "softDeletePolicy.retentionDurationSeconds",
                    "soft_delete_policy.retention_duration_seconds",
                    Transform.NUMBER)
                .is("retentionPolicy.retentionPeriod", "retention_policy.retention_period", Transform.NUMBER)
                .is("retentionPolicy.isLocked", "retention_policy.is_locked", Transform.TRUTH)
                .is("website", "website", Transforms.IF_SAID)
                .is("cors", "cors")
                .is("storageClass", "storage_class"));
  }

  private static Translation disk(String type, String terraformType) {
    return table(
        type,
        terraformType,
        shape ->
            shape
                .is("sizeGb", "size", Transform.NUMBER)
                .is("type", "type", Transform.LAST_PART)
                .is("users", "users")
                .is("snapshotEncryptionKey", "snapshot_encryption_key", Transforms.IF_SAID)
                .block(
                    "diskEncryptionKey",
                    "disk_encryption_key",
                    key -> key.is("kmsKeyName", "kms_key_self_link").is("rawKey", "raw_key").is("sha256", "sha256")));
  }

  private static Translation dataset() {
    return table(
        "bigquery.googleapis.com/Dataset",
        "google_bigquery_dataset",
        shape ->
            shape
                .is("datasetReference.datasetId", "dataset_id")
                .is("defaultEncryptionConfiguration.kmsKeyName", "default_encryption_configuration.kms_key_name")
                .is("defaultTableExpirationMs", "default_table_expiration_ms", Transform.NUMBER)
                .block(
                    "access",
                    "access",
                    entry ->
                        entry
                            .is("role", "role")
                            .is("specialGroup", "special_group")
                            .is("userByEmail", "user_by_email")
                            .is("groupByEmail", "group_by_email")
                            .is("domain", "domain")
                            .is("iamMember", "iam_member")));
  }

  private static Translation database() {
    return table(
        "sqladmin.googleapis.com/Instance",
        "google_sql_database_instance",
        shape ->
            shape
                .is("databaseVersion", "database_version")
                .is("diskEncryptionConfiguration.kmsKeyName", "encryption_key_name")
                .is("masterInstanceName", "master_instance_name")
                .within("settings", GoogleRestStorage::settings)
                // The guard that Terraform keeps itself is not told; the one that Google keeps is.
                .is("settings.deletionProtectionEnabled", "deletion_protection", Transform.TRUTH)
                .absentMeans("settings.deletionProtectionEnabled", "deletion_protection", roadbed.model.Value.Bool.FALSE));
  }

  private static Shape settings(Shape shape) {
    return shape
        .is("tier", "settings.tier")
        .is("availabilityType", "settings.availability_type")
        .is("userLabels", "settings.user_labels")
        .is("deletionProtectionEnabled", "settings.deletion_protection_enabled", Transform.TRUTH)
        .is("ipConfiguration.ipv4Enabled", "settings.ip_configuration.ipv4_enabled", Transform.TRUTH)
        .is("ipConfiguration.privateNetwork", "settings.ip_configuration.private_network")
        .is("ipConfiguration.requireSsl", "settings.ip_configuration.require_ssl", Transform.TRUTH)
        .is("ipConfiguration.sslMode", "settings.ip_configuration.ssl_mode")
        .block(
            "ipConfiguration.authorizedNetworks",
            "settings.ip_configuration.authorized_networks",
            network -> network.is("value", "value").is("name", "name"))
        .is("backupConfiguration.enabled", "settings.backup_configuration.enabled", Transform.TRUTH)
        .is("backupConfiguration.startTime", "settings.backup_configuration.start_time")
        .is("backupConfiguration.location", "settings.backup_configuration.location")
        .is(
            "backupConfiguration.pointInTimeRecoveryEnabled",
            "settings.backup_configuration.point_in_time_recovery_enabled",
            Transform.TRUTH)
        .is("backupConfiguration.binaryLogEnabled", "settings.backup_configuration.binary_log_enabled", Transform.TRUTH)
        .is(
            "backupConfiguration.backupRetentionSettings.retainedBackups",
            "settings.backup_configuration.backup_retention_settings.retained_backups")
        .block("databaseFlags", "settings.database_flags", flag -> flag.is("name", "name").is("value", "value"));
  }
}
