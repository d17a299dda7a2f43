package roadbed.collect.kubernetes.kustomize;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.collect.Bulkhead;
import roadbed.collect.CollectionSink;
import roadbed.collect.Limits;
import roadbed.collect.SourceFile;
import roadbed.collect.WholeText;
import roadbed.collect.kubernetes.KubernetesObjects;
import roadbed.collect.yaml.YamlDocuments;
import roadbed.collect.yaml.YamlNode;
import roadbed.collect.yaml.YamlTyping;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;

/** All kustomizations of a scan: those that no other one builds upon are built, and the files that they use are theirs. */
public final class Kustomizations {
  private static final List<String> NAMES = List.of("kustomization.yaml", "kustomization.yml", "Kustomization");
  private static final Set<String> UNDERSTOOD =
      Set.of(
          "apiVersion", "kind", "metadata", "resources", "bases", "components", "namespace", "namePrefix", "nameSuffix",
          "labels", "commonLabels", "commonAnnotations", "images", "replicas", "patches", "patchesStrategicMerge",
          "patchesJson6902", "configMapGenerator", "secretGenerator", "generatorOptions", "buildMetadata", "sortOptions",
          "configurations", "crds", "openapi", "replacements");
  private static final int DEEPEST = 20;
  private static final int MOST_OBJECTS = 100_000;
  private static final int MOST_BUILT = 10_000;

  private final Map<String, SourceFile> files;
  private final CollectionSink sink;
  private final Limits limits;
  private final Map<String, Value.Fields> parsed = new LinkedHashMap<>();
  private final Set<String> used = new HashSet<>();
  private int objects;
  private int builds;

  /**
   * The kustomizations among files.
   *
   * @param files all files that may be used, by their names
   */
  public Kustomizations(Map<String, SourceFile> files, CollectionSink sink, Limits limits) {
    this.files = Map.copyOf(files);
    this.sink = sink;
    this.limits = limits;
  }

  /** Whether a file of this name is a kustomization. */
  public static boolean named(String path) {
    return NAMES.contains(path.substring(path.lastIndexOf('/') + 1));
  }

  /**
   * Builds all roots.
   *
   * @param forget told which files are used by a kustomization, before their objects are emitted as it makes them
   * @throws IOException where the bytes of a file cannot be read
   */
  public void read(java.util.function.Consumer<Set<String>> forget) throws IOException {
    for (String name : files.keySet().stream().sorted().toList()) {
      if (named(name)) {
        kustomization(name).ifPresent(fields -> parsed.put(name, fields));
      }
    }
    Set<String> built = new HashSet<>();
    parsed.forEach((name, fields) -> children(name, fields).forEach(built::add));
    Map<String, List<Item>> results = new LinkedHashMap<>();
    for (String name : parsed.keySet()) {
      boolean component = parsed.get(name).text("kind").filter("Component"::equals).isPresent();
      if (!built.contains(name) && !component) {
        results.put(name, Bulkhead.around(Location.of(name), sink, List.of(), () -> build(name, new ArrayList<>(), 0)));
      }
    }
    forget.accept(used);
    results.forEach(
        (name, items) -> {
          KubernetesObjects emitted = new KubernetesObjects(sink, Optional.of(folder(name)));
          items.forEach(item -> emitted.read(item.object(), item.location()));
        });
  }

  private Optional<Value.Fields> kustomization(String name) throws IOException {
    SourceFile file = files.get(name);
    for (YamlNode.Mapping root : file == null ? List.<YamlNode.Mapping>of() : documents(file)) {
      return Optional.of(YamlTyping.fields(root));
    }
    return Optional.empty();
  }

  private List<YamlNode.Mapping> documents(SourceFile file) throws IOException {
    Optional<String> text = WholeText.read(file, limits.wholeBytes(), sink);
    return text.map(whole -> documents(whole, file)).orElse(List.of());
  }

  private List<YamlNode.Mapping> documents(String text, SourceFile file) {
    List<YamlNode.Mapping> all = new ArrayList<>();
    YamlDocuments documents = new YamlDocuments(text, file, limits);
    while (documents.hasNext()) {
      switch (documents.next()) {
        case YamlDocuments.Document.Broken broken -> sink.diagnostic(broken.why());
        case YamlDocuments.Document.Read read ->
            read.roots().forEach(root -> {
              if (root instanceof YamlNode.Mapping mapping) {
                all.add(mapping);
              }
            });
      }
    }
    return all;
  }

  private static String folder(String name) {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? "" : name.substring(0, slash);
  }

