package roadbed.collect.repository;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.collect.Limits;
import roadbed.collect.SourceFile;
import roadbed.collect.SourceTree;
import roadbed.collect.yaml.YamlDocuments;
import roadbed.collect.yaml.YamlNode;

/**
 * Tells which tool a pipeline, a hook or a makefile has check policies. Only what is called counts: what is installed,
 * printed, switched off or stands in a comment does not.
 */
final class PolicyChecks {
  private static final int LONGEST_LINE = 4_000;
  private static final int DEEPEST = 50;
  private static final int MOST_JOBS = 1_000;
  private static final Set<String> PIPELINES =
      Set.of(
          ".gitlab-ci.yml", ".gitlab-ci.yaml", "azure-pipelines.yml", "azure-pipelines.yaml", "bitbucket-pipelines.yml",
          ".drone.yml", ".woodpecker.yml", "jenkinsfile");
  private static final Set<String> OTHERS =
      Set.of(
          ".pre-commit-config.yaml", ".pre-commit-config.yml", "makefile", "gnumakefile", "taskfile.yml", "taskfile.yaml",
          "atlantis.yaml", "justfile");

  /** Keys whose texts are run. */
  private static final Set<String> COMMANDS =
      Set.of(
          "run", "script", "before_script", "after_script", "entry", "command", "commands", "cmd", "cmds", "bash", "pwsh",
          "powershell", "sh", "inlineScript");

  private static final Pattern BETWEEN = Pattern.compile("&&|\\|\\||[;|()]|\\$\\(");
  private static final Pattern BEFORE =
      Pattern.compile(
          "^(?:[@!+-]|\\s|\\w+=\\S*\\s|(?:sudo|time|exec|uvx|npx|then|do|else|if|pipx run|poetry run|uv run)\\s)*+");
  private static final Pattern TOOL =
      Pattern.compile(
          "(?:\\S*/)?(?:(checkov|tfsec|tflint|terraform-compliance)|(regula) run|(terrascan|kics) scan|(snyk) iac test"
              + "|(conftest) test|(opa) (?:eval|exec)|(sentinel) (?:apply|test)|(trivy) (?:config|conf)"
              + "|(trivy) (?:fs|filesystem|repo|repository) .*misconfig|(roadbed) (?:gate|scan))(?=\\s|$)");
  private static final Pattern CONTAINER = Pattern.compile("^(?:docker|podman|nerdctl) (?:container )?run\\s");
  private static final Pattern NOT_A_CHECK = Pattern.compile("\\s(?:--version|-v|--help|-h|--init|version)$|\\s--(?:version|help|init)\\s");
  private static final Pattern HOOK = Pattern.compile("(?:terraform[_-])?(checkov|tfsec|tflint|terrascan|trivy|conftest|kics)(?:[_-].*)?");
  private static final Pattern ACTION = Pattern.compile("(checkov|tfsec|terrascan|kics|conftest|tflint|regula)");
  private static final Pattern SHELL_STEP =
      Pattern.compile("\\b(?:sh|bat)\\b[ \\t(]*(?:script:[ \\t]*)?('''|\"\"\"|'|\")(.*?)\\1", Pattern.DOTALL);

  private final Limits limits;

  PolicyChecks(Limits limits) {
    this.limits = limits;
  }

  /** Whether a file is the pipeline of a repository, by its name. */
  static boolean isPipeline(String file) {
    return PIPELINES.contains(last(file));
  }

