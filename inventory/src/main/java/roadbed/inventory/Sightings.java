package roadbed.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import roadbed.inventory.dialect.Dialects;
import roadbed.inventory.dialect.Translated;
import roadbed.inventory.dialect.Translation;
import roadbed.inventory.facet.Types;
import roadbed.inventory.normal.NormalForms;
import roadbed.model.AttributePlaces;
import roadbed.model.CatalogEntity;
import roadbed.model.Change;
import roadbed.model.CollectedResource;
import roadbed.model.Collection;
import roadbed.model.Declaration;
import roadbed.model.Diagnostic;
import roadbed.model.EstateFacts;
import roadbed.model.Ownership;
import roadbed.model.ResourceId;
import roadbed.model.Value;

/**
 * All that collections say, document by document: what {@link Inventory} merges into one resource stays apart here,
 * so that what is declared, what was applied and what is can be told from each other. Data sources are left out.
 */
public final class Sightings {
  private final Types types = NormalForms.types();
  private final Places places;
  private final Owners owners;
  private final Map<Entry, Sighting> made = new HashMap<>();
  private final Map<String, BiPredicate<String, String>> told = new HashMap<>();

  private Sightings(EstateFacts facts, List<CatalogEntity> catalog) {
    this.places = new Places(facts);
    this.owners = new Owners(facts, catalog);
  }

  /** What these collections say, in the order of the collections, parents before what belongs to them. */
  public static List<Sighting> of(List<Collection> collections) {
    List<Diagnostic> problems = new ArrayList<>();
    EstateFacts facts =
        Facts.merge(collections.stream().flatMap(collection -> collection.facts().stream()).toList(), problems);
    Sightings sightings =
        new Sightings(facts, collections.stream().flatMap(collection -> collection.catalog().stream()).toList());
    List<Sighting> all = new ArrayList<>();
    for (Collection collection : collections) {
      for (List<Entry> side : sightings.sides(collection)) {
        // Each side alone: a state's identifiers must not join what the source declares, or nothing is left to compare.
        Joins.join(side, problems);
        for (Entry entry : side) {
          if (!entry.data && entry.collected().change() != Change.DELETE) {
            Sighting sighting = sightings.sighting(entry);
            all.add(sighting);
            sightings.settings(entry, sighting, all);
          }
        }
      }
    }
    return all;
  }

  private List<List<Entry>> sides(Collection collection) {
    Map<Declaration.Side, List<Entry>> sides = new EnumMap<>(Declaration.Side.class);
    for (CollectedResource collected : Assets.whole(collection.resources())) {
      List<Entry> side = sides.computeIfAbsent(collected.declaration().side(), _ -> new ArrayList<>());
      Entry entry = new Entry(collection.source(), collection.capturedAt(), collected, types);
      side.add(entry);
      for (CollectedResource companion : entry.companions()) {
        side.add(new Entry(collection.source(), collection.capturedAt(), companion, types));
      }
    }
    return sides.entrySet().stream()
        .sorted(Comparator.comparing(Map.Entry::getKey))
        .map(Map.Entry::getValue)
        .toList();
  }

  private Sighting sighting(Entry entry) {
    Sighting done = made.get(entry);
    if (done != null) {
      return done;
    }
    List<Sighting> parents = new ArrayList<>(entry.parents.size());
    for (Entry parent : entry.parents) {
      // A part may stand in another part; a circle of references ends where it comes back to itself.
      if (parent != entry && !parent.data && !reaches(parent, entry, 0)) {
        parents.add(sighting(parent));
      }
    }
    String account = places.account(entry);
    String region = places.region(entry);
    ResourceId id =
        Identity.global(entry, account)
            .orElseGet(() -> new ResourceId(entry.source + "//" + entry.address()));
    entry.identify(id);
    Labels labels = Labels.of(entry);
    Owners.Found found = owners.of(entry, labels, account);
    String type = Identifiers.type(entry.type());
    Value.Fields attributes = entry.attributes();
    Sighting sighting =
        new Sighting(
            entry.source,
            entry.capturedAt,
            entry.collected(),
            type,
            attributes,
            entry.places(),
            says(entry.collected().type()),
            account,
            region,
            entry.known("name").or(() -> Optional.ofNullable(labels.tags().get("Name"))).orElse(entry.name()),
            id,
            Identifiers.of(entry.collected(), type, attributes, account),
            entry.role() == Types.Role.SETTING,
            parents,
            found.ownership().map(Ownership::owner),
            found.environment(),
            entry.kind(),
            labels.tags());
    made.put(entry, sighting);
    return sighting;
  }

  /** What its document says of it that Terraform writes as resources which only configure it. */
  private void settings(Entry entry, Sighting parent, List<Sighting> all) {
    for (Translated.Setting setting : entry.translatedSettings()) {
      Value.Fields attributes =
          setting.document() instanceof Value.Fields fields ? fields : Value.Fields.EMPTY;
      if (!attributes.values().isEmpty()) {
        all.add(
            new Sighting(
                parent.source(),
                parent.capturedAt(),
                parent.collected(),
                setting.type(),
                attributes,
                AttributePlaces.NONE,
                parent.says(),
                parent.account(),
                parent.region(),
                parent.name(),
                parent.id(),
                List.of(),
                true,
                List.of(parent),
                parent.owner(),
                parent.environment(),
                parent.kind(),
                parent.tags()));
      }
    }
  }

  private BiPredicate<String, String> says(String type) {
    return told.computeIfAbsent(
        type, _ -> Dialects.of(type).map(Told::of).<BiPredicate<String, String>>map(told -> told::says).orElse(Sightings::tellsAll));
  }

  /** Terraform's own documents tell all attributes. */
  private static boolean tellsAll(String type, String attribute) {
    return !type.isEmpty() && !attribute.isEmpty();
  }

  /** What a dialect's table of one type can tell, by Terraform type. */
  private record Told(Map<String, Set<String>> attributes) {
    static Told of(Translation table) {
      Map<String, Set<String>> attributes = new HashMap<>();
      Set<String> own = new HashSet<>(table.types());
      for (Translation.Mapped line : table.mapped()) {
        Set<String> types = own.contains(line.type()) ? own : Set.of(line.type());
        for (String type : types) {
          attributes.computeIfAbsent(Identifiers.type(type), _ -> new HashSet<>()).add(line.attribute());
        }
      }
      return new Told(attributes);
    }

    /** Whether there is a line for the attribute, for what is around it, or for something in it. */
    boolean says(String type, String attribute) {
      Set<String> lines = attributes.getOrDefault(type, Set.of());
      String around = attribute;
      while (!around.isEmpty()) {
        if (lines.contains(around)) {
          return true;
        }
        int dot = around.lastIndexOf('.');
        around = dot < 0 ? "" : around.substring(0, dot);
      }
      return lines.stream().anyMatch(line -> line.startsWith(attribute + "."));
    }
  }

  private static boolean reaches(Entry from, Entry to, int depth) {
    return depth > 8 || from.parents.stream().anyMatch(parent -> parent == to || reaches(parent, to, depth + 1));
  }
}
