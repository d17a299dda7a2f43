package roadbed.assess.drift;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.inventory.Sighting;
import roadbed.model.Reference;
import roadbed.model.Value;

/** Writes what only configures other resources into those, within one side. */
final class Folding {
  private final IdentityHashMap<Sighting, Folded> made = new IdentityHashMap<>();
  private final Map<String, List<Folded>> byIdentifier = new HashMap<>();
  private final Map<String, Folded> byAddress = new HashMap<>();
  private final Map<String, Folded> stubs = new LinkedHashMap<>();

  private Folding() {}

  /** The resources of one side, in the order of the sightings, those last that are only configured from here. */
  static List<Folded> of(List<Sighting> side) {
    Folding folding = new Folding();
    List<Folded> folded = new ArrayList<>(side.size());
    List<Sighting> satellites = new ArrayList<>();
    for (Sighting sighting : side) {
      if (Satellites.of(sighting.type()).isPresent()) {
        satellites.add(sighting);
      } else {
        Folded one = Folded.of(sighting);
        folded.add(one);
        folding.made.put(sighting, one);
      }
    }
    if (!satellites.isEmpty()) {
      folding.index(folded);
      satellites.forEach(folding::fold);
    }
    folded.addAll(folding.stubs.values());
    return folded;
  }

  private void index(List<Folded> folded) {
    for (Folded one : folded) {
      byAddress.putIfAbsent(one.main().source() + " " + one.main().address(), one);
      one.keys()
          .forEach(key -> byIdentifier.computeIfAbsent(one.type() + " " + key.text(), _ -> new ArrayList<>(1)).add(one));
    }
  }

  private void fold(Sighting satellite) {
    Satellite how = Satellites.of(satellite.type()).orElseThrow();
    boolean joined = false;
    for (Sighting parent : satellite.parents()) {
      Folded folded = made.get(parent);
      if (folded != null && how.parents().contains(folded.type())) {
        how.into(folded, satellite);
        joined = true;
      }
    }
    if (joined) {
      return;
    }
    Optional<Value> link = Satellite.at(satellite.attributes(), how.link());
    String name = link.filter(Value.Text.class::isInstance).map(Scalars::text).orElse("");
    Folded parent = name.isEmpty() ? referred(how, satellite) : named(how, name, satellite);
    if (parent == null) {
      parent =
          stubs.computeIfAbsent(
              name.isEmpty() ? "?" + satellite.source() + satellite.address() : how.parents().getFirst() + " " + name,
              _ ->
                  Folded.stub(
                      satellite,
                      how.parents().getFirst(),
                      name.isEmpty() ? List.of() : List.of(new Sighting.Key(Sighting.Strength.NATIVE, name))));
    }
    how.into(parent, satellite);
  }

  /** The parent that the declaration refers to, also while its identifier is not known. */
  private @org.jspecify.annotations.Nullable Folded referred(Satellite how, Sighting satellite) {
    for (Reference reference : satellite.collected().references()) {
      if (!AttributeFacts.first(reference.attribute()).equals(how.link())) {
        continue;
      }
      String target = satellite.source() + " " + reference.target();
      String address = satellite.address();
      String key = address.endsWith("]") ? address.substring(address.lastIndexOf('[')) : "";
      for (String place : new String[] {target, target + key}) {
        Folded found = byAddress.get(place);
        if (found != null && how.parents().contains(found.type())) {
          return found;
        }
      }
    }
    return null;
  }

  private @org.jspecify.annotations.Nullable Folded named(Satellite how, String name, Sighting satellite) {
    for (String type : how.parents()) {
      List<Folded> found =
          byIdentifier.getOrDefault(type + " " + name, List.of()).stream()
              .filter(one -> fits(one.main().account(), satellite.account()))
              .toList();
      if (found.size() == 1) {
        return found.getFirst();
      }
    }
    return null;
  }

  private static boolean fits(String one, String other) {
    return one.isEmpty() || other.isEmpty() || one.equals(other);
  }
}
