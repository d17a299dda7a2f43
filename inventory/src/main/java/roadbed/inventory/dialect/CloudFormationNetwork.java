package roadbed.inventory.dialect;

import static roadbed.inventory.dialect.Transform.LIST;
import static roadbed.inventory.dialect.Transform.NOT_EMPTY;
import static roadbed.inventory.dialect.Transform.trueFor;

import java.util.List;
import java.util.Map;
import roadbed.model.Value;

/** Networks, firewalls, load balancers and distributions. */
final class CloudFormationNetwork {
  /** What a security group lets out that does not speak of it. */
  private static final Value ALL_OUT =
      new Value.Items(
          List.of(
              new Value.Fields(
                  Map.of(
                      "protocol",
                      Value.of("-1"),
                      "from_port",
                      Value.of(0),
                      "to_port",
                      Value.of(0),
                      "cidr_blocks",
                      Value.ofTexts(List.of("0.0.0.0/0"))))));

  private CloudFormationNetwork() {}

  static void add(Dialect dialect) {
    dialect.add(
        Translation.of(
                "AWS::EC2::VPC",
                "aws_vpc",
                shape ->
                    shape.same("CidrBlock", "EnableDnsHostnames", "EnableDnsSupport", "InstanceTenancy").is("VpcId", "id"))
            .orWhere("IsDefault", "aws_default_vpc"),
        Translation.of(
            "AWS::EC2::Subnet",
            "aws_subnet",
            shape ->
                shape
                    .same("CidrBlock", "MapPublicIpOnLaunch", "VpcId", "AvailabilityZone", "AssignIpv6AddressOnCreation")
                    .is("SubnetId", "id")),
        Translation.of(
                "AWS::EC2::SecurityGroup",
                "aws_security_group",
                shape ->
                    shape
                        .is("GroupName", "name")
                        .is("GroupDescription", "description")
                        .same("VpcId")
                        .is("GroupId", "id")
                        .block("SecurityGroupIngress", "ingress", rule -> rule(rule, "Source"))
                        .block("SecurityGroupEgress", "egress", rule -> rule(rule, "Destination"))
                        .absentMeans("SecurityGroupEgress", "egress", ALL_OUT))
            .orWhere("GroupName", "default", "aws_default_security_group"),
        Translation.of(
            "AWS::EC2::SecurityGroupIngress",
            "aws_vpc_security_group_ingress_rule",
            shape -> ruleResource(shape, "Source")),
        Translation.of(
            "AWS::EC2::SecurityGroupEgress",
            "aws_vpc_security_group_egress_rule",
            shape -> ruleResource(shape, "Destination")),
        Translation.of(
                "AWS::EC2::NetworkAcl", "aws_network_acl", shape -> shape.same("VpcId").is("NetworkAclId", "id"))
            .companion("aws_network_acl_rule", "Entries", "network_acl_id", CloudFormationNetwork::aclRule),
        Translation.of(
            "AWS::EC2::NetworkAclEntry",
            "aws_network_acl_rule",
            shape -> aclRule(shape.same("NetworkAclId"))),
        Translation.of(
            "AWS::EC2::FlowLog",
            "aws_flow_log",
            shape ->
                shape
                    .is("ResourceId", "vpc_id")
                    .same("TrafficType", "LogDestination", "LogGroupName", "LogDestinationType", "MaxAggregationInterval")
                    .is("DeliverLogsPermissionArn", "iam_role_arn")),
        Translation.of(
            "AWS::EC2::NetworkInterface",
            "aws_network_interface",
            shape -> shape.same("SubnetId").is("GroupSet", "security_groups").is("NetworkInterfaceId", "id")),
        Translation.of(
            "AWS::EC2::EIP",
            "aws_eip",
            shape ->
                shape
                    .is("InstanceId", "instance")
                    .is("NetworkInterfaceId", "network_interface")
                    .same("Domain", "PublicIp")
                    .is("AllocationId", "id")),
        Translation.of(
            "AWS::EC2::EIPAssociation",
            "aws_eip_association",
            shape -> shape.same("AllocationId", "InstanceId", "NetworkInterfaceId")),
        balancer(),
        Translation.of(
            "AWS::ElasticLoadBalancingV2::Listener",
            "aws_lb_listener",
            shape ->
                shape
                    .same("LoadBalancerArn", "Port", "Protocol", "SslPolicy")
                    .is("ListenerArn", "arn")
                    .block(
                        "DefaultActions",
                        "default_action",
                        action ->
                            action
                                .same("Type", "TargetGroupArn", "Order")
                                .block(
                                    "RedirectConfig",
                                    "redirect",
                                    redirect -> redirect.same("Protocol", "Port", "Host", "StatusCode")))
                    .block("Certificates", "certificate", certificate -> certificate.same("CertificateArn"))),
        Translation.of(
            "AWS::ElasticLoadBalancingV2::TargetGroup",
            "aws_lb_target_group",
            shape -> shape.same("Port", "Protocol", "VpcId", "TargetType").is("TargetGroupArn", "arn")),
        Translation.of(
            "AWS::WAFv2::WebACLAssociation",
            "aws_wafv2_web_acl_association",
            shape -> shape.same("ResourceArn").is("WebACLArn", "web_acl_arn")),
        Translation.of(
            "AWS::WAFRegional::WebACLAssociation",
            "aws_wafregional_web_acl_association",
            shape -> shape.same("ResourceArn").is("WebACLId", "web_acl_id")),
        Translation.of(
            "AWS::ElasticLoadBalancing::LoadBalancer",
            "aws_elb",
            shape ->
                shape
                    .is("LoadBalancerName", "name")
                    .is("Scheme", "internal", trueFor("internal"))
                    .same("SecurityGroups", "Subnets", "CrossZone")
                    .block(
                        "Listeners",
                        "listener",
                        listener ->
                            listener
                                .is("Protocol", "lb_protocol")
                                .is("LoadBalancerPort", "lb_port")
                                .same("InstancePort", "InstanceProtocol")
                                .is("SSLCertificateId", "ssl_certificate_id"))
                    .block(
                        "AccessLoggingPolicy",
                        "access_logs",
                        log -> log.is("Enabled", "enabled").is("S3BucketName", "bucket"))),
        distribution());
  }

