package roadbed.inventory.normal.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.Known;
import roadbed.inventory.facet.Statements;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Types;
import roadbed.model.Value;

/** IAM principals, policies and attachments, and the policies on other things. */
final class Identity {
  private static final List<String> HOLDERS = List.of("aws_iam_role", "aws_iam_user", "aws_iam_group");
  private static final String HELD_BY = "role|user|group";
  private static final String[] ATTACHMENTS = {
    "aws_iam_role_policy_attachment",
    "aws_iam_user_policy_attachment",
    "aws_iam_group_policy_attachment",
    "aws_iam_policy_attachment"
  };

  private Identity() {}

  /** Adds the rows of this domain. */
  static void types(Types types) {
    types
        .resource("identity.role", Identity::role, "aws_iam_role")
        .resource("identity.user", Identity::holder, "aws_iam_user")
        .resource("identity.group", Identity::holder, "aws_iam_group")
        .resource("identity.policy", Identity::managedPolicy, "aws_iam_policy")
        .data("identity.policy_document", Identity::policyDocument, "aws_iam_policy_document")
        .part("identity.policy", inline("role", "policy"), HELD_BY, HOLDERS, "aws_iam_role_policy")
        .part("identity.policy", inline("user", "policy"), HELD_BY, HOLDERS, "aws_iam_user_policy")
        .part("identity.policy", inline("group", "policy"), HELD_BY, HOLDERS, "aws_iam_group_policy")
        .resource(
            "identity.policy",
            inline("permission-set", "inline_policy"),
            "aws_ssoadmin_permission_set_inline_policy")
        .part(
            "identity.binding",
            Identity::attachment,
            "role|user|group|users|roles|groups",
            HOLDERS,
            ATTACHMENTS)
        .setting("instance_profile|role", List.of("aws_iam_role"), "aws_iam_instance_profile")
        .setting("user", List.of("aws_iam_user"), "aws_iam_user_login_profile", "aws_iam_access_key")
        .part("identity.resource_policy", onThing("policy"), "bucket", List.of("aws_s3_bucket"), "aws_s3_bucket_policy")
        .part("identity.resource_policy", onThing("policy"), "key_id", List.of("aws_kms_key"), "aws_kms_key_policy")
        .part(
            "identity.resource_policy",
            onThing("policy"),
            "repository",
            List.of("aws_ecr_repository"),
            "aws_ecr_repository_policy")
        .part("identity.resource_policy", onThing("policy"), "arn", List.of("aws_sns_topic"), "aws_sns_topic_policy")
        .part(
            "identity.resource_policy", onThing("policy"), "queue_url", List.of("aws_sqs_queue"), "aws_sqs_queue_policy")
        .part(
            "identity.resource_policy",
            onThing("policy"),
            "secret_arn",
            List.of("aws_secretsmanager_secret"),
            "aws_secretsmanager_secret_policy")
        .part(
            "identity.resource_policy",
            onThing("access_policies"),
            "domain_name",
            List.of("aws_elasticsearch_domain", "aws_opensearch_domain"),
            "aws_elasticsearch_domain_policy",
            "aws_opensearch_domain_policy");
  }

  private static void role(Subject it, Facets out) {
    holder(it, out);
    Document doc = it.doc();
    Supplier<Statements> trust = () -> Statements.of(it, "assume_role_policy", "");
    out.put("trust.statements", () -> trust.get().all());
    out.put("trust.any_account", () -> trust.get().hasAnyPrincipal());
    out.put("max_session_seconds", () -> doc.number("max_session_duration"), 3600);
  }

  private static void holder(Subject it, Facets out) {
    out.put("policy.statements", () -> held(it).all());
    out.put("policy.attached", () -> attached(it));
    out.put(
        "policy.admin",
        () ->
            Known.or(
                () -> Known.any(attached(it), arn -> arn.endsWith(":policy/AdministratorAccess")),
                () -> held(it).isAdmin()));
    out.put("permissions_boundary", () -> it.doc().text("permissions_boundary"));
  }

  /** Inline policies, own or parts, and the managed policies of this source that are attached. */
  private static Statements held(Subject it) {
    Statements all = Statements.NONE;
    for (Document inline : it.doc().blocks("inline_policy")) {
      Optional<Document> json = inline.json("policy");
      if (json.isPresent()) {
        all = all.and(Statements.ofJson(json.get(), ""));
      }
    }
    for (Subject part : it.parts("aws_iam_role_policy", "aws_iam_user_policy", "aws_iam_group_policy")) {
      all = all.and(Statements.of(part, "policy", part.address()));
    }
    for (Subject managed : it.targets("managed_policy_arns", "aws_iam_policy")) {
      all = all.and(Statements.of(managed, "policy", managed.address()));
    }
    for (Subject part : it.parts(ATTACHMENTS)) {
      Optional<Subject> managed = part.target("policy_arn", "aws_iam_policy");
      if (managed.isPresent()) {
        all = all.and(Statements.of(managed.get(), "policy", managed.get().address()));
      }
    }
    return all;
  }

