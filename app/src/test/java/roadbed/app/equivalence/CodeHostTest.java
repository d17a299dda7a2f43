package roadbed.app.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.assess.policy.Guardrails;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.inventory.Inventory;
import roadbed.inventory.Snapshot;
import roadbed.model.Collection;
import roadbed.model.Resource;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.model.Verdict;

/** An organisation's repository, declared in Terraform and as the code host tells it: the same facets, the same verdicts. */
class CodeHostTest {
  @TempDir Path folder;

  private static final String TERRAFORM =
      """
      resource "github_organization_settings" "acme" {
        billing_email                          = "billing@example.com"
        default_repository_permission          = "write"
        members_can_create_public_repositories = false
      }
      resource "github_repository" "shop" {
        name       = "shop"
        visibility = "private"
        security_and_analysis {
          secret_scanning {
            status = "enabled"
          }
          secret_scanning_push_protection {
            status = "disabled"
          }
        }
      }
      resource "github_branch_protection" "main" {
        repository_id  = github_repository.shop.node_id
        pattern        = "main"
        enforce_admins = true
        required_pull_request_reviews {
          required_approving_review_count = 2
          dismiss_stale_reviews           = true
        }
        required_status_checks {
          strict   = true
          contexts = ["verify"]
        }
      }
      resource "github_repository_ruleset" "releases" {
        name        = "releases"
        repository  = github_repository.shop.name
        target      = "branch"
        enforcement = "active"
        conditions {
          ref_name {
            include = ["refs/heads/release"]
            exclude = []
          }
        }
        rules {
          non_fast_forward = true
          pull_request {
            required_approving_review_count = 0
          }
        }
      }
      resource "github_repository_webhook" "build" {
        repository = github_repository.shop.name
        events     = ["push"]
        configuration {
          url          = "http://build.example.com/hooks"
          content_type = "json"
          insecure_ssl = false
          secret       = "not a real one"
        }
      }
      resource "github_repository_deploy_key" "web" {
        title      = "web"
        repository = github_repository.shop.name
        key        = "ssh-ed25519 AAAA"
        read_only  = false
      }
      resource "github_actions_organization_permissions" "acme" {
        enabled_repositories = "all"
        allowed_actions      = "all"
      }
      """;

  private static final Map<String, String> EXPORT =
      Map.of(
          "org.json",
          """
          {"login": "acme", "type": "Organization", "repos_url": "https://api.github.com/orgs/acme/repos",
           "default_repository_permission": "write", "members_can_create_public_repositories": false,
           "two_factor_requirement_enabled": false}
          """,
          "repositories.json",
          """
          [{"id": 1, "full_name": "acme/shop", "name": "shop", "owner": {"login": "acme"}, "default_branch": "main",
            "private": true, "archived": false,
            "security_and_analysis": {"secret_scanning": {"status": "enabled"}, "secret_scanning_push_protection": {"status": "disabled"}}}]
          """,
          "protection.json",
          """
          {"url": "https://api.github.com/repos/acme/shop/branches/main/protection", "enforce_admins": {"enabled": true},
           "allow_force_pushes": {"enabled": false}, "allow_deletions": {"enabled": false},
           "required_pull_request_reviews": {"required_approving_review_count": 2, "dismiss_stale_reviews": true},
           "required_status_checks": {"strict": true, "contexts": ["verify"]}}
          """,
          "rulesets.json",
          """
          [{"id": 3, "name": "releases", "target": "branch", "source_type": "Repository", "source": "acme/shop", "enforcement": "active",
            "conditions": {"ref_name": {"include": ["refs/heads/release"], "exclude": []}},
            "rules": [{"type": "non_fast_forward"}, {"type": "pull_request", "parameters": {"required_approving_review_count": 0}}]}]
          """,
          "hooks.json",
          """
          [{"id": 5, "url": "https://api.github.com/repos/acme/shop/hooks/5", "ping_url": "https://api.github.com/repos/acme/shop/hooks/5/pings",
            "active": true, "events": ["push"],
            "config": {"url": "http://build.example.com/hooks", "content_type": "json", "insecure_ssl": "0", "secret": "********"}}]
          """,
          "keys.json",
          """
          [{"id": 7, "key": "ssh-ed25519 AAAA", "url": "https://api.github.com/repos/acme/shop/keys/7", "title": "web", "read_only": false}]
          """,
          "actions.json",
          """
          {"enabled_repositories": "all", "allowed_actions": "all"}
          """);

