package roadbed.inventory.normal.gcp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.Known;
import roadbed.inventory.facet.NotKnown;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Types;

/** IAM bindings, service accounts, keys, secrets, projects and logs. */
final class Access {
  /** A thing that IAM bindings are on. */
  private record Bindable(String prefix, String scope, String attribute, String parent) {}

  private static final List<Bindable> BINDABLE =
      List.of(
          new Bindable("google_project", "project", "project", "google_project"),
          new Bindable("google_folder", "folder", "folder", "google_folder"),
          new Bindable("google_organization", "organization", "org_id", "google_organization"),
          new Bindable("google_storage_bucket", "bucket", "bucket", "google_storage_bucket"),
          new Bindable("google_kms_crypto_key", "key", "crypto_key_id", "google_kms_crypto_key"),
          new Bindable("google_kms_key_ring", "key_ring", "key_ring_id", "google_kms_key_ring"),
          new Bindable("google_bigquery_dataset", "dataset", "dataset_id", "google_bigquery_dataset"),
          new Bindable("google_pubsub_topic", "topic", "topic", "google_pubsub_topic"),
          new Bindable("google_pubsub_subscription", "subscription", "subscription", "google_pubsub_subscription"),
          new Bindable("google_secret_manager_secret", "secret", "secret_id", "google_secret_manager_secret"),
          new Bindable("google_service_account", "service_account", "service_account_id", "google_service_account"),
          new Bindable("google_cloud_run_service", "service", "service", "google_cloud_run_service"),
          new Bindable("google_cloud_run_v2_service", "service", "name", "google_cloud_run_v2_service"),
          new Bindable("google_cloudfunctions_function", "function", "cloud_function", "google_cloudfunctions_function"),
          new Bindable("google_cloudfunctions2_function", "function", "cloud_function", "google_cloudfunctions2_function"),
          new Bindable("google_artifact_registry_repository", "repository", "repository", "google_artifact_registry_repository"),
          new Bindable("google_compute_instance", "instance", "instance_name", "google_compute_instance"),
          new Bindable("google_compute_subnetwork", "subnetwork", "subnetwork", "google_compute_subnetwork"));

  private Access() {}

  static void types(Types types) {
    for (Bindable thing : BINDABLE) {
      for (String form : List.of("_iam_member", "_iam_binding", "_iam_policy")) {
        types.part(
            "identity.binding",
            (it, out) -> binding(it, out, thing),
            thing.attribute(),
            List.of(thing.parent()),
            thing.prefix() + form);
      }
    }
    types
        .resource("identity.service_account", Access::serviceAccount, "google_service_account")
        .setting("service_account_id", List.of("google_service_account"), "google_service_account_key")
        .resource(
            "identity.role",
            Access::customRole,
            "google_project_iam_custom_role",
            "google_organization_iam_custom_role")
        .resource("crypto.key", Access::key, "google_kms_crypto_key")
        .resource("crypto.vault", Access::bindings, "google_kms_key_ring")
        .resource("secret", Access::secret, "google_secret_manager_secret")
        .setting("secret", List.of("google_secret_manager_secret"), "google_secret_manager_secret_version")
        .resource("account.project", Access::project, "google_project")
        .setting("project", List.of("google_project"), "google_project_service", "google_project_default_service_accounts")
        .part("log.trail", Access::audit, "project", List.of("google_project"), "google_project_iam_audit_config")
        .resource(
            "log.trail", Access::audit, "google_organization_iam_audit_config", "google_folder_iam_audit_config")
        .resource(
            "log.trail",
            Access::sink,
            "google_logging_project_sink",
            "google_logging_organization_sink",
            "google_logging_folder_sink",
            "google_logging_billing_account_sink")
        .resource("log.group", Access::logBucket, "google_logging_project_bucket_config");
  }

  private static String[] formsOf(String type) {
    return BINDABLE.stream()
        .filter(thing -> thing.parent().equals(type))
        .flatMap(thing -> List.of("_iam_member", "_iam_binding", "_iam_policy").stream().map(form -> thing.prefix() + form))
        .toArray(String[]::new);
  }

  /** Puts {@code bindings}: those which are parts of the subject. */
  static void bindings(Subject it, Facets out) {
    out.put(
        "bindings",
        () -> {
          List<Facets> bindings = new ArrayList<>();
          for (Subject part : it.parts(formsOf(it.type()))) {
            for (Document one : documents(part)) {
              bindings.add(
                  new Facets()
                      .put("role", () -> one.text("role").orElse(""))
                      .put("members", () -> members(one))
                      .put("public", () -> anybody(one))
                      .put("conditional", () -> one.has("condition"))
                      .set("declared_by", part.address()));
            }
          }
          return bindings;
        });
  }

  /** Whether a binding on the subject is for everybody. */
  static boolean isPublic(Subject it) {
    return Known.any(
        it.parts(formsOf(it.type())), part -> Known.any(documents(part), Access::anybody));
  }

  /** A member or binding is one; a policy is as many as its document has. */
  private static List<Document> documents(Subject part) {
    if (!part.type().endsWith("_iam_policy")) {
      return List.of(part.doc());
    }
    try {
      Optional<Document> policy = part.doc().json("policy_data");
      if (policy.isPresent()) {
        return policy.get().blocks("bindings");
      }
    } catch (NotKnown unknown) {
      Optional<Subject> source = part.target("policy_data", "google_iam_policy");
      if (source.isPresent()) {
        return source.get().doc().blocks("binding");
      }
      throw unknown;
    }
    return List.of();
  }

