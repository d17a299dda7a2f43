package roadbed.inventory.normal.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.SecretMarks;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Types;
import roadbed.model.Value;

/** Workflows of GitHub Actions, their jobs, and composite actions. */
final class GithubJobs {
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{(.{1,2000}?)\\}\\}", Pattern.DOTALL);

  /** What whoever opens an issue or a pull request writes himself. */
  private static final Pattern UNTRUSTED =
      Pattern.compile(
          "github\\.(?:head_ref|event\\.(?:"
              + "issue\\.(?:title|body)|pull_request\\.(?:title|body|head\\.(?:ref|label|repo\\.default_branch))"
              + "|comment\\.body|review\\.body|review_comment\\.body|discussion\\.(?:title|body)"
              + "|pages[^\\s}]*\\.page_name|(?:head_commit|commits[^\\s}]*)\\.(?:message|author\\.(?:email|name))"
              + "|workflow_run\\.(?:head_branch|display_title|head_commit\\.(?:message|author\\.(?:email|name))"
              + "|pull_requests[^\\s}]*\\.head\\.ref)))(?![\\w.])");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final Pattern HEAD =
      Pattern.compile("github\\.(?:head_ref|event\\.(?:pull_request\\.(?:head\\.|number|merge_commit_sha)|workflow_run\\.head_|number))|refs/pull/");
  private static final Set<String> FOREIGN = Set.of("pull_request_target", "workflow_run", "issue_comment");
  private static final Set<String> ANYBODY =
      Set.of("pull_request", "pull_request_target", "workflow_run", "issue_comment", "issues", "discussion", "discussion_comment", "fork");

  private GithubJobs() {}

  static void types(Types types) {
    types
        .resource("pipeline", GithubJobs::workflow, "github_workflow")
        .resource("pipeline.job", GithubJobs::job, "github_workflow_job")
        .resource("pipeline.job", GithubJobs::action, "github_composite_action");
  }

  private static void workflow(Subject it, Facets out) {
    out.set("system", "github");
    out.put("triggers", () -> it.doc().names("on"));
    permissions(it.doc(), Document.EMPTY, out);
    out.put("secrets.in_text", () -> SecretMarks.inVariables(it.doc(), "env"));
  }

  private static void job(Subject it, Facets out) {
    Document job = it.doc();
    Document workflow = job.block("workflow");
    List<String> triggers = workflow.names("on");
    out.set("system", "github");
    out.set("triggers", triggers);
    out.set("triggers_by_others", triggers.stream().anyMatch(ANYBODY::contains));
    permissions(job, workflow, out);
    out.put("runner.labels", () -> labels(job));
    out.put("runner.self_hosted", () -> labels(job).stream().anyMatch(label -> label.equalsIgnoreCase("self-hosted")));
    steps(job, out);
    out.put("images", () -> images(job));
    out.put("untrusted_checkout", () -> triggers.stream().anyMatch(FOREIGN::contains) && checksOutHead(job));
    out.put("secrets.inherited", () -> job.isAny("secrets", "inherit"));
    out.put("secrets.in_text", () -> secrets(job, workflow));
    out.put("environment", () -> job.raw("environment").filter(Value.Text.class::isInstance).isPresent() ? job.text("environment") : job.text("environment.name"));
  }

  private static void action(Subject it, Facets out) {
    out.set("system", "github");
    out.set("triggers", List.of());
    steps(it.doc(), out);
    out.put("secrets.in_text", () -> secrets(it.doc(), Document.EMPTY));
  }

  /** What the job says counts, else what the workflow says, else the repository decides. */
  private static void permissions(Document job, Document workflow, Facets out) {
    boolean own = job.raw("permissions").isPresent();
    Document said = own ? job : workflow;
    boolean declared = own || workflow.raw("permissions").isPresent();
    out.set("permissions.declared", declared);
    out.put("permissions.write_all", () -> said.raw("permissions").filter(Value.Text.class::isInstance).isPresent() && said.isAny("permissions", "write-all"));
    out.put("permissions.write", () -> scopes(said));
    out.put("oidc", () -> said.raw("permissions").filter(Value.Fields.class::isInstance).isPresent() && said.isAny("permissions.id-token", "write"));
  }

  private static List<String> scopes(Document said) {
    if (said.raw("permissions").filter(Value.Fields.class::isInstance).isEmpty()) {
      return List.of();
    }
    Document permissions = said.block("permissions");
    return said.names("permissions").stream().filter(name -> permissions.isAny(name, "write")).toList();
  }

  private static List<String> labels(Document job) {
    return job.raw("runs-on").filter(Value.Fields.class::isInstance).isPresent()
        ? job.texts("runs-on.labels")
        : job.texts("runs-on");
  }

  private static void steps(Document job, Facets out) {
    List<Document> steps = job.blocks("steps");
    out.put("actions.unpinned", () -> unpinned(job, steps));
    out.put("injections", () -> injections(steps));
    out.put("remote_scripts", () -> Commands.remoteScripts(scripts(steps)));
  }

  private static List<String> scripts(List<Document> steps) {
    List<String> scripts = new ArrayList<>();
    steps.forEach(step -> step.text("run").ifPresent(scripts::add));
    return scripts;
  }

  /** Actions of others by a name that can be moved to other code: a branch or a tag, and images by a tag. */
  private static List<String> unpinned(Document job, List<Document> steps) {
    Set<String> unpinned = new TreeSet<>();
    List<String> uses = new ArrayList<>();
    job.text("uses").ifPresent(uses::add);
    steps.forEach(step -> step.text("uses").ifPresent(uses::add));
    for (String use : uses) {
      if (use.startsWith("./") || use.startsWith("../") || use.indexOf('$') >= 0) {
        continue;
      }
      if (use.startsWith("docker://")) {
        if (use.indexOf('@') < 0) {
          unpinned.add(use);
        }
        continue;
      }
      int at = use.lastIndexOf('@');
      if (at < 0 || !COMMIT.matcher(use.substring(at + 1)).matches()) {
        unpinned.add(use);
      }
    }
    return List.copyOf(unpinned);
  }

  /** Expressions whose text others write, put into a script before it is run. */
  private static List<String> injections(List<Document> steps) {
    Set<String> found = new TreeSet<>();
    for (Document step : steps) {
      List<String> scripts = new ArrayList<>();
      step.text("run").ifPresent(scripts::add);
      if (step.text("uses").filter(use -> use.startsWith("actions/github-script@")).isPresent()) {
        step.text("with.script").ifPresent(scripts::add);
      }
      for (String script : scripts) {
        Matcher expression = EXPRESSION.matcher(script);
        while (expression.find()) {
          Matcher untrusted = UNTRUSTED.matcher(expression.group(1));
          while (untrusted.find()) {
            found.add(untrusted.group());
          }
        }
      }
    }
    return List.copyOf(found);
  }

  private static boolean checksOutHead(Document job) {
    for (Document step : job.blocks("steps")) {
      boolean checkout = step.text("uses").filter(use -> use.startsWith("actions/checkout@")).isPresent();
      if (checkout && (step.text("with.ref").filter(ref -> HEAD.matcher(ref).find()).isPresent()
          || step.text("with.repository").filter(name -> name.contains("head.repo")).isPresent())) {
        return true;
      }
      if (step.text("run").filter(run -> run.contains("gh pr checkout") || (run.contains("git fetch") && HEAD.matcher(run).find())).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static List<Facets> images(Document job) {
    List<Optional<Facets>> images = new ArrayList<>();
    Optional<String> container =
        job.raw("container").filter(Value.Fields.class::isInstance).isPresent() ? job.text("container.image") : job.text("container");
    container.ifPresent(text -> images.add(Commands.image(text, "container")));
    Document services = job.block("services");
    for (String name : job.names("services")) {
      services.block(name).text("image").ifPresent(text -> images.add(Commands.image(text, "service " + name)));
    }
    return Commands.images(images);
  }

  private static Set<String> secrets(Document job, Document workflow) {
    Set<String> names = new TreeSet<>(SecretMarks.inVariables(job, "env"));
    names.addAll(SecretMarks.inVariables(workflow, "env"));
    for (Document step : job.blocks("steps")) {
      names.addAll(SecretMarks.inVariables(step, "env"));
      names.addAll(SecretMarks.inVariables(step, "with"));
      step.text("run").ifPresent(run -> names.addAll(SecretMarks.in(run)));
    }
    return names;
  }
}
