package roadbed.inventory.dialect;

import static roadbed.inventory.dialect.Transform.POLICY;
import static roadbed.inventory.dialect.Transform.SAID;

import roadbed.model.Value;

/** Databases, warehouses, search, tables, caches, streams and file systems. */
final class CloudFormationData {
  private CloudFormationData() {}

  static void add(Dialect dialect) {
    dialect.add(
        Translation.of(
                "AWS::RDS::DBInstance",
                "aws_db_instance",
                shape ->
                    common(shape)
                        .is("DBInstanceIdentifier", "identifier")
                        .is("DBClusterIdentifier", "cluster_identifier")
                        .is("DBInstanceClass", "instance_class")
                        .is("MultiAZ", "multi_az")
                        .is("MasterUsername", "username")
                        .is("MasterUserPassword", "password")
                        .is("VPCSecurityGroups", "vpc_security_group_ids")
                        .is("SourceDBInstanceIdentifier", "replicate_source_db")
                        .is("DBParameterGroupName", "parameter_group_name")
                        .is("PreferredBackupWindow", "backup_window")
                        .is("EnablePerformanceInsights", "performance_insights_enabled")
                        .is("PerformanceInsightsKMSKeyId", "performance_insights_kms_key_id")
                        .is("CACertificateIdentifier", "ca_cert_identifier")
                        .same(
                            "AllocatedStorage", "PubliclyAccessible", "MonitoringInterval", "AutoMinorVersionUpgrade",
                            "OptionGroupName", "LicenseModel", "Iops", "MaxAllocatedStorage")
                        .absentMeans("BackupRetentionPeriod", "backup_retention_period", Value.of(1)))
            .orWhere("DBClusterIdentifier", "aws_rds_cluster_instance"),
        Translation.of(
            "AWS::RDS::DBCluster",
            "aws_rds_cluster",
            shape ->
                common(shape)
                    .is("DBClusterIdentifier", "cluster_identifier")
                    .is("MasterUserPassword", "master_password")
                    .same("MasterUsername", "VpcSecurityGroupIds", "DatabaseName", "ReplicationSourceIdentifier", "EngineMode", "BacktrackWindow")),
        Translation.of(
            "AWS::Redshift::Cluster",
            "aws_redshift_cluster",
            shape ->
                shape
                    .same(
                        "ClusterIdentifier", "PubliclyAccessible", "Encrypted", "KmsKeyId", "NodeType", "MasterUsername",
                        "AutomatedSnapshotRetentionPeriod", "AllowVersionUpgrade", "EnhancedVpcRouting", "ClusterSubnetGroupName")
                    .is("MasterUserPassword", "master_password")
                    .is("DBName", "database_name")
                    .is("LoggingProperties", "logging.enable", SAID)
                    .is("LoggingProperties.BucketName", "logging.bucket_name")),
        domain("AWS::Elasticsearch::Domain", "aws_elasticsearch_domain"),
        domain("AWS::OpenSearchService::Domain", "aws_opensearch_domain"),
        domain("AWS::OpenSearch::Domain", "aws_opensearch_domain"),
        Translation.of(
            "AWS::ElastiCache::ServerlessCache",
            "aws_elasticache_serverless_cache",
            shape -> shape.is("ServerlessCacheName", "name").same("Engine", "KmsKeyId", "UserGroupId", "SnapshotRetentionLimit")),
        Translation.of(
            "AWS::MemoryDB::Cluster",
            "aws_memorydb_cluster",
            shape ->
                shape
                    .is("ClusterName", "name")
                    .is("ACLName", "acl_name")
                    .is("TLSEnabled", "tls_enabled")
                    .is("KmsKeyId", "kms_key_arn")
                    .same("Engine", "EngineVersion", "NodeType", "SnapshotRetentionLimit", "AutoMinorVersionUpgrade")),
        Translation.of(
            "AWS::DynamoDB::Table",
            "aws_dynamodb_table",
            shape ->
                shape
                    .is("TableName", "name")
                    .same("BillingMode", "DeletionProtectionEnabled")
                    .block("Replicas", "replica", replica -> replica.is("RegionName", "region_name").is("Region", "region_name"))
                    .is("SSESpecification.SSEEnabled", "server_side_encryption.enabled")
                    .is("SSESpecification.KMSMasterKeyId", "server_side_encryption.kms_key_arn")
                    .is(
                        "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled",
                        "point_in_time_recovery.enabled")),
        Translation.of(
            "AWS::DynamoDB::GlobalTable",
            "aws_dynamodb_table",
            shape ->
                shape
                    .is("TableName", "name")
                    .same("BillingMode")
                    .is("SSESpecification.SSEEnabled", "server_side_encryption.enabled")
                    .is("Replicas.SSESpecification.KMSMasterKeyId", "server_side_encryption.kms_key_arn")
                    .is("Replicas.DeletionProtectionEnabled", "deletion_protection_enabled")
                    .is(
                        "Replicas.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled",
                        "point_in_time_recovery.enabled")
                    .block("Replicas", "replica", replica -> replica.is("Region", "region_name"))),
        Translation.of(
            "AWS::EFS::FileSystem",
            "aws_efs_file_system",
            shape ->
                shape
                    .same("Encrypted", "KmsKeyId", "PerformanceMode", "ThroughputMode")
                    .is("FileSystemId", "id")
                    .is("FileSystemPolicy", "policy", POLICY)
                    .block(
                        "LifecyclePolicies",
                        "lifecycle_policy",
                        policy -> policy.is("TransitionToIA", "transition_to_ia"))),
        Translation.of(
            "AWS::ElastiCache::ReplicationGroup",
            "aws_elasticache_replication_group",
            shape ->
                shape
                    .same(
                        "ReplicationGroupId", "TransitEncryptionEnabled", "AtRestEncryptionEnabled", "KmsKeyId", "Engine",
                        "EngineVersion", "AuthToken", "AutomaticFailoverEnabled", "SnapshotRetentionLimit", "Port",
                        "TransitEncryptionMode", "UserGroupIds", "AutoMinorVersionUpgrade")
                    .is("MultiAZEnabled", "multi_az_enabled")
                    .is("ReplicationGroupDescription", "description")
                    .is("CacheNodeType", "node_type")),
        Translation.of(
            "AWS::MSK::Cluster",
            "aws_msk_cluster",
            shape ->
                shape
                    .same("ClusterName", "KafkaVersion")
                    .is("EncryptionInfo.EncryptionInTransit.ClientBroker", "encryption_info.encryption_in_transit.client_broker")
                    .is("EncryptionInfo.EncryptionInTransit.InCluster", "encryption_info.encryption_in_transit.in_cluster")
                    .is(
                        "EncryptionInfo.EncryptionAtRest.DataVolumeKMSKeyId",
                        "encryption_info.encryption_at_rest_kms_key_arn")
                    .is(
                        "BrokerNodeGroupInfo.ConnectivityInfo.PublicAccess.Type",
                        "broker_node_group_info.connectivity_info.public_access.type")),
        Translation.of(
            "AWS::Kinesis::Stream",
            "aws_kinesis_stream",
            shape ->
                shape
                    .same("ShardCount")
                    .is("RetentionPeriodHours", "retention_period")
                    .is("StreamEncryption.EncryptionType", "encryption_type")
                    .is("StreamEncryption.KeyId", "kms_key_id")));
  }