  private static List<String> members(Document one) {
    List<String> members = new ArrayList<>(one.texts("members"));
    members.addAll(one.texts("member"));
    return members;
  }

  private static boolean anybody(Document one) {
    return Known.any(
        List.of("members", "member"),
        attribute ->
            one.anyText(attribute, who -> who.equals("allUsers") || who.equals("allAuthenticatedUsers")));
  }

  private static void binding(Subject it, Facets out, Bindable thing) {
    out.put("role", () -> it.doc().text("role"));
    out.put(
        "roles",
        () -> documents(it).stream().map(one -> one.text("role").orElse("")).distinct().toList());
    out.put("members", () -> documents(it).stream().flatMap(one -> members(one).stream()).distinct().toList());
    out.put(
        "member_types",
        () -> {
          TreeSet<String> kinds = new TreeSet<>();
          documents(it).forEach(one -> members(one).forEach(member -> kinds.add(memberType(member))));
          return kinds;
        });
    out.put("public.exposed", () -> Known.any(documents(it), Access::anybody));
    out.put(
        "primitive",
        () -> Known.any(documents(it), one -> one.isAny("role", "roles/owner", "roles/editor", "roles/viewer")));
    out.put("conditional", () -> it.doc().has("condition"));
    out.set("scope", thing.scope());
    out.put("scope_id", () -> it.doc().text(thing.attribute()));
  }

  private static String memberType(String member) {
    int colon = member.indexOf(':');
    return switch (colon < 0 ? member : member.substring(0, colon)) {
      case "user" -> "user";
      case "group" -> "group";
      case "serviceAccount" -> "service_account";
      case "domain" -> "domain";
      case "allUsers", "allAuthenticatedUsers" -> "all";
      default -> "other";
    };
  }

  private static void serviceAccount(Subject it, Facets out) {
    bindings(it, out);
    out.put("policy.attached", List::of);
    out.put("enabled", () -> it.doc().truth("disabled").map(off -> !off), true);
    out.put("keys", () -> it.settings("google_service_account_key").size());
  }

  private static void customRole(Subject it, Facets out) {
    out.put("permissions", () -> it.doc().texts("permissions"));
  }

  private static void key(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("usage", () -> doc.text("purpose"), "ENCRYPT_DECRYPT");
    out.put("spec", () -> doc.text("version_template.algorithm"));
    out.put("symmetric", () -> doc.text("purpose").map("ENCRYPT_DECRYPT"::equals).orElse(true));
    out.put("protection", () -> doc.text("version_template.protection_level"), "SOFTWARE");
    out.put("rotation.enabled", () -> doc.has("rotation_period"));
    out.put("rotation.seconds", () -> seconds(doc));
    out.put("rotation.days", () -> seconds(doc).map(seconds -> (seconds + 86_399) / 86_400));
    out.put("expires.set", () -> false);
    bindings(it, out);
    out.put("public.policy", () -> isPublic(it));
    out.put("public.exposed", () -> isPublic(it));
  }

  private static Optional<Long> seconds(Document doc) {
    return doc.text("rotation_period")
        .map(
            text -> {
              try {
                return Long.parseLong(text.endsWith("s") ? text.substring(0, text.length() - 1) : text);
              } catch (NumberFormatException _) {
                throw new NotKnown("rotation_period is not a number of seconds");
              }
            });
  }

  private static void secret(Subject it, Facets out) {
    Document doc = it.doc();
    out.set("encryption.at_rest", true);
    out.put(
        "encryption.customer_key",
        () ->
            doc.has("replication.auto.customer_managed_encryption")
                || doc.has("replication.user_managed.replicas.customer_managed_encryption"));
    out.put("rotation.enabled", () -> doc.has("rotation"));
    out.put("expires.set", () -> doc.mentions("expire_time") || doc.mentions("ttl"));
    bindings(it, out);
    out.put("public.policy", () -> isPublic(it));
    out.put("public.exposed", () -> isPublic(it));
  }

  private static void project(Subject it, Facets out) {
    out.put("default_network", () -> it.doc().truth("auto_create_network"), true);
    bindings(it, out);
    out.put("audit.declared", () -> !it.parts("google_project_iam_audit_config").isEmpty());
    out.put(
        "audit.configs",
        () ->
            it.parts("google_project_iam_audit_config").stream()
                .map(part -> config(part.doc()).set("declared_by", part.address()))
                .toList());
  }

  private static Facets config(Document doc) {
    return new Facets()
        .put("service", () -> doc.text("service").orElse(""))
        .put(
            "log_types",
            () ->
                doc.blocks("audit_log_config").stream()
                    .flatMap(log -> log.text("log_type").stream())
                    .toList())
        .put(
            "exempted",
            () ->
                doc.blocks("audit_log_config").stream()
                    .flatMap(log -> log.texts("exempted_members").stream())
                    .toList());
  }

  private static void audit(Subject it, Facets out) {
    out.set("enabled", true).set("multi_region", true);
    out.put("audit", () -> List.of(config(it.doc())));
    out.put("all_services", () -> it.doc().isAny("service", "allServices"));
  }

  private static void sink(Subject it, Facets out) {
    out.put("enabled", () -> it.doc().truth("disabled").map(off -> !off), true);
    out.set("multi_region", true);
    out.put("target", () -> it.doc().text("destination"));
    out.put("filter", () -> it.doc().text("filter"));
  }

  private static void logBucket(Subject it, Facets out) {
    out.put("logging.retention_days", () -> it.doc().number("retention_days"), 30);
    out.put("encryption.customer_key", () -> it.doc().has("cmek_settings"));
  }
}
