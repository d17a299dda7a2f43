package roadbed.assess.drift;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import roadbed.model.Provider;
import roadbed.model.Value;

/** What is known of attributes beside their values: which nobody can set, which lists have an order, what defaults are. */
final class AttributeFacts {
  private static final Map<String, Set<String>> AWS_READ_ONLY = readOnly();
  private static final Map<String, Map<String, String>> DEFAULTS = defaults();

  /** Made by the provider, whatever the type. */
  private static final Set<String> MADE =
      Set.of(
          "id", "arn", "self_link", "etag", "fingerprint", "label_fingerprint", "tags_fingerprint",
          "metadata_fingerprint", "creation_timestamp", "create_time", "update_time", "created_at", "updated_at",
          "unique_id", "uid", "generation", "effective_labels", "terraform_labels", "owner_id", "account_id",
          "number", "creation_time", "last_modified", "last_updated", "tags_all", "proxy_id", "resource_guid",
          "primary_access_key", "secondary_access_key", "principal_id", "tenant_id", "metageneration");

  /** Words of the language and instructions to Terraform or its provider, of which no cloud knows. */
  private static final Set<String> INSTRUCTIONS =
      Set.of(
          "count", "for_each", "depends_on", "lifecycle", "provider", "provisioner", "connection", "timeouts",
          "force_destroy", "skip_final_snapshot", "final_snapshot_identifier", "apply_immediately",
          "allow_major_version_upgrade", "force_delete", "force_new_deployment", "wait_for_steady_state",
          "wait_for_fulfillment", "wait_for_capacity_timeout", "wait_for_deployment", "wait_for_completion",
          "recovery_window_in_days", "deletion_window_in_days", "force_overwrite_replica_secret", "filename",
          "source_code_hash", "user_data_replace_on_change", "revoke_rules_on_delete", "force_detach_policies",
          "bypass_policy_lockout_safety_check", "disable_on_destroy", "disable_dependent_services",
          "deletion_policy", "allow_stopping_for_update", "deletion_protection_enabled", "retain_on_delete",
          "name_prefix", "bucket_prefix", "identifier_prefix", "cluster_identifier_prefix", "password",
          "master_password", "delete_automated_backups", "delete_on_termination", "snapshot_identifier",
          "triggers", "keepers", "triggers_replace", "overwrite", "upgrade_operations", "publish",
          "create_duration", "destroy_duration", "wait", "wait_for_rollout", "force_destroy_on_create");

  /** Lists whose order means something. */
  private static final Set<String> ORDERED =
      Set.of(
          "command", "args", "entry_point", "entrypoint", "cmd", "ordered_cache_behavior", "default_action",
          "policies", "startup_script_args", "step", "stage", "nameservers");

  /** Objects whose fields people name. */
  private static final Set<String> NAMED =
      Set.of(
          "tags", "labels", "annotations", "variables", "environment_variables", "app_settings", "parameters",
          "user_labels", "resource_labels", "default_arguments", "match_labels", "env_vars", "node_labels",
          "connection_properties", "secrets");

  /** What tells one block of several from the others, the strongest first. */
  private static final List<List<String>> MEMBER_NAMES =
      List.of(
          List.of("name"),
          List.of("key"),
          List.of("id"),
          List.of("sid"),
          List.of("device_name"),
          List.of("container_port"),
          List.of("port"),
          List.of("rule_number"),
          List.of("priority"),
          List.of("attribute_name"),
          List.of("field"),
          List.of("namespace", "value"),
          List.of("location"),
          List.of("type"));

  private static final Pattern KUBERNETES_MADE =
      Pattern.compile(
          "status(\\..*)?|metadata\\.(uid|resourceVersion|generation|creationTimestamp|managedFields|selfLink"
              + "|ownerReferences|finalizers)(\\..*)?"
              + "|metadata\\.annotations\\.(kubectl\\.kubernetes\\.io/last-applied-configuration|deployment\\.kubernetes\\.io/revision)"
              + "|apiVersion|metadata\\.namespace");

  private AttributeFacts() {}

  private static Map<String, Set<String>> readOnly() {
    Map<String, Set<String>> table = new HashMap<>();
    lines("aws-read-only.txt", words -> table.put(words[0], new HashSet<>(Arrays.asList(words).subList(1, words.length))));
    return table;
  }

  private static Map<String, Map<String, String>> defaults() {
    Map<String, Map<String, String>> table = new HashMap<>();
    lines(
        "defaults.txt",
        words -> {
          Map<String, String> ofType = table.computeIfAbsent(words[0], _ -> new HashMap<>());
          for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            ofType.put(words[i].substring(0, equals), words[i].substring(equals + 1));
          }
        });
    return table;
  }

  private interface Line {
    void words(String[] words);
  }

  private static void lines(String name, Line each) {
    try (InputStream in = AttributeFacts.class.getResourceAsStream("/roadbed/drift/" + name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is part of the program");
      }
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          each.words(line.split(" ", -1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether an attribute is an instruction to Terraform, which nothing live can have. */
  static boolean isInstruction(String type, String path) {
    if (type.contains("/")) {
      // An object of Kubernetes' own API: its words are all its own.
      return false;
    }
    String first = first(path);
    return INSTRUCTIONS.contains(first) || last(path).endsWith("_wo") || last(path).endsWith("_wo_version");
  }

  /** Whether nobody can set it, so that a plan or a state has it by the provider's word only. */
  static boolean isMade(Provider provider, String type, String path) {
    if (provider == Provider.KUBERNETES && !type.startsWith("kubernetes_")) {
      return KUBERNETES_MADE.matcher(path).matches();
    }
    if (MADE.contains(path)) {
      return true;
    }
    Set<String> ofType = AWS_READ_ONLY.get(type);
    return ofType != null && ofType.contains(path);
  }

  /** Whether the order of a list means something. */
  static boolean isOrdered(String name) {
    return ORDERED.contains(name);
  }

  /** Whether people name the fields of an object, so that one more is a difference. */
  static boolean isNamed(String name) {
    return NAMED.contains(name);
  }

  /** What tells one block of several from the others. */
  static List<List<String>> memberNames() {
    return MEMBER_NAMES;
  }

  /** What an attribute is where nobody sets it, where that is documented. */
  static Optional<Value> defaultOf(String type, String path) {
    return Optional.ofNullable(DEFAULTS.getOrDefault(type, Map.of()).get(path)).map(Value::of);
  }

  /** All documented defaults of a type. */
  static Map<String, String> defaultsOf(String type) {
    return DEFAULTS.getOrDefault(type, Map.of());
  }

  static String first(String path) {
    int dot = path.indexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }

  static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
