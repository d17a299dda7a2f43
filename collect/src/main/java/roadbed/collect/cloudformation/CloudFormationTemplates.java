package roadbed.collect.cloudformation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import roadbed.collect.Bulkhead;
import roadbed.collect.CollectionSink;
import roadbed.collect.Limits;
import roadbed.collect.SourceFile;
import roadbed.collect.WholeText;
import roadbed.collect.yaml.JsonNodes;
import roadbed.collect.yaml.YamlDocuments;
import roadbed.collect.yaml.YamlNode;
import roadbed.model.Location;
import roadbed.model.Value;

/**
 * The facade: templates and the files that give values to their parameters, gathered first, because a nested stack is
 * told by another file, and read when all are seen.
 */
public final class CloudFormationTemplates {
  private static final Pattern VERSION = Pattern.compile("(?m)^(AWSTemplateFormatVersion|Transform)\\s*:");
  private static final Pattern RESOURCES = Pattern.compile("(?m)^Resources\\s*:");
  private static final Pattern TYPE = Pattern.compile("Type[\"']?\\s*:\\s*[\"']?(AWS|Custom|Alexa)::");
  private static final Pattern SERVERLESS = Pattern.compile("AWS::(Serverless|LanguageExtensions|Include)");

  private final Limits limits;
  private final CollectionSink sink;
  private final List<SourceFile> templates = new ArrayList<>();
  private final List<SourceFile> values = new ArrayList<>();

  /** Nothing gathered yet. */
  public CloudFormationTemplates(Limits limits, CollectionSink sink) {
    this.limits = limits;
    this.sink = sink;
  }

  /** Whether a YAML text begins like a template. */
  public static boolean looksLikeTemplate(String head) {
    boolean version = VERSION.matcher(head).find();
    return RESOURCES.matcher(head).find()
        ? TYPE.matcher(head).find() || (version && head.contains("AWSTemplateFormatVersion"))
        : version && (head.contains("AWSTemplateFormatVersion") || SERVERLESS.matcher(head).find());
  }

  /** Whether a JSON document with these keys at its top, which begins like that, is a template. */
  public static boolean looksLikeTemplate(Map<String, Value> keys, String head) {
    boolean resources = keys.get("Resources") instanceof Value.Fields;
    return keys.containsKey("AWSTemplateFormatVersion")
        ? resources || keys.containsKey("Parameters")
        : resources && (TYPE.matcher(head).find() || keys.containsKey("Parameters") || keys.containsKey("Outputs"));
  }

  /** Whether a file gives values to the parameters of templates. */
  public static boolean looksLikeValues(String file, boolean list, Map<String, Value> keys) {
    if (list) {
      return keys.containsKey("ParameterKey");
    }
    return file.toLowerCase(Locale.ROOT).endsWith("samconfig.toml")
        || (GivenParameters.named(file)
            && keys.get("Parameters") instanceof Value.Fields
            && !keys.containsKey("Resources"));
  }

  /** Whether a file is SAM's own configuration. */
  public static boolean isConfiguration(String file) {
    return file.equals("samconfig.toml") || file.endsWith("/samconfig.toml");
  }

  /** Gathers a template. */
  public void template(SourceFile file) {
    templates.add(file);
  }

  /** Gathers a file of values. */
  public void values(SourceFile file) {
    values.add(file);
  }

  /**
   * Reads all that was gathered.
   *
   * @throws IOException where the bytes cannot be read; never for what they say
   */
  public void read() throws IOException {
    if (templates.isEmpty()) {
      return;
    }
    GivenParameters given = new GivenParameters();
    for (SourceFile file : values) {
      WholeText.read(file, limits.wholeBytes(), sink).ifPresent(text -> given.add(file.name(), text));
    }
    Deployment deployment = new Deployment(given, sink);
    for (SourceFile file : templates) {
      Bulkhead.around(
          Location.of(file.name()),
          sink,
          () -> root(file).ifPresent(root -> deployment.add(new Template(file.name(), root))));
    }
    Set<String> inner = new HashSet<>();
    deployment.templates().values().forEach(template -> inner.addAll(template.nested()));
    List<Template> ordered =
        deployment.templates().values().stream().sorted(java.util.Comparator.comparing(Template::file)).toList();
    deployment.outermost(ordered.stream().filter(template -> !inner.contains(template.file())).toList());
    for (Template template : ordered) {
      if (!inner.contains(template.file())) {
        outermost(template, deployment);
      }
    }
    for (Template template : ordered) {
      if (!deployment.wasRead(template.file())) {
        outermost(template, deployment);
      }
    }
  }

  private void outermost(Template template, Deployment deployment) throws IOException {
    Bulkhead.around(Location.of(template.file()), sink, () -> Stack.outermost(template, deployment).read());
  }

  private Optional<YamlNode.Mapping> root(SourceFile file) throws IOException {
    Optional<String> text = WholeText.read(file, limits.wholeBytes(), sink);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (text.get().stripLeading().startsWith("{")) {
      Optional<YamlNode> json = JsonNodes.read(text.get(), file.name(), sink);
      if (json.isEmpty() || json.get() instanceof YamlNode.Mapping) {
        return json.map(YamlNode.Mapping.class::cast);
      }
    }
    YamlDocuments documents = new YamlDocuments(text.get(), file, limits, new ShortTags());
    Optional<YamlNode.Mapping> found = Optional.empty();
    while (documents.hasNext()) {
      switch (documents.next()) {
        case YamlDocuments.Document.Broken broken -> sink.diagnostic(broken.why());
        case YamlDocuments.Document.Read read -> {
          read.warnings().forEach(sink::diagnostic);
          for (YamlNode root : read.roots()) {
            if (root instanceof YamlNode.Mapping mapping && found.isEmpty()) {
              found = Optional.of(mapping);
            }
          }
        }
      }
    }
    return found;
  }
}
