package roadbed.assess.policy.foreign;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.rego.value.ObjectValue;

/** The objects that are there besides the one that is judged. */
public final class Surroundings {
  /** Nothing is there. */
  public static final Surroundings NONE = new Surroundings(List.of());

  private final List<ObjectValue> objects;
  private final Map<String, ObjectValue> namespaces = new HashMap<>();

  public Surroundings(List<ObjectValue> objects) {
    this.objects = List.copyOf(objects);
    for (ObjectValue object : objects) {
      if (AdmissionRequest.isNamespace(object)) {
        namespaces.put(Nested.text(object, "metadata", "name"), object);
      }
    }
  }

  /** All of them. */
  public List<ObjectValue> objects() {
    return objects;
  }

  /** The request with the namespace that it goes to, where that is known. */
  public AdmissionRequest around(AdmissionRequest request) {
    if (request.namespaceObject().isPresent() || request.namespace().isEmpty()) {
      return request;
    }
    return Optional.ofNullable(namespaces.get(request.namespace())).map(request::in).orElse(request);
  }
}
