package roadbed.collect.kubernetes.kustomize;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Location;
import roadbed.model.Value;

/**
 * The config maps and secrets that a kustomization makes. Their names have no hash behind them, and what they take from
 * files is not known.
 */
final class Generators {
  private final Value.Fields kustomization;
  private final String file;

  Generators(Value.Fields kustomization, String file) {
    this.kustomization = kustomization;
    this.file = file;
  }

  /** Adds what is made, or changes what is there where a generator says so. */
  void into(List<Item> items) {
    make("configMapGenerator", "ConfigMap", "data", items);
    make("secretGenerator", "Secret", "stringData", items);
  }

  private void make(String key, String kind, String field, List<Item> items) {
    for (Value.Fields generator : Texts.objects(kustomization.values().get(key))) {
      Value.Fields data = data(generator);
      String behavior = generator.text("behavior").orElse("create");
      int there = behavior.equals("create") ? -1 : there(items, kind, generator.text("name").orElse(""));
      if (there < 0) {
        items.add(new Item(made(kind, field, generator, data), Location.of(file, 1, 1)));
        continue;
      }
      Item item = items.get(there);
      Value.Fields changed =
          behavior.equals("merge") ? Texts.adding(item.object(), data, field) : Texts.with(item.object(), data, field);
      items.set(there, item.with(described(changed, generator)));
    }
  }

  private static int there(List<Item> items, String kind, String name) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).kind().equals(kind) && items.get(i).isNamed(name::equals)) {
        return i;
      }
    }
    return -1;
  }

  private Value.Fields made(String kind, String field, Value.Fields generator, Value.Fields data) {
    Map<String, Value> metadata = new LinkedHashMap<>();
    metadata.put("name", Value.of(generator.text("name").orElse("")));
    generator.text("namespace").ifPresent(namespace -> metadata.put("namespace", Value.of(namespace)));
    Map<String, Value> object = new LinkedHashMap<>();
    object.put("apiVersion", Value.of("v1"));
    object.put("kind", Value.of(kind));
    object.put("metadata", new Value.Fields(metadata));
    if (kind.equals("Secret")) {
      object.put("type", generator.get("type").orElse(Value.of("Opaque")));
    }
    object.put(field, data);
    return described(new Value.Fields(object), generator);
  }

  /** With the labels and annotations of all generators, and of this one. */
  private Value.Fields described(Value.Fields object, Value.Fields generator) {
    Value.Fields described = object;
    for (Optional<Value> options : List.of(kustomization.get("generatorOptions"), generator.get("options"))) {
      if (options.orElse(Value.Null.INSTANCE) instanceof Value.Fields fields) {
        for (String name : List.of("labels", "annotations")) {
          if (fields.values().get(name) instanceof Value.Fields entries) {
            described = Texts.adding(described, entries, "metadata", name);
          }
        }
      }
    }
    return described;
  }

  private static Value.Fields data(Value.Fields generator) {
    Map<String, Value> data = new LinkedHashMap<>();
    for (String literal : Texts.of(generator.values().get("literals"))) {
      int equals = literal.indexOf('=');
      if (equals > 0) {
        data.put(literal.substring(0, equals), Value.of(unquoted(literal.substring(equals + 1))));
      }
    }
    for (String source : Texts.of(generator.values().get("files"))) {
      int equals = source.indexOf('=');
      String entry = equals > 0 ? source.substring(0, equals) : source.substring(source.lastIndexOf('/') + 1);
      data.put(entry, new Value.Unknown("the content of a file that is not looked at"));
    }
    return new Value.Fields(data);
  }

  private static String unquoted(String text) {
    char first = text.isEmpty() ? ' ' : text.charAt(0);
    boolean quoted = text.length() > 1 && (first == '"' || first == '\'') && text.charAt(text.length() - 1) == first;
    return quoted ? text.substring(1, text.length() - 1) : text;
  }
}