  private static Shape rule(Shape rule, String side) {
    return rule.is("IpProtocol", "protocol")
        .same("FromPort", "ToPort", "Description")
        .is("CidrIp", "cidr_blocks", LIST)
        .is("CidrIpv6", "ipv6_cidr_blocks", LIST)
        .is(side + "SecurityGroupId", "security_groups", LIST)
        .is(side + "SecurityGroupName", "security_groups", LIST)
        .is(side + "PrefixListId", "prefix_list_ids", LIST);
  }

  private static Shape ruleResource(Shape shape, String side) {
    return shape
        .is("GroupId", "security_group_id")
        .is("GroupName", "security_group_id")
        .same("IpProtocol", "FromPort", "ToPort", "Description")
        .is("CidrIp", "cidr_ipv4")
        .is("CidrIpv6", "cidr_ipv6")
        .is(side + "SecurityGroupId", "referenced_security_group_id")
        .is(side + "SecurityGroupName", "referenced_security_group_id")
        .is(side + "PrefixListId", "prefix_list_id");
  }

  private static Shape aclRule(Shape shape) {
    return shape
        .same("RuleNumber", "Protocol", "RuleAction", "Egress", "CidrBlock", "Ipv6CidrBlock")
        .is("PortRange.From", "from_port")
        .is("PortRange.To", "to_port");
  }

  private static Translation balancer() {
    return Translation.of(
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "aws_lb",
        shape ->
            shape
                .is("Scheme", "internal", trueFor("internal"))
                .is("Type", "load_balancer_type")
                .same("SecurityGroups", "Subnets", "IpAddressType")
                .is("LoadBalancerAttributes", "access_logs.enabled", Transform.keyed("access_logs.s3.enabled"))
                .is("LoadBalancerAttributes", "access_logs.bucket", Transform.keyed("access_logs.s3.bucket"))
                .is("LoadBalancerAttributes", "enable_deletion_protection", Transform.keyed("deletion_protection.enabled"))
                .is(
                    "LoadBalancerAttributes",
                    "drop_invalid_header_fields",
                    Transform.keyed("routing.http.drop_invalid_header_fields.enabled"))
                .is("LoadBalancerAttributes", "idle_timeout", Transform.keyed("idle_timeout.timeout_seconds"))
                .is("LoadBalancerAttributes", "enable_http2", Transform.keyed("routing.http2.enabled")));
  }

  private static Translation distribution() {
    return Translation.of(
        "AWS::CloudFront::Distribution",
        "aws_cloudfront_distribution",
        shape ->
            shape
                .is("DistributionConfig.Enabled", "enabled")
                .is("DistributionConfig.Comment", "comment")
                .is("DistributionConfig.Aliases", "aliases")
                .is("DistributionConfig.PriceClass", "price_class")
                .is("DistributionConfig.HttpVersion", "http_version")
                .is("DistributionConfig.DefaultRootObject", "default_root_object", NOT_EMPTY)
                .is("DistributionConfig.WebACLId", "web_acl_id", NOT_EMPTY)
                .is("DistributionConfig.Logging.Bucket", "logging_config.bucket", NOT_EMPTY)
                .block("DistributionConfig.DefaultCacheBehavior", "default_cache_behavior", CloudFormationNetwork::behaviour)
                .block("DistributionConfig.CacheBehaviors", "ordered_cache_behavior", CloudFormationNetwork::behaviour)
                .block(
                    "DistributionConfig.Origins",
                    "origin",
                    origin ->
                        origin
                            .same("DomainName")
                            .is("Id", "origin_id")
                            .is("CustomOriginConfig.OriginProtocolPolicy", "custom_origin_config.origin_protocol_policy"))
                .block(
                    "DistributionConfig.ViewerCertificate",
                    "viewer_certificate",
                    certificate ->
                        certificate
                            .is("CloudFrontDefaultCertificate", "cloudfront_default_certificate")
                            .same("MinimumProtocolVersion", "AcmCertificateArn", "IamCertificateId", "SslSupportMethod")));
  }

  private static Shape behaviour(Shape behaviour) {
    return behaviour.same("ViewerProtocolPolicy", "PathPattern", "TargetOriginId", "Compress", "CachePolicyId");
  }
}
