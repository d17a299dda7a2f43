package roadbed.store.postgres;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import roadbed.model.AttributePlaces;
import roadbed.model.Location;
import roadbed.model.Ownership;
import roadbed.model.Resource;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/**
 * A resource as texts for the columns of its tables, with the digests that tell whether it changed.
 *
 * @param place where it and its satellites stand; a move alone is no change
 * @param document digest of facets, raw document and satellites, in hexadecimal
 * @param content digest of everything but the place, in hexadecimal
 */
record ResourceRecord(
    Resource resource,
    Map<GroupColumn, String> group,
    String tags,
    String facets,
    String raw,
    String satellites,
    String place,
    String document,
    String content) {

  private static final int MAX_WORDS = 8_000;

  static ResourceRecord of(Resource resource) {
    Map<GroupColumn, String> group = ResourceGroups.values(resource);
    String tags = Storable.json(resource.tags());
    String facets = Storable.json(resource.facets());
    String raw = Storable.json(resource.raw());
    String satellites = Storable.json(satellites(resource));
    String document = Digests.of(facets, raw, satellites);
    String content =
        Digests.of(
            String.join("\u0000", group.values()),
            Storable.text(resource.name()),
            Storable.text(resource.origin().address()),
            resource.origin().declaration().id(),
            resource.origin().change().id(),
            resource.origin().module().orElse(null),
            String.valueOf(resource.origin().moduleApproved()),
            basis(resource),
            resource.ownership().map(Ownership::reason).orElse(null),
            tags,
            document);
    return new ResourceRecord(
        resource, group, tags, facets, raw, satellites, place(resource), document, content);
  }

  static @Nullable String basis(Resource resource) {
    return resource.ownership().map(owned -> owned.basis().name().toLowerCase(Locale.ROOT)).orElse(null);
  }

  private static Value.Fields satellites(Resource resource) {
    Map<String, Value> byType = new TreeMap<>();
    resource
        .satellites()
        .forEach(
            (type, satellites) ->
                byType.put(
                    type,
                    new Value.Items(satellites.stream().map(ResourceRecord::satellite).toList())));
    return new Value.Fields(byType);
  }

  private static Value satellite(Resource.Satellite satellite) {
    return new Value.Fields(
        Map.of("address", Value.of(satellite.address()), "raw", satellite.raw()));
  }

  private static String place(Resource resource) {
    Map<String, Value> place = new LinkedHashMap<>(location(resource.origin().location()).values());
    if (!resource.satellites().isEmpty()) {
      Map<String, Value> byType = new TreeMap<>();
      resource
          .satellites()
          .forEach(
              (type, satellites) ->
                  byType.put(
                      type,
                      new Value.Items(
                          satellites.stream().<Value>map(s -> location(s.location())).toList())));
      place.put("satellites", new Value.Fields(byType));
    }
    AttributePlaces places = resource.origin().places();
    if (!places.attributes().isEmpty()) {
      Map<String, Value> attributes = new LinkedHashMap<>();
      places
          .attributes()
          .forEach(name -> attributes.put(name, location(places.of(name).orElseThrow())));
      place.put("attributes", new Value.Fields(attributes));
    }
    resource.origin().capturedAt().ifPresent(at -> place.put("captured_at", Value.of(at.toString())));
    resource.origin().construct().ifPresent(path -> place.put("construct", Value.of(path)));
    return Storable.json(new Value.Fields(place));
  }

  private static Value.Fields location(Location location) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("file", Value.of(location.file()));
    fields.put("line", Value.of(location.line()));
    fields.put("column", Value.of(location.column()));
    location.pointer().ifPresent(pointer -> fields.put("pointer", Value.of(pointer)));
    return new Value.Fields(fields);
  }

  /** What a search looks into: id, name, type, owner and tags. */
  String words() {
    StringBuilder words = new StringBuilder();
    words.append(resource.id().value()).append('\n').append(resource.name()).append('\n');
    words.append(resource.type()).append('\n');
    words.append(resource.ownership().map(Ownership::owner).orElse(""));
    new TreeMap<>(resource.tags())
        .forEach((name, value) -> words.append('\n').append(name).append('=').append(value));
    words.setLength(Math.min(words.length(), MAX_WORDS));
    return words.toString().toLowerCase(Locale.ROOT);
  }

  /** Everything that makes history, as one document to be compared. */
  Value.Fields comparable() {
    return comparable(resource);
  }

  static Value.Fields comparable(Resource resource) {
    Map<String, Value> fields = new LinkedHashMap<>();
    ResourceGroups.values(resource)
        .forEach(
            (column, value) -> {
              if (!value.isEmpty()) {
                fields.put(column.id(), Value.of(value));
              }
            });
    fields.put("name", Value.of(resource.name()));
    fields.put("address", Value.of(resource.origin().address()));
    fields.put("declared_by", Value.of(resource.origin().declaration().id()));
    fields.put("change", Value.of(resource.origin().change().id()));
    resource.origin().module().ifPresent(module -> fields.put("module", Value.of(module)));
    fields.put("module_approved", Value.of(resource.origin().moduleApproved()));
    resource.ownership().ifPresent(owned -> fields.put("owner_reason", Value.of(owned.reason())));
    fields.put("tags", ValueJson.parseOwn(Storable.json(resource.tags())));
    fields.put("facets", resource.facets());
    fields.put("raw", resource.raw());
    fields.put("satellites", satellites(resource));
    return new Value.Fields(fields);
  }
}
