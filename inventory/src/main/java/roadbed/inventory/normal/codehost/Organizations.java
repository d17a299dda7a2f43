package roadbed.inventory.normal.codehost;

import java.util.List;
import java.util.Optional;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.Known;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Types;
import roadbed.model.Value;

/** Organisations and groups with their members, what actions may run, webhooks and deploy keys. */
final class Organizations {
  private Organizations() {}

  static void types(Types types) {
    List<String> github = List.of("github_repository");
    types
        .resource("code.organization", Organizations::organization, "github_organization_settings")
        .resource("code.organization", Organizations::group, "gitlab_group")
        .resource("code.member", Organizations::member, "github_membership", "gitlab_group_membership")
        .resource(
            "code.actions",
            Organizations::actions,
            "github_actions_organization_permissions",
            "github_actions_repository_permissions")
        .part("code.webhook", Organizations::webhook, "repository", github, "github_repository_webhook")
        .resource("code.webhook", Organizations::webhook, "github_organization_webhook")
        .resource("code.webhook", Organizations::gitlabHook, "gitlab_project_hook", "gitlab_group_hook")
        .part("code.deploy_key", Organizations::deployKey, "repository", github, "github_repository_deploy_key")
        .resource("code.deploy_key", Organizations::gitlabKey, "gitlab_deploy_key");
  }

  private static void organization(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("two_factor", () -> doc.truth("two_factor_requirement_enabled"));
    out.put("default_permission", () -> doc.text("default_repository_permission"), "read");
    out.put("members.public_repositories", () -> doc.truth("members_can_create_public_repositories"), true);
    out.put("new_repositories.secret_scanning", () -> doc.truth("secret_scanning_enabled_for_new_repositories"), false);
  }

  private static void group(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("two_factor", () -> doc.truth("require_two_factor_authentication"), false);
    out.put("visibility", () -> doc.text("visibility_level"), "private");
  }

  private static void member(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("user", () -> doc.text("username"));
    out.put("role", () -> doc.text("role").or(() -> doc.text("access_level")));
  }

  private static void actions(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("allowed", () -> doc.text("allowed_actions"), "all");
  }

  private static void webhook(Subject it, Facets out) {
    Document doc = it.doc();
    Document configuration = doc.block("configuration");
    out.put("active", () -> doc.truth("active"), true);
    out.put("url_host", () -> host(configuration));
    out.put(
        "transport.tls_only",
        () -> Known.and(() -> isHttps(configuration), () -> !configuration.is("insecure_ssl")));
    out.put("secret", () -> given(configuration, "secret"));
  }

  private static void gitlabHook(Subject it, Facets out) {
    Document doc = it.doc();
    out.set("active", true);
    out.put("url_host", () -> host(doc));
    out.put(
        "transport.tls_only",
        () -> Known.and(() -> isHttps(doc), () -> doc.truth("enable_ssl_verification").orElse(true)));
    // GitLab never shows a token, so that an export without one means nothing.
    if (doc.mentions("token")) {
      out.put("secret", () -> given(doc, "token"));
    }
  }

  /** A secret is there also where its value is not kept or not known before the apply. */
  private static boolean given(Document doc, String attribute) {
    return doc.mentions(attribute) && !doc.raw(attribute).equals(Optional.of(Value.Null.INSTANCE));
  }

  private static boolean isHttps(Document doc) {
    return doc.text("url").map(url -> url.startsWith("https://")).orElse(false);
  }

  private static Optional<String> host(Document doc) {
    return doc.raw("url")
        .filter(Value.Text.class::isInstance)
        .map(url -> ((Value.Text) url).value().replaceFirst("^[a-z]+://", "").replaceFirst("[/?#:].*", ""));
  }

  private static void deployKey(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("read_only", () -> doc.truth("read_only"), true);
  }

  private static void gitlabKey(Subject it, Facets out) {
    Document doc = it.doc();
    out.put("read_only", () -> !doc.is("can_push"));
  }
}
