package roadbed.testkit;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import roadbed.model.ValueJson;
import tools.jackson.core.JsonGenerator;

/**
 * Writes Terraform plans of any size, as {@code terraform show -json} prints them: buckets with their settings,
 * machines, volumes, firewalls, databases, keys, roles, Kubernetes workloads, on three clouds, some of them wrong and some
 * with values known only after apply. The same size and seed give the same bytes.
 */
public final class PlanGenerator {
  private static final List<String> TEAMS =
      List.of("payments", "search", "web", "data", "platform", "mobile", "identity", "risk", "logistics");
  private static final List<String> REGIONS = List.of("eu-central-1", "eu-west-1", "us-east-1");

  private final JsonGenerator json;
  private final SplittableRandom random;

  private PlanGenerator(JsonGenerator json, long seed) {
    this.json = json;
    this.random = new SplittableRandom(seed);
  }

  /** Writes a plan with that many resource changes. */
  public static void write(Path file, int resources, long seed) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
        JsonGenerator json = ValueJson.generator(out)) {
      new PlanGenerator(json, seed).plan(resources);
    }
  }

  private void plan(int resources) {
    json.writeStartObject();
    json.writeStringProperty("format_version", "1.2");
    json.writeStringProperty("terraform_version", "1.11.4");
    json.writeName("resource_changes");
    json.writeStartArray();
    for (int i = 0; i < resources; i++) {
      change(i);
    }
    json.writeEndArray();
    json.writeName("configuration");
    json.writeStartObject();
    json.writeName("root_module");
    json.writeStartObject();
    json.writeName("resources");
    json.writeStartArray();
    for (int i = 0; i < resources; i++) {
      if (kind(i) == Kind.BUCKET_VERSIONING) {
        configuration(i, "bucket", List.of(address(i - 1) + ".id", address(i - 1)));
      } else if (kind(i) == Kind.BUCKET_BLOCK) {
        configuration(i, "bucket", List.of(address(i - 2) + ".id", address(i - 2)));
      } else if (kind(i) == Kind.VOLUME && i % 20 == 0) {
        configuration(i, "encrypted", List.of("data.external.policy.result"));
      }
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  /** What is generated, in the order in which it recurs; a setting stands after its bucket. */
  private enum Kind {
    BUCKET("aws_s3_bucket"),
    BUCKET_VERSIONING("aws_s3_bucket_versioning"),
    BUCKET_BLOCK("aws_s3_bucket_public_access_block"),
    INSTANCE("aws_instance"),
    VOLUME("aws_ebs_volume"),
    GROUP("aws_security_group"),
    DATABASE("aws_db_instance"),
    KEY("aws_kms_key"),
    ROLE("aws_iam_role"),
    STORAGE("azurerm_storage_account"),
    MACHINE("azurerm_linux_virtual_machine"),
    GCS("google_storage_bucket"),
    GCE("google_compute_instance");

    private final String type;

    Kind(String type) {
      this.type = type;
    }
  }

  private static Kind kind(int i) {
    return Kind.values()[i % Kind.values().length];
  }

  private static String address(int i) {
    return kind(i).type + ".r" + i;
  }

  private void change(int i) {
    Kind kind = kind(i);
    json.writeStartObject();
    json.writeStringProperty("address", address(i));
    json.writeStringProperty("mode", "managed");
    json.writeStringProperty("type", kind.type);
    json.writeStringProperty("name", "r" + i);
    String provider = kind.type.substring(0, kind.type.indexOf('_'));
    json.writeStringProperty("provider_name", "registry.terraform.io/hashicorp/" + provider);
    json.writeName("change");
    json.writeStartObject();
    json.writeName("actions");
    json.writeStartArray();
    json.writeString("create");
    json.writeEndArray();
    json.writeNullProperty("before");
    json.writeName("after");
    json.writeStartObject();
    attributes(kind, i);
    json.writeEndObject();
    json.writeName("after_unknown");
    json.writeStartObject();
    json.writeBooleanProperty("id", true);
    json.writeBooleanProperty("arn", true);
    if (kind == Kind.BUCKET_VERSIONING || kind == Kind.BUCKET_BLOCK) {
      json.writeBooleanProperty("bucket", true);
    }
    if (kind == Kind.VOLUME && i % 20 == 0) {
      json.writeBooleanProperty("encrypted", true);
    }
    json.writeEndObject();
    json.writeName("before_sensitive");
    json.writeBoolean(false);
    json.writeName("after_sensitive");
    json.writeStartObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private boolean mostly() {
    return random.nextInt(100) < 85;
  }

  private void attributes(Kind kind, int i) {
    switch (kind) {
      case BUCKET -> {
        text("bucket", "estate-bucket-" + i);
        json.writeBooleanProperty("force_destroy", false);
        tags("tags");
      }
      case BUCKET_VERSIONING -> {
        json.writeName("versioning_configuration");
        json.writeStartArray();
        json.writeStartObject();
        text("status", mostly() ? "Enabled" : "Suspended");
        json.writeEndObject();
        json.writeEndArray();
      }
      case BUCKET_BLOCK -> {
        json.writeBooleanProperty("block_public_acls", true);
        json.writeBooleanProperty("block_public_policy", mostly());
        json.writeBooleanProperty("ignore_public_acls", true);
        json.writeBooleanProperty("restrict_public_buckets", true);
      }
      case INSTANCE -> {
        text("ami", "ami-0abcdef1234567890");
        text("instance_type", "m7i.large");
        json.writeBooleanProperty("associate_public_ip_address", !mostly());
        json.writeName("metadata_options");
        json.writeStartArray();
        json.writeStartObject();
        text("http_endpoint", "enabled");
        text("http_tokens", mostly() ? "required" : "optional");
        json.writeEndObject();
        json.writeEndArray();
        tags("tags");
      }
      case VOLUME -> {
        text("availability_zone", region() + "a");
        json.writeNumberProperty("size", 100 + random.nextInt(400));
        if (i % 20 != 0) {
          json.writeBooleanProperty("encrypted", mostly());
        }
        tags("tags");
      }
      case GROUP -> {
        text("name", "group-" + i);
        text("description", "generated");
        json.writeName("ingress");
        json.writeStartArray();
        json.writeStartObject();
        json.writeNumberProperty("from_port", mostly() ? 443 : 22);
        json.writeNumberProperty("to_port", 443);
        text("protocol", "tcp");
        json.writeName("cidr_blocks");
        json.writeStartArray();
        json.writeString(mostly() ? "10.0.0.0/8" : "0.0.0.0/0");
        json.writeEndArray();
        json.writeName("ipv6_cidr_blocks");
        json.writeStartArray();
        json.writeEndArray();
        text("description", "");
        json.writeEndObject();
        json.writeEndArray();
        tags("tags");
      }
      case DATABASE -> {
        text("identifier", "db-" + i);
        text("engine", "postgres");
        text("instance_class", "db.r7g.large");
        json.writeBooleanProperty("storage_encrypted", mostly());
        json.writeBooleanProperty("publicly_accessible", !mostly());
        json.writeNumberProperty("backup_retention_period", mostly() ? 14 : 0);
        json.writeBooleanProperty("deletion_protection", mostly());
        tags("tags");
      }
      case KEY -> {
        text("description", "key " + i);
        json.writeBooleanProperty("enable_key_rotation", mostly());
        json.writeBooleanProperty("is_enabled", true);
        tags("tags");
      }
      case ROLE -> {
        text("name", "role-" + i);
        text(
            "assume_role_policy",
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\","
                + "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"}}]}");
        tags("tags");
      }
      case STORAGE -> {
        text("name", "store" + i);
        text("location", "westeurope");
        text("resource_group_name", "rg-" + i % 40);
        text("account_tier", "Standard");
        text("account_replication_type", "ZRS");
        json.writeBooleanProperty("https_traffic_only_enabled", mostly());
        text("min_tls_version", mostly() ? "TLS1_2" : "TLS1_0");
        json.writeBooleanProperty("allow_nested_items_to_be_public", !mostly());
        tags("tags");
      }
      case MACHINE -> {
        text("name", "vm-" + i);
        text("location", "westeurope");
        text("size", "Standard_D4s_v5");
        json.writeBooleanProperty("disable_password_authentication", mostly());
        tags("tags");
      }
      case GCS -> {
        text("name", "gcs-" + i);
        text("location", "EUROPE-WEST3");
        text("project", "project-" + i % 12);
        json.writeBooleanProperty("uniform_bucket_level_access", mostly());
        tags("labels");
      }
      case GCE -> {
        text("name", "gce-" + i);
        text("zone", "europe-west3-a");
        text("machine_type", "n2-standard-4");
        text("project", "project-" + i % 12);
        json.writeName("network_interface");
        json.writeStartArray();
        json.writeStartObject();
        text("network", "default");
        json.writeEndObject();
        json.writeEndArray();
        tags("labels");
      }
    }
  }

  private String region() {
    return REGIONS.get(random.nextInt(REGIONS.size()));
  }

  private void tags(String name) {
    json.writeName(name);
    json.writeStartObject();
    if (mostly()) {
      text("team", TEAMS.get(random.nextInt(TEAMS.size())));
    }
    text("env", mostly() ? "production" : "staging");
    text("service", "service-" + random.nextInt(60));
    json.writeEndObject();
  }

  private void configuration(int i, String attribute, List<String> references) {
    json.writeStartObject();
    json.writeStringProperty("address", address(i));
    json.writeStringProperty("mode", "managed");
    json.writeStringProperty("type", kind(i).type);
    json.writeStringProperty("name", "r" + i);
    json.writeName("expressions");
    json.writeStartObject();
    json.writeName(attribute);
    json.writeStartObject();
    json.writeName("references");
    json.writeStartArray();
    references.forEach(json::writeString);
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void text(String name, String value) {
    json.writeStringProperty(name, value);
  }
}
