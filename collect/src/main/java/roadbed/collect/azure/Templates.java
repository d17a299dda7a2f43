package roadbed.collect.azure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.collect.Bulkhead;
import roadbed.collect.CollectionSink;
import roadbed.collect.SourceFile;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;

/**
 * Reads Azure Resource Manager templates, with the parameter files beside them and the templates they link to, as far
 * as these are files of the same collection. A template that another one links to is read as part of that one.
 */
public final class Templates {
  private static final Pattern TEMPLATE =
      Pattern.compile(
          "\"\\$schema\"\\s*:\\s*\"[^\"]*(?i:schema\\.management\\.azure\\.com)[^\"]*(?i:deployment(Template|Parameters))\\.json");
  private static final Pattern MENTION = Pattern.compile("[A-Za-z0-9_.-]+\\.json");
  private static final int MOST_PROBLEMS = 50;

  private final long limit;
  private final CollectionSink sink;
  private final Map<String, SourceFile> templates = new TreeMap<>();
  private final Map<String, SourceFile> parameterFiles = new TreeMap<>();
  private final Map<String, Optional<TemplateFile>> loaded = new HashMap<>();
  private final Set<String> linked = new HashSet<>();
  private final Set<String> told = new HashSet<>();
  private final Map<String, Integer> problems = new HashMap<>();
  private Budget budget = new Budget();

  private Templates(long limit, CollectionSink sink) {
    this.limit = limit;
    this.sink = sink;
  }

  /** Whether a text begins as a template or as a file of parameters for one. */
  public static boolean looksLikeTemplate(String head) {
    return TEMPLATE.matcher(head).find();
  }

