package roadbed.inventory.dialect;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import roadbed.model.AttributePlaces;
import roadbed.model.Location;
import roadbed.model.Reference;
import roadbed.model.Value;

/**
 * A document in Terraform's shape.
 *
 * @param type the Terraform type
 * @param attributes the document
 * @param settings what Terraform writes as resources that only configure this one
 * @param companions what Terraform writes as resources of their own beside this one
 * @param moves what went where
 */
public record Translated(
    String type, Value.Fields attributes, List<Setting> settings, List<Companion> companions, List<Moved> moves) {
  public Translated {
    settings = List.copyOf(settings);
    companions = List.copyOf(companions);
    moves = List.copyOf(moves);
  }

  /**
   * A setting.
   *
   * @param type its Terraform type
   * @param document its document, or the unknown where it is not known whether there is one
   */
  public record Setting(String type, Value document) {}

  /**
   * A resource of its own.
   *
   * @param type its Terraform type
   * @param place where it stands in the dialect's document
   * @param link its attribute that refers to the resource in whose document it stands
   * @param attributes its document
   * @param moves what went where; the places in the dialect's document are those of the whole document
   */
  public record Companion(
      String type, String place, String link, Value.Fields attributes, List<Moved> moves) {
    public Companion {
      moves = List.copyOf(moves);
    }

    /** Those references of the document that lie in this part of it, and the one to the resource around it. */
    public List<Reference> references(List<Reference> references, String around) {
      List<Reference> own = new ArrayList<>(renamed(references, moves, false));
      own.add(new Reference(link, around, ""));
      return own;
    }

    /** The places of what lies in this part of the document. */
    public AttributePlaces places(AttributePlaces places) {
      return renamed(places, moves);
    }
  }

  /**
   * A property that became an attribute, both with indexes.
   *
   * @param whole whether the value was taken as it is, so that what lies in it keeps its names
   */
  public record Moved(String property, String attribute, boolean whole) {
    /** What a path in the dialect's document is called in Terraform's shape, where it lies in or around this one. */
    Optional<String> rename(String path) {
      if (path.equals(property)) {
        return Optional.of(attribute);
      }
      if (path.startsWith(property) && path.charAt(property.length()) == '.') {
        return Optional.of(whole ? attribute + path.substring(property.length()) : attribute);
      }
      return Optional.empty();
    }
  }

  /** References by the names of attributes; one whose property is not mapped keeps its name. */
  public List<Reference> references(List<Reference> references) {
    return renamed(references, moves, true);
  }

  private static List<Reference> renamed(List<Reference> references, List<Moved> moves, boolean keepOthers) {
    if (references.isEmpty()) {
      return references;
    }
    Set<Reference> renamed = new LinkedHashSet<>();
    for (Reference reference : references) {
      List<String> names = new ArrayList<>(1);
      int longest = -1;
      for (Moved moved : moves) {
        Optional<String> name = moved.rename(reference.attribute());
        if (name.isPresent() && moved.property().length() >= longest) {
          if (moved.property().length() > longest) {
            names.clear();
          }
          longest = moved.property().length();
          names.add(name.get());
        }
      }
      if (names.isEmpty() && keepOthers) {
        renamed.add(reference);
      }
      names.forEach(name -> renamed.add(new Reference(name, reference.target(), reference.targetAttribute())));
    }
    return List.copyOf(renamed);
  }

  /** The places of the dialect's properties, and of the attributes that they became. */
  public AttributePlaces places(AttributePlaces places) {
    return renamed(places, moves);
  }

  private static AttributePlaces renamed(AttributePlaces places, List<Moved> moves) {
    List<String> known = places.attributes();
    if (known.isEmpty()) {
      return places;
    }
    AttributePlaces.Builder builder = new AttributePlaces.Builder();
    for (String property : known) {
      places.of(property).ifPresent(place -> add(builder, property, place));
    }
    for (Moved moved : moves) {
      places.of(moved.property()).ifPresent(place -> add(builder, moved.attribute(), place));
      if (moved.whole()) {
        String inside = moved.property() + ".";
        int from = java.util.Collections.binarySearch(known, inside);
        for (int i = from < 0 ? -from - 1 : from; i < known.size() && known.get(i).startsWith(inside); i++) {
          String property = known.get(i);
          places
              .of(property)
              .ifPresent(place -> add(builder, moved.attribute() + property.substring(inside.length() - 1), place));
        }
      }
    }
    return builder.build();
  }

  private static void add(AttributePlaces.Builder builder, String attribute, Location place) {
    builder.add(attribute, place.file(), place.line(), place.column());
  }
}
