package roadbed.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import roadbed.app.command.Roadbed;
import roadbed.app.config.Folders;
import roadbed.app.server.ServerTraining;

/**
 * What the AOT cache is trained on; started by the launcher, never by a person. The launcher names a scratch
 * folder and makes it this process's state folder, so that nothing of the user's is touched; without that it
 * does nothing.
 */
final class Training {
  private Training() {}

  public static void main(String[] arguments) throws IOException {
    String named = System.getenv("ROADBED_TRAINING");
    if (named == null || arguments.length != 1) {
      System.exit(2);
      return;
    }
    Path scratch = Path.of(named);
    if (!Folders.ofProcess().state().startsWith(scratch)) {
      System.exit(2);
    }
    if (arguments[0].equals("server")) {
      ServerTraining.run(scratch);
    } else {
      commands(scratch);
    }
    // Threads that a library has left behind do not keep it.
    System.exit(0);
  }

  private static void commands(Path scratch) throws IOException {
    Path plan = scratch.resolve("plan.json");
    Files.writeString(plan, plan(40));
    Roadbed.run("--version");
    Roadbed.run("scan", "--help");
    Roadbed.run("scan", plan.toString());
    for (String format : new String[] {"json", "sarif", "markdown", "html"}) {
      String output = scratch.resolve("result." + format).toString();
      Roadbed.run("scan", plan.toString(), "--format", format, "--output", output);
    }
    rego(scratch);
    Roadbed.run("guardrail", "list");
    Roadbed.run("kpi", "list");
    Roadbed.run("evidence", "verify");
  }

  /** A policy with a test of it: what the commands of Rego load when they start. */
  private static void rego(Path scratch) throws IOException {
    Path policy = scratch.resolve("rego").resolve("policy.rego");
    Files.createDirectories(policy.getParent());
    Files.writeString(
        policy,
        """
        package training

        deny contains msg if {
          some name, bucket in input.buckets
          not startswith(name, "ok-")
          msg := sprintf("%s is %v", [name, bucket.acl])
        }

        test_deny if {
          count(deny) == 1 with input as {"buckets": {"a": {"acl": "public"}, "ok-b": {"acl": "private"}}}
        }

        test_cases[name] if {
          some name, n in {"one": 1, "two": 2}
          n < 2
        }
        """);
    Path input = scratch.resolve("rego-input.json");
    Files.writeString(input, "{\"buckets\": {\"a\": {\"acl\": \"public\"}}}");
    String folder = String.valueOf(policy.getParent());
    Roadbed.run("rego", "eval", "-d", folder, "-i", input.toString(), "data.training.deny");
    Roadbed.run("rego", "eval", "-d", folder, "-i", input.toString(), "-f", "pretty", "x := data.training.deny");
    Roadbed.run("rego", "test", folder);
    Roadbed.run("rego", "test", "-v", "--coverage", folder);
    Roadbed.run("rego", "check", folder);
    Roadbed.run("rego", "fmt", "-l", folder);
  }

  /** A plan of buckets, machines and firewalls, some of them wrong. */
  private static String plan(int resources) {
    StringBuilder changes = new StringBuilder();
    for (int i = 0; i < resources; i++) {
      String change =
          switch (i % 3) {
            case 0 -> change("aws_s3_bucket", i, "\"bucket\":\"training-%d\",\"acl\":\"public-read\"".formatted(i));
            case 1 -> change("aws_instance", i, "\"instance_type\":\"t3.micro\",\"associate_public_ip_address\":true");
            default ->
                change(
                    "aws_security_group",
                    i,
                    "\"ingress\":[{\"from_port\":22,\"to_port\":22,\"protocol\":\"tcp\",\"cidr_blocks\":[\"0.0.0.0/0\"]}]");
          };
      changes.append(i == 0 ? "" : ",").append(change);
    }
    return "{\"format_version\":\"1.2\",\"terraform_version\":\"1.11.4\",\"resource_changes\":[%s]}"
        .formatted(changes);
  }

  private static String change(String type, int number, String after) {
    return """
        {"address":"%1$s.r%2$d","mode":"managed","type":"%1$s","name":"r%2$d",
         "provider_name":"registry.terraform.io/hashicorp/aws",
         "change":{"actions":["create"],"before":null,"after":{%3$s,"tags":{"owner":"training"}},
         "after_unknown":{"id":true},"before_sensitive":false,"after_sensitive":{}}}"""
        .formatted(type, number, after);
  }
}
