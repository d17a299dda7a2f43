package roadbed.collect.pipeline;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import roadbed.collect.CollectionSink;
import roadbed.collect.Limits;
import roadbed.collect.SourceFile;

/** Tells which files build and deliver, and has them read. */
public final class PipelineFiles {
  private static final Pattern DOCKERFILE =
      Pattern.compile("(?i)(?:dockerfile|containerfile)(?:[.-][\\w.-]+)?|[\\w.-]+\\.(?:dockerfile|containerfile)");
  private static final Pattern FROM = Pattern.compile("(?im)^\\s*FROM\\s+\\S");
  private static final Pattern WORKFLOW = Pattern.compile("(?m)^(?:jobs|\"jobs\"|'jobs')\\s*:");
  private static final Pattern TRIGGER = Pattern.compile("(?m)^(?:on|true|\"on\"|'on')\\s*:");
  private static final Pattern RUNS = Pattern.compile("(?m)^runs\\s*:");
  private static final Pattern DECLARATIVE = Pattern.compile("(?m)^\\s*pipeline\\s*\\{");

  private PipelineFiles() {}

  /** The kinds of such files. */
  public enum Kind {
    DOCKERFILE,
    GITHUB_WORKFLOW,
    GITHUB_ACTION,
    GITLAB,
    JENKINSFILE
  }

  /** Files next to one, for what it includes by its path. */
  @FunctionalInterface
  public interface Tree {
    /** The file at a path from the root of the repository, as far as it can be told; empty where it is none of ours. */
    Optional<SourceFile> at(String path);
  }

  /** What a file is, by its name and how it begins. */
  public static Optional<Kind> of(String path, String head) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    String lower = name.toLowerCase(Locale.ROOT);
    boolean yaml = lower.endsWith(".yml") || lower.endsWith(".yaml");
    if (!yaml && DOCKERFILE.matcher(name).matches() && FROM.matcher(head).find()) {
      return Optional.of(Kind.DOCKERFILE);
    }
    if ((lower.startsWith("jenkinsfile") || lower.endsWith(".jenkinsfile")) && DECLARATIVE.matcher(head).find()) {
      return Optional.of(Kind.JENKINSFILE);
    }
    if (!yaml) {
      return Optional.empty();
    }
    if (lower.endsWith(".gitlab-ci.yml") || lower.endsWith(".gitlab-ci.yaml")) {
      return Optional.of(Kind.GITLAB);
    }
    if (WORKFLOW.matcher(head).find()
        && (TRIGGER.matcher(head).find() || ("/" + path).contains("/.github/workflows/"))) {
      return Optional.of(Kind.GITHUB_WORKFLOW);
    }
    if ((lower.equals("action.yml") || lower.equals("action.yaml")) && RUNS.matcher(head).find()) {
      return Optional.of(Kind.GITHUB_ACTION);
    }
    return Optional.empty();
  }

  /**
   * Reads such a file.
   *
   * @throws IOException where the bytes cannot be read
   */
  public static void read(Kind kind, SourceFile file, Tree tree, CollectionSink sink, Limits limits)
      throws IOException {
    switch (kind) {
      case DOCKERFILE -> new DockerfileReader(limits).read(file, sink);
      case GITHUB_WORKFLOW, GITHUB_ACTION -> new GithubReader(limits).read(file, sink);
      case GITLAB -> new GitlabReader(limits, tree).read(file, sink);
      case JENKINSFILE -> new JenkinsfileReader(limits).read(file, sink);
    }
  }
}
