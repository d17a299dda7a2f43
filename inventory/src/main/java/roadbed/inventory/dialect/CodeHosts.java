package roadbed.inventory.dialect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Value;

/** What the interfaces of GitHub and GitLab answer, in the words of their Terraform providers. */
final class CodeHosts {
  /** A ruleset's rules are a list of {@code {type, parameters}} there, and a block with one attribute or block each here. */
  private static final Transform RULES = new Transform("rules by their type", CodeHosts::rules);

  private CodeHosts() {}

  static Dialect dialect() {
    return new Dialect(
            "GitHub and GitLab",
            type -> type.startsWith("github::") || type.startsWith("gitlab::"),
            shape -> shape.is("id", "id").is("name", "name"))
        .add(
            Translation.of(
                    "GitHub::Repository",
                    "github_repository",
                    shape ->
                        shape
                            .same("visibility", "archived", "fork", "default_branch", "topics", "security_and_analysis")
                            .same("web_commit_signoff_required", "allow_forking", "is_template")
                            .is("private", "visibility", new Transform("visibility", CodeHosts::visibility)))
                .untold("github_branch_protection", "github_repository_ruleset"),
            Translation.of(
                "GitHub::Organization",
                "github_organization_settings",
                shape ->
                    shape
                        .is("login", "name")
                        .same("two_factor_requirement_enabled", "default_repository_permission")
                        .same("members_can_create_public_repositories", "members_can_create_repositories")
                        .same("members_can_fork_private_repositories", "web_commit_signoff_required")
                        .same("secret_scanning_enabled_for_new_repositories", "dependabot_alerts_enabled_for_new_repositories")),
            Translation.of(
                "GitHub::BranchProtection",
                "github_branch_protection",
                shape ->
                    shape
                        .is("url", "pattern", new Transform("the branch of the address", CodeHosts::branch))
                        .is("enforce_admins.enabled", "enforce_admins", Transform.TRUTH)
                        .is("allow_force_pushes.enabled", "allows_force_pushes", Transform.TRUTH)
                        .is("allow_deletions.enabled", "allows_deletions", Transform.TRUTH)
                        .is("required_signatures.enabled", "require_signed_commits", Transform.TRUTH)
                        .is("required_linear_history.enabled", "required_linear_history", Transform.TRUTH)
                        .block(
                            "required_pull_request_reviews",
                            "required_pull_request_reviews",
                            reviews ->
                                reviews.same(
                                    "required_approving_review_count", "dismiss_stale_reviews", "require_code_owner_reviews"))
                        .block("required_status_checks", "required_status_checks", checks -> checks.same("strict", "contexts"))),
            Translation.of(
                "GitHub::Ruleset",
                "github_repository_ruleset",
                shape ->
                    shape
                        .same("target", "enforcement", "bypass_actors", "conditions")
                        .is("rules", "rules", RULES)),
            Translation.of("GitHub::Member", "github_membership", shape -> shape.is("login", "username").same("role", "site_admin")),
            Translation.of(
                "GitHub::Webhook",
                "github_repository_webhook",
                shape ->
                    shape
                        .same("active", "events")
                        .block(
                            "config",
                            "configuration",
                            configuration -> configuration.same("url", "content_type", "secret").is("insecure_ssl", "insecure_ssl", Transform.TEXT))),
            Translation.of(
                "GitHub::DeployKey", "github_repository_deploy_key", shape -> shape.same("title", "read_only", "key")),
            Translation.of(
                "GitHub::ActionsPermissions",
                "github_actions_organization_permissions",
                shape -> shape.same("enabled_repositories", "allowed_actions")),
            Translation.of(
                    "GitLab::Project",
                    "gitlab_project",
                    shape ->
                        shape
                            .is("visibility", "visibility_level")
                            .same("archived", "default_branch", "topics", "only_allow_merge_if_pipeline_succeeds")
                            .same("only_allow_merge_if_all_discussions_are_resolved"))
                .untold("gitlab_branch_protection"),
            Translation.of(
                "GitLab::Group",
                "gitlab_group",
                shape ->
                    shape
                        .is("visibility", "visibility_level")
                        .is("require_two_factor_authentication", "require_two_factor_authentication", Transform.TRUTH)
                        .same("project_creation_level", "prevent_forking_outside_group")),
            Translation.of(
                "GitLab::ProtectedBranch",
                "gitlab_branch_protection",
                shape ->
                    shape.is("name", "branch").same("allow_force_push", "code_owner_approval_required")),
            Translation.of("GitLab::Member", "gitlab_group_membership", shape -> shape.same("username", "access_level")),
            Translation.of(
                "GitLab::Webhook",
                "gitlab_project_hook",
                shape -> shape.same("url", "enable_ssl_verification", "push_events", "token")));
  }

  private static Optional<Value> visibility(Value value) {
    return value instanceof Value.Bool hidden ? Optional.of(Value.of(hidden.value() ? "private" : "public")) : Optional.empty();
  }

  /** {@code https://HOST/repos/OWNER/NAME/branches/BRANCH/protection} */
  private static Optional<Value> branch(Value value) {
    if (!(value instanceof Value.Text(String address))) {
      return Optional.empty();
    }
    int from = address.indexOf("/branches/");
    int to = address.lastIndexOf("/protection");
    return from < 0 || to < from ? Optional.empty() : Optional.of(Value.of(address.substring(from + "/branches/".length(), to)));
  }

  private static Optional<Value> rules(Value value) {
    if (!(value instanceof Value.Items items)) {
      return Optional.empty();
    }
    Map<String, Value> rules = new LinkedHashMap<>();
    for (Value item : items.values()) {
      if (item instanceof Value.Fields rule && rule.text("type").isPresent()) {
        boolean block = rule.get("parameters").orElse(Value.Null.INSTANCE) instanceof Value.Fields;
        rules.put(
            rule.text("type").get(),
            block ? new Value.Items(List.of(rule.get("parameters").orElseThrow())) : Value.Bool.TRUE);
      }
    }
    return Optional.of(new Value.Fields(rules));
  }
}
