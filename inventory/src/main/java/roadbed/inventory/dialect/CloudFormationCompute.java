package roadbed.inventory.dialect;

import static roadbed.inventory.dialect.Transform.NOT_EMPTY;
import static roadbed.inventory.dialect.Transform.POLICY;
import static roadbed.inventory.dialect.Transform.trueFor;

/** Machines, clusters, functions, registries, trails and logs. */
final class CloudFormationCompute {
  private CloudFormationCompute() {}

  static void add(Dialect dialect) {
    dialect.add(
        Translation.of(
            "AWS::EC2::Instance",
            "aws_instance",
            shape ->
                devices(machine(shape, ""), "")
                    .is("ImageId", "ami")
                    .is("InstanceId", "id")
                    .same("SubnetId", "AvailabilityZone", "SourceDestCheck", "IamInstanceProfile", "Monitoring", "Tenancy")
                    .is("SecurityGroupIds", "vpc_security_group_ids")
                    .is("SecurityGroups[].GroupId", "vpc_security_group_ids")
                    .is("PublicIp", "associate_public_ip_address")
                    .block(
                        "LaunchTemplate",
                        "launch_template",
                        template ->
                            template
                                .is("LaunchTemplateId", "id")
                                .is("LaunchTemplateName", "name")
                                .is("Version", "version"))),
        Translation.of(
            "AWS::EC2::LaunchTemplate",
            "aws_launch_template",
            shape ->
                machine(shape, "LaunchTemplateData.")
                    .is("LaunchTemplateName", "name")
                    .is("LaunchTemplateData.ImageId", "image_id")
                    .is("LaunchTemplateData.IamInstanceProfile.Arn", "iam_instance_profile.arn")
                    .is("LaunchTemplateData.IamInstanceProfile.Name", "iam_instance_profile.name")
                    .is("LaunchTemplateData.Monitoring.Enabled", "monitoring.enabled")
                    .is("LaunchTemplateData.SecurityGroupIds", "vpc_security_group_ids")
                    .block(
                        "LaunchTemplateData.BlockDeviceMappings",
                        "block_device_mappings",
                        device ->
                            device
                                .same("DeviceName")
                                .block(
                                    "Ebs",
                                    "ebs",
                                    ebs -> ebs.same("Encrypted", "KmsKeyId", "VolumeSize", "VolumeType", "DeleteOnTermination")))),
        Translation.of(
            "AWS::AutoScaling::LaunchConfiguration",
            "aws_launch_configuration",
            shape ->
                devices(machine(shape, ""), "")
                    .is("LaunchConfigurationName", "name")
                    .same("ImageId", "IamInstanceProfile", "AssociatePublicIpAddress", "SecurityGroups")
                    .is("InstanceMonitoring", "enable_monitoring")),
        Translation.of(
            "AWS::EKS::Cluster",
            "aws_eks_cluster",
            shape ->
                shape
                    .same("Version", "RoleArn")
                    .block(
                        "ResourcesVpcConfig",
                        "vpc_config",
                        network ->
                            network.same(
                                "EndpointPublicAccess", "EndpointPrivateAccess", "PublicAccessCidrs", "SubnetIds", "SecurityGroupIds"))
                    .is("Logging.ClusterLogging.EnabledTypes", "enabled_cluster_log_types", Transform.field("Type").then(NOT_EMPTY))
                    .block(
                        "EncryptionConfig",
                        "encryption_config",
                        encryption -> encryption.same("Resources").is("Provider.KeyArn", "provider.key_arn"))),
        Translation.of(
            "AWS::EKS::Nodegroup",
            "aws_eks_node_group",
            shape ->
                shape
                    .same("ClusterName", "InstanceTypes", "AmiType", "CapacityType")
                    .is("NodegroupName", "node_group_name")
                    .block("RemoteAccess", "remote_access", access -> access.is("Ec2SshKey", "ec2_ssh_key").is("SourceSecurityGroups", "source_security_group_ids"))),
        Translation.of(
            "AWS::EKS::Addon", "aws_eks_addon", shape -> shape.same("ClusterName", "AddonName", "AddonVersion")),
        Translation.of(
            "AWS::ECR::Repository",
            "aws_ecr_repository",
            shape ->
                shape
                    .is("RepositoryName", "name")
                    .same("ImageTagMutability")
                    .is("ImageScanningConfiguration.ScanOnPush", "image_scanning_configuration.scan_on_push")
                    .is("EncryptionConfiguration.EncryptionType", "encryption_configuration.encryption_type")
                    .is("EncryptionConfiguration.KmsKey", "encryption_configuration.kms_key")
                    .is("RepositoryPolicyText", "policy", POLICY)),
        Translation.of(
            "AWS::Lambda::Function",
            "aws_lambda_function",
            shape ->
                shape
                    .same(
                        "FunctionName", "Runtime", "Role", "Handler", "Timeout", "MemorySize", "KmsKeyArn", "Layers",
                        "Architectures", "PackageType", "ReservedConcurrentExecutions", "Description")
                    .is("VpcConfig.SubnetIds", "vpc_config.subnet_ids", NOT_EMPTY)
                    .is("VpcConfig.SecurityGroupIds", "vpc_config.security_group_ids", NOT_EMPTY)
                    .is("TracingConfig.Mode", "tracing_config.mode")
                    .is("Environment.Variables", "environment.variables", NOT_EMPTY)
                    .is("DeadLetterConfig.TargetArn", "dead_letter_config.target_arn")
                    .is("Policy", "policy", POLICY)),
        Translation.of(
            "AWS::Lambda::Permission",
            "aws_lambda_permission",
            shape ->
                shape
                    .same("FunctionName", "Action", "Principal", "SourceArn", "SourceAccount", "FunctionUrlAuthType")
                    .is("PrincipalOrgID", "principal_org_id")),
        Translation.of(
            "AWS::Lambda::Url",
            "aws_lambda_function_url",
            shape -> shape.is("TargetFunctionArn", "function_name").is("AuthType", "authorization_type")),
        Translation.of(
            "AWS::ECS::Service",
            "aws_ecs_service",
            shape ->
                shape
                    .same("LaunchType", "DesiredCount", "EnableExecuteCommand")
                    .is("ServiceName", "name")
                    .is("Cluster", "cluster")
                    .is("TaskDefinition", "task_definition")
                    .is(
                        "NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp",
                        "network_configuration.assign_public_ip",
                        trueFor("ENABLED"))),
        Translation.of(
            "AWS::ECS::TaskDefinition",
            "aws_ecs_task_definition",
            shape ->
                shape
                    .same("Family", "TaskRoleArn", "ExecutionRoleArn", "NetworkMode", "Cpu", "Memory", "RequiresCompatibilities")
                    .is("ContainerDefinitions", "container_definitions")),
        Translation.of(
            "AWS::CloudTrail::Trail",
            "aws_cloudtrail",
            shape ->
                shape
                    .is("TrailName", "name")
                    .is("IsLogging", "enable_logging")
                    .is("S3BucketName", "s3_bucket_name")
                    .is("CloudWatchLogsLogGroupArn", "cloud_watch_logs_group_arn", NOT_EMPTY)
                    .is("KMSKeyId", "kms_key_id", NOT_EMPTY)
                    .same("IsMultiRegionTrail", "EnableLogFileValidation", "IncludeGlobalServiceEvents", "IsOrganizationTrail")
                    .block(
                        "EventSelectors",
                        "event_selector",
                        selector -> selector.same("IncludeManagementEvents", "ReadWriteType"))),
        Translation.of(
            "AWS::Config::ConfigurationRecorder",
            "aws_config_configuration_recorder",
            shape ->
                shape
                    .is("RoleARN", "role_arn")
                    .is("RecordingGroup.AllSupported", "recording_group.all_supported")
                    .is("RecordingGroup.IncludeGlobalResourceTypes", "recording_group.include_global_resource_types")
                    .is("RecordingGroup.ResourceTypes", "recording_group.resource_types")),
        Translation.of(
            "AWS::Logs::LogGroup",
            "aws_cloudwatch_log_group",
            shape -> shape.is("LogGroupName", "name").same("RetentionInDays", "KmsKeyId")));
  }

  private static Shape machine(Shape shape, String in) {
    return shape
        .is(in + "InstanceType", "instance_type")
        .is(in + "UserData", "user_data")
        .is(in + "KeyName", "key_name")
        .is(in + "EbsOptimized", "ebs_optimized")
        .block(
            in + "MetadataOptions",
            "metadata_options",
            options -> options.same("HttpTokens", "HttpEndpoint", "HttpPutResponseHopLimit"))
        .block(
            in + "NetworkInterfaces",
            "network_interfaces",
            face -> face.same("AssociatePublicIpAddress", "SubnetId", "NetworkInterfaceId"));
  }

  private static Shape devices(Shape shape, String in) {
    return shape.block(
        in + "BlockDeviceMappings",
        "ebs_block_device",
        device ->
            device
                .same("DeviceName")
                .is("Ebs.Encrypted", "encrypted")
                .is("Ebs.KmsKeyId", "kms_key_id")
                .is("Ebs.VolumeSize", "volume_size")
                .is("Ebs.VolumeType", "volume_type"));
  }
}