  private static String last(String file) {
    return file.substring(file.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }

  /** The files of a folder that may run checks. */
  List<String> mayCheck(SourceTree tree, String folder) {
    List<String> names = new ArrayList<>();
    for (String file : tree.files(folder)) {
      if (isPipeline(file) || OTHERS.contains(last(file))) {
        names.add(file);
      }
    }
    String prefix = folder.isEmpty() ? "" : folder + "/";
    for (String inner : List.of(".github/workflows", ".circleci")) {
      tree.files(prefix + inner).stream().filter(PolicyChecks::isYaml).forEach(names::add);
    }
    return names;
  }

  private static boolean isYaml(String file) {
    return file.endsWith(".yml") || file.endsWith(".yaml");
  }

  /** The tool that a file has check policies, if any. */
  Optional<String> tool(String name, String text) {
    if (isYaml(name)) {
      return yaml(name, text);
    }
    if (last(name).equals("jenkinsfile")) {
      String plain = text.replaceAll("(?m)^[ \\t]*//.*$", "");
      Matcher step = SHELL_STEP.matcher(plain);
      while (step.find()) {
        Optional<String> tool = script(step.group(2));
        if (tool.isPresent()) {
          return tool;
        }
      }
      return Optional.empty();
    }
    // The lines of a recipe are indented; all else says what there is to make.
    StringBuilder recipes = new StringBuilder();
    text.lines().filter(line -> line.startsWith("\t") || line.startsWith(" ")).forEach(line -> recipes.append(line).append('\n'));
    return script(recipes.toString());
  }

  private Optional<String> yaml(String name, String text) {
    YamlDocuments documents = new YamlDocuments(text, new Named(name, text), limits);
    boolean hooks = last(name).startsWith(".pre-commit");
    while (documents.hasNext()) {
      if (documents.next() instanceof YamlDocuments.Document.Read read) {
        for (YamlNode root : read.roots()) {
          Optional<String> tool = root instanceof YamlNode.Mapping jobs ? jobs(jobs, text, hooks) : node(root, hooks, 0);
          if (tool.isPresent()) {
            return tool;
          }
        }
      }
    }
    return Optional.empty();
  }

  /** A job of GitLab with a dot is a pattern for others, and does nothing where nobody names it. */
  private static Optional<String> jobs(YamlNode.Mapping root, String text, boolean hooks) {
    for (String key : root.entries().keySet().stream().limit(MOST_JOBS).toList()) {
      if (key.startsWith(".") && text.indexOf(key) == text.lastIndexOf(key)) {
        continue;
      }
      Optional<String> tool = root.get(key).flatMap(value -> entry(key, value, hooks, 0));
      if (tool.isPresent()) {
        return tool;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> node(YamlNode node, boolean hooks, int depth) {
    if (depth > DEEPEST) {
      return Optional.empty();
    }
    switch (node) {
      case YamlNode.Scalar _ -> {
        return Optional.empty();
      }
      case YamlNode.Sequence sequence -> {
        for (YamlNode item : sequence.items()) {
          Optional<String> tool = node(item, hooks, depth + 1);
          if (tool.isPresent()) {
            return tool;
          }
        }
        return Optional.empty();
      }
      case YamlNode.Mapping mapping -> {
        if (switchedOff(mapping)) {
          return Optional.empty();
        }
        Optional<String> called = mapping.text("uses").flatMap(action -> action(action, mapping));
        if (called.isPresent()) {
          return called;
        }
        for (String key : mapping.entries().keySet()) {
          Optional<String> tool = mapping.get(key).flatMap(value -> entry(key, value, hooks, depth));
          if (tool.isPresent()) {
            return tool;
          }
        }
        return Optional.empty();
      }
    }
  }

  private static Optional<String> entry(String key, YamlNode value, boolean hooks, int depth) {
    if (COMMANDS.contains(key)) {
      return commands(value, hooks, depth + 1);
    }
    if (value instanceof YamlNode.Scalar scalar) {
      if (hooks && key.equals("id")) {
        Matcher hook = HOOK.matcher(scalar.text());
        return hook.matches() ? Optional.of(hook.group(1)) : Optional.empty();
      }
      // GitLab's own template for infrastructure code runs KICS.
      return key.equals("template") && scalar.text().contains("SAST-IaC") ? Optional.of("kics") : Optional.empty();
    }
    return node(value, hooks, depth + 1);
  }

  private static Optional<String> commands(YamlNode value, boolean hooks, int depth) {
    return switch (value) {
      case YamlNode.Scalar scalar -> script(scalar.text());
      case YamlNode.Mapping mapping -> node(mapping, hooks, depth);
      case YamlNode.Sequence sequence ->
          depth > DEEPEST
              ? Optional.empty()
              : sequence.items().stream().flatMap(item -> commands(item, hooks, depth + 1).stream()).findFirst();
    };
  }

  private static boolean switchedOff(YamlNode.Mapping step) {
    String condition = step.text("if").orElse("").replaceAll("[${}\\s]", "");
    return condition.equals("false") || step.text("when").orElse("").equals("never");
  }

  private static Optional<String> action(String uses, YamlNode.Mapping step) {
    if (uses.startsWith("./")) {
      return Optional.empty();
    }
    String path = uses.replaceFirst("@.*$", "");
    String name = last(path).replaceFirst(":.*$", "");
    if (name.startsWith("setup-") || isYaml(name)) {
      return Optional.empty();
    }
    if (path.equals("snyk/actions/iac")) {
      return Optional.of("snyk");
    }
    if (name.equals("trivy-action")) {
      YamlNode.Mapping with = step.get("with").orElse(null) instanceof YamlNode.Mapping given ? given : null;
      return with != null
              && (with.text("scan-type").orElse("").equals("config") || with.text("scanners").orElse("").contains("misconfig"))
          ? Optional.of("trivy")
          : Optional.empty();
    }
    Matcher known = ACTION.matcher(name);
    return known.find() ? Optional.of(known.group(1)) : Optional.empty();
  }

  /** The tool that a script of a shell calls. */
  static Optional<String> script(String text) {
    return text.replace("\\\n", " ")
        .lines()
        .filter(line -> line.length() <= LONGEST_LINE)
        .map(line -> line.replaceFirst("(?:^|\\s)#.*$", ""))
        .flatMap(BETWEEN::splitAsStream)
        .flatMap(command -> command(command).stream())
        .findFirst();
  }

  private static Optional<String> command(String command) {
    String plain = BEFORE.matcher(command).replaceFirst("").strip().replaceAll("[ \\t]+", " ");
    if (NOT_A_CHECK.matcher(plain).find()) {
      return Optional.empty();
    }
    if (!CONTAINER.matcher(plain).find()) {
      return called(plain);
    }
    for (int at = plain.indexOf(' '); at >= 0; at = plain.indexOf(' ', at + 1)) {
      String rest = plain.substring(at + 1);
      int end = rest.indexOf(' ');
      String image = end < 0 ? rest : rest.substring(0, end);
      if (image.indexOf(":/") < 0 && !image.startsWith("-")) {
        Optional<String> tool = called(image.replaceFirst("[:@].*$", "") + (end < 0 ? "" : rest.substring(end)));
        if (tool.isPresent()) {
          return tool;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> called(String command) {
    Matcher tool = TOOL.matcher(command);
    if (tool.lookingAt()) {
      for (int i = 1; i <= tool.groupCount(); i++) {
        String name = tool.group(i);
        if (name != null) {
          return Optional.of(name);
        }
      }
    }
    return Optional.empty();
  }

  /** A text under the name of its file. */
  private record Named(String name, String text) implements SourceFile {
    @Override
    public InputStream open() {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
