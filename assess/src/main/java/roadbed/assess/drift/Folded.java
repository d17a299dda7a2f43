package roadbed.assess.drift;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.inventory.Sighting;
import roadbed.model.Location;
import roadbed.model.Value;

/**
 * One resource of one side with everything that only configures it written into its document: a bucket with its
 * versioning, a security group with its rules. Each part remembers which declaration it came from.
 */
final class Folded {
  /** A declaration and the name of the attribute there. */
  record Origin(Sighting sighting, String attribute) {
    Optional<Location> place() {
      return sighting.places().of(attribute);
    }
  }

  private final Sighting main;
  private final boolean stub;
  private final String type;
  private final List<Sighting.Key> keys;
  private final Map<String, Value> document;
  private final Map<String, Origin> origins = new HashMap<>(4);
  private final Set<String> complete = new HashSet<>(4);
  private @Nullable Folded written;

  private Folded(Sighting main, boolean stub, String type, List<Sighting.Key> keys) {
    this.main = main;
    this.stub = stub;
    this.type = type;
    this.keys = keys;
    this.document = new LinkedHashMap<>(stub ? Map.of() : main.attributes().values());
  }

  static Folded of(Sighting main) {
    Folded folded = new Folded(main, false, main.type(), main.keys());
    Satellites.inside(folded, main);
    return folded;
  }

  /** What is configured from here and declared elsewhere, or nowhere. */
  static Folded stub(Sighting satellite, String type, List<Sighting.Key> keys) {
    return new Folded(satellite, true, type, keys);
  }

  /** The type that is compared: that of the resource, also where only what configures it is known. */
  String type() {
    return type;
  }

  /** What it is recognised by. */
  List<Sighting.Key> keys() {
    return keys;
  }

  Sighting main() {
    return main;
  }

  /** Whether the resource itself is not of this side, only what configures it. */
  boolean isStub() {
    return stub;
  }

  Map<String, Value> document() {
    return document;
  }

  /** Writes a part at a dotted path, from a declaration that only configures this resource. */
  void put(String path, Value value, Sighting from, String attribute) {
    origins.put(path, new Origin(from, attribute));
    write(document, path, value);
  }

  /** Rewrites a part of the resource's own document. */
  void rewrite(String path, @Nullable Value value) {
    if (value == null) {
      document.remove(path);
    } else {
      write(document, path, value);
    }
  }

  private static void write(Map<String, Value> into, String path, Value value) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      into.put(path, value);
      return;
    }
    String name = path.substring(0, dot);
    Map<String, Value> inner = new LinkedHashMap<>(object(into.get(name)));
    write(inner, path.substring(dot + 1), value);
    into.put(name, new Value.Fields(inner));
  }

  private static Map<String, Value> object(@Nullable Value value) {
    return switch (value) {
      case Value.Fields fields -> fields.values();
      case Value.Items items when items.values().size() == 1 && items.values().getFirst() instanceof Value.Fields one ->
          one.values();
      case null, default -> Map.of();
    };
  }

  /** Adds members to a set that is kept as an object, member by member. */
  void member(String set, String member, Value value, Sighting from, String attribute) {
    Map<String, Value> members = new LinkedHashMap<>(object(document.get(set)));
    members.put(member, value);
    document.put(set, new Value.Fields(members));
    origins.put(set + "." + member, new Origin(from, attribute));
  }

  /** Says that a set is all there should be, so that whatever else is found in it is drift. */
  void complete(String set) {
    complete.add(set);
  }

  boolean isComplete(String set) {
    return complete.contains(set);
  }

  /** Says that a person wrote this in another document, whose places are better than this one's. */
  void writtenIn(Folded source) {
    written = source;
  }

  /** The document that a person wrote. */
  Folded written() {
    return written == null ? this : written;
  }

  /** Where an attribute of the folded document was declared. */
  Origin origin(String path, String attribute) {
    if (written != null) {
      return written.origin(path, attribute);
    }
    String around = path;
    while (true) {
      Origin found = origins.get(around);
      if (found != null) {
        String rest = path.substring(around.length());
        return new Origin(found.sighting(), found.attribute() + rest);
      }
      int dot = around.lastIndexOf('.');
      if (dot < 0) {
        return new Origin(main, attribute);
      }
      around = around.substring(0, dot);
    }
  }

  /** Whether the side can tell an attribute at all. */
  boolean says(String path) {
    String around = path;
    while (true) {
      Origin found = origins.get(around);
      if (found != null) {
        return true;
      }
      int dot = around.lastIndexOf('.');
      if (dot < 0) {
        break;
      }
      around = around.substring(0, dot);
    }
    return main.says().test(type, path)
        || Satellites.spellings(type, path).stream()
            .anyMatch(spelling -> main.says().test(spelling.type(), spelling.attribute()));
  }
}
