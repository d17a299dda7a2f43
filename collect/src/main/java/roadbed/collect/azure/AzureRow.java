package roadbed.collect.azure;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.collect.DocumentSecrets;
import roadbed.model.AttributePlaces;
import roadbed.model.Change;
import roadbed.model.CollectedResource;
import roadbed.model.Declaration;
import roadbed.model.Location;
import roadbed.model.Provider;
import roadbed.model.Reference;
import roadbed.model.Value;

/** A row about one resource, as a collected resource. */
final class AzureRow {
  private static final int MOST_REFERENCES = 300;

  /** What all resources have beside their properties. */
  private static final Set<String> ENVELOPE =
      Set.of(
          "id", "name", "type", "tenantId", "kind", "location", "resourceGroup", "subscriptionId", "managedBy", "sku",
          "plan", "tags", "identity", "zones", "extendedLocation", "etag", "systemData", "apiVersion", "createdTime",
          "changedTime", "provisioningState", "managedByExtended", "properties");

  private static final int FEWEST_SETTINGS = 4;

  /** Who answered. */
  enum Answer {
    /** A query, which tells only the columns that it asks for. */
    QUERIED,
    /** A list or a single resource, as the command line or the REST interface shows it. */
    LISTED
  }

  private AzureRow() {}

  /** The resource; empty where its id is none of a resource. */
  static Optional<CollectedResource> resource(
      Value.Fields row, Answer answer, Location location, Optional<Instant> when) {
    String id = row.text("id").orElse("");
    Optional<String> type = AzureIds.type(id).or(() -> row.text("type"));
    if (type.isEmpty()) {
      return Optional.empty();
    }
    Value.Fields document = DocumentSecrets.conceal(type.get(), complete(row, answer));
    Set<Reference> references = new LinkedHashSet<>();
    AzureIds.parent(id).ifPresent(parent -> references.add(new Reference("parent", parent, "id")));
    references(document, "", id, references);
    Map<String, String> context = new LinkedHashMap<>();
    AzureIds.subscription(id)
        .or(() -> row.text("subscriptionId"))
        .ifPresent(subscription -> context.put("subscription", subscription));
    return Optional.of(
        new CollectedResource(
            Declaration.AZURE_RESOURCE_GRAPH,
            Provider.AZURE,
            type.get(),
            id,
            id.substring(id.lastIndexOf('/') + 1),
            document,
            List.copyOf(references),
            Optional.empty(),
            context,
            Change.NONE,
            location,
            AttributePlaces.NONE,
            when));
  }

  /** Says of properties that the row does not tell that they are not known. */
  private static Value.Fields complete(Value.Fields row, Answer answer) {
    if (row.get("properties").orElse(null) instanceof Value.Fields) {
      return row;
    }
    long settings = row.values().keySet().stream().filter(name -> !ENVELOPE.contains(name)).count();
    if (answer == Answer.LISTED && settings >= FEWEST_SETTINGS) {
      return row;
    }
    Map<String, Value> fields = new LinkedHashMap<>(row.values());
    fields.put("properties", new Value.Unknown("the export does not hold the resource's properties"));
    return new Value.Fields(fields);
  }

  private static void references(Value value, String path, String self, Set<Reference> references) {
    if (references.size() >= MOST_REFERENCES) {
      return;
    }
    switch (value) {
      case Value.Text text -> {
        String said = text.value();
        if (AzureIds.isId(said) && !said.regionMatches(true, 0, self, 0, self.length())) {
          references.add(new Reference(path, said, "id"));
        }
      }
      case Value.Items items -> {
        for (int i = 0; i < items.values().size(); i++) {
          references(items.values().get(i), path + "." + i, self, references);
        }
      }
      case Value.Fields fields ->
          fields
              .values()
              .forEach((name, inner) -> references(inner, path.isEmpty() ? name : path + "." + name, self, references));
      case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> {}
    }
  }
}