  /**
   * Reads all templates among files that {@link #looksLikeTemplate}.
   *
   * @param limit size of a file that is read
   * @throws IOException where the bytes cannot be read
   */
  public static void read(List<SourceFile> files, long limit, CollectionSink sink) throws IOException {
    try {
      new Templates(limit, sink).read(files);
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e.getCause());
    }
  }

  private void read(List<SourceFile> files) throws IOException {
    Set<String> mentioned = new HashSet<>();
    for (SourceFile file : files) {
      Bulkhead.around(
          Location.of(file.name()),
          sink,
          () -> TemplateText.read(file, limit, sink).ifPresent(root -> classify(file, root, mentioned)));
    }
    List<String> later = new ArrayList<>();
    for (String name : templates.keySet()) {
      if (mentioned.contains(baseName(name))) {
        later.add(name);
      } else {
        root(name);
      }
    }
    for (String name : later) {
      if (!linked.contains(name)) {
        root(name);
      }
    }
  }

  /** Templates name those which they link to, if often in pieces; the name of the file is in one of them. */
  private void classify(SourceFile file, Node.Mapping root, Set<String> mentioned) {
    if (root.text("$schema").filter(schema -> schema.toLowerCase(Locale.ROOT).contains("deploymentparameters")).isPresent()) {
      parameterFiles.put(file.name(), file);
      return;
    }
    templates.put(file.name(), file);
    Set<String> names = new HashSet<>();
    if (mentions(root, names)) {
      names.remove(baseName(file.name()));
      mentioned.addAll(names);
    }
  }

  private static boolean mentions(Node root, Set<String> names) {
    boolean links = false;
    Deque<Node> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      switch (open.pop()) {
        case Node.Scalar scalar -> {
          if (scalar.value() instanceof Value.Text text && text.value().contains(".json")) {
            Matcher matcher = MENTION.matcher(text.value());
            while (matcher.find()) {
              names.add(matcher.group());
            }
          }
        }
        case Node.Sequence sequence -> sequence.items().forEach(open::push);
        case Node.Mapping mapping -> {
          links |= mapping.get("templateLink").isPresent();
          mapping.fields().values().forEach(open::push);
        }
      }
    }
    return links;
  }

  private static String baseName(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static String folder(String name) {
    return name.substring(0, name.lastIndexOf('/') + 1);
  }

  private void root(String name) throws IOException {
    Bulkhead.around(Location.of(name), sink, () -> deployed(name));
  }

  private void deployed(String name) throws IOException {
    loaded.clear();
    budget = new Budget();
    Optional<TemplateFile> template = load(name);
    if (template.isEmpty()) {
      return;
    }
    List<Declared> found = new ArrayList<>();
    Deployment deployment = Deployment.of(this, template.get(), parameters(name));
    new Declarations(deployment, this, found::add).walk();
    new TemplateResources(found, name).collect(sink);
  }

  private Optional<TemplateFile> load(String name) {
    Optional<TemplateFile> known = loaded.get(name);
    if (known != null) {
      return known;
    }
    SourceFile file = templates.get(name);
    Optional<TemplateFile> read = Optional.empty();
    if (file != null) {
      try {
        read = TemplateText.read(file, limit, sink).map(root -> new TemplateFile(name, root));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    loaded.put(name, read);
    return read;
  }

  /** The parameters of the file beside a template, by their lower-case names. */
  private Map<String, Value> parameters(String template) throws IOException {
    Optional<String> name = parameterFile(template);
    if (name.isEmpty()) {
      return Map.of();
    }
    Map<String, Value> parameters = new LinkedHashMap<>();
    SourceFile file = parameterFiles.get(name.get());
    if (file != null) {
      TemplateText.read(file, limit, sink)
          .flatMap(root -> root.mapping("parameters"))
          .ifPresent(
              all ->
                  all.fields()
                      .forEach(
                          (parameter, node) -> {
                            if (node instanceof Node.Mapping one) {
                              parameters.put(parameter.toLowerCase(Locale.ROOT), given(one));
                            }
                          }));
    }
    return parameters;
  }

  private static Value given(Node.Mapping parameter) {
    return parameter
        .get("value")
        .map(Node::value)
        .orElse(parameter.get("reference").isPresent() ? Value.Secret.INSTANCE : Value.Null.INSTANCE);
  }

  /** {@code name.parameters.json} before all others; of several others none, as each is another deployment. */
  private Optional<String> parameterFile(String template) {
    String folder = folder(template);
    String stem = baseName(template).replaceFirst("(?i)\\.json$", "");
    List<String> beside = parameterFiles.keySet().stream().filter(name -> folder(name).equals(folder)).toList();
    for (String wanted : List.of(stem + ".parameters.json", stem + ".param.json")) {
      Optional<String> exact = beside.stream().filter(name -> baseName(name).equalsIgnoreCase(wanted)).findFirst();
      if (exact.isPresent()) {
        return exact;
      }
    }
    List<String> named =
        beside.stream().filter(name -> baseName(name).toLowerCase(Locale.ROOT).startsWith(stem.toLowerCase(Locale.ROOT) + ".")).toList();
    boolean onlyTemplate = templates.keySet().stream().filter(name -> folder(name).equals(folder)).count() == 1;
    List<String> candidates = !named.isEmpty() ? named : onlyTemplate ? beside : List.of();
    if (candidates.size() > 1) {
      sink.diagnostic(
          new Diagnostic(
              Diagnostic.Level.INFO,
              "arm.parameters-several",
              Location.of(template),
              "the template has several parameter files and is read with its defaults: "
                  + String.join(", ", candidates.stream().limit(10).map(Templates::baseName).toList()),
              "name the one that counts " + stem + ".parameters.json, or scan a folder with only one"));
      return Optional.empty();
    }
    return candidates.stream().findFirst();
  }

  Budget budget() {
    return budget;
  }

  /** The file that a link means, seen from the template that links. */
  Optional<TemplateFile> linked(String from, String written) {
    String known = Symbols.known(written).replace('\\', '/');
    int query = known.indexOf('?');
    String path = query < 0 ? known : known.substring(0, query);
    int host = path.indexOf("://");
    boolean foreign = host >= 0;
    if (foreign) {
      int slash = path.indexOf('/', host + 3);
      path = slash < 0 ? "" : path.substring(slash);
    }
    String rest = path.replaceFirst("^/+", "");
    while (!rest.isEmpty()) {
      Optional<String> name = resolve(folder(from), rest).filter(templates::containsKey);
      if (name.isPresent() && !(foreign && name.get().equals(from))) {
        linked.add(name.get());
        return load(name.get());
      }
      int slash = rest.indexOf('/');
      rest = slash < 0 ? "" : rest.substring(slash + 1);
    }
    return Optional.empty();
  }

  /** A path with its steps up resolved; empty where it leaves what is named. */
  private static Optional<String> resolve(String folder, String relative) {
    Deque<String> steps = new ArrayDeque<>();
    String path = folder + relative;
    for (String step : path.split("/", -1)) {
      if (step.equals("..")) {
        if (steps.isEmpty() || steps.peekLast().isEmpty()) {
          return Optional.empty();
        }
        steps.removeLast();
      } else if (!step.equals(".")) {
        steps.addLast(step);
      }
    }
    return Optional.of(String.join("/", steps));
  }

  void notFound(String file, Node at, String path) {
    once(
        Diagnostic.warning(
            "arm.link",
            Location.of(file, at.line(), at.column()),
            "the linked template"
                + (path.isEmpty() ? "" : " " + shortened(path))
                + " is not among the files that are read, so its resources are missing",
            "put it beside the template; nothing is fetched"));
  }

  private static String shortened(String path) {
    return path.length() > 200 ? path.substring(0, 200) + "…" : path;
  }

  void unknownCount(String file, Node at, String reason) {
    once(
        Diagnostic.warning(
            "arm.loop",
            Location.of(file, at.line(), at.column()),
            "how often this is repeated is not known: " + reason,
            "one resource stands for all of them; give the parameter in a parameter file beside the template"));
  }

  void tooMany(String file) {
    once(
        Diagnostic.error(
            "arm.bounds",
            Location.of(file),
            "the template declares more than can be read; the rest is left out",
            "divide it into templates of their own"));
  }

  void problem(String file, int line, int column, String message) {
    if (problems.merge(file, 1, Integer::sum) <= MOST_PROBLEMS) {
      once(
          Diagnostic.warning(
              "arm.expression",
              Location.of(file, line, column),
              message,
              "what depends on it is not known; the rest is read"));
    }
  }

  private void once(Diagnostic diagnostic) {
    if (told.add(diagnostic.location() + " " + diagnostic.message())) {
      sink.diagnostic(diagnostic);
    }
  }
}
