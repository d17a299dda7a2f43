package roadbed.collect.terraform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;

/**
 * States of versions 2 and 3, which Terraform wrote until 0.11: modules by their path, resources by their name within,
 * attributes in the flat form.
 */
final class OldState {
  private final JsonFile file;
  private final Target target;
  private final ShownDocument document;

  /** Takes each resource. */
  @FunctionalInterface
  interface Target {
    void add(
        String address, String type, String provider, Value attributes, List<String> dependencies, Location location);
  }

  OldState(JsonFile file, Target target, ShownDocument document) {
    this.file = file;
    this.target = target;
    this.document = document;
  }

  /** Reads the array of modules, which stands at the location. */
  void read(Value modules, Location location) {
    if (!(modules instanceof Value.Items items)) {
      if (!(modules instanceof Value.Null)) {
        document.incomplete(location, "list of modules");
      }
      return;
    }
    for (int i = 0; i < items.values().size(); i++) {
      if (items.values().get(i) instanceof Value.Fields module
          && module.values().get("resources") instanceof Value.Fields resources) {
        String path = path(module.values().get("path"));
        Location here = at(location, "/" + i + "/resources");
        for (Map.Entry<String, Value> entry : resources.values().entrySet()) {
          if (entry.getValue() instanceof Value.Fields resource && !entry.getKey().startsWith("data.")) {
            resource(path, entry.getKey(), resource, at(here, "/" + pointer(entry.getKey())));
          }
        }
      }
    }
    file.sink()
        .diagnostic(
            new Diagnostic(
                Diagnostic.Level.INFO,
                "terraform.state-old",
                location,
                "this state was written by Terraform 0.11 or older, which keeps all attributes as texts; numbers stay"
                    + " texts",
                "terraform apply -refresh-only with Terraform 0.13 or later writes it anew"));
  }

  private static Location at(Location location, String further) {
    return new Location(
        location.file(), location.line(), location.column(), location.pointer().map(pointer -> pointer + further));
  }

  private static String pointer(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static String path(@org.jspecify.annotations.Nullable Value path) {
    StringBuilder address = new StringBuilder();
    if (path instanceof Value.Items items) {
      for (Value step : items.values()) {
        if (step instanceof Value.Text name && !(address.isEmpty() && name.value().equals("root"))) {
          address.append("module.").append(name.value()).append('.');
        }
      }
    }
    return address.toString();
  }

  private void resource(String path, String key, Value.Fields resource, Location location) {
    // The object that counts; what is only deposed is the old half of a replacement.
    if (!(resource.values().get("primary") instanceof Value.Fields primary)) {
      return;
    }
    String type = resource.text("type").orElse("");
    String address = key;
    int last = key.lastIndexOf('.');
    if (last > key.indexOf('.') && key.substring(last + 1).chars().allMatch(Character::isDigit)) {
      address = key.substring(0, last) + "[" + key.substring(last + 1) + "]";
    }
    List<String> dependencies = new ArrayList<>();
    if (resource.values().get("depends_on") instanceof Value.Items items) {
      for (Value item : items.values()) {
        if (item instanceof Value.Text text) {
          dependencies.add(path + text.value());
        }
      }
    }
    Value.Fields attributes =
        primary.values().get("attributes") instanceof Value.Fields flat
            ? FlatAttributes.nested(flat)
            : Value.Fields.EMPTY;
    if (attributes.get("id").isEmpty() && primary.get("id").isPresent()) {
      Map<String, Value> with = new java.util.LinkedHashMap<>(attributes.values());
      with.put("id", primary.values().get("id"));
      attributes = new Value.Fields(with);
    }
    target.add(
        path + address, type, resource.text("provider").orElse(""), attributes, dependencies, location);
  }
}
