package roadbed.inventory.dialect;

import static roadbed.inventory.dialect.Transform.POLICY;
import static roadbed.inventory.dialect.Transform.TAGS;

/** CloudFormation's property names, which readers of AWS's inventory use too. */
final class CloudFormation {
  private CloudFormation() {}

  static Dialect dialect() {
    return new Dialect(
            "CloudFormation",
            type -> type.startsWith("aws::") || type.startsWith("alexa::"),
            shape -> shape.is("Arn", "arn").is("Id", "id").is("Tags", "tags", TAGS).is("Name", "name"))
        .add(
            Translation.of(
                    "AWS::S3::Bucket",
                    "aws_s3_bucket",
                    shape ->
                        shape
                            .is("BucketName", "bucket")
                            .is("AccessControl", "acl", Transform.words("PublicRead", "public-read"))
                            .block("LoggingConfiguration", "logging", log -> log.is("DestinationBucketName", "target_bucket")))
                .setting(
                    "aws_s3_bucket_public_access_block",
                    "PublicAccessBlockConfiguration",
                    block ->
                        block
                            .is("BlockPublicAcls", "block_public_acls")
                            .is("BlockPublicPolicy", "block_public_policy")
                            .is("IgnorePublicAcls", "ignore_public_acls")
                            .is("RestrictPublicBuckets", "restrict_public_buckets"))
                .setting(
                    "aws_s3_bucket_versioning",
                    "VersioningConfiguration",
                    versioning -> versioning.is("Status", "versioning_configuration.status")),
            Translation.of(
                    "AWS::IAM::ManagedPolicy",
                    "aws_iam_policy",
                    shape -> shape.is("ManagedPolicyName", "name").is("PolicyDocument", "policy", POLICY))
                .companion(
                    "aws_iam_policy_attachment",
                    "",
                    "policy_arn",
                    shape -> shape.is("Roles", "roles").is("Users", "users").is("Groups", "groups")),
            Translation.of("AWS::IAM::Role", "aws_iam_role", shape -> shape.is("RoleName", "name")),
            Translation.of(
                "AWS::S3::BucketPolicy",
                "aws_s3_bucket_policy",
                shape -> shape.is("Bucket", "bucket").is("PolicyDocument", "policy", POLICY)));
  }
}
