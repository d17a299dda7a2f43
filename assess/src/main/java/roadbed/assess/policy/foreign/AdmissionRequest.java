package roadbed.assess.policy.foreign;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * A request to a Kubernetes API server, in the form of {@code AdmissionReview.request}: every field that a rule may look
 * at without asking is there.
 *
 * @param document all of it
 * @param namespaceObject the namespace that the object is in, where it is known
 */
public record AdmissionRequest(ObjectValue document, Optional<ObjectValue> namespaceObject) {

  /** The request as which a manifest is judged that is not in a request: it could be one to create or to keep it. */
  public static AdmissionRequest ofObject(ObjectValue object) {
    String version = Nested.text(object, "apiVersion");
    int slash = version.indexOf('/');
    ObjectValue.Builder request = ObjectValue.builder();
    request.put("uid", StringValue.of(""));
    request.put(
        "kind",
        kind(
            slash < 0 ? "" : version.substring(0, slash),
            version.substring(slash + 1),
            Nested.text(object, "kind")));
    request.put("resource", resource("", "", ""));
    put(request, "name", Nested.text(object, "metadata", "name"));
    put(request, "namespace", Nested.text(object, "metadata", "namespace"));
    request.put("operation", StringValue.of(""));
    request.put("userInfo", ObjectValue.EMPTY);
    request.put("object", object);
    request.put("oldObject", NullValue.NULL);
    request.put("options", NullValue.NULL);
    return new AdmissionRequest(request.build(), Optional.empty());
  }

  /**
   * A request as an API server sends it. What it leaves out is added; of one to delete, the object is the one that is
   * deleted.
   */
  public static AdmissionRequest ofRequest(ObjectValue written) {
    ObjectValue.Builder request = ObjectValue.builder();
    request.put("uid", StringValue.of(""));
    request.put("operation", StringValue.of(""));
    request.put("userInfo", ObjectValue.EMPTY);
    request.put("resource", resource("", "", ""));
    request.put("object", NullValue.NULL);
    request.put("oldObject", NullValue.NULL);
    request.put("options", NullValue.NULL);
    for (int i = 0; i < written.size(); i++) {
      request.put(written.keyAt(i), written.valueAt(i));
    }
    ObjectValue old = Nested.object(written, "oldObject");
    if (Nested.text(written, "operation").equals("DELETE") && !old.isEmpty()) {
      request.put("object", old);
    }
    return new AdmissionRequest(request.build(), Optional.empty());
  }

  private static ObjectValue kind(String group, String version, String kind) {
    ObjectValue.Builder builder = ObjectValue.builder();
    builder.put("group", StringValue.of(group));
    builder.put("version", StringValue.of(version));
    builder.put("kind", StringValue.of(kind));
    return builder.build();
  }

  private static ObjectValue resource(String group, String version, String resource) {
    ObjectValue.Builder builder = ObjectValue.builder();
    builder.put("group", StringValue.of(group));
    builder.put("version", StringValue.of(version));
    builder.put("resource", StringValue.of(resource));
    return builder.build();
  }

  private static void put(ObjectValue.Builder to, String name, String text) {
    if (!text.isEmpty()) {
      to.put(name, StringValue.of(text));
    }
  }

  /** The same request, with the namespace that its object is in. */
  public AdmissionRequest in(ObjectValue namespace) {
    return new AdmissionRequest(document, Optional.of(namespace));
  }

  /** The object as it would be; empty where there is none. */
  public Optional<ObjectValue> object() {
    return object("object");
  }

  /** The object as it was; empty where there is none. */
  public Optional<ObjectValue> oldObject() {
    return object("oldObject");
  }

  private Optional<ObjectValue> object(String name) {
    return Nested.at(document, name) instanceof ObjectValue object ? Optional.of(object) : Optional.empty();
  }

  /** The kind of the object. */
  public String kind() {
    return Nested.text(document, "kind", "kind");
  }

  /** The API group of the object; empty for the core group. */
  public String group() {
    return Nested.text(document, "kind", "group");
  }

  /** CREATE, UPDATE, DELETE or CONNECT; empty where an object is judged outside a request. */
  public String operation() {
    return Nested.text(document, "operation");
  }

  /** The namespace that the request goes to; empty for what is in none. */
  public String namespace() {
    return Nested.text(document, "namespace");
  }

  /** The object's name. */
  public String name() {
    return Nested.text(document, "name");
  }

  /** Whether nothing is to be changed by it. */
  public boolean dryRun() {
    return Nested.isTrue(document, "dryRun");
  }

  /** The labels of an object. */
  public static Map<String, String> labels(@Nullable Value object) {
    return Nested.textsByName(object, "metadata", "labels");
  }

  /** Whether an object is a namespace. */
  public static boolean isNamespace(ObjectValue object) {
    return Nested.text(object, "kind").equals("Namespace") && Nested.text(object, "apiVersion").equals("v1");
  }

  /** The request with an operation, for rules that are about one. */
  public AdmissionRequest with(String name, Value value) {
    ObjectValue.Builder builder = ObjectValue.builder(document.size());
    for (int i = 0; i < document.size(); i++) {
      builder.put(document.keyAt(i), document.valueAt(i));
    }
    builder.put(name, value);
    return new AdmissionRequest(builder.build(), namespaceObject);
  }
}
