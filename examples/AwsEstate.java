import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What Nordlicht runs on AWS: tracking, warehouses, customs, the data lake, the network and the log archive. */
final class AwsEstate {
  static final String PROD = "210987650001";
  static final String STAGING = "210987650002";
  static final String DATA = "210987650003";
  static final String SECURITY = "210987650004";
  static final String NETWORK = "210987650005";
  static final String SANDBOX = "210987650006";
  private static final String REGION = "eu-central-1";
  private static final String REGISTRY = "app.terraform.io/nordlicht/";

  private final List<Terraform.Workspace> workspaces = new ArrayList<>();
  private Terraform.Workspace at;

  static List<Terraform.Workspace> workspaces() {
    AwsEstate estate = new AwsEstate();
    estate.network();
    estate.security();
    estate.tracking("production", PROD);
    estate.tracking("staging", STAGING);
    estate.warehouse();
    estate.customs();
    estate.clusters();
    estate.data();
    estate.sandbox();
    estate.expansion();
    return estate.workspaces;
  }

  private void workspace(String path, String account, String accountName, boolean state) {
    at = new Terraform.Workspace("terraform/aws/" + path, "aws", account, accountName, REGION, state);
    workspaces.add(at);
  }

  static Map<String, Object> tags(String team, String environment, String... more) {
    Map<String, Object> tags = new TreeMap<>();
    if (!team.isEmpty()) {
      tags.put("team", team);
    }
    if (!environment.isEmpty()) {
      tags.put("env", environment);
    }
    for (int i = 0; i < more.length; i += 2) {
      tags.put(more[i], more[i + 1]);
    }
    return tags;
  }

  private Terraform.Resource add(String module, String type, String name, Object index, Map<String, Object> tags) {
    Terraform.Resource resource = at.add(module, type, name, index);
    if (!tags.isEmpty()) {
      resource.with("tags", tags, "tags_all", tags);
    }
    return resource;
  }

  private String arn(String service, String region, String rest) {
    return "arn:aws:" + service + ":" + region + ":" + at.account + ":" + rest;
  }

  private String id(String prefix, String of) {
    return prefix + "-0" + Stable.hex(prefix + at.path + of, 16);
  }

  static Terraform.Ref ref(Terraform.Resource target, String attribute) {
    return new Terraform.Ref(target, attribute);
  }

