package roadbed.inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.inventory.facet.NotKnown;
import roadbed.inventory.facet.Types;
import roadbed.model.Declaration;
import roadbed.model.Diagnostic;
import roadbed.model.Reference;
import roadbed.model.Value;

/**
 * Finds, within one source, what refers to what, and joins settings and parts to their parents: by reference,
 * or by an identifier that is equal. Never guesses between several.
 */
final class Joins {
  /** Attributes by which another resource may name this one. */
  private static final List<String> IDENTIFIERS =
      List.of("id", "arn", "name", "bucket", "self_link", "key_id", "url", "function_name", "project_id", "identifier", "domain_name");

  private final List<Diagnostic> diagnostics;
  private final Map<String, List<Entry>> byAddress;
  private final Map<String, List<Entry>> byBase = new HashMap<>();
  private final Map<String, List<Entry>> byIdentifier = new HashMap<>();

  private Joins(List<Entry> entries, List<Diagnostic> diagnostics) {
    this.diagnostics = diagnostics;
    this.byAddress = HashMap.newHashMap(entries.size());
    boolean anyParent = false;
    Set<String> parentTypes = new HashSet<>();
    for (Entry entry : entries) {
      if (isSatellite(entry)) {
        List<String> parents = row(entry).parents();
        parentTypes.addAll(parents);
        anyParent |= parents.isEmpty();
      }
    }
    for (Entry entry : entries) {
      String address = sameCase(entry.address());
      byAddress.computeIfAbsent(address, _ -> new ArrayList<>(1)).add(entry);
      if (address.endsWith("]")) {
        byBase.computeIfAbsent(base(address), _ -> new ArrayList<>(1)).add(entry);
      }
      if (parentTypes.contains(entry.type())) {
        for (String attribute : IDENTIFIERS) {
          entry.known(attribute).ifPresent(value -> identified(value, entry));
        }
      } else if (anyParent) {
        entry.known("id").ifPresent(value -> identified(value, entry));
        entry.known("arn").ifPresent(value -> identified(value, entry));
      }
    }
  }

  /** Follows all references of one source's entries and joins its settings and parts. */
  static void join(List<Entry> entriesOfOneSource, List<Diagnostic> diagnostics) {
    Untold.mark(entriesOfOneSource);
    Joins joins = new Joins(entriesOfOneSource, diagnostics);
    for (Entry entry : entriesOfOneSource) {
      joins.follow(entry);
    }
    for (Entry entry : entriesOfOneSource) {
      if (isSatellite(entry)) {
        joins.joinToParent(entry);
      }
    }
  }

  /** Whether the path is that attribute or lies in it. */
  static boolean isOrIsIn(String path, String attribute) {
    return path.startsWith(attribute)
        && (path.length() == attribute.length() || path.charAt(attribute.length()) == '.');
  }

  private static boolean isSatellite(Entry entry) {
    return entry.role() == Types.Role.SETTING || entry.role() == Types.Role.PART;
  }

  private static Types.Entry row(Entry entry) {
    Types.Entry row = entry.row;
    if (row == null) {
      throw new IllegalStateException("not a satellite: " + entry.address());
    }
    return row;
  }

  /** Azure does not care about the case of its ids, and writes the same one in several. */
  private static String sameCase(String address) {
    return address.startsWith("/") ? address.toLowerCase(Locale.ROOT) : address;
  }

  private void identified(String value, Entry entry) {
    List<Entry> same = byIdentifier.computeIfAbsent(sameCase(value), _ -> new ArrayList<>(1));
    if (same.isEmpty() || same.getLast() != entry) {
      same.add(entry);
    }
  }

  private static String base(String address) {
    return address.substring(0, address.lastIndexOf('['));
  }

  private static String key(String address) {
    return address.endsWith("]") ? address.substring(address.lastIndexOf('[')) : "";
  }

  private void follow(Entry from) {
    Set<Reference> seen = new HashSet<>(4);
    for (Reference reference : from.references()) {
      if (isOrIsIn(reference.attribute(), "depends_on") || !seen.add(reference)) {
        continue;
      }
      for (Entry target : resolve(from, reference.target())) {
        if (target != from) {
          from.follow(reference, target);
        }
      }
    }
  }

  /** The entries that an address means, seen from an entry: one, or all instances where none is named. */
  private List<Entry> resolve(Entry from, String address) {
    List<Entry> exact = byAddress.getOrDefault(sameCase(address), List.of());
    if (!exact.isEmpty()) {
      return nearest(from, exact);
    }
    List<Entry> instances = byBase.getOrDefault(address, List.of());
    if (instances.size() > 1) {
      String key = key(from.address());
      List<Entry> sameKey =
          instances.stream().filter(entry -> !key.isEmpty() && key(entry.address()).equals(key)).toList();
      return nearest(from, sameKey.isEmpty() ? instances : sameKey);
    }
    return nearest(from, instances);
  }

  private static List<Entry> nearest(Entry from, List<Entry> candidates) {
    int best = Integer.MAX_VALUE;
    List<Entry> nearest = new ArrayList<>(1);
    for (Entry candidate : candidates) {
      int distance = distance(from, candidate);
      if (distance < best) {
        best = distance;
        nearest.clear();
      }
      if (distance == best && distance < FAR) {
        nearest.add(candidate);
      }
    }
    return nearest;
  }

