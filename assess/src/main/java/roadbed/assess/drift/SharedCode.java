package roadbed.assess.drift;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.inventory.Sighting;
import roadbed.model.AttributePlaces;
import roadbed.model.Declaration;
import roadbed.model.Location;

/**
 * Who else stands on a line of code. An attribute of a module's resource, or of one of several instances, is written once
 * for all of them; and where it only passes a value on, the value is decided at an argument of the module's call, the
 * default of a variable or a local value, which others may take as well.
 */
final class SharedCode {
  private static final int NAMED = 5;

  private final Map<String, AttributePlaces> declared = new HashMap<>();
  private final Map<Location, Set<String>> standing = new HashMap<>();

  /** Of the places that a report's changes lead to. */
  SharedCode(DriftReport report, List<Sighting> sightings) {
    Set<String> asked = new HashSet<>();
    for (ResourceDrift one : report.drift()) {
      one.declared().ifPresent(code -> one.changes().forEach(change -> asked.add(code.source() + "\n" + change.address())));
    }
    for (Sighting one : sightings) {
      if (one.side() == Declaration.Side.DECLARED && asked.contains(one.source() + "\n" + one.address())) {
        declared.put(one.source() + "\n" + one.address(), one.places());
      }
    }
    for (ResourceDrift one : report.drift()) {
      for (AttributeDrift change : one.changes()) {
        change.place().ifPresent(place -> standing.put(place, new LinkedHashSet<>()));
        decided(one, change).ifPresent(place -> standing.put(place, new LinkedHashSet<>()));
      }
    }
    if (standing.isEmpty()) {
      return;
    }
    for (Sighting one : sightings) {
      if (one.side() == Declaration.Side.DECLARED) {
        for (String attribute : one.places().attributes()) {
          one.places().of(attribute).map(standing::get).ifPresent(all -> all.add(one.address()));
        }
      }
    }
  }

  /** Where the value of a changed attribute is decided, where that is elsewhere than at the attribute. */
  Optional<Location> decided(ResourceDrift one, AttributeDrift change) {
    return one.declared()
        .map(code -> declared.get(code.source() + "\n" + change.address()))
        .flatMap(places -> places.decided(change.attribute()));
  }

  /** The others that have an attribute at a place, in words: {@code a, b and 3 more}; empty where nobody else is known. */
  String others(Location place, String address) {
    List<String> others = new ArrayList<>(standing.getOrDefault(place, Set.of()));
    others.remove(address);
    others.sort(null);
    return others.size() <= NAMED
        ? String.join(", ", others)
        : String.join(", ", others.subList(0, NAMED)) + " and " + (others.size() - NAMED) + " more";
  }
}
