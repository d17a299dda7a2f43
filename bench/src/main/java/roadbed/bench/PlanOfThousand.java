package roadbed.bench;

import java.nio.charset.StandardCharsets;

/**
 * A Terraform plan with many resource changes, as {@code terraform show -json} prints it: changes with
 * what was and what will be, what is known only after apply, and the configuration. The same size gives the same bytes.
 */
final class PlanOfThousand {
  private static final String[] TYPES = {
    "aws_s3_bucket", "aws_instance", "aws_security_group", "aws_ebs_volume", "aws_db_instance", "aws_iam_policy",
    "aws_lambda_function", "aws_iam_role", "aws_subnet", "aws_kms_key"
  };
  private static final String[] TEAMS = {"payments", "search", "web", "data", "platform", "mobile", "identity"};

  private final StringBuilder out = new StringBuilder(1 << 21);

  private PlanOfThousand() {}

  static byte[] json(int resources) {
    PlanOfThousand plan = new PlanOfThousand();
    plan.document(resources);
    return plan.out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void document(int resources) {
    out.append("{\"format_version\":\"1.2\",\"terraform_version\":\"1.11.4\",\"resource_changes\":[");
    for (int i = 0; i < resources; i++) {
      change(i);
    }
    out.append("],\"configuration\":{\"provider_config\":{\"aws\":{\"name\":\"aws\",\"full_name\":");
    out.append("\"registry.terraform.io/hashicorp/aws\",\"expressions\":{\"region\":{\"constant_value\":\"eu-west-1\"}}}}}}");
  }

  private void identity(int i) {
    String type = type(i);
    out.append("\"address\":\"").append(type).append(".r").append(i);
    out.append("\",\"mode\":\"managed\",\"type\":\"").append(type).append("\",\"name\":\"r").append(i);
    out.append("\",\"provider_name\":\"registry.terraform.io/hashicorp/aws\"");
  }

  private void change(int i) {
    out.append(i == 0 ? "{" : ",{");
    identity(i);
    out.append(",\"change\":{\"actions\":");
    boolean before = true;
    boolean after = true;
    switch (i % 23) {
      case 0, 1, 2, 3, 4 -> out.append("[\"no-op\"]");
      case 5, 6, 7, 8 -> out.append("[\"update\"]");
      case 9 -> {
        out.append("[\"delete\"]");
        after = false;
      }
      case 10 -> out.append("[\"delete\",\"create\"]");
      default -> {
        out.append("[\"create\"]");
        before = false;
      }
    }
    out.append(",\"before\":");
    if (before) {
      values(i);
    } else {
      out.append("null");
    }
    out.append(",\"after\":");
    if (after) {
      values(i);
    } else {
      out.append("null");
    }
    out.append(",\"after_unknown\":{\"id\":true,\"arn\":true,\"tags\":{},\"tags_all\":{}}");
    out.append(",\"before_sensitive\":false,\"after_sensitive\":{\"tags\":{},\"tags_all\":{}}}}");
  }

  private static String type(int i) {
    return TYPES[i % TYPES.length];
  }

  private void values(int i) {
    out.append('{');
    switch (type(i)) {
      case "aws_s3_bucket" -> {
        text("bucket", "example-" + TEAMS[i % 7] + "-" + i);
        text("acl", i % 90 == 0 ? "public-read" : "private");
        out.append("\"force_destroy\":false,\"versioning\":[{\"enabled\":").append(i % 3 == 0);
        out.append(",\"mfa_delete\":false}],\"server_side_encryption_configuration\":[{\"rule\":[{");
        out.append("\"apply_server_side_encryption_by_default\":[{\"sse_algorithm\":\"aws:kms\"}]}]}],");
      }
      case "aws_instance" -> {
        text("ami", "ami-0c55b159cbfafe1f0");
        text("instance_type", i % 70 == 1 ? "x1e.32xlarge" : i % 3 == 0 ? "t3.medium" : "m6i.large");
        text("subnet_id", "subnet-0a1b2c3d" + i % 10);
        out.append("\"monitoring\":true,\"ebs_optimized\":true,\"user_data_replace_on_change\":false,");
        out.append("\"metadata_options\":[{\"http_endpoint\":\"enabled\",\"http_put_response_hop_limit\":1,\"http_tokens\":\"");
        out.append(i % 60 == 1 ? "optional" : "required");
        out.append("\"}],\"root_block_device\":[{\"encrypted\":true,\"volume_size\":").append(20 + i % 80);
        out.append(",\"volume_type\":\"gp3\"}],");
      }
      case "aws_security_group" -> {
        text("name", TEAMS[i % 7] + "-" + i);
        text("vpc_id", "vpc-0123456789abcdef0");
        out.append("\"ingress\":[{\"description\":\"web\",\"from_port\":443,\"to_port\":443,\"protocol\":\"tcp\",");
        out.append("\"cidr_blocks\":[\"0.0.0.0/0\"],\"ipv6_cidr_blocks\":[],\"self\":false},");
        out.append("{\"description\":\"admin\",\"from_port\":22,\"to_port\":22,\"protocol\":\"tcp\",\"cidr_blocks\":[\"");
        out.append(i % 80 == 2 ? "0.0.0.0/0" : "10.0.0.0/8");
        out.append("\"],\"ipv6_cidr_blocks\":[],\"self\":false}],\"egress\":[{\"from_port\":0,\"to_port\":0,\"protocol\":\"-1\",");
        out.append("\"cidr_blocks\":[\"0.0.0.0/0\"]}],");
      }
      case "aws_ebs_volume" -> {
        text("availability_zone", "eu-west-1" + "abc".charAt(i % 3));
        text("type", "gp3");
        out.append("\"size\":").append(10 + i % 500).append(",\"iops\":3000,\"throughput\":125,\"encrypted\":");
        out.append(i % 50 != 3).append(",\"multi_attach_enabled\":false,");
      }
      case "aws_db_instance" -> {
        text("identifier", "db-" + i);
        text("engine", i % 2 == 0 ? "postgres" : "mysql");
        text("engine_version", "16.3");
        text("instance_class", "db.r6g.large");
        out.append("\"allocated_storage\":").append(100 + i % 400).append(",\"multi_az\":true,\"storage_encrypted\":");
        out.append(i % 60 != 4).append(",\"backup_retention_period\":7,\"publicly_accessible\":false,\"deletion_protection\":true,");
      }
      case "aws_iam_policy" -> {
        text("name", "policy-" + i);
        text("path", "/");
        boolean wide = i % 100 == 5;
        out.append("\"policy\":\"{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Sid\\\":\\\"S").append(i);
        out.append("\\\",\\\"Effect\\\":\\\"Allow\\\",\\\"Action\\\":").append(wide ? "\\\"*\\\"" : "[\\\"s3:GetObject\\\",\\\"s3:ListBucket\\\"]");
        out.append(",\\\"Resource\\\":\\\"").append(wide ? "*" : "arn:aws:s3:::example-" + i + "/*").append("\\\"}]}\",");
      }
      case "aws_lambda_function" -> {
        text("function_name", "fn-" + i);
        text("runtime", "java21");
        text("handler", "com.example.Handler::handleRequest");
        out.append("\"memory_size\":512,\"timeout\":30,\"publish\":false,\"environment\":[{\"variables\":{\"STAGE\":\"production\",");
        out.append("\"TEAM\":\"").append(TEAMS[i % 7]).append("\"}}],\"tracing_config\":[{\"mode\":\"Active\"}],");
      }
      case "aws_iam_role" -> {
        text("name", "role-" + i);
        text("description", "Role of service " + i);
        out.append("\"max_session_duration\":3600,\"force_detach_policies\":false,\"managed_policy_arns\":[");
        out.append("\"arn:aws:iam::aws:policy/ReadOnlyAccess\"],");
      }
      case "aws_subnet" -> {
        text("vpc_id", "vpc-0123456789abcdef0");
        text("cidr_block", "10." + i % 256 + ".0.0/24");
        out.append("\"map_public_ip_on_launch\":false,\"assign_ipv6_address_on_creation\":false,");
      }
      default -> {
        text("description", "Key " + i);
        text("key_usage", "ENCRYPT_DECRYPT");
        out.append("\"enable_key_rotation\":true,\"deletion_window_in_days\":30,\"is_enabled\":true,");
      }
    }
    tags("tags", i);
    out.append(',');
    tags("tags_all", i);
    out.append(",\"timeouts\":null}");
  }

  private void text(String name, String value) {
    out.append('"').append(name).append("\":\"").append(value).append("\",");
  }

  private void tags(String name, int i) {
    out.append('"').append(name).append("\":{\"owner\":\"team-").append(TEAMS[i % 7]).append('"');
    if (i % 40 != 7) {
      out.append(",\"environment\":\"production\"");
    }
    out.append(",\"cost-center\":\"cc-").append(i % 20).append("\",\"service\":\"").append(TEAMS[(i + 3) % 7]).append("\"}");
  }
}
