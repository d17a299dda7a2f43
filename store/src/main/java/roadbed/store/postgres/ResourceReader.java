package roadbed.store.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roadbed.inventory.EstateStore.Found;
import roadbed.model.AttributePlaces;
import roadbed.model.Change;
import roadbed.model.Declaration;
import roadbed.model.Location;
import roadbed.model.Ownership;
import roadbed.model.Provider;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** Resources back from their tables. */
final class ResourceReader {
  private static final String SELECT =
      """
      select r.*, nullif(r.valid_to, 'infinity') as ended, d.facets, d.raw, d.satellites,
        g.kind, g.type, g.provider, g.account, g.region, g.owner, g.environment, g.tier, g.system, g.source
      """;

  private ResourceReader() {}

  /** The resources of these ids that are in the estate now. */
  static Map<String, Resource> current(Connection connection, List<String> ids) throws SQLException {
    Map<String, Resource> found = new HashMap<>();
    Sql.each(
        connection,
        SELECT
            + """
              from unnest(?) as wanted (id)
              join resource_current r using (id)
              join resource_group g on g.id = r.group_id
              join document d on d.digest = r.document
              """,
        row -> found.put(row.getString("id"), resource(row)),
        (Object) Sql.texts(ids));
    return found;
  }

  /** The resource as it is now, or as it last was. */
  static Optional<Found> find(Connection connection, String id) throws SQLException {
    return Sql.first(
        connection,
        SELECT
            + """
              , case
                  when r.valid_to = 'infinity' then (select max(c.captured_at) from collection c where c.source = g.source)
                  else coalesce(
                    (select max(c.captured_at) from collection c where c.source = g.source and c.captured_at < r.valid_to),
                    r.valid_from)
                end as last_seen
              from resource r
              join resource_group g on g.id = r.group_id
              join document d on d.digest = r.document
              where r.id = ?
              order by r.valid_to desc, r.valid_from desc
              limit 1
              """,
        row ->
            new Found(
                resource(row),
                Sql.instant(row, "first_seen"),
                Sql.optionalInstant(row, "last_seen").orElse(Sql.instant(row, "valid_from")),
                Sql.optionalInstant(row, "ended")),
        id);
  }

  private static Resource resource(ResultSet row) throws SQLException {
    Value.Fields place = fields(row.getString("place"));
    return new Resource(
        new ResourceId(row.getString("id")),
        row.getString("kind"),
        row.getString("type"),
        Provider.ofId(row.getString("provider")),
        row.getString("account"),
        row.getString("region"),
        row.getString("name"),
        tags(row.getString("tags")),
        ownership(row),
        optional(row.getString("environment")),
        optional(row.getString("tier")),
        optional(row.getString("system")),
        fields(row.getString("facets")),
        fields(row.getString("raw")),
        satellites(fields(row.getString("satellites")), place),
        new Resource.Origin(
            row.getString("source"),
            constant(Declaration.values(), row.getString("declared_by")),
            row.getString("address"),
            Optional.ofNullable(row.getString("module")),
            row.getBoolean("module_approved"),
            constant(Change.values(), row.getString("change")),
            location(place),
            places(place),
            place.text("captured_at").map(Instant::parse),
            place.text("construct")));
  }

  private static AttributePlaces places(Value.Fields place) {
    AttributePlaces.Builder places = new AttributePlaces.Builder();
    if (place.values().get("attributes") instanceof Value.Fields attributes) {
      attributes
          .values()
          .forEach(
              (attribute, at) -> {
                if (at instanceof Value.Fields fields) {
                  Location location = location(fields);
                  places.add(attribute, location.file(), location.line(), location.column());
                }
              });
    }
    return places.build();
  }

  private static Optional<Ownership> ownership(ResultSet row) throws SQLException {
    String basis = row.getString("owner_basis");
    String reason = row.getString("owner_reason");
    if (basis == null || reason == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Ownership(row.getString("owner"), constant(Ownership.Basis.values(), basis), reason));
  }

  /** The constant that documents and columns call by that identifier. */
  static <E extends Enum<E>> E constant(E[] constants, String id) {
    for (E constant : constants) {
      if (constant.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(id)) {
        return constant;
      }
    }
    throw new StoreException("the database holds " + id + ", which this version of Roadbed does not know");
  }

  private static Optional<String> optional(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static Value.Fields fields(String json) {
    return ValueJson.parseOwn(json) instanceof Value.Fields fields ? fields : Value.Fields.EMPTY;
  }

  private static Map<String, String> tags(String json) {
    Map<String, String> tags = new LinkedHashMap<>();
    if (ValueJson.parse(json) instanceof Value.Fields fields) {
      fields
          .values()
          .forEach((name, value) -> tags.put(name, value instanceof Value.Text text ? text.value() : ""));
    }
    return tags;
  }

  private static Map<String, List<Resource.Satellite>> satellites(
      Value.Fields documents, Value.Fields place) {
    Map<String, List<Resource.Satellite>> satellites = new LinkedHashMap<>();
    documents
        .values()
        .forEach(
            (type, items) -> {
              List<Resource.Satellite> ofType = new ArrayList<>();
              if (items instanceof Value.Items list) {
                for (Value item : list.values()) {
                  ofType.add(satellite(item, place.at("satellites", type).orElse(null), ofType.size()));
                }
              }
              satellites.put(type, List.copyOf(ofType));
            });
    return satellites;
  }

  private static Resource.Satellite satellite(Value item, @Nullable Value places, int index) {
    Value.Fields document = item instanceof Value.Fields fields ? fields : Value.Fields.EMPTY;
    Value.Fields place =
        places instanceof Value.Items list
                && index < list.values().size()
                && list.values().get(index) instanceof Value.Fields fields
            ? fields
            : Value.Fields.EMPTY;
    return new Resource.Satellite(
        document.text("address").orElse(""),
        document.get("raw").orElse(Value.Fields.EMPTY) instanceof Value.Fields raw
            ? raw
            : Value.Fields.EMPTY,
        location(place));
  }

  /** The location in a {@code place} column. */
  static Location location(String place) {
    return location(fields(place));
  }

  private static Location location(Value.Fields place) {
    return new Location(
        place.text("file").orElse(""), number(place, "line"), number(place, "column"), place.text("pointer"));
  }

  private static int number(Value.Fields place, String name) {
    return place.get(name).orElse(Value.Null.INSTANCE) instanceof Value.Whole whole
        ? Math.toIntExact(whole.value())
        : 0;
  }
}
