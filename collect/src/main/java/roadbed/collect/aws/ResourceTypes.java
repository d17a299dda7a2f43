package roadbed.collect.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Value;

/** Of what type a resource is whose row does not say so: by its ARN, or by the identifier that its configuration has. */
final class ResourceTypes {
  /** What an ARN's service and resource begin with, and the type. */
  private static final List<List<String>> BY_ARN =
      List.of(
          List.of("kms:key/", "AWS::KMS::Key"),
          List.of("ecr:repository/", "AWS::ECR::Repository"),
          List.of("sns:", "AWS::SNS::Topic"),
          List.of("sqs:", "AWS::SQS::Queue"),
          List.of("s3:", "AWS::S3::Bucket"),
          List.of("lambda:function:", "AWS::Lambda::Function"),
          List.of("iam:role/", "AWS::IAM::Role"),
          List.of("iam:user/", "AWS::IAM::User"),
          List.of("iam:group/", "AWS::IAM::Group"),
          List.of("iam:policy/", "AWS::IAM::Policy"),
          List.of("rds:db:", "AWS::RDS::DBInstance"),
          List.of("rds:cluster:", "AWS::RDS::DBCluster"),
          List.of("rds:snapshot:", "AWS::RDS::DBSnapshot"),
          List.of("rds:cluster-snapshot:", "AWS::RDS::DBClusterSnapshot"),
          List.of("dynamodb:table/", "AWS::DynamoDB::Table"),
          List.of("elasticloadbalancing:loadbalancer/app/", "AWS::ElasticLoadBalancingV2::LoadBalancer"),
          List.of("elasticloadbalancing:loadbalancer/net/", "AWS::ElasticLoadBalancingV2::LoadBalancer"),
          List.of("elasticloadbalancing:listener/", "AWS::ElasticLoadBalancingV2::Listener"),
          List.of("elasticloadbalancing:loadbalancer/", "AWS::ElasticLoadBalancing::LoadBalancer"),
          List.of("cloudtrail:trail/", "AWS::CloudTrail::Trail"),
          List.of("cloudfront:distribution/", "AWS::CloudFront::Distribution"),
          List.of("eks:cluster/", "AWS::EKS::Cluster"),
          List.of("ecs:cluster/", "AWS::ECS::Cluster"),
          List.of("ecs:service/", "AWS::ECS::Service"),
          List.of("ecs:task-definition/", "AWS::ECS::TaskDefinition"),
          List.of("elasticfilesystem:file-system/", "AWS::EFS::FileSystem"),
          List.of("secretsmanager:secret:", "AWS::SecretsManager::Secret"),
          List.of("redshift:cluster:", "AWS::Redshift::Cluster"),
          List.of("es:domain/", "AWS::OpenSearch::Domain"),
          List.of("codebuild:project/", "AWS::CodeBuild::Project"),
          List.of("ec2:security-group/", "AWS::EC2::SecurityGroup"),
          List.of("ec2:instance/", "AWS::EC2::Instance"),
          List.of("ec2:volume/", "AWS::EC2::Volume"),
          List.of("ec2:vpc/", "AWS::EC2::VPC"),
          List.of("ec2:subnet/", "AWS::EC2::Subnet"),
          List.of("logs:log-group:", "AWS::Logs::LogGroup"),
          List.of("kinesis:stream/", "AWS::Kinesis::Stream"),
          List.of("states:stateMachine:", "AWS::StepFunctions::StateMachine"));

  /** A property that only one type has, the one whose value identifies, and the type. */
  private static final List<List<String>> BY_PROPERTY =
      List.of(
          List.of("ipPermissions", "groupId", "AWS::EC2::SecurityGroup"),
          List.of("imageId", "instanceId", "AWS::EC2::Instance"),
          List.of("volumeType", "volumeId", "AWS::EC2::Volume"),
          List.of("networkAclId", "networkAclId", "AWS::EC2::NetworkAcl"),
          List.of("networkInterfaceId", "networkInterfaceId", "AWS::EC2::NetworkInterface"),
          List.of("mapPublicIpOnLaunch", "subnetId", "AWS::EC2::Subnet"),
          List.of("dhcpOptionsId", "vpcId", "AWS::EC2::VPC"),
          List.of("assumeRolePolicyDocument", "roleId", "AWS::IAM::Role"),
          List.of("userPolicyList", "userId", "AWS::IAM::User"),
          List.of("userName", "userId", "AWS::IAM::User"),
          List.of("dBInstanceIdentifier", "dbiResourceId", "AWS::RDS::DBInstance"));

  private ResourceTypes() {}

  static Optional<String> of(String arn, Map<String, Value> configuration) {
    String[] parts = arn.split(":", 6);
    if (parts.length == 6 && parts[0].equals("arn")) {
      String named = parts[2] + ":" + parts[5];
      for (List<String> row : BY_ARN) {
        if (named.startsWith(row.getFirst())) {
          return Optional.of(row.getLast());
        }
      }
    }
    return BY_PROPERTY.stream()
        .filter(row -> configuration.containsKey(row.getFirst()))
        .map(List::getLast)
        .findFirst();
  }

  static Optional<String> id(Map<String, Value> configuration) {
    for (List<String> row : BY_PROPERTY) {
      if (configuration.containsKey(row.getFirst()) && configuration.get(row.get(1)) instanceof Value.Text text) {
        return Optional.of(text.value());
      }
    }
    return Optional.empty();
  }
}
