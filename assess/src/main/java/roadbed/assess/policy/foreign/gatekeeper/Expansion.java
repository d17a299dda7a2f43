package roadbed.assess.policy.foreign.gatekeeper;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import roadbed.assess.policy.foreign.AdmissionRequest;
import roadbed.assess.policy.foreign.Manifest;
import roadbed.assess.policy.foreign.Nested;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * An expansion template: what objects of some kinds will make, so that constraints can judge it before it is made.
 *
 * @param name what messages name it by
 * @param kinds which objects make something
 * @param source the names that lead to what is made of them
 * @param version the API version of what is made
 * @param kind the kind of what is made
 */
record Expansion(String name, List<Applies> kinds, List<String> source, String version, String kind) {
  private static final String GROUP = "expansion.gatekeeper.sh";

  /** Kinds in groups and versions; an empty list is any. */
  record Applies(List<String> groups, List<String> versions, List<String> kinds) {
    boolean to(ObjectValue object) {
      String written = Nested.text(object, "apiVersion");
      int slash = written.indexOf('/');
      return has(groups, slash < 0 ? "" : written.substring(0, slash))
          && has(versions, written.substring(slash + 1))
          && has(kinds, Nested.text(object, "kind"));
    }

    private static boolean has(List<String> list, String item) {
      return list.isEmpty() || list.contains("*") || list.contains(item);
    }
  }

  static boolean is(Manifest manifest) {
    return manifest.group().equals(GROUP) && manifest.kind().equals("ExpansionTemplate");
  }

  /** Reads a template; empty where it is wrong, and the problems say why. */
  static Optional<Expansion> read(Manifest manifest, List<String> problems) {
    Value spec = Nested.object(manifest.value(), "spec");
    List<Applies> kinds =
        Nested.items(spec, "applyTo").stream()
            .map(item -> new Applies(Nested.texts(item, "groups"), Nested.texts(item, "versions"), Nested.texts(item, "kinds")))
            .toList();
    String source = Nested.text(spec, "templateSource");
    String group = Nested.text(spec, "generatedGVK", "group");
    String version = Nested.text(spec, "generatedGVK", "version");
    String kind = Nested.text(spec, "generatedGVK", "kind");
    if (kinds.isEmpty() || source.isEmpty() || version.isEmpty() || kind.isEmpty()) {
      problems.add("an expansion needs spec.applyTo, spec.templateSource, and generatedGVK with version and kind");
      return Optional.empty();
    }
    return Optional.of(
        new Expansion(
            manifest.name(), kinds, List.of(source.split("\\.", -1)), group.isEmpty() ? version : group + "/" + version, kind));
  }

  /** What an object will make, in the namespace of the request; empty where it makes nothing of this kind. */
  Optional<AdmissionRequest> of(ObjectValue object, AdmissionRequest request) {
    ObjectValue made = Nested.object(object, source.toArray(String[]::new));
    if (made.isEmpty() || kinds.stream().noneMatch(one -> one.to(object))) {
      return Optional.empty();
    }
    ObjectValue metadata = Nested.object(made, "metadata");
    String name = (Nested.text(object, "metadata", "name") + "-" + kind).toLowerCase(Locale.ROOT);
    ObjectValue placed = with(metadata, "name", StringValue.of(name));
    String namespace = request.namespace().isEmpty() ? Nested.text(object, "metadata", "namespace") : request.namespace();
    if (!namespace.isEmpty()) {
      placed = with(placed, "namespace", StringValue.of(namespace));
    }
    ObjectValue whole = with(with(with(made, "metadata", placed), "apiVersion", StringValue.of(version)), "kind", StringValue.of(kind));
    AdmissionRequest generated = AdmissionRequest.ofObject(whole).with("operation", StringValue.of(request.operation()));
    Value user = Nested.object(request.document(), "userInfo");
    return Optional.of(
        request.namespaceObject().map(generated.with("userInfo", user)::in).orElse(generated.with("userInfo", user)));
  }

  private static ObjectValue with(ObjectValue object, String name, Value value) {
    ObjectValue.Builder builder = ObjectValue.builder(object.size() + 1);
    for (int i = 0; i < object.size(); i++) {
      builder.put(object.keyAt(i), object.valueAt(i));
    }
    builder.put(name, value);
    return builder.build();
  }
}
