package roadbed.collect.repository;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import roadbed.collect.CollectionSink;
import roadbed.collect.Limits;
import roadbed.collect.SourceFile;
import roadbed.collect.SourceTree;
import roadbed.model.Diagnostic;
import roadbed.model.EstateFacts;
import roadbed.model.ModuleRepository;

/**
 * Looks for tests and checks of policy of modules whose folders are known. A file counts for what it does, not for its
 * name alone: tests run something, and a pipeline, a hook or a makefile calls a tool that checks.
 */
public final class ModuleFolders {
  private static final int MOST_FILES = 20_000;
  /** In all folders of one collection together. */
  private static final int MOST_FILES_IN_ALL = 2_000_000;
  private static final int DEEPEST = 12;
  private static final int MOST_NAMED = 100;
  private static final int LONGEST = 1 << 20;
  private static final Set<String> NOT_OURS = Set.of("node_modules", "vendor");
  private static final Set<String> TERRAFORM = Set.of(".tf", ".tofu", ".tf.json", ".tofu.json");
  private static final Set<String> NATIVE_TESTS = Set.of(".tftest.hcl", ".tofutest.hcl");
  private static final Set<String> JSON_TESTS = Set.of(".tftest.json", ".tofutest.json");
  private static final Pattern RUN_BLOCK = Pattern.compile("(?m)^[ \\t]*run[ \\t]+\"[^\"\\n]*\"[ \\t]*\\{");
  private static final Pattern RUN_KEY = Pattern.compile("\"run\"\\s*:\\s*[\\[{]");
  private static final Pattern GO_TEST = Pattern.compile("(?m)^func Test\\w*\\(");
  private static final Pattern TERRATEST = Pattern.compile("(?m)^[^/\\n]*\"github\\.com/gruntwork-io/terratest/modules/");

  private final SourceTree tree;
  private final Limits limits;
  private final CollectionSink sink;
  private final PolicyChecks policy;
  private final Map<String, Optional<String>> tools = new HashMap<>();
  private int filesInAll;

  /** Looks at what stands in a tree, and says what it could not look at. */
  public ModuleFolders(SourceTree tree, Limits limits, CollectionSink sink) {
    this.tree = tree;
    this.limits = limits;
    this.sink = sink;
    this.policy = new PolicyChecks(limits);
  }

  /** The facts with what the folders of their modules hold. */
  public EstateFacts lookedInto(EstateFacts facts) {
    return facts.withModuleRepositories(facts.moduleRepositories().stream().map(this::lookedInto).toList());
  }

  private ModuleRepository lookedInto(ModuleRepository told) {
    Found found = new Found();
    walk(told.folder(), 0, found, "");
    if (!found.module) {
      String why =
          filesInAll > MOST_FILES_IN_ALL
              ? "there are more files in the repositories of modules than are looked at"
              : found.files == 0 ? "its folder is not among what was scanned" : "its folder holds no Terraform module";
      sink.diagnostic(
          Diagnostic.warning(
              "module.repository",
              told.location(),
              "the module " + told.source() + ": " + why,
              "scan the folder together with this file, or put such a file into the repository of the module with path: ."));
      return new ModuleRepository(told.source(), told.folder(), Optional.of(why), List.of(), List.of(), told.location());
    }
    List<String> levels = levels(told.folder());
    String root = levels.getLast();
    if (!root.equals(told.folder())) {
      String within = told.folder().substring(root.isEmpty() ? 0 : root.length() + 1);
      for (String name : List.of("test", "tests")) {
        walk(join(root, name), 0, found, within);
      }
    }
    if (found.files > MOST_FILES) {
      sink.diagnostic(
          Diagnostic.warning(
              "module.repository",
              told.location(),
              "the module " + told.source() + " has more than " + MOST_FILES + " files, and only as many were looked at",
              "give the folder of the module itself"));
    }
    List<String> checks = new ArrayList<>();
    for (String level : levels) {
      for (String name : policy.mayCheck(tree, level)) {
        tools
            .computeIfAbsent(name, file -> text(file).flatMap(text -> policy.tool(file, text)))
            .ifPresent(tool -> checks.add(tool + " in " + name));
      }
    }
    return new ModuleRepository(
        told.source(),
        told.folder(),
        Optional.empty(),
        found.tests.stream().distinct().sorted().limit(MOST_NAMED).toList(),
        checks.stream().distinct().limit(MOST_NAMED).toList(),
        told.location());
  }

