package roadbed.inventory.normal.kubernetes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.inventory.facet.Document;
import roadbed.model.Value;

/**
 * A Kubernetes object in the cluster's own words, also where Terraform's provider wrote it: there names are
 * {@code snake_case} and lists are named in the singular.
 */
public final class Manifest {
  private static final Map<String, String> PLURAL =
      Map.ofEntries(
          Map.entry("container", "containers"),
          Map.entry("init_container", "initContainers"),
          Map.entry("volume", "volumes"),
          Map.entry("port", "ports"),
          Map.entry("rule", "rules"),
          Map.entry("subject", "subjects"),
          Map.entry("sysctl", "sysctls"),
          Map.entry("pod_template", "podTemplate"));

  private Manifest() {}

  /** The document as the cluster would write it. */
  public static Document of(String type, Document doc) {
    return type.startsWith("kubernetes_") ? new Document(camel(doc.root())) : doc;
  }

  private static Value camel(Value value) {
    return switch (value) {
      case Value.Fields fields -> {
        Map<String, Value> renamed = new LinkedHashMap<>();
        fields
            .values()
            .forEach(
                (name, inner) ->
                    renamed.put(
                        rename(name), isNames(name) ? inner : camel(inner)));
        yield new Value.Fields(renamed);
      }
      case Value.Items items -> new Value.Items(items.values().stream().map(Manifest::camel).toList());
      case Value.Text _,
          Value.Whole _,
          Value.Decimal _,
          Value.Bool _,
          Value.Null _,
          Value.Unknown _,
          Value.Secret _ ->
          value;
    };
  }

  /** Maps whose keys are people's own names. */
  private static boolean isNames(String name) {
    return switch (name) {
      case "labels", "annotations", "match_labels", "data", "limits", "requests", "node_selector" -> true;
      default -> false;
    };
  }

  private static String rename(String name) {
    String plural = PLURAL.get(name);
    if (plural != null) {
      return plural;
    }
    StringBuilder camel = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '_' && i + 1 < name.length()) {
        i++;
        camel.append(Character.toUpperCase(name.charAt(i)));
      } else {
        camel.append(c);
      }
    }
    return camel.toString();
  }

  /** The pod that an object runs: its own specification, its template's, or its job's template's. */
  public static Document pod(Document object) {
    Document spec = object.block("spec");
    if (!object.has("spec") && object.raw("template").isPresent()) {
      return object.block("template");
    }
    if (!(spec.root() instanceof Value.Fields)) {
      return spec;
    }
    if (spec.raw("jobTemplate").isPresent()) {
      return pod(spec.block("jobTemplate"));
    }
    return spec.raw("template").isPresent() ? spec.block("template") : object;
  }

  /** All containers of a pod with the role that each has. */
  public static Map<String, List<Document>> containers(Document podSpec) {
    Map<String, List<Document>> byRole = new LinkedHashMap<>();
    byRole.put("container", podSpec.blocks("containers"));
    byRole.put("init", podSpec.blocks("initContainers"));
    byRole.put("ephemeral", podSpec.blocks("ephemeralContainers"));
    return byRole;
  }

  /** The image references of a pod, those that are known, in order. */
  public static List<String> images(Document podSpec) {
    List<String> images = new ArrayList<>();
    containers(podSpec)
        .values()
        .forEach(
            containers ->
                containers.forEach(
                    container ->
                        container
                            .raw("image")
                            .filter(Value.Text.class::isInstance)
                            .map(image -> ((Value.Text) image).value().strip())
                            .filter(image -> !image.isEmpty())
                            .ifPresent(images::add)));
    return images;
  }

  /** Labels as texts; none where they are not known. */
  public static Map<String, String> texts(Document doc, String path) {
    Map<String, String> texts = new LinkedHashMap<>();
    Optional<Value> found = doc.raw(path);
    if (found.isPresent() && found.get() instanceof Value.Fields fields) {
      fields
          .values()
          .forEach(
              (name, value) -> {
                if (value instanceof Value.Text text) {
                  texts.put(name, text.value());
                }
              });
    }
    return texts;
  }
}
