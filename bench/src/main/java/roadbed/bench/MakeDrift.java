package roadbed.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes an estate for a comparison: code in JSON syntax, the state that it was applied to, and a snapshot of AWS Config in
 * which one resource of a hundred was changed by hand, one of a thousand is gone, and one of a thousand was never declared.
 */
public final class MakeDrift {
  private static final int OF_A_FILE = 500;
  private static final String ACCOUNT = "123456789012";

  private MakeDrift() {}

  /** Arguments: the folder, how many resources each side has. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int count = Integer.parseInt(arguments[1]);
    Files.createDirectories(folder.resolve("code"));
    Files.createDirectories(folder.resolve("live"));
    code(folder.resolve("code"), count);
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("terraform.tfstate"))) {
      out.write("{\"version\":4,\"terraform_version\":\"1.9.0\",\"serial\":1,\"lineage\":\"bench\",\"resources\":[\n");
      for (int i = 0; i < count; i++) {
        out.write(
            "{\"mode\":\"managed\",\"type\":\"%s\",\"name\":\"r%d\",\"provider\":\"provider[\\\"registry.terraform.io/hashicorp/aws\\\"]\",\"instances\":[{\"attributes\":{%s,%s}}]}%s\n"
                .formatted(type(i), i, identity(i), settings(i, false), i + 1 < count ? "," : ""));
      }
      out.write("]}\n");
    }
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("live/snapshot.json"))) {
      out.write("{\"fileVersion\":\"1.0\",\"configSnapshotId\":\"bench\",\"configurationItems\":[\n");
      for (int i = 0; i < count; i++) {
        int shown = i % 1_000 == 7 ? count + i : i;
        out.write(item(shown, i % 100 == 3) + (i + 1 < count ? ",\n" : "\n"));
      }
      out.write("]}\n");
    }
  }

  private static void code(Path folder, int count) throws IOException {
    Files.writeString(folder.resolve("provider.tf"), "provider \"aws\" {\n  region = \"eu-west-1\"\n  allowed_account_ids = [\"" + ACCOUNT + "\"]\n}\n");
    for (int file = 0; file * OF_A_FILE < count; file++) {
      StringBuilder text = new StringBuilder();
      for (int i = file * OF_A_FILE; i < Math.min(count, (file + 1) * OF_A_FILE); i++) {
        text.append("resource \"").append(type(i)).append("\" \"r").append(i).append("\" {\n");
        text.append(
            switch (i % 3) {
              case 0 -> "  name = \"queue-%d\"\n  visibility_timeout_seconds = 30\n  message_retention_seconds = 86400\n".formatted(i);
              case 1 -> "  bucket = \"bucket-%d\"\n".formatted(i);
              default -> "  instance_type = \"t3.small\"\n  ami = \"ami-1\"\n  ebs_optimized = true\n";
            });
        text.append("  tags = {\n    team = \"team-").append(i % 40).append("\"\n    service = \"s").append(i % 400).append("\"\n  }\n}\n");
      }
      Files.writeString(folder.resolve("part" + file + ".tf"), text);
    }
  }

  private static String type(int i) {
    return switch (i % 3) {
      case 0 -> "aws_sqs_queue";
      case 1 -> "aws_s3_bucket";
      default -> "aws_instance";
    };
  }

  private static String identity(int i) {
    return switch (i % 3) {
      case 0 -> "\"id\":\"https://sqs.eu-west-1.amazonaws.com/%2$s/queue-%1$d\",\"arn\":\"arn:aws:sqs:eu-west-1:%2$s:queue-%1$d\",\"name\":\"queue-%1$d\"".formatted(i, ACCOUNT);
      case 1 -> "\"id\":\"bucket-%1$d\",\"arn\":\"arn:aws:s3:::bucket-%1$d\",\"bucket\":\"bucket-%1$d\"".formatted(i);
      default -> "\"id\":\"i-%1$d\",\"arn\":\"arn:aws:ec2:eu-west-1:%2$s:instance/i-%1$d\"".formatted(i, ACCOUNT);
    };
  }

  private static String settings(int i, boolean byHand) {
    String tags = "\"tags\":{\"team\":\"team-%d\",\"service\":\"s%d\"}".formatted(i % 40, i % 400);
    return tags
        + switch (i % 3) {
          case 0 -> ",\"visibility_timeout_seconds\":%d,\"message_retention_seconds\":86400".formatted(byHand ? 5 : 30);
          case 1 -> "";
          default -> ",\"instance_type\":\"%s\",\"ami\":\"ami-1\",\"ebs_optimized\":true".formatted(byHand ? "t3.large" : "t3.small");
        };
  }

  private static String item(int i, boolean byHand) {
    String head =
        "{\"awsAccountId\":\"%s\",\"awsRegion\":\"eu-west-1\",\"configurationItemStatus\":\"OK\",\"configurationItemCaptureTime\":\"2026-11-01T08:00:00Z\",\"tags\":{\"team\":\"team-%d\",\"service\":\"%s\"},"
            .formatted(ACCOUNT, i % 40, byHand && i % 3 == 1 ? "other" : "s" + i % 400);
    return head
        + switch (i % 3) {
          case 0 ->
              "\"resourceType\":\"AWS::SQS::Queue\",\"resourceId\":\"https://sqs.eu-west-1.amazonaws.com/%2$s/queue-%1$d\",\"ARN\":\"arn:aws:sqs:eu-west-1:%2$s:queue-%1$d\",\"configuration\":{\"QueueName\":\"queue-%1$d\",\"VisibilityTimeout\":%3$d,\"MessageRetentionPeriod\":86400}}"
                  .formatted(i, ACCOUNT, byHand ? 5 : 30);
          case 1 ->
              "\"resourceType\":\"AWS::S3::Bucket\",\"resourceId\":\"bucket-%1$d\",\"ARN\":\"arn:aws:s3:::bucket-%1$d\",\"configuration\":{\"name\":\"bucket-%1$d\"}}".formatted(i);
          default ->
              "\"resourceType\":\"AWS::EC2::Instance\",\"resourceId\":\"i-%1$d\",\"ARN\":\"arn:aws:ec2:eu-west-1:%2$s:instance/i-%1$d\",\"configuration\":{\"instanceId\":\"i-%1$d\",\"instanceType\":\"%3$s\",\"imageId\":\"ami-1\",\"ebsOptimized\":true}}"
                  .formatted(i, ACCOUNT, byHand ? "t3.large" : "t3.small");
        };
  }
}