  /** What was found of one module. */
  private static final class Found {
    private final List<String> tests = new ArrayList<>();
    private boolean module;
    private int files;
  }

  /** Looks at a folder and all below; where a module is named, only tests that name it are its own. */
  private void walk(String folder, int depth, Found found, String naming) {
    for (String file : tree.files(folder)) {
      if (++found.files > MOST_FILES || ++filesInAll > MOST_FILES_IN_ALL) {
        return;
      }
      String name = file.substring(file.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
      found.module |= naming.isEmpty() && TERRAFORM.stream().anyMatch(name::endsWith);
      if (mayTest(name)
          && text(file).filter(text -> tests(name, text) && (naming.isEmpty() || text.contains(naming + "\""))).isPresent()) {
        found.tests.add(file);
      }
    }
    if (depth == DEEPEST) {
      return;
    }
    for (String inner : tree.folders(folder)) {
      String name = inner.substring(inner.lastIndexOf('/') + 1);
      if (!name.startsWith(".") && !NOT_OURS.contains(name)) {
        walk(inner, depth + 1, found, naming);
      }
    }
  }

  private static boolean mayTest(String name) {
    return NATIVE_TESTS.stream().anyMatch(name::endsWith)
        || JSON_TESTS.stream().anyMatch(name::endsWith)
        || name.endsWith("_test.go");
  }

  private static boolean tests(String name, String text) {
    if (name.endsWith(".json")) {
      return RUN_KEY.matcher(text).find();
    }
    String plain = withoutBlockComments(text);
    return name.endsWith(".go")
        ? GO_TEST.matcher(plain).find() && TERRATEST.matcher(plain).find()
        : RUN_BLOCK.matcher(plain).find();
  }

  private static String withoutBlockComments(String text) {
    StringBuilder plain = new StringBuilder();
    int from = 0;
    for (int begin = text.indexOf("/*"); begin >= 0; begin = text.indexOf("/*", from)) {
      plain.append(text, from, begin);
      int end = text.indexOf("*/", begin + 2);
      if (end < 0) {
        return plain.toString();
      }
      from = end + 2;
    }
    return plain.append(text, from, text.length()).toString();
  }

  /** The folder of a module and those around it up to the root of the repository, where one is to be seen. */
  private List<String> levels(String folder) {
    List<String> levels = new ArrayList<>();
    for (String level = folder; ; level = parent(level)) {
      levels.add(level);
      if (isRoot(level)) {
        return levels;
      }
      if (level.isEmpty() || level.lastIndexOf('/') == 0 || levels.size() > limits.folderDepth()) {
        return List.of(folder);
      }
    }
  }

  private boolean isRoot(String folder) {
    for (String inner : tree.folders(folder)) {
      String name = inner.substring(inner.lastIndexOf('/') + 1);
      if (name.equals(".git") || name.equals(".github") || name.equals(".circleci")) {
        return true;
      }
    }
    return tree.files(folder).stream().anyMatch(PolicyChecks::isPipeline);
  }

  private static String parent(String folder) {
    int slash = folder.lastIndexOf('/');
    return slash < 0 ? "" : folder.substring(0, slash);
  }

  private static String join(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  /** The beginning of a file; what cannot be read says nothing, and so is no pass. */
  private Optional<String> text(String name) {
    Optional<SourceFile> file = tree.file(name);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = file.get().open()) {
      return Optional.of(new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
