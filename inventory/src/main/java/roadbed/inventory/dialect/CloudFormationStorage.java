package roadbed.inventory.dialect;

import static roadbed.inventory.dialect.Transform.LIST;
import static roadbed.inventory.dialect.Transform.NOT_EMPTY;
import static roadbed.inventory.dialect.Transform.POLICY;

/** S3 and EBS. */
final class CloudFormationStorage {
  private static final Transform ACL =
      Transform.words(
          "Private", "private",
          "PublicRead", "public-read",
          "PublicReadWrite", "public-read-write",
          "AuthenticatedRead", "authenticated-read",
          "LogDeliveryWrite", "log-delivery-write",
          "BucketOwnerRead", "bucket-owner-read",
          "BucketOwnerFullControl", "bucket-owner-full-control",
          "AwsExecRead", "aws-exec-read");

  private CloudFormationStorage() {}

  static void add(Dialect dialect) {
    dialect.add(
        bucket(),
        Translation.of(
            "AWS::S3::BucketPolicy",
            "aws_s3_bucket_policy",
            shape -> shape.same("Bucket").is("PolicyDocument", "policy", POLICY)),
        Translation.of(
            "AWS::S3::AccountPublicAccessBlock", "aws_s3_account_public_access_block", CloudFormationStorage::block),
        Translation.of(
            "AWS::EC2::Volume",
            "aws_ebs_volume",
            shape ->
                shape
                    .same("Size", "Encrypted", "KmsKeyId", "AvailabilityZone", "Iops", "Throughput", "SnapshotId")
                    .is("VolumeType", "type")
                    .is("VolumeId", "id")),
        Translation.of(
            "AWS::EC2::VolumeAttachment",
            "aws_volume_attachment",
            shape -> shape.same("VolumeId", "InstanceId").is("Device", "device_name")));
  }

  private static Shape block(Shape shape) {
    return shape.same("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets");
  }

  private static Translation bucket() {
    return Translation.of(
            "AWS::S3::Bucket",
            "aws_s3_bucket",
            shape ->
                shape
                    .is("BucketName", "bucket")
                    .is("AccessControl", "acl", ACL)
                    .block("Grants", "grant", grant -> grant.is("Uri", "uri").is("Permission", "permissions", LIST))
                    .block(
                        "LoggingConfiguration",
                        "logging",
                        log -> log.is("DestinationBucketName", "target_bucket").is("LogFilePrefix", "target_prefix"))
                    .is("BucketPolicy.PolicyText", "policy", POLICY)
                    .is("ObjectLockEnabled", "object_lock_enabled"))
        .setting("aws_s3_bucket_public_access_block", "PublicAccessBlockConfiguration", CloudFormationStorage::block)
        .setting(
            "aws_s3_bucket_versioning",
            "VersioningConfiguration",
            versioning ->
                versioning
                    .is("Status", "versioning_configuration.status", NOT_EMPTY)
                    .is("MfaDelete", "versioning_configuration.mfa_delete", NOT_EMPTY))
        .setting(
            "aws_s3_bucket_server_side_encryption_configuration",
            "BucketEncryption",
            encryption ->
                encryption.block(
                    "ServerSideEncryptionConfiguration",
                    "rule",
                    rule ->
                        rule.is(
                                "ServerSideEncryptionByDefault.SSEAlgorithm",
                                "apply_server_side_encryption_by_default.sse_algorithm")
                            .is(
                                "ServerSideEncryptionByDefault.KMSMasterKeyID",
                                "apply_server_side_encryption_by_default.kms_master_key_id")
                            .same("BucketKeyEnabled")))
        .setting(
            "aws_s3_bucket_ownership_controls",
            "OwnershipControls",
            controls -> controls.block("Rules", "rule", rule -> rule.same("ObjectOwnership")))
        .setting(
            "aws_s3_bucket_lifecycle_configuration",
            "LifecycleConfiguration",
            lifecycle ->
                lifecycle.block(
                    "Rules",
                    "rule",
                    rule -> rule.same("Id", "Status", "Prefix").is("ExpirationInDays", "expiration.days")))
        .setting(
            "aws_s3_bucket_cors_configuration",
            "CorsConfiguration",
            cors ->
                cors.block(
                    "CorsRules",
                    "cors_rule",
                    rule -> rule.same("AllowedHeaders", "AllowedMethods", "AllowedOrigins", "ExposedHeaders")))
        .setting(
            "aws_s3_bucket_website_configuration",
            "WebsiteConfiguration",
            site -> site.is("IndexDocument", "index_document.suffix").is("ErrorDocument", "error_document.key"))
        .setting(
            "aws_s3_bucket_replication_configuration",
            "ReplicationConfiguration",
            replication -> replication.same("Role").block("Rules", "rule", rule -> rule.same("Id", "Status")))
        .setting(
            "aws_s3_bucket_object_lock_configuration",
            "ObjectLockConfiguration",
            lock -> lock.same("ObjectLockEnabled"))
        .setting(
            "aws_s3_bucket_accelerate_configuration",
            "AccelerateConfiguration",
            accelerate -> accelerate.is("AccelerationStatus", "status"));
  }
}