  private static final int FAR = 9;

  /** Declarations of which one may take another in from a folder below. */
  private static final Set<Declaration> SOURCES =
      Set.of(Declaration.TERRAFORM_SOURCE, Declaration.CLOUDFORMATION_TEMPLATE, Declaration.ARM_TEMPLATE);

  /**
   * How far apart two documents stand: an address has a meaning only inside its own configuration, save those of what
   * a provider tells of what is there, which mean the same everywhere.
   */
  private static int distance(Entry one, Entry other) {
    String a = one.collected().location().file();
    String b = other.collected().location().file();
    if (a.equals(b)) {
      return 0;
    }
    if (one.collected().declaration() == Declaration.KUBERNETES_MANIFEST) {
      return folder(a).equals(folder(b)) ? 1 : 2;
    }
    boolean live =
        one.collected().declaration().side() == Declaration.Side.LIVE
            && other.collected().declaration().side() == Declaration.Side.LIVE;
    boolean source =
        one.collected().declaration() == other.collected().declaration()
            && SOURCES.contains(one.collected().declaration());
    String folderA = folder(a);
    String folderB = folder(b);
    if (folderA.equals(folderB)) {
      return source ? 1 : 3;
    }
    if (live) {
      return 4;
    }
    return source && (folderA.startsWith(folderB) || folderB.startsWith(folderA)) ? 2 : FAR;
  }

  static String folder(String file) {
    return file.substring(0, file.lastIndexOf('/') + 1);
  }

  private void joinToParent(Entry satellite) {
    Types.Entry row = row(satellite);
    Set<Entry> parents = new LinkedHashSet<>();
    boolean ambiguous = false;
    for (String attribute : row.attribute().split("\\|")) {
      List<Entry> byReference = referred(satellite, attribute, row.parents());
      List<Entry> byValue =
          byReference.size() == 1 ? List.of() : valued(satellite, attribute, row.parents());
      List<Entry> both = byValue.stream().filter(byReference::contains).toList();
      List<Entry> found = byReference.isEmpty() ? byValue : both.isEmpty() ? byReference : both;
      ambiguous |= found.size() > 1 && !isList(satellite, attribute, found, byReference);
      parents.addAll(found);
    }
    if (ambiguous) {
      for (Entry parent : parents) {
        parent.uncertain(satellite.type());
      }
      diagnostics.add(
          Diagnostic.warning(
              "inventory.ambiguous-parent",
              satellite.collected().location(),
              satellite.address() + " may belong to any of " + parents.stream().limit(5).map(Entry::address).toList(),
              "its settings are taken as unknown for all of them; refer to the parent by its address"));
      return;
    }
    for (Entry parent : parents) {
      if (row.role() == Types.Role.SETTING) {
        parent.joinSetting(satellite);
      } else {
        parent.joinPart(satellite);
      }
    }
    if (parents.isEmpty() && row.role() == Types.Role.SETTING) {
      diagnostics.add(
          new Diagnostic(
              Diagnostic.Level.INFO,
              "inventory.parent-not-found",
              satellite.collected().location(),
              satellite.address() + " configures a resource that is not in this source",
              "scan the source that declares its parent together with this one"));
    }
  }

  /** Several parents are right where the attribute is a list and each is named by an own reference. */
  private static boolean isList(
      Entry satellite, String attribute, List<Entry> found, List<Entry> byReference) {
    if (satellite.role() != Types.Role.PART) {
      return false;
    }
    Optional<Value> value = satellite.doc().raw(attribute);
    boolean list = value.isEmpty() || !(value.get() instanceof Value.Text);
    long references =
        satellite.references().stream()
            .filter(reference -> isOrIsIn(reference.attribute(), attribute))
            .count();
    return list && (byReference.isEmpty() || references >= found.size());
  }

  private static List<Entry> referred(Entry satellite, String attribute, List<String> types) {
    List<Entry> found = new ArrayList<>(1);
    for (Entry.Link link : satellite.links) {
      if (isOrIsIn(link.reference().attribute(), attribute)
          && isParent(link.target(), types)
          && !found.contains(link.target())) {
        found.add(link.target());
      }
    }
    return found;
  }

  private List<Entry> valued(Entry satellite, String attribute, List<String> types) {
    List<String> values;
    try {
      values = satellite.doc().texts(attribute);
    } catch (NotKnown _) {
      return List.of();
    }
    List<Entry> found = new ArrayList<>(1);
    for (String value : values) {
      for (Entry candidate : byIdentifier.getOrDefault(sameCase(value), List.of())) {
        if (isParent(candidate, types) && candidate != satellite && !found.contains(candidate)) {
          found.add(candidate);
        }
      }
    }
    return found;
  }

  private static boolean isParent(Entry candidate, List<String> types) {
    return !candidate.data
        && candidate.role() != Types.Role.SETTING
        && (types.isEmpty() || types.contains(candidate.type()));
  }
}
