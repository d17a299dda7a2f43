package roadbed.inventory.normal.codehost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.Known;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Types;

/** Repositories and projects, and the rules about their branches. */
final class Repositories {
  private static final List<String> PROTECTIONS =
      List.of(
          "github_branch_protection",
          "github_branch_protection_v3",
          "github_repository_ruleset",
          "gitlab_branch_protection");

  private Repositories() {}

  static void types(Types types) {
    List<String> github = List.of("github_repository");
    List<String> gitlab = List.of("gitlab_project");
    types
        .resource("code.repository", Repositories::repository, "github_repository", "gitlab_project")
        .part("code.protection", Repositories::protection, "repository_id", github, "github_branch_protection")
        .part("code.protection", Repositories::protection, "repository", github, "github_branch_protection_v3")
        .part("code.protection", Repositories::ruleset, "repository", github, "github_repository_ruleset")
        .resource("code.protection", Repositories::ruleset, "github_organization_ruleset")
        .part("code.protection", Repositories::protectedBranch, "project", gitlab, "gitlab_branch_protection")
        .setting("repository", github, "github_branch_default");
  }

  private static void repository(Subject it, Facets out) {
    Document doc = it.doc();
    boolean github = it.type().equals("github_repository");
    String usual = github ? "public" : "private";
    out.put("visibility", () -> visibility(doc), usual);
    out.put("public.exposed", () -> visibility(doc).orElse(usual).equals("public"));
    if (github) {
      // A public repository is scanned without being asked; what it says of itself counts all the same.
      out.put("secret_scanning", () -> analysis(doc, "secret_scanning"));
      out.put("push_protection", () -> analysis(doc, "secret_scanning_push_protection"));
    } else {
      out.put("merge_needs_pipeline", () -> doc.truth("only_allow_merge_if_pipeline_succeeds"), false);
    }
    out.put("archived", () -> doc.truth("archived"), false);
    out.put("default_branch", () -> branch(it), "main");
    out.put(
        "branch.protected",
        () ->
            Known.any(
                PROTECTIONS,
                type -> Known.any(it.parts(type), part -> protects(part, branch(it).orElse("main")))));
  }

  private static Optional<String> visibility(Document doc) {
    return doc.text("visibility")
        .or(() -> doc.text("visibility_level"))
        .or(() -> doc.truth("private").map(hidden -> hidden ? "private" : "public"));
  }

  private static boolean analysis(Document doc, String feature) {
    return doc.isAny("security_and_analysis." + feature + ".status", "enabled");
  }

  private static Optional<String> branch(Subject it) {
    return it.settings("github_branch_default").stream()
        .findFirst()
        .flatMap(setting -> setting.text("branch"))
        .or(() -> it.doc().text("default_branch"));
  }

  /** Whether a rule is about a branch. Patterns are those of a shell. */
  private static boolean protects(Subject part, String branch) {
    Document doc = part.doc();
    if (part.type().endsWith("_ruleset")) {
      return doc.isAny("enforcement", "active")
          && doc.anyText("conditions.ref_name.include", name -> name.equals("~DEFAULT_BRANCH") || name.equals("~ALL") || name.equals("refs/heads/" + branch))
          && !doc.anyText("conditions.ref_name.exclude", name -> name.equals("~DEFAULT_BRANCH") || name.equals("refs/heads/" + branch));
    }
    return doc.anyText("pattern", name -> fits(name, branch)) || doc.anyText("branch", name -> fits(name, branch));
  }

  private static boolean fits(String pattern, String branch) {
    int star = pattern.indexOf('*');
    return star < 0 ? pattern.equals(branch) : branch.startsWith(pattern.substring(0, star));
  }

  private static void protection(Subject it, Facets out) {
    Document doc = it.doc();
    out.set("enforced", true);
    out.put("branches", () -> doc.has("pattern") ? doc.texts("pattern") : doc.texts("branch"));
    out.put("reviews.required", () -> reviews(doc, "required_pull_request_reviews", 1));
    out.put("reviews.dismiss_stale", () -> doc.is("required_pull_request_reviews.dismiss_stale_reviews"));
    out.put("reviews.code_owners", () -> doc.is("required_pull_request_reviews.require_code_owner_reviews"));
    out.put("checks.required", () -> !doc.blocks("required_status_checks").isEmpty());
    out.put("admins", () -> doc.truth("enforce_admins"), false);
    out.put("force_push", () -> doc.truth("allows_force_pushes"), false);
    out.put("deletion", () -> doc.truth("allows_deletions"), false);
    out.put("signed", () -> doc.truth("require_signed_commits"), false);
  }

  private static long reviews(Document doc, String block, long otherwise) {
    return doc.blocks(block).isEmpty() ? 0 : doc.number(block + ".required_approving_review_count").orElse(otherwise);
  }

  private static void ruleset(Subject it, Facets out) {
    Document doc = it.doc();
    Document rules = doc.block("rules");
    out.put("enforced", () -> doc.isAny("enforcement", "active"));
    out.put("branches", () -> doc.isAny("target", "tag", "push") ? List.of() : names(doc));
    out.put("reviews.required", () -> reviews(rules, "pull_request", 0));
    out.put("reviews.dismiss_stale", () -> rules.is("pull_request.dismiss_stale_reviews_on_push"));
    out.put("reviews.code_owners", () -> rules.is("pull_request.require_code_owner_review"));
    out.put("checks.required", () -> !rules.blocks("required_status_checks").isEmpty());
    out.put("admins", () -> doc.blocks("bypass_actors").isEmpty());
    out.put("force_push", () -> !rules.is("non_fast_forward"));
    out.put("deletion", () -> !rules.is("deletion"));
    out.put("signed", () -> rules.is("required_signatures"));
  }

  private static List<String> names(Document doc) {
    List<String> names = new ArrayList<>();
    for (String name : doc.texts("conditions.ref_name.include")) {
      names.add(name.toLowerCase(Locale.ROOT).startsWith("refs/heads/") ? name.substring("refs/heads/".length()) : name);
    }
    return names;
  }

  private static void protectedBranch(Subject it, Facets out) {
    Document doc = it.doc();
    out.set("enforced", true);
    out.put("branches", () -> doc.texts("branch"));
    out.put("reviews.code_owners", () -> doc.truth("code_owner_approval_required"), false);
    out.put("force_push", () -> doc.truth("allow_force_push"), false);
  }
}