  @Test
  void declaredAndToldAreTheSame() throws IOException {
    Map<String, String> declared = described(snapshot("source", Map.of("main.tf", TERRAFORM)));
    Map<String, String> told = described(snapshot("export", EXPORT));
    assertThat(lines(told)).isEqualTo(lines(declared));
  }

  @Test
  void whatIsWrongIsFound() throws IOException {
    assertThat(failed(snapshot("export", EXPORT)))
        .containsExactlyInAnyOrder(
            "code-actions-allowed", "code-deploy-key-read-only", "code-org-default-permission", "code-org-two-factor",
            "code-reviews", "code-secret-scanning", "code-signed-commits", "code-status-checks",
            "code-webhook-tls");
  }

  @Test
  void aRepositoryOfWhichNoProtectionIsToldIsNotJudgedUnprotected() throws IOException {
    Snapshot snapshot =
        snapshot("partial", Map.of("repositories.json", EXPORT.getOrDefault("repositories.json", "")));
    assertThat(failed(snapshot)).doesNotContain("code-branch-protected");
    Snapshot bare = snapshot("bare", Map.of("main.tf", "resource \"github_repository\" \"shop\" {\n  name = \"shop\"\n}\n"));
    assertThat(failed(bare)).contains("code-branch-protected");
  }

  @Test
  void gitlabIsReadToo() throws IOException {
    Snapshot snapshot =
        snapshot(
            "gitlab",
            Map.of(
                "group.json",
                """
                {"id": 1, "name": "acme", "full_path": "acme", "parent_id": null, "web_url": "https://gitlab.example/acme",
                 "visibility": "private", "require_two_factor_authentication": false}
                """,
                "branches.json",
                """
                [{"id": 1, "name": "main", "push_access_levels": [], "merge_access_levels": [], "allow_force_push": true,
                  "code_owner_approval_required": false}]
                """,
                "hooks.json",
                """
                [{"id": 2, "project_id": 7, "url": "https://build.example.com", "push_events": true, "enable_ssl_verification": false}]
                """));
    assertThat(failed(snapshot)).containsExactlyInAnyOrder("code-org-two-factor", "code-no-force-push", "code-webhook-tls");
  }

  private static TreeSet<String> failed(Snapshot snapshot) {
    TreeSet<String> failed = new TreeSet<>();
    for (Verdict verdict : Guardrails.shipped().judge(snapshot).verdicts()) {
      if (verdict.outcome() == Verdict.Outcome.FAIL && verdict.guardrail().startsWith("code-")) {
        failed.add(verdict.guardrail());
      }
    }
    return failed;
  }

  private static String lines(Map<String, String> described) {
    StringBuilder lines = new StringBuilder();
    described.forEach((name, facets) -> lines.append(name).append(' ').append(facets).append('\n'));
    return lines.toString();
  }

  /** What is said of every resource, by its kind and what it is about; not what one of the two cannot say. */
  private static Map<String, String> described(Snapshot snapshot) {
    Map<String, String> described = new TreeMap<>();
    for (Resource resource : snapshot.resources()) {
      Map<String, Value> facets = new LinkedHashMap<>(resource.facets().values());
      facets.remove("defaulted");
      facets.remove("two_factor");
      if (resource.kind().startsWith("code.")) {
        described.merge(
            resource.kind() + facets.getOrDefault("branches", Value.Null.INSTANCE),
            ValueJson.text(new Value.Fields(new TreeMap<>(facets))),
            (one, other) -> one + other);
      }
    }
    return described;
  }

  private Snapshot snapshot(String form, Map<String, String> files) throws IOException {
    Path in = Files.createDirectories(folder.resolve(form));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(in.resolve(file.getKey()), file.getValue());
    }
    Collection collection =
        new Collector()
            .collect(form, List.of(in), Instant.parse("2026-11-21T12:00:00Z"), Progress.NONE, Limits.DEFAULT);
    return Inventory.of(List.of(collection));
  }
}