  /** A path from the folder of a kustomization, as files of the scan are named. */
  private static String joined(String folder, String path) {
    List<String> parts = new ArrayList<>();
    boolean absolute = folder.startsWith("/");
    for (String part : (folder + "/" + path).split("/", -1)) {
      if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return (absolute ? "/" : "") + String.join("/", parts);
  }

  /** The kustomization in a folder. */
  private Optional<String> inFolder(String folder) {
    return NAMES.stream()
        .map(name -> folder.isEmpty() ? name : folder + "/" + name)
        .filter(parsed::containsKey)
        .findFirst();
  }

  private List<String> children(String name, Value.Fields fields) {
    List<String> children = new ArrayList<>();
    for (String key : List.of("resources", "bases", "components")) {
      for (String path : Texts.of(fields.values().get(key))) {
        inFolder(joined(folder(name), path)).ifPresent(children::add);
      }
    }
    return children;
  }

  private void told(String code, String name, String message, String hint) {
    sink.diagnostic(Diagnostic.warning(code, Location.of(name, 1, 1), message, hint));
  }

  /** Builds a kustomization upon what is there already, which only a component changes. */
  private List<Item> build(String name, List<Item> around, int depth) throws IOException {
    Value.Fields fields = parsed.getOrDefault(name, Value.Fields.EMPTY);
    used.add(name);
    if (depth > DEEPEST) {
      told("kustomize.deep", name, "kustomizations build upon one another in a circle, or too deep", "");
      return around;
    }
    if (++builds >= MOST_BUILT) {
      if (builds == MOST_BUILT) {
        told("kustomize.deep", name, "more than " + MOST_BUILT + " kustomizations are to be built; the rest is not", "");
      }
      return around;
    }
    List<String> unknown = fields.values().keySet().stream().filter(key -> !UNDERSTOOD.contains(key)).sorted().toList();
    if (!unknown.isEmpty()) {
      told(
          "kustomize.unsupported",
          name,
          "these fields are not applied: " + String.join(", ", unknown),
          "scan what kustomize build writes to see all of it");
    }
    List<Item> items = new ArrayList<>(around);
    for (String key : List.of("resources", "bases")) {
      for (String path : Texts.of(fields.values().get(key))) {
        items.addAll(resource(name, path, depth));
      }
    }
    for (String path : Texts.of(fields.values().get("components"))) {
      Optional<String> component = inFolder(joined(folder(name), path));
      if (component.isPresent()) {
        items = build(component.get(), items, depth + 1);
      } else {
        missing(name, path);
      }
    }
    new Generators(fields, name).into(items);
    Replacements replacements =
        new Replacements(
            replacements(name, fields), words -> told("kustomize.replacement", name, words, "see its source in the kustomization"));
    return replacements.apply(new Transforms(fields, patches(name, fields)).apply(items));
  }

  private List<Item> resource(String name, String path, int depth) throws IOException {
    String target = joined(folder(name), path);
    Optional<String> kustomization = inFolder(target);
    if (kustomization.isPresent()) {
      return build(kustomization.get(), List.of(), depth + 1);
    }
    SourceFile file = files.get(target);
    if (file == null) {
      missing(name, path);
      return List.of();
    }
    used.add(target);
    List<Item> items = new ArrayList<>();
    for (YamlNode.Mapping document : documents(file)) {
      Value.Fields object = YamlTyping.fields(document);
      if (KubernetesObjects.looksLikeObject(object) && ++objects <= MOST_OBJECTS) {
        items.add(new Item(object, Location.of(target, document.line(), document.column())));
      }
    }
    return items;
  }

  private void missing(String name, String path) {
    boolean remote = path.contains("://") || path.startsWith("git@") || path.contains("?ref=") || path.startsWith("github.com/");
    told(
        remote ? "kustomize.remote" : "kustomize.missing",
        name,
        remote
            ? "this kustomization builds upon something elsewhere, which is not fetched"
            : "this kustomization builds upon something that is not among the files",
        "scan what kustomize build writes");
  }

  /** Replacements that are written out, and those of files that are named in their place. */
  private List<Value.Fields> replacements(String name, Value.Fields fields) throws IOException {
    List<Value.Fields> replacements = new ArrayList<>();
    for (Value.Fields one : Texts.objects(fields.values().get("replacements"))) {
      Optional<String> path = one.text("path");
      if (path.isEmpty()) {
        replacements.add(one);
      } else {
        for (Value content : content(name, path.get(), "")) {
          if (content instanceof Value.Fields written) {
            replacements.add(written);
          } else {
            replacements.addAll(Texts.objects(content));
          }
        }
      }
    }
    return replacements;
  }

  private List<Patch> patches(String name, Value.Fields fields) throws IOException {
    List<Patch> patches = new ArrayList<>();
    for (String key : List.of("patchesStrategicMerge", "patches", "patchesJson6902")) {
      Value all = fields.values().get(key);
      if (all instanceof Value.Items items) {
        for (Value one : items.values()) {
          String text = one instanceof Value.Text inline ? inline.value() : "";
          Value.Fields patch = one instanceof Value.Fields object ? object : Value.Fields.EMPTY;
          String path = text.isEmpty() ? patch.text("path").orElse("") : text.indexOf('\n') < 0 ? text : "";
          String inline = path.isEmpty() ? text.isEmpty() ? patch.text("patch").orElse("") : text : "";
          Value target = patch.get("target").orElse(Value.Null.INSTANCE);
          for (Value content : content(name, path, inline)) {
            patches.add(new Patch(content, target));
          }
        }
      }
    }
    return patches;
  }

  private List<Value> content(String name, String path, String inline) throws IOException {
    SourceFile here = files.get(name);
    String text = inline;
    if (!path.isEmpty()) {
      String target = joined(folder(name), path);
      SourceFile file = files.get(target);
      if (file == null) {
        missing(name, path);
        return List.of();
      }
      used.add(target);
      text = WholeText.read(file, limits.wholeBytes(), sink).orElse("");
      here = file;
    }
    List<Value> contents = new ArrayList<>();
    if (here != null) {
      YamlDocuments documents = new YamlDocuments(text, here, limits);
      while (documents.hasNext()) {
        switch (documents.next()) {
          case YamlDocuments.Document.Broken broken -> sink.diagnostic(broken.why());
          case YamlDocuments.Document.Read read -> read.roots().forEach(root -> contents.add(YamlTyping.value(root)));
        }
      }
    }
    return contents;
  }
}