  private static Map<String, Object> block(Object... pairs) {
    Map<String, Object> block = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      block.put((String) pairs[i], pairs[i + 1]);
    }
    return block;
  }

  private static String policy(Object... statements) {
    return Json.of(block("Version", "2012-10-17", "Statement", List.of(statements)));
  }

  // --- building blocks ---

  private Terraform.Resource key(String name, Map<String, Object> tags) {
    String id = Stable.uuid("kms" + at.path + name);
    return add("", "aws_kms_key", name, null, tags)
        .with(
            "id", id, "key_id", id, "arn", arn("kms", REGION, "key/" + id),
            "description", "Key of " + name.replace('_', ' '), "enable_key_rotation", true,
            "deletion_window_in_days", 30, "is_enabled", true, "key_usage", "ENCRYPT_DECRYPT",
            "customer_master_key_spec", "SYMMETRIC_DEFAULT", "multi_region", false)
        .costs("AWS Key Management Service", "Security", "Key", 0.04);
  }

  /** A bucket by the company's module: closed, encrypted, versioned. */
  private Terraform.Resource bucket(String call, String name, Map<String, Object> tags, Terraform.Resource key, double perDay) {
    at.call(call, REGISTRY + "s3-bucket/aws", "2.3.1");
    Terraform.Resource bucket = plainBucket(call, "this", name, tags, perDay);
    Terraform.Ref id = ref(bucket, "id");
    at.add(call, "aws_s3_bucket_public_access_block", "this", null)
        .with("id", name, "bucket", id, "block_public_acls", true, "block_public_policy", true, "ignore_public_acls", true, "restrict_public_buckets", true);
    at.add(call, "aws_s3_bucket_versioning", "this", null)
        .with("id", name, "bucket", id, "versioning_configuration", List.of(block("mfa_delete", "", "status", "Enabled")));
    at.add(call, "aws_s3_bucket_server_side_encryption_configuration", "this", null)
        .with(
            "id", name, "bucket", id,
            "rule", List.of(block("apply_server_side_encryption_by_default", List.of(block("kms_master_key_id", key == null ? "" : key.attributes.get("arn"), "sse_algorithm", key == null ? "AES256" : "aws:kms")), "bucket_key_enabled", true)));
    at.add(call, "aws_s3_bucket_policy", "this", null)
        .with("id", name, "bucket", id, "policy", policy(block("Sid", "DenyPlainHttp", "Effect", "Deny", "Principal", "*", "Action", "s3:*", "Resource", List.of("arn:aws:s3:::" + name, "arn:aws:s3:::" + name + "/*"), "Condition", block("Bool", block("aws:SecureTransport", "false")))));
    return bucket;
  }

  private Terraform.Resource plainBucket(String module, String resource, String name, Map<String, Object> tags, double perDay) {
    return add(module, "aws_s3_bucket", resource, null, tags)
        .with(
            "id", name, "bucket", name, "arn", "arn:aws:s3:::" + name, "region", REGION, "force_destroy", false,
            "bucket_domain_name", name + ".s3.amazonaws.com", "object_lock_enabled", false, "hosted_zone_id", "Z21DNDUVLTQW6Q")
        .costs("Amazon Simple Storage Service", "Storage", "Bucket", perDay);
  }

  private Terraform.Resource securityGroup(String module, String name, Terraform.Resource vpc, Map<String, Object> tags, Object... ingress) {
    String id = id("sg", module + name);
    return add(module, "aws_security_group", name, null, tags)
        .with(
            "id", id, "arn", arn("ec2", REGION, "security-group/" + id), "name", name.replace('_', '-'),
            "description", "Traffic of " + name.replace('_', ' '), "vpc_id", vpc == null ? null : ref(vpc, "id"), "owner_id", at.account,
            "ingress", List.of(ingress),
            "egress", List.of(rule("outbound", 0, 0, "-1", "0.0.0.0/0")));
  }

  private static Map<String, Object> rule(String description, int from, int to, String protocol, String... cidrs) {
    return block(
        "cidr_blocks", List.of(cidrs), "description", description, "from_port", from, "ipv6_cidr_blocks", List.of(),
        "prefix_list_ids", List.of(), "protocol", protocol, "security_groups", List.of(), "self", false, "to_port", to);
  }

  private Terraform.Resource vpc(String call, String name, int net, boolean flowLog, Map<String, Object> tags) {
    at.call(call, "terraform-aws-modules/vpc/aws", "~> 5.16");
    String id = id("vpc", name);
    Terraform.Resource vpc =
        add(call, "aws_vpc", "this", 0, tags)
            .with(
                "id", id, "arn", arn("ec2", REGION, "vpc/" + id), "cidr_block", "10." + net + ".0.0/16", "enable_dns_hostnames", true,
                "enable_dns_support", true, "instance_tenancy", "default", "owner_id", at.account,
                "default_security_group_id", id("sg", "default" + name));
    for (int i = 0; i < 3; i++) {
      String subnet = id("subnet", name + "private" + i);
      add(call, "aws_subnet", "private", i, tags)
          .with(
              "id", subnet, "arn", arn("ec2", REGION, "subnet/" + subnet), "vpc_id", ref(vpc, "id"), "cidr_block", "10." + net + "." + i * 16 + ".0/20",
              "availability_zone", REGION + "abc".charAt(i), "map_public_ip_on_launch", false, "owner_id", at.account);
    }
    String group = id("sg", "default" + name);
    add(call, "aws_default_security_group", "this", 0, tags)
        .with(
            "id", group, "arn", arn("ec2", REGION, "security-group/" + group), "vpc_id", ref(vpc, "id"), "name", "default", "owner_id", at.account,
            "ingress", List.of(), "egress", List.of());
    String nat = id("nat", name);
    add(call, "aws_nat_gateway", "this", 0, tags)
        .with("id", nat, "allocation_id", id("eipalloc", name), "connectivity_type", "public", "subnet_id", id("subnet", name + "public0"));
    if (flowLog) {
      String log = id("fl", name);
      add(call, "aws_flow_log", "this", 0, tags)
          .with(
              "id", log, "arn", arn("ec2", REGION, "vpc-flow-log/" + log), "vpc_id", ref(vpc, "id"), "traffic_type", "ALL",
              "log_destination_type", "s3", "log_destination", "arn:aws:s3:::nordlicht-log-archive/flow/", "max_aggregation_interval", 60);
    }
    return vpc;
  }

  private Terraform.Resource role(String module, String name, String service, Map<String, Object> tags) {
    return add(module, "aws_iam_role", name, null, tags)
        .with(
            "id", name.replace('_', '-'), "name", name.replace('_', '-'), "arn", arn("iam", "", "role/" + name.replace('_', '-')), "path", "/",
            "max_session_duration", 3600, "unique_id", "AROA" + Stable.hex("role" + at.path + name, 16).toUpperCase(java.util.Locale.ROOT),
            "assume_role_policy", policy(block("Effect", "Allow", "Action", "sts:AssumeRole", "Principal", block("Service", service))));
  }

  private Terraform.Resource database(String call, String name, String size, double perDay, Terraform.Resource key, Map<String, Object> tags) {
    at.call(call, REGISTRY + "rds-postgres/aws", "4.0.2");
    Terraform.Resource database =
        add(call, "aws_db_instance", "this", null, tags)
            .with(
                "id", "db-" + Stable.hex(at.path + name, 26).toUpperCase(java.util.Locale.ROOT), "identifier", name, "arn", arn("rds", REGION, "db:" + name), "engine", "postgres",
                "engine_version", "16.4", "instance_class", size, "allocated_storage", 200, "storage_type", "gp3", "storage_encrypted", true,
                "multi_az", true, "publicly_accessible", false, "backup_retention_period", 14, "deletion_protection", true,
                "iam_database_authentication_enabled", true, "username", "app", "password", "not-kept-" + Stable.hex(name, 8), "db_name", name.replace('-', '_'),
                "port", 5432, "auto_minor_version_upgrade", true, "performance_insights_enabled", true, "ca_cert_identifier", "rds-ca-rsa2048-g1", "status", "available")
            .secret("password")
            .costs("Amazon Relational Database Service", "Databases", "DB Instance", perDay);
    if (key != null) {
      database.with("kms_key_id", ref(key, "arn"));
    }
    return database;
  }

  private Terraform.Resource instance(String name, Object index, String type, double perDay, Terraform.Resource group, Map<String, Object> tags) {
    String id = id("i", name + index);
    return add("", "aws_instance", name, index, tags)
        .with(
            "id", id, "arn", arn("ec2", REGION, "instance/" + id), "ami", "ami-0" + Stable.hex("ami", 16), "instance_type", type, "availability_zone", REGION + "a",
            "associate_public_ip_address", false, "ebs_optimized", true, "monitoring", true, "private_ip", "10.10." + Stable.number(id, 200) + ".17",
            "metadata_options", List.of(block("http_endpoint", "enabled", "http_put_response_hop_limit", 1, "http_tokens", "required", "instance_metadata_tags", "disabled")),
            "root_block_device", List.of(block("delete_on_termination", true, "device_name", "/dev/xvda", "encrypted", true, "volume_size", 40, "volume_type", "gp3")),
            "vpc_security_group_ids", group == null ? List.of() : List.of(ref(group, "id")), "user_data", null, "instance_state", "running")
        .costs("Amazon Elastic Compute Cloud", "Compute", "Instance", perDay);
  }

  private Terraform.Resource volume(String name, Object index, int size, boolean encrypted, Map<String, Object> tags) {
    String id = id("vol", name + index);
    return add("", "aws_ebs_volume", name, index, tags)
        .with(
            "id", id, "arn", arn("ec2", REGION, "volume/" + id), "availability_zone", REGION + "a", "size", size, "type", "gp3", "iops", 3000,
            "throughput", 125, "encrypted", encrypted, "snapshot_id", "")
        .costs("Amazon Elastic Compute Cloud", "Storage", "Volume", size * 0.003);
  }

  private Terraform.Resource balancer(String name, boolean internal, Terraform.Resource group, String tls, Map<String, Object> tags) {
    String arn = arn("elasticloadbalancing", REGION, "loadbalancer/app/" + name.replace('_', '-') + "/" + Stable.hex(at.path + name, 16));
    Terraform.Resource balancer =
        add("", "aws_lb", name, null, tags)
            .with(
                "id", arn, "arn", arn, "name", name.replace('_', '-'), "internal", internal, "load_balancer_type", "application", "drop_invalid_header_fields", true,
                "enable_deletion_protection", true, "security_groups", List.of(ref(group, "id")),
                "access_logs", List.of(block("bucket", "nordlicht-log-archive", "enabled", true, "prefix", name)))
            .costs("Elastic Load Balancing", "Networking", "Load Balancer", 1.1);
    String listener = arn.replace("loadbalancer/", "listener/") + "/" + Stable.hex(name + "443", 16);
    add("", "aws_lb_listener", name, null, tags)
        .with(
            "id", listener, "arn", listener, "load_balancer_arn", ref(balancer, "arn"), "port", 443, "protocol", "HTTPS", "ssl_policy", tls,
            "certificate_arn", arn("acm", REGION, "certificate/" + Stable.uuid("cert" + name)),
            "default_action", List.of(block("order", 1, "target_group_arn", arn.replace("loadbalancer/app", "targetgroup"), "type", "forward")));
    return balancer;
  }

  private Terraform.Resource secret(String name, Map<String, Object> tags) {
    String arn = arn("secretsmanager", REGION, "secret:" + name.replace('_', '/') + "-" + Stable.hex(at.path + name, 6));
    return add("", "aws_secretsmanager_secret", name, null, tags)
        .with("id", arn, "arn", arn, "name", name.replace('_', '/'), "kms_key_id", "", "recovery_window_in_days", 30, "description", "")
        .costs("AWS Secrets Manager", "Security", "Secret", 0.014);
  }

  private Terraform.Resource repository(String name, boolean scanned, Map<String, Object> tags) {
    return add("", "aws_ecr_repository", name.replace('-', '_'), null, tags)
        .with(
            "id", "nordlicht/" + name, "name", "nordlicht/" + name, "arn", arn("ecr", REGION, "repository/nordlicht/" + name), "registry_id", at.account,
            "repository_url", at.account + ".dkr.ecr." + REGION + ".amazonaws.com/nordlicht/" + name, "image_tag_mutability", scanned ? "IMMUTABLE" : "MUTABLE",
            "image_scanning_configuration", List.of(block("scan_on_push", scanned)), "encryption_configuration", List.of(block("encryption_type", "AES256", "kms_key", "")))
        .costs("Amazon Elastic Container Registry", "Compute", "Repository", 0.3);
  }

  private Terraform.Resource queue(String name, boolean encrypted, Map<String, Object> tags) {
    return add("", "aws_sqs_queue", name, null, tags)
        .with(
            "id", "https://sqs." + REGION + ".amazonaws.com/" + at.account + "/" + name.replace('_', '-'), "name", name.replace('_', '-'), "arn", arn("sqs", REGION, name.replace('_', '-')),
            "sqs_managed_sse_enabled", encrypted, "kms_master_key_id", "", "message_retention_seconds", 345600, "visibility_timeout_seconds", 60, "fifo_queue", false)
        .costs("Amazon Simple Queue Service", "Integration", "Queue", 0.6);
  }

  // --- workspaces ---

  private void network() {
    workspace("network/hub", NETWORK, "nordlicht-network", false);
    Map<String, Object> tags = tags("platform", "production", "system", "landing-zone");
    vpc("hub", "hub", 1, true, tags);
    Terraform.Resource bastion = securityGroup("", "bastion", null, tags, rule("SSH from the office", 22, 22, "tcp", "198.51.100.0/24"));
    bastion.was("2026-08-14", "ingress", List.of(rule("SSH for everybody, temporary", 22, 22, "tcp", "0.0.0.0/0")));
    instance("bastion", null, "t3.small", 0.6, bastion, tags);
  }

  private void security() {
    workspace("security/log-archive", SECURITY, "nordlicht-security", false);
    Map<String, Object> tags = tags("security", "production", "system", "landing-zone");
    Terraform.Resource key = key("log_archive", tags);
    bucket("archive", "nordlicht-log-archive", tags, key, 21);
    bucket("evidence", "nordlicht-evidence", tags, key, 0.4).since("2026-02-03");
    add("", "aws_cloudtrail", "organization", null, tags)
        .with(
            "id", "organization", "name", "organization", "arn", arn("cloudtrail", REGION, "trail/organization"), "home_region", REGION, "is_multi_region_trail", true,
            "is_organization_trail", true, "enable_log_file_validation", true, "enable_logging", true, "include_global_service_events", true,
            "kms_key_id", ref(key, "arn"), "s3_bucket_name", "nordlicht-log-archive")
        .was("2026-09-30", "kms_key_id", "")
        .costs("AWS CloudTrail", "Management and Governance", "Trail", 3.2);
    role("", "audit_reader", "config.amazonaws.com", tags);
    add("", "aws_iam_policy", "break_glass", null, tags)
        .with(
            "id", arn("iam", "", "policy/break-glass"), "arn", arn("iam", "", "policy/break-glass"), "name", "break-glass", "path", "/",
            "policy", policy(block("Effect", "Allow", "Action", "*", "Resource", "*")));
  }

  private void tracking(String environment, String account) {
    boolean production = environment.equals("production");
    String suffix = production ? "prod" : "staging";
    workspace("tracking/" + suffix, account, "nordlicht-" + suffix, false);
    Map<String, Object> tags = tags("tracking", environment, "component", "tracking-api");
    double size = production ? 1 : 0.3;
    Terraform.Resource vpc = vpc(production ? "tracking_network" : "tracking_staging_network", "tracking", production ? 10 : 20, production, tags("platform", environment));
    Terraform.Resource key = key("tracking", tags);
    if (!production) {
      key.with("enable_key_rotation", false);
    }
    Terraform.Resource web = securityGroup("", "tracking_web", vpc, tags, rule("HTTPS", 443, 443, "tcp", "0.0.0.0/0"));
    balancer("tracking_api", false, web, production ? "ELBSecurityPolicy-TLS13-1-2-2021-06" : "ELBSecurityPolicy-2016-08", tags);
    database("events_db", "tracking-events-" + suffix, production ? "db.r6g.2xlarge" : "db.t4g.medium", 46 * size, key, tags(  "tracking", environment, "component", "tracking-events"));
    bucket(production ? "events" : "events_staging", "nordlicht-tracking-events-" + suffix, tags, key, 34 * size);
    bucket(production ? "exports" : "exports_staging", "nordlicht-tracking-exports-" + suffix, tags, null, 6 * size);
    Terraform.Resource ingest = securityGroup("", "tracking_ingest", vpc, tags, rule("Scanners", 8443, 8443, "tcp", "10.0.0.0/8"));
    for (int i = 0; i < (production ? 4 : 2); i++) {
      Terraform.Resource node = instance("ingest", i, production ? "c6i.2xlarge" : "t3.large", 7.4 * size, ingest, tags);
      if (production && i == 3) {
        node.since("2026-06-02");
      }
      volume("ingest", i, 200, production, tags);
    }
    queue("scan_events", production, tags);
    queue("scan_events_dead", production, tags);
    secret("tracking_database", tags);
    secret("tracking_carrier_keys", tags);
    Terraform.Resource role = role("", "tracking_ingest", "ec2.amazonaws.com", tags);
    at.add("aws_iam_role_policy", production ? "tracking_ingest" : "tracking_ingest_staging")
        .with(
            "id", "tracking-ingest:queues", "name", "queues", "role", ref(role, "id"),
            "policy", policy(block("Effect", "Allow", "Action", production ? List.of("sqs:SendMessage", "sqs:ReceiveMessage") : (Object) "sqs:*", "Resource", "*")));
    add("", "aws_cloudwatch_log_group", "tracking", null, tags)
        .with("id", "/nordlicht/tracking", "name", "/nordlicht/tracking", "arn", arn("logs", REGION, "log-group:/nordlicht/tracking"), "retention_in_days", production ? 365 : 0, "kms_key_id", "")
        .costs("Amazon CloudWatch", "Management and Governance", "Log Group", 5.1 * size);
  }

  private void warehouse() {
    workspace("warehouse/prod", PROD, "nordlicht-prod", false);
    Map<String, Object> tags = tags("warehouse", "production", "component", "slotting");
    Terraform.Resource vpc = vpc("warehouse_network", "warehouse", 12, true, tags("platform", "production"));
    Terraform.Resource group = securityGroup("", "warehouse_hosts", vpc, tags, rule("Handhelds", 8080, 8090, "tcp", "10.64.0.0/12"));
    for (String site : List.of("hamburg", "gdansk", "lyon", "malmo", "parma")) {
      Terraform.Resource host = instance("gateway", site, "m6i.xlarge", 4.6, group, tags(site.equals("parma") ? "" : "warehouse", "production", "site", site));
      volume("gateway", site, 500, !site.equals("gdansk"), tags(site.equals("gdansk") ? "" : "warehouse", "production", "site", site));
      if (site.equals("lyon") || site.equals("parma")) {
        host.with("metadata_options", List.of(block("http_endpoint", "enabled", "http_put_response_hop_limit", 2, "http_tokens", "optional", "instance_metadata_tags", "disabled")));
      }
      if (site.equals("parma")) {
        host.since("2026-09-08");
        host.with("associate_public_ip_address", true, "public_ip", "203.0.113.77");
        host.change("instance_type", "m6i.2xlarge");
      }
    }
    database("slotting_db", "warehouse-slotting", "db.r6g.xlarge", 24, null, tags).was("2026-07-20", "backup_retention_period", 0).was("2026-05-12", "multi_az", false);
    Terraform.Resource legacy = plainBucket("", "label_archive", "nordlicht-warehouse-labels", tags("", "production"), 9);
    at.add("aws_s3_bucket_acl", "label_archive").with("id", "nordlicht-warehouse-labels,public-read", "bucket", ref(legacy, "id"), "acl", "public-read");
    bucket("photos", "nordlicht-damage-photos", tags, null, 14);
    queue("pick_orders", true, tags);
    secret("warehouse_printer", tags);
    add("", "aws_lambda_function", "label_render", null, tags)
        .with(
            "id", "label-render", "function_name", "label-render", "arn", arn("lambda", REGION, "function:label-render"), "runtime", "java21", "memory_size", 1024, "timeout", 30,
            "handler", "nordlicht.Labels::handle", "role", arn("iam", "", "role/label-render"), "tracing_config", List.of(block("mode", "Active")),
            "environment", List.of(block("variables", block("STAGE", "production", "PRINT_PARTNER", "https://print.example.net"))))
        .costs("AWS Lambda", "Compute", "Function", 3.8);
    role("", "label_render", "lambda.amazonaws.com", tags);
  }

  private void customs() {
    workspace("customs/prod", PROD, "nordlicht-prod", true);
    Map<String, Object> tags = tags("customs", "production", "component", "declarations");
    Terraform.Resource group = securityGroup("", "customs_batch", null, tags, rule("Batch control", 9443, 9443, "tcp", "10.12.0.0/16"));
    for (int i = 0; i < 3; i++) {
      instance("batch", i, "m5.large", 2.5, group, tags).was("2026-10-05", "metadata_options", List.of(block("http_endpoint", "enabled", "http_put_response_hop_limit", 1, "http_tokens", "optional", "instance_metadata_tags", "disabled")));
      volume("batch", i, 100, true, tags).was("2026-06-18", "encrypted", false);
    }
    plainBucket("", "declarations", "nordlicht-customs-declarations", tags, 5);
    plainBucket("", "tariffs", "nordlicht-customs-tariffs", tags, 0.7);
    Terraform.Resource user = add("", "aws_iam_user", "customs_gateway", null, tags)
        .with("id", "customs-gateway", "name", "customs-gateway", "arn", arn("iam", "", "user/customs-gateway"), "path", "/", "force_destroy", false, "unique_id", "AIDA" + Stable.hex("customs", 16).toUpperCase(java.util.Locale.ROOT));
    at.add("aws_iam_access_key", "customs_gateway").with("id", "AKIAEXAMPLENORDLICHT", "user", ref(user, "name"), "status", "Active", "secret", "not-kept").secret("secret");
    at.add("aws_iam_user_policy", "customs_gateway")
        .with("id", "customs-gateway:send", "name", "send", "user", ref(user, "name"), "policy", policy(block("Effect", "Allow", "Action", List.of("s3:*"), "Resource", "arn:aws:s3:::nordlicht-customs-declarations/*")));
    queue("declarations", true, tags);
    secret("customs_certificate", tags);
    key("customs", tags).was("2026-08-31", "enable_key_rotation", false);
  }

  private void clusters() {
    workspace("platform/eks", PROD, "nordlicht-prod", false);
    Map<String, Object> tags = tags("platform", "production", "system", "runtime");
    at.call("eks", "terraform-aws-modules/eks/aws", "~> 20.31");
    Terraform.Resource role = role("eks", "cluster", "eks.amazonaws.com", tags);
    Terraform.Resource cluster =
        add("eks", "aws_eks_cluster", "this", 0, tags)
            .with(
                "id", "nordlicht-eks", "name", "nordlicht-eks", "arn", arn("eks", REGION, "cluster/nordlicht-eks"), "version", "1.31", "status", "ACTIVE", "role_arn", ref(role, "arn"),
                "enabled_cluster_log_types", List.of("api", "audit", "authenticator"),
                "vpc_config", List.of(block("endpoint_private_access", true, "endpoint_public_access", true, "public_access_cidrs", List.of("198.51.100.0/24"), "subnet_ids", List.of(), "vpc_id", id("vpc", "eks"))),
                "encryption_config", List.of(block("provider", List.of(block("key_arn", arn("kms", REGION, "key/" + Stable.uuid("eks")))), "resources", List.of("secrets"))))
            .was("2026-10-20", "vpc_config", List.of(block("endpoint_private_access", true, "endpoint_public_access", true, "public_access_cidrs", List.of("0.0.0.0/0"), "subnet_ids", List.of(), "vpc_id", id("vpc", "eks"))))
            .costs("Amazon Elastic Kubernetes Service", "Compute", "Cluster", 2.4);
    for (String pool : List.of("general", "memory")) {
      add("eks", "aws_eks_node_group", "this", pool, tags)
          .with(
              "id", "nordlicht-eks:" + pool, "node_group_name", pool, "cluster_name", ref(cluster, "name"), "arn", arn("eks", REGION, "nodegroup/nordlicht-eks/" + pool + "/" + Stable.uuid(pool)),
              "instance_types", List.of(pool.equals("memory") ? "r6i.2xlarge" : "m6i.2xlarge"), "capacity_type", "ON_DEMAND", "status", "ACTIVE",
              "scaling_config", List.of(block("desired_size", pool.equals("memory") ? 3 : 9, "max_size", 20, "min_size", 3)))
          .costs("Amazon Elastic Compute Cloud", "Compute", "Node Group", pool.equals("memory") ? 42 : 88);
    }
    for (String image : List.of("tracking-api", "tracking-events", "slotting", "pick-planner", "declarations", "invoicing", "rate-engine", "notifier")) {
      repository(image, !image.equals("notifier") && !image.equals("rate-engine"), tags("platform", "production", "component", image));
    }
  }

  private void data() {
    workspace("data/lake", DATA, "nordlicht-data", false);
    Map<String, Object> tags = tags("data-platform", "production", "component", "lake");
    Terraform.Resource key = key("lake", tags);
    bucket("raw", "nordlicht-lake-raw", tags, key, 96);
    bucket("curated", "nordlicht-lake-curated", tags, key, 58);
    bucket("serving", "nordlicht-lake-serving", tags, key, 22).since("2026-01-12");
    plainBucket("", "scratch", "nordlicht-lake-scratch", tags("", ""), 31);
    plainBucket("", "migration", "nordlicht-lake-migration-2024", tags("", "production"), 17).delete();
    role("", "lake_jobs", "glue.amazonaws.com", tags)
        .with("assume_role_policy", policy(block("Effect", "Allow", "Action", "sts:AssumeRole", "Principal", block("AWS", "*"))));
    at.add("aws_iam_policy", "lake_jobs")
        .with("id", arn("iam", "", "policy/lake-jobs"), "arn", arn("iam", "", "policy/lake-jobs"), "name", "lake-jobs", "path", "/", "policy", policy(block("Effect", "Allow", "Action", List.of("s3:*", "glue:*"), "Resource", "*")));
    add("", "aws_redshift_cluster", "reporting", null, tags)
        .with(
            "id", "reporting", "cluster_identifier", "reporting", "arn", arn("redshift", REGION, "namespace:" + Stable.uuid("reporting")), "node_type", "ra3.xlplus", "number_of_nodes", 2,
            "encrypted", true, "publicly_accessible", false, "automated_snapshot_retention_period", 7, "database_name", "reporting", "master_username", "reporting", "master_password", "not-kept")
        .secret("master_password")
        .until("2026-08-03")
        .costs("Amazon Redshift", "Databases", "Cluster", 62);
    secret("lake_connectors", tags);
  }

  private void sandbox() {
    workspace("sandbox/experiments", SANDBOX, "nordlicht-sandbox", true);
    Map<String, Object> none = tags("", "");
    Terraform.Resource open = securityGroup("", "lab", null, none, rule("", 22, 22, "tcp", "0.0.0.0/0"), rule("", 3389, 3389, "tcp", "0.0.0.0/0")).since("2026-03-17");
    Terraform.Resource gpu = instance("gpu_lab", null, "g5.4xlarge", 47, open, none).since("2026-08-11").until("2026-08-29");
    gpu.with("associate_public_ip_address", true);
    instance("demo", null, "t3.medium", 1.1, open, tags("customer-portal", "sandbox")).since("2026-03-17")
        .with(
            "associate_public_ip_address", true, "public_ip", "203.0.113.20",
            "metadata_options", List.of(block("http_endpoint", "enabled", "http_put_response_hop_limit", 1, "http_tokens", "optional", "instance_metadata_tags", "disabled")),
            "user_data", "#!/bin/sh\nexport DB_PASSWORD=lab-only-" + Stable.hex("lab", 6) + "\n/opt/demo/start\n");
    volume("demo", null, 300, false, none).since("2026-03-17");
    plainBucket("", "dump", "nordlicht-sandbox-dump", none, 2.2).since("2026-04-02");
    Terraform.Resource database =
        database("lab_db", "lab", "db.t4g.small", 1.9, null, none).since("2026-05-06")
            .with("publicly_accessible", true, "storage_encrypted", false, "backup_retention_period", 0, "multi_az", false, "deletion_protection", false);
    database.with("iam_database_authentication_enabled", false);
  }

  /** A change that is proposed and not applied: much is known only afterwards. */
  private void expansion() {
    workspace("warehouse/rotterdam", PROD, "nordlicht-prod", false);
    Map<String, Object> tags = tags("warehouse", "production", "site", "rotterdam", "component", "slotting");
    Terraform.Resource key = key("rotterdam", tags).planned("id", "arn", "key_id");
    at.call("labels", REGISTRY + "s3-bucket/aws", "2.3.1");
    Terraform.Resource bucket = plainBucket("labels", "this", "nordlicht-rotterdam-labels", tags, 0).planned("id", "arn", "bucket_domain_name", "hosted_zone_id", "region");
    at.add("labels", "aws_s3_bucket_public_access_block", "this", null)
        .with("bucket", ref(bucket, "id"), "block_public_acls", true, "block_public_policy", true, "ignore_public_acls", true, "restrict_public_buckets", true)
        .planned("id");
    at.add("labels", "aws_s3_bucket_versioning", "this", null)
        .with("bucket", ref(bucket, "id"), "versioning_configuration", List.of(block("status", "Enabled")))
        .planned("id");
    at.add("labels", "aws_s3_bucket_policy", "this", null).with("bucket", ref(bucket, "id"), "policy", ref(bucket, "arn")).planned("id");
    Terraform.Resource group =
        securityGroup("", "rotterdam_hosts", null, tags, rule("Handhelds", 8080, 8090, "tcp", "10.64.0.0/12")).planned("id", "arn", "owner_id", "vpc_id");
    for (int i = 0; i < 2; i++) {
      instance("rotterdam", i, "m6i.xlarge", 0, group, tags).planned("id", "arn", "private_ip", "instance_state", "associate_public_ip_address");
      volume("rotterdam", i, 500, true, tags).with("kms_key_id", ref(key, "arn")).planned("id", "arn");
    }
    volume("rotterdam_scratch", null, 200, true, tags).planned("id", "arn", "encrypted");
    secret("rotterdam_printer", tags).planned("id", "arn");
    queue("rotterdam_orders", true, tags).planned("id", "arn");
  }
}
