package roadbed.collect.cloudformation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.collect.yaml.YamlNode;

/**
 * A template as it is written.
 *
 * @param file its name
 * @param root the whole document
 */
record Template(String file, YamlNode.Mapping root) {

  /** A top-level section; empty where it is missing or not a mapping. */
  Map<String, YamlNode.Entry> section(String name) {
    return root.get(name).orElse(null) instanceof YamlNode.Mapping mapping ? mapping.entries() : Map.of();
  }

  /** Names of the transforms that CloudFormation applies first. */
  List<String> transforms() {
    List<String> names = new ArrayList<>();
    for (YamlNode node : items(root.get("Transform"))) {
      switch (node) {
        case YamlNode.Scalar scalar -> names.add(scalar.text());
        case YamlNode.Mapping mapping -> mapping.text("Name").ifPresent(names::add);
        case YamlNode.Sequence _ -> {}
      }
    }
    return names;
  }

  private static List<YamlNode> items(Optional<YamlNode> node) {
    return node.map(found -> found instanceof YamlNode.Sequence sequence ? sequence.items() : List.of(found))
        .orElse(List.of());
  }

  /** Whether it is written in SAM's extension. */
  boolean isServerless() {
    return transforms().stream().anyMatch(name -> name.startsWith("AWS::Serverless"));
  }

  /** Local files that its resources name as templates of nested stacks. */
  Set<String> nested() {
    Set<String> files = new java.util.LinkedHashSet<>();
    for (YamlNode.Entry entry : section("Resources").values()) {
      if (entry.value() instanceof YamlNode.Mapping resource
          && resource.get("Properties").orElse(null) instanceof YamlNode.Mapping properties) {
        String key =
            switch (resource.text("Type").orElse("")) {
              case "AWS::CloudFormation::Stack" -> "TemplateURL";
              case "AWS::Serverless::Application" -> "Location";
              default -> "";
            };
        properties.text(key).flatMap(this::beside).ifPresent(files::add);
      }
    }
    return files;
  }

  /** A path as seen from this template's folder; empty where it is no local path or leads out of the tree. */
  Optional<String> beside(String path) {
    if (path.contains("://") || path.startsWith("/") || path.contains("${")) {
      return Optional.empty();
    }
    int slash = file.lastIndexOf('/');
    List<String> parts = new ArrayList<>();
    boolean absolute = file.startsWith("/");
    String folder = slash < 0 ? "" : file.substring(0, slash);
    for (String part : (folder + "/" + path).split("/", -1)) {
      if (part.equals("..")) {
        if (parts.isEmpty()) {
          return Optional.empty();
        }
        parts.removeLast();
      } else if (!part.isEmpty() && (!part.equals(".") || (parts.isEmpty() && file.startsWith("./")))) {
        parts.add(part);
      }
    }
    return Optional.of((absolute ? "/" : "") + String.join("/", parts));
  }
}
