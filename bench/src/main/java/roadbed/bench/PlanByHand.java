package roadbed.bench;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code terraform/deny.rego} says, as a Java programmer writes it with Jackson: the peer of the engine. */
final class PlanByHand {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int[] GUARDED_PORTS = {22, 3389, 3306, 5432, 6379, 27017};
  private static final List<String> REQUIRED_TAGS = List.of("cost-center", "environment", "owner");
  private static final Set<String> STATEFUL =
      Set.of("aws_db_instance", "aws_s3_bucket", "aws_ebs_volume", "aws_kms_key");

  private PlanByHand() {}

  static Set<String> deny(byte[] json) {
    return deny(MAPPER.readTree(json));
  }

  static Set<String> deny(JsonNode plan) {
    Set<String> found = new LinkedHashSet<>();
    for (JsonNode change : plan.path("resource_changes")) {
      String type = change.path("type").stringValue("");
      String address = change.path("address").stringValue("");
      JsonNode actions = change.path("change").path("actions");
      boolean written = false;
      boolean deleted = false;
      for (JsonNode action : actions) {
        String name = action.stringValue("");
        written |= name.equals("create") || name.equals("update");
        deleted |= name.equals("delete");
      }
      if (deleted && STATEFUL.contains(type)) {
        StringBuilder names = new StringBuilder();
        for (JsonNode action : actions) {
          names.append(names.isEmpty() ? "" : " and ").append(action.stringValue(""));
        }
        found.add(address + " would be destroyed (" + names + ")");
      }
      JsonNode after = change.path("change").path("after");
      if (written) {
        tags(address, after, found);
        switch (type) {
          case "aws_s3_bucket" -> {
            String acl = after.path("acl").stringValue("");
            if (acl.equals("public-read") || acl.equals("public-read-write")) {
              found.add(address + ": the bucket is public (" + acl + ")");
            }
          }
          case "aws_db_instance" -> encryption(address, after, "storage_encrypted", found);
          case "aws_ebs_volume", "aws_efs_file_system" -> encryption(address, after, "encrypted", found);
          case "aws_security_group" -> ports(address, after, found);
          case "aws_instance" -> instance(address, after, found);
          case "aws_iam_policy" -> policy(address, after, found);
          default -> {
            // Other types have tags only.
          }
        }
      }
    }
    return found;
  }

  private static void tags(String address, JsonNode after, Set<String> found) {
    JsonNode tags = after.get("tags");
    if (tags == null) {
      return;
    }
    Set<String> missing = new TreeSet<>();
    for (String tag : REQUIRED_TAGS) {
      if (!tags.has(tag)) {
        missing.add(tag);
      }
    }
    if (!missing.isEmpty()) {
      found.add(address + ": missing tags " + String.join(", ", missing));
    }
  }

  private static void encryption(String address, JsonNode after, String attribute, Set<String> found) {
    if (!after.path(attribute).booleanValue(false)) {
      found.add(address + ": " + attribute + " must be true");
    }
  }

  private static void ports(String address, JsonNode after, Set<String> found) {
    for (JsonNode rule : after.path("ingress")) {
      for (int port : GUARDED_PORTS) {
        if (rule.path("from_port").intValue(0) <= port && rule.path("to_port").intValue(0) >= port) {
          for (JsonNode block : rule.path("cidr_blocks")) {
            String source = block.stringValue("");
            if (source.equals("0.0.0.0/0") || source.equals("::/0")) {
              found.add(address + ": port " + port + " is open to " + source);
            }
          }
        }
      }
    }
  }

  private static void instance(String address, JsonNode after, Set<String> found) {
    String size = after.path("instance_type").stringValue("");
    if (!size.startsWith("t3.") && !size.startsWith("m6i.")) {
      found.add(address + ": the instance type " + size + " was not agreed on");
    }
    for (JsonNode options : after.path("metadata_options")) {
      String tokens = options.path("http_tokens").stringValue("");
      if (!tokens.equals("required")) {
        found.add(address + ": http_tokens is \"" + tokens + "\"");
      }
    }
  }

  private static void policy(String address, JsonNode after, Set<String> found) {
    for (JsonNode statement : MAPPER.readTree(after.path("policy").stringValue("{}")).path("Statement")) {
      if (statement.path("Effect").stringValue("").equals("Allow")
          && statement.path("Action").isString()
          && statement.path("Action").stringValue("").equals("*")
          && statement.path("Resource").stringValue("").equals("*")) {
        found.add(address + " allows everything in statement \"" + statement.path("Sid").stringValue("") + "\"");
      }
    }
  }
}
