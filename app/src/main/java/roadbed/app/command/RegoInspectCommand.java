package roadbed.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.command.RegoText.Fields;
import roadbed.rego.bundle.ArchiveLimits;
import roadbed.rego.bundle.Bundle;
import roadbed.rego.bundle.BundleException;
import roadbed.rego.bundle.BundleReader;
import roadbed.rego.bundle.Loaded;
import roadbed.rego.bundle.Manifest;
import roadbed.rego.bundle.Verification;
import roadbed.rego.syntax.Annotation;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Values;

/** {@code roadbed rego inspect}: says what is in a bundle or a file. */
final class RegoInspectCommand implements Command {
  private static final int ERROR = 1;
  private static final int CELL = 50;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description("Says what is in a bundle, a folder or one Rego file: manifest, packages, data, metadata.");
    spec.addPositional(RegoOptions.paths("1", "A bundle's archive or folder, or a Rego file."));
    RegoOptions.addFormat(spec, "pretty, json");
    spec.addOption(RegoOptions.flag("List the metadata of packages and rules.", "-a", "--annotations"));
    RegoOptions.addIgnore(spec);
    RegoOptions.addDialect(spec);
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    String format = RegoOptions.format(words, "pretty", List.of("pretty", "json"));
    List<String> paths = words.matchedPositionalValue(0, List.of());
    String path = paths.getFirst();
    Manifest manifest = null;
    Loaded loaded;
    Map<String, Set<String>> namespaces = new TreeMap<>();
    if (path.endsWith(".rego")) {
      loaded = RegoOptions.loader(words).files(List.of(path));
    } else {
      try {
        Bundle bundle =
            new BundleReader(
                    RegoOptions.dialect(words), RegoOptions.ignoring(words), Verification.SKIP, ArchiveLimits.STANDARD)
                .read(Path.of(path));
        manifest = bundle.manifest();
        loaded = new Loaded(bundle.sources(), bundle.data(), List.of(bundle), List.of());
        if (!bundle.data().isEmpty()) {
          namespaces.computeIfAbsent("data", _ -> new TreeSet<>()).add("data.json");
        }
      } catch (BundleException e) {
        terminal.err().println("error: " + e.reason());
        return ERROR;
      }
    }
    Loaded.Parsed parsed = loaded.parse();
    List<RegoError> errors = new ArrayList<>(loaded.problems());
    errors.addAll(parsed.errors());
    if (!errors.isEmpty()) {
      terminal.err().println("error: " + RegoText.summary(errors));
      return ERROR;
    }
    for (Module module : parsed.modules()) {
      String name = "data." + String.join(".", module.path());
      namespaces.computeIfAbsent(name, _ -> new TreeSet<>()).add(module.file());
    }
    List<Annotation> annotations =
        words.hasMatchedOption("--annotations")
            ? parsed.modules().stream().flatMap(module -> module.annotations().stream()).toList()
            : List.of();
    terminal
        .out()
        .print(
            format.equals("json")
                ? json(manifest, namespaces, annotations)
                : pretty(manifest, namespaces, annotations));
    return ExitCode.CLEAN;
  }

  private static String json(
      @Nullable Manifest manifest, Map<String, Set<String>> namespaces, List<Annotation> annotations) {
    Fields fields = new Fields();
    if (manifest != null) {
      fields.put("manifest", manifest.toValue());
    }
    fields.put("signatures_config", ObjectValue.EMPTY);
    Fields packages = new Fields();
    namespaces.forEach(
        (name, files) -> packages.put(name, new ArrayList<Object>(files.stream().map(StringValue::of).toList())));
    fields.put("namespaces", packages);
    if (!annotations.isEmpty()) {
      List<Object> listed = new ArrayList<>();
      for (Annotation annotation : annotations) {
        listed.add(
            new Fields()
                .put("location", RegoText.location(annotation.at()))
                .put("path", path(annotation))
                .put("annotations", annotation.fields()));
      }
      fields.put("annotations", listed);
    }
    return RegoText.json(fields) + "\n";
  }

  private static ArrayValue path(Annotation annotation) {
    List<ObjectValue> parts = new ArrayList<>();
    for (String name : annotation.target()) {
      ObjectValue.Builder part = ObjectValue.builder(2);
      part.put("type", StringValue.of(parts.isEmpty() ? "var" : "string"));
      part.put("value", StringValue.of(name));
      parts.add(part.build());
    }
    return ArrayValue.of(new ArrayList<roadbed.rego.value.Value>(parts));
  }

  private static String pretty(
      @Nullable Manifest manifest, Map<String, Set<String>> namespaces, List<Annotation> annotations) {
    StringBuilder out = new StringBuilder();
    List<List<String>> fields = new ArrayList<>();
    if (manifest != null) {
      if (manifest.version() != null) {
        fields.add(List.of("Rego Version", manifest.version() == Dialect.V0 ? "0" : "1"));
      }
      if (!manifest.revision().isEmpty()) {
        fields.add(List.of("Revision", cut(manifest.revision())));
      }
      manifest.roots().stream()
          .filter(root -> !root.isEmpty())
          .sorted()
          .forEach(root -> fields.add(List.of("Roots", cut(root))));
      if (!manifest.metadata().isEmpty()) {
        fields.add(List.of("Metadata", cut(Values.toPlainJson(manifest.metadata()))));
      }
    }
    if (!fields.isEmpty()) {
      out.append("MANIFEST:\n").append(RegoText.table(List.of("Field", "Value"), fields));
    }
    List<List<String>> rows = new ArrayList<>();
    namespaces.forEach(
        (name, files) -> {
          String shown = name;
          for (String file : files) {
            rows.add(List.of(shown, file));
            shown = "";
          }
        });
    if (!rows.isEmpty()) {
      out.append("NAMESPACES:\n").append(RegoText.table(List.of("Namespace", "File"), rows));
    }
    if (!annotations.isEmpty()) {
      out.append("ANNOTATIONS:\n");
      annotations.forEach(annotation -> annotation(annotation, out));
    }
    return out.toString();
  }

  private static void annotation(Annotation annotation, StringBuilder out) {
    String path = String.join(".", annotation.target().subList(1, annotation.target().size()));
    String title = annotation.field("title") instanceof StringValue text ? text.value() : path;
    out.append(title).append('\n').append("=".repeat(Math.min(80, title.length()))).append("\n\n");
    if (annotation.field("description") instanceof StringValue text) {
      out.append(text.value()).append("\n\n");
    }
    out.append(annotation.scope().contains("package") ? "Package:  " : "Rule:     ").append(path).append('\n');
    out.append("Location: ").append(RegoText.place(annotation.at())).append('\n');
    out.append("Scope: ").append(annotation.scope()).append("\n\n");
    for (String list : List.of("organizations", "authors", "schemas", "related_resources", "custom")) {
      if (annotation.field(list) != null) {
        String name = list.replace('_', ' ');
        out.append(Character.toUpperCase(name.charAt(0))).append(name.substring(1)).append(":\n ");
        out.append(Values.toPlainJson(java.util.Objects.requireNonNull(annotation.field(list)))).append("\n\n");
      }
    }
  }

  private static String cut(String text) {
    return text.length() < CELL ? text : text.substring(0, CELL - 3) + "...";
  }
}
