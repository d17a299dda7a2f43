package roadbed.rego.bundle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.rego.builtin.Builtin;
import roadbed.rego.builtin.Builtins;
import roadbed.rego.builtin.CallContext;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * What a bundle says about itself.
 *
 * @param roots the paths below {@code data} that are the bundle's own, names between slashes; one empty path is all
 * @param version the dialect of its files; null where it does not say
 * @param versions other dialects, by patterns of file paths
 */
public record Manifest(
    String revision,
    List<String> roots,
    @Nullable Dialect version,
    Map<String, Dialect> versions,
    ObjectValue metadata) {
  /** That of a bundle without one. */
  public static final Manifest EMPTY = new Manifest("", List.of(""), null, Map.of(), ObjectValue.EMPTY);

  public Manifest {
    roots = List.copyOf(roots);
    versions = Map.copyOf(versions);
  }

  /**
   * Reads one.
   *
   * @throws BundleException where it is none
   */
  static Manifest of(Value value) throws BundleException {
    if (!(value instanceof ObjectValue fields)) {
      throw new BundleException("bundle load failed on manifest decode: not an object");
    }
    List<String> roots = new ArrayList<>();
    if (fields.get("roots") instanceof ArrayValue written) {
      for (Value root : written) {
        roots.add(trimmed(text(root, "roots")));
      }
    } else {
      roots.add("");
    }
    for (int i = 0; i < roots.size(); i++) {
      for (int k = i + 1; k < roots.size(); k++) {
        if (overlap(roots.get(i), roots.get(k))) {
          throw new BundleException(
              "manifest has overlapped roots: '" + roots.get(i) + "' and '" + roots.get(k) + "'");
        }
      }
    }
    Map<String, Dialect> versions = new LinkedHashMap<>();
    if (fields.get("file_rego_versions") instanceof ObjectValue written) {
      for (int i = 0; i < written.size(); i++) {
        versions.put(text(written.keyAt(i), "file_rego_versions"), dialect(written.valueAt(i)));
      }
    }
    Value revision = fields.get("revision");
    Value version = fields.get("rego_version");
    return new Manifest(
        revision == null ? "" : text(revision, "revision"),
        roots,
        version == null ? null : dialect(version),
        versions,
        fields.get("metadata") instanceof ObjectValue metadata ? metadata : ObjectValue.EMPTY);
  }

  private static String text(Value value, String field) throws BundleException {
    if (value instanceof StringValue text) {
      return text.value();
    }
    throw new BundleException("bundle load failed on manifest decode: " + field + " must be of type string");
  }

  private static Dialect dialect(Value value) throws BundleException {
    if (value.equals(NumberValue.ZERO)) {
      return Dialect.V0;
    }
    if (value.equals(NumberValue.ONE)) {
      return Dialect.V1;
    }
    throw new BundleException("unknown bundle rego-version " + value);
  }

  private static String trimmed(String root) {
    return root.replaceAll("^/+|/+$", "");
  }

  /** The dialect of a file, by its path in the bundle. */
  Dialect dialectOf(String path, Dialect otherwise) {
    Builtin glob = Builtins.standard().find("glob.match").orElseThrow();
    for (Map.Entry<String, Dialect> entry : versions.entrySet()) {
      String pattern = entry.getKey();
      // A star stands for slashes too: the pattern has no delimiters.
      Value matches =
          glob.call(
              CallContext.builder().build(),
              new Value[] {
                StringValue.of(trimmed(pattern)), roadbed.rego.value.NullValue.NULL, StringValue.of(trimmed(path))
              });
      if (BooleanValue.TRUE.equals(matches)) {
        return entry.getValue();
      }
    }
    return version == null ? otherwise : version;
  }

  /** Whether two roots have places in common. */
  public static boolean overlap(String a, String b) {
    return contains(a, b) || contains(b, a);
  }

  private static boolean contains(String root, String path) {
    return root.isEmpty() || path.equals(root) || path.startsWith(root + "/");
  }

  /** Whether a path is within the roots. */
  boolean owns(String path) {
    return roots.stream().anyMatch(root -> contains(root, path));
  }

  /** The first place of a document that is outside of the roots. */
  Optional<String> foreign(ObjectValue data) {
    return foreign(data, "");
  }

  private Optional<String> foreign(Value value, String path) {
    if (owns(path)) {
      return Optional.empty();
    }
    boolean above = path.isEmpty() || roots.stream().anyMatch(root -> contains(/* root= */ path, /* path= */ root));
    if (!above || !(value instanceof ObjectValue object)) {
      return Optional.of("/" + path);
    }
    for (int i = 0; i < object.size(); i++) {
      Value key = object.keyAt(i);
      String name = key instanceof StringValue text ? text.value() : key.toString();
      Optional<String> found = foreign(object.valueAt(i), path.isEmpty() ? name : path + "/" + name);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Whether it says nothing. */
  boolean isEmpty() {
    return equals(EMPTY);
  }

  /** The manifest as it is written. */
  public ObjectValue toValue() {
    ObjectValue.Builder out = ObjectValue.builder();
    out.put("revision", StringValue.of(revision));
    out.put("roots", ArrayValue.of(roots.stream().<Value>map(StringValue::of).toList()));
    if (version != null) {
      out.put("rego_version", number(version));
    }
    if (!versions.isEmpty()) {
      ObjectValue.Builder files = ObjectValue.builder();
      versions.forEach((path, dialect) -> files.put(path, number(dialect)));
      out.put("file_rego_versions", files.build());
    }
    if (!metadata.isEmpty()) {
      out.put("metadata", metadata);
    }
    return out.build();
  }

  private static NumberValue number(Dialect dialect) {
    return switch (dialect) {
      case V0 -> NumberValue.ZERO;
      case V1 -> NumberValue.ONE;
    };
  }

  /** With another revision. */
  public Manifest withRevision(String value) {
    return new Manifest(value, roots, version, versions, metadata);
  }

  /** With the dialect of its files. */
  public Manifest withVersion(Dialect value) {
    return new Manifest(revision, roots, value, versions, metadata);
  }
}