  private static List<String> attached(Subject it) {
    List<String> attached = new ArrayList<>(listed(it));
    for (Subject part : it.parts(ATTACHMENTS)) {
      Optional<Subject> managed = part.target("policy_arn", "aws_iam_policy");
      if (managed.isPresent()) {
        attached.add(managed.get().address());
      } else {
        part.doc().text("policy_arn").ifPresent(attached::add);
      }
    }
    return attached;
  }

  /** The managed policies that a list names; one that is known only later goes by its address where the list refers to it. */
  private static List<String> listed(Subject it) {
    List<Subject> targets = it.targets("managed_policy_arns", "aws_iam_policy");
    Value arns = it.doc().raw("managed_policy_arns").orElse(Value.Null.INSTANCE);
    if (!(arns instanceof Value.Items items)
        || targets.size() < items.values().stream().filter(Value.Unknown.class::isInstance).count()) {
      return it.doc().texts("managed_policy_arns");
    }
    List<String> listed = new ArrayList<>();
    for (Value arn : items.values()) {
      if (arn instanceof Value.Text text) {
        listed.add(text.value());
      }
    }
    targets.forEach(target -> listed.add(target.address()));
    return listed;
  }

  private static void managedPolicy(Subject it, Facets out) {
    policy(out, () -> Statements.of(it, "policy", ""));
    out.set("inline", false);
  }

  private static void policyDocument(Subject it, Facets out) {
    policy(out, () -> Statements.ofDocumentSource(it.doc(), ""));
  }

  private static Types.Mapping inline(String holder, String attribute) {
    return (it, out) -> {
      policy(out, () -> Statements.of(it, attribute, ""));
      out.set("inline", true).set("attached_to", holder);
    };
  }

  private static Types.Mapping onThing(String attribute) {
    return (it, out) -> {
      policy(out, () -> Statements.of(it, attribute, ""));
      out.put("policy.own", () -> Statements.of(it, attribute, "").all());
      out.set("attached_to", it.type().replaceFirst("_policy$", ""));
    };
  }

  private static void policy(Facets out, Supplier<Statements> statements) {
    out.put("policy.statements", () -> statements.get().all());
    out.put("policy.admin", () -> statements.get().isAdmin());
    out.put("policy.wildcard_action", () -> statements.get().hasWildcardAction());
    out.put("public.policy", () -> statements.get().isPublic());
    out.put("public.exposed", () -> statements.get().isPublic());
  }

  /** The statements of a thing's own inline policy and of the policies that are parts of it. */
  static Statements onParent(Subject it, String attribute, String... partTypes) {
    Statements all = it.doc().mentions(attribute) ? Statements.of(it, attribute, "") : Statements.NONE;
    for (Subject part : it.parts(partTypes)) {
      String of = part.doc().raw("access_policies").isPresent() ? "access_policies" : "policy";
      all = all.and(Statements.of(part, of, part.address()));
    }
    return all;
  }

  /** The facets of a thing that has a policy on it. */
  static void resourcePolicy(
      Subject it, Facets out, Supplier<Statements> policy, String attribute, String... partTypes) {
    out.put("policy.present", () -> it.doc().mentions(attribute) || !it.parts(partTypes).isEmpty());
    // What its own document says is known also where it is not known whose a policy beside it is.
    out.put(
        "policy.own",
        () -> it.doc().mentions(attribute) ? Statements.of(it, attribute, "").all() : List.of());
    out.put("policy.statements", () -> policy.get().all());
    out.put("public.policy", () -> policy.get().isPublic());
  }

  private static void attachment(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("role", () -> doc.text("policy_arn"));
    out.put("users", () -> names(it, "user"));
    out.put(
        "members",
        () -> {
          List<String> members = new ArrayList<>();
          for (String kind : List.of("user", "role", "group")) {
            names(it, kind).forEach(name -> members.add(kind + ":" + name));
          }
          return members;
        });
    out.put(
        "member_types",
        () -> {
          TreeSet<String> kinds = new TreeSet<>();
          for (String kind : List.of("user", "role", "group")) {
            if (doc.mentions(kind) || doc.mentions(kind + "s")) {
              kinds.add(kind);
            }
          }
          return kinds;
        });
    out.put(
        "primitive",
        () -> doc.text("policy_arn").map(arn -> arn.endsWith(":policy/AdministratorAccess")).orElse(false));
    out.set("scope", "account").set("public.exposed", false);
  }

  private static List<String> names(Subject it, String kind) {
    List<String> names = new ArrayList<>(it.doc().texts(kind));
    names.addAll(it.doc().texts(kind + "s"));
    return names;
  }

  /** One principal of a statement. */
  static Value principal(String type, String id) {
    return new Facets().set("type", type).set("id", id).item();
  }
}