  private static Shape common(Shape shape) {
    return shape
        .same(
            "Engine", "EngineVersion", "StorageEncrypted", "KmsKeyId", "BackupRetentionPeriod", "DeletionProtection",
            "ManageMasterUserPassword", "CopyTagsToSnapshot", "Port", "StorageType")
        .is("DBSubnetGroupName", "db_subnet_group_name")
        .is("EnableCloudwatchLogsExports", "enabled_cloudwatch_logs_exports")
        .is("EnableIAMDatabaseAuthentication", "iam_database_authentication_enabled");
  }

  private static Translation domain(String source, String type) {
    return Translation.of(
        source,
        type,
        shape ->
            shape
                .same("DomainName", "EngineVersion")
                .is("ElasticsearchVersion", "elasticsearch_version")
                .block(
                    "DomainEndpointOptions",
                    "domain_endpoint_options",
                    options -> options.is("EnforceHTTPS", "enforce_https").is("TLSSecurityPolicy", "tls_security_policy"))
                .block("EncryptionAtRestOptions", "encrypt_at_rest", rest -> rest.same("Enabled", "KmsKeyId"))
                .block("NodeToNodeEncryptionOptions", "node_to_node_encryption", nodes -> nodes.same("Enabled"))
                .block("VPCOptions", "vpc_options", network -> network.same("SubnetIds", "SecurityGroupIds"))
                .is("AccessPolicies", "access_policies", POLICY)
                .is("LogPublishingOptions", "log_publishing_options", Transform.entries("log_type")));
  }
}
