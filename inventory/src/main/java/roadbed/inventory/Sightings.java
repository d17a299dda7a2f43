package roadbed.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import roadbed.inventory.facet.Types;
import roadbed.inventory.normal.NormalForms;
import roadbed.model.CatalogEntity;
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
  /** Terraform's own documents tell all attributes. */
  private static final BiPredicate<String, String> EVERYTHING = (_, _) -> true;

  private final Types types = NormalForms.types();
  private final Places places;
  private final Owners owners;
  private final Map<Entry, Sighting> made = new IdentityHashMap<>();

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
        side.stream().filter(entry -> !entry.data).forEach(entry -> all.add(sightings.sighting(entry)));
      }
    }
    return all;
  }

  private List<List<Entry>> sides(Collection collection) {
    Map<Declaration.Side, List<Entry>> sides = new EnumMap<>(Declaration.Side.class);
    for (CollectedResource collected : collection.resources()) {
      sides
          .computeIfAbsent(collected.declaration().side(), _ -> new ArrayList<>())
          .add(new Entry(collection.source(), collection.capturedAt(), collected, types));
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
    Value.Fields attributes = entry.collected().attributes();
    Sighting sighting =
        new Sighting(
            entry.source,
            entry.collected().capturedAt().orElse(entry.capturedAt),
            entry.collected(),
            type,
            attributes,
            EVERYTHING,
            account,
            region,
            entry.known("name").or(() -> Optional.ofNullable(labels.tags().get("Name"))).orElse(entry.name()),
            id,
            Identifiers.of(entry.collected(), type, attributes, account),
            entry.role() == Types.Role.SETTING,
            parents,
            found.ownership().map(Ownership::owner),
            found.environment());
    made.put(entry, sighting);
    return sighting;
  }

  private static boolean reaches(Entry from, Entry to, int depth) {
    return depth > 8 || from.parents.stream().anyMatch(parent -> parent == to || reaches(parent, to, depth + 1));
  }
}
