package roadbed.assess.policy.foreign;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.rego.bundle.Documents;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Value;

/**
 * A document of a YAML or JSON file.
 *
 * @param file the file's name
 * @param line where it begins
 * @param value it, an object
 */
public record Manifest(String file, int line, ObjectValue value) {

  /** Where it begins. */
  public Location place() {
    return Location.of(file, line, 1);
  }

  /** Its kind, as {@code ConstraintTemplate}. */
  public String kind() {
    return Nested.text(value, "kind");
  }

  /** The group of its API version; empty for the core group. */
  public String group() {
    String version = Nested.text(value, "apiVersion");
    int slash = version.indexOf('/');
    return slash < 0 ? "" : version.substring(0, slash);
  }

  /** Its name. */
  public String name() {
    return Nested.text(value, "metadata", "name");
  }

  /**
   * The objects in a file; the items of a Kubernetes list are objects of their own. What cannot be read goes to the
   * diagnostics.
   */
  public static List<Manifest> read(String file, byte[] content, List<Diagnostic> diagnostics) {
    List<Manifest> manifests = new ArrayList<>();
    for (Placed placed : documents(file, content, diagnostics)) {
      add(file, placed.line(), placed.value(), manifests, diagnostics);
    }
    return manifests;
  }

  /** A document of whatever type, with the line where it begins. */
  public record Placed(int line, Value value) {}

  /** The documents of a YAML or JSON file. What cannot be read goes to the diagnostics. */
  public static List<Placed> documents(String file, byte[] content, List<Diagnostic> diagnostics) {
    List<Placed> documents = new ArrayList<>();
    if (file.endsWith(".json")) {
      add(file, 1, Documents.json(file, content), documents, diagnostics);
      return documents;
    }
    for (Part part : parts(new String(content, StandardCharsets.UTF_8))) {
      add(file, part.line(), Documents.yaml(file, part.text().getBytes(StandardCharsets.UTF_8)), documents, diagnostics);
    }
    return documents;
  }

  /** One of the documents of a YAML text. */
  private record Part(int line, String text) {}

  /** A line that begins with three hyphens or dots begins or ends a document wherever it stands. */
  private static List<Part> parts(String text) {
    List<Part> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    int start = 1;
    int number = 0;
    boolean directives = true;
    for (String line : text.lines().toList()) {
      number++;
      if (isMarker(line, "---") || isMarker(line, "...")) {
        parts.add(new Part(start, part.toString()));
        part.setLength(0);
        start = number;
        directives = line.startsWith("...");
        part.append("   ").append(line, 3, line.length()).append('\n');
      } else if (directives && line.startsWith("%")) {
        part.append('\n');
      } else {
        directives &= line.isBlank() || line.startsWith("#");
        part.append(line).append('\n');
      }
    }
    parts.add(new Part(start, part.toString()));
    return parts;
  }

  private static boolean isMarker(String line, String marker) {
    return line.startsWith(marker) && (line.length() == 3 || Character.isWhitespace(line.charAt(3)));
  }

  private static void add(
      String file, int line, Documents.Reading reading, List<Placed> documents, List<Diagnostic> diagnostics) {
    switch (reading) {
      case Documents.Reading.Read(NullValue _) -> {
        // Nothing but comments.
      }
      case Documents.Reading.Read read -> documents.add(new Placed(line, read.value()));
      case Documents.Reading.Failed failed -> {
        RegoError error = failed.error();
        var at = error.at();
        Location place = at == null ? Location.of(file) : Location.of(file, line + at.line() - 1, at.column());
        diagnostics.add(Diagnostic.error("policy.manifest", place, error.message(), "correct the file"));
      }
    }
  }

  private static void add(
      String file, int line, Value value, List<Manifest> manifests, List<Diagnostic> diagnostics) {
    switch (value) {
      case ObjectValue object -> {
        List<Value> items = Nested.items(object, "items");
        if (Nested.text(object, "kind").endsWith("List") && !items.isEmpty()) {
          items.forEach(item -> add(file, line, item, manifests, diagnostics));
        } else {
          manifests.add(new Manifest(file, line, object));
        }
      }
      default ->
          diagnostics.add(
              Diagnostic.error(
                  "policy.manifest",
                  Location.of(file, line, 1),
                  "a document that is no object: " + value.typeName(),
                  "a manifest has apiVersion, kind and metadata"));
    }
  }
}
