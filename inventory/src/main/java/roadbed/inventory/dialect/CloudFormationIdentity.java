package roadbed.inventory.dialect;

import static roadbed.inventory.dialect.Transform.NOT_EMPTY;
import static roadbed.inventory.dialect.Transform.POLICY;

import java.util.function.UnaryOperator;

/** IAM, keys, secrets, and the policies on things. */
final class CloudFormationIdentity {
  private CloudFormationIdentity() {}

  static void add(Dialect dialect) {
    UnaryOperator<Shape> inlinePolicy =
        shape ->
            shape
                .is("PolicyName", "name")
                .is("PolicyDocument", "policy", POLICY)
                .is("Roles", "role")
                .is("RoleName", "role")
                .is("Users", "user")
                .is("UserName", "user")
                .is("Groups", "group")
                .is("GroupName", "group");
    dialect.add(
        Translation.of(
            "AWS::IAM::Role",
            "aws_iam_role",
            shape ->
                holder(shape, "RoleName")
                    .is("AssumeRolePolicyDocument", "assume_role_policy", POLICY)
                    .same("MaxSessionDuration", "Description")),
        Translation.of("AWS::IAM::User", "aws_iam_user", shape -> holder(shape, "UserName"))
            .setting(
                "aws_iam_user_login_profile",
                "LoginProfile",
                profile -> profile.is("PasswordResetRequired", "password_reset_required")),
        Translation.of("AWS::IAM::Group", "aws_iam_group", shape -> holder(shape, "GroupName")),
        Translation.of(
                "AWS::IAM::ManagedPolicy",
                "aws_iam_policy",
                shape ->
                    shape
                        .is("ManagedPolicyName", "name")
                        .same("Description", "Path")
                        .is("PolicyDocument", "policy", POLICY))
            .companion(
                "aws_iam_policy_attachment",
                "",
                "policy_arn",
                shape -> shape.is("Roles", "roles", NOT_EMPTY).is("Users", "users", NOT_EMPTY).is("Groups", "groups", NOT_EMPTY)),
        Translation.of("AWS::IAM::Policy", "aws_iam_role_policy", inlinePolicy)
            .orWhere("Roles", "aws_iam_role_policy")
            .orWhere("Users", "aws_iam_user_policy")
            .orWhere("Groups", "aws_iam_group_policy"),
        Translation.of("AWS::IAM::RolePolicy", "aws_iam_role_policy", inlinePolicy),
        Translation.of("AWS::IAM::UserPolicy", "aws_iam_user_policy", inlinePolicy),
        Translation.of("AWS::IAM::GroupPolicy", "aws_iam_group_policy", inlinePolicy),
        Translation.of(
            "AWS::IAM::InstanceProfile",
            "aws_iam_instance_profile",
            shape -> shape.is("InstanceProfileName", "name").is("Roles", "role")),
        Translation.of(
            "AWS::IAM::OIDCProvider",
            "aws_iam_openid_connect_provider",
            shape -> shape.same("Url", "ClientIdList", "ThumbprintList")),
        Translation.of(
            "AWS::IAM::AccessKey", "aws_iam_access_key", shape -> shape.is("UserName", "user").same("Status")),
        Translation.of("AWS::KMS::Key", "aws_kms_key", CloudFormationIdentity::key),
        Translation.of("AWS::KMS::ReplicaKey", "aws_kms_replica_key", CloudFormationIdentity::key),
        Translation.of(
            "AWS::KMS::Alias", "aws_kms_alias", shape -> shape.is("AliasName", "name").same("TargetKeyId")),
        Translation.of(
            "AWS::SecretsManager::Secret",
            "aws_secretsmanager_secret",
            shape ->
                shape
                    .same("Description", "KmsKeyId")
                    .is("SecretString", "secret_string")
                    .is("RotationRules.AutomaticallyAfterDays", "rotation_rules.automatically_after_days")
                    .is("RotationRules.ScheduleExpression", "rotation_rules.schedule_expression")
                    .is("ResourcePolicy", "policy", POLICY)),
        Translation.of(
            "AWS::SecretsManager::RotationSchedule",
            "aws_secretsmanager_secret_rotation",
            shape ->
                shape
                    .same("SecretId")
                    .is("RotationLambdaARN", "rotation_lambda_arn")
                    .is("RotationRules.AutomaticallyAfterDays", "rotation_rules.automatically_after_days")
                    .is("RotationRules.Duration", "rotation_rules.duration")
                    .is("RotationRules.ScheduleExpression", "rotation_rules.schedule_expression")),
        Translation.of(
            "AWS::SecretsManager::ResourcePolicy",
            "aws_secretsmanager_secret_policy",
            shape -> shape.is("SecretId", "secret_arn").is("ResourcePolicy", "policy", POLICY)),
        Translation.of(
            "AWS::SSM::Parameter",
            "aws_ssm_parameter",
            shape -> shape.same("Type", "Value", "KeyId", "Description", "Tier", "DataType")),
        Translation.of(
            "AWS::SNS::TopicPolicy",
            "aws_sns_topic_policy",
            shape -> shape.is("Topics", "arn").is("PolicyDocument", "policy", POLICY)),
        Translation.of(
            "AWS::SNS::TopicInlinePolicy",
            "aws_sns_topic_policy",
            shape -> shape.is("TopicArn", "arn").is("PolicyDocument", "policy", POLICY)),
        Translation.of(
            "AWS::SQS::QueuePolicy",
            "aws_sqs_queue_policy",
            shape -> shape.is("Queues", "queue_url").is("PolicyDocument", "policy", POLICY)),
        Translation.of(
            "AWS::SQS::QueueInlinePolicy",
            "aws_sqs_queue_policy",
            shape -> shape.is("Queue", "queue_url").is("PolicyDocument", "policy", POLICY)),
        Translation.of(
            "AWS::SNS::Topic",
            "aws_sns_topic",
            shape -> shape.is("TopicName", "name").same("DisplayName", "KmsMasterKeyId").is("Policy", "policy", POLICY)),
        Translation.of(
            "AWS::SQS::Queue",
            "aws_sqs_queue",
            shape ->
                shape
                    .is("QueueName", "name")
                    .same("KmsMasterKeyId", "SqsManagedSseEnabled", "KmsDataKeyReusePeriodSeconds", "DelaySeconds", "FifoQueue", "ContentBasedDeduplication")
                    .is("MessageRetentionPeriod", "message_retention_seconds")
                    .is("VisibilityTimeout", "visibility_timeout_seconds")
                    .is("MaximumMessageSize", "max_message_size")
                    .is("ReceiveMessageWaitTimeSeconds", "receive_wait_time_seconds")
                    .is("RedrivePolicy", "redrive_policy")
                    .is("QueueUrl", "url")
                    .is("Policy", "policy", POLICY)));
  }

  private static Shape holder(Shape shape, String name) {
    return shape
        .is(name, "name")
        .same("Path", "PermissionsBoundary")
        .is("ManagedPolicyArns", "managed_policy_arns")
        .block(
            "Policies",
            "inline_policy",
            policy -> policy.is("PolicyName", "name").is("PolicyDocument", "policy", POLICY));
  }

  private static Shape key(Shape shape) {
    return shape
        .same("Description", "KeyUsage", "EnableKeyRotation", "MultiRegion", "KeyId")
        .is("Enabled", "is_enabled")
        .is("KeySpec", "customer_master_key_spec")
        .is("RotationPeriodInDays", "rotation_period_in_days")
        .is("PendingWindowInDays", "deletion_window_in_days")
        .is("KeyPolicy", "policy", POLICY);
  }
}
