package roadbed.collect.gcp;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
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

/**
 * One asset, whichever way it is spelled.
 *
 * @param name full resource name
 * @param type asset type
 * @param document what was read, with the resource's own document at {@code resource.data}
 * @param deleted whether it is told of because it is no more
 * @param seen when it was so
 */
record Asset(String name, String type, Value.Fields document, boolean deleted, Optional<Instant> seen) {
  private static final int MOST_REFERENCES = 300;

  /** The asset that a document is, or that a message or a moment of the past is about. */
  static Optional<Asset> of(Value.Fields document) {
    if (document.get("asset").orElse(null) instanceof Value.Fields inner) {
      Optional<Instant> window =
          document.at("window", "startTime").or(() -> document.at("window", "start_time")).flatMap(Asset::time);
      boolean deleted = document.get("deleted").orElse(null) instanceof Value.Bool gone && gone.value();
      return of(inner)
          .map(asset -> new Asset(asset.name, asset.type, asset.document, deleted, window.or(asset::seen)));
    }
    Optional<String> name = document.text("name").filter(text -> text.startsWith("//") && text.length() > 2);
    Optional<String> type = either(document, "assetType", "asset_type");
    if (name.isEmpty() || type.isEmpty()) {
      return Optional.empty();
    }
    Optional<Instant> seen =
        document.get("updateTime").or(() -> document.get("update_time")).flatMap(Asset::time);
    return Optional.of(new Asset(name.get(), type.get(), withData(document), false, seen));
  }

  private static Optional<String> either(Value.Fields fields, String one, String other) {
    return fields.text(one).or(() -> fields.text(other)).filter(text -> !text.isBlank());
  }

  private static Optional<Instant> time(Value value) {
    if (!(value instanceof Value.Text text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text.value()).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** What a search finds holds the resource by versions, or not at all; an export of policies does not hold it. */
  private static Value.Fields withData(Value.Fields document) {
    if (document.at("resource", "data").orElse(null) instanceof Value.Fields) {
      return document;
    }
    Map<String, Value> fields = new LinkedHashMap<>(document.values());
    Optional<Value> newest =
        document
            .get("versionedResources")
            .or(() -> document.get("versioned_resources"))
            .filter(Value.Items.class::isInstance)
            .flatMap(versions -> ((Value.Items) versions).values().stream().reduce((_, last) -> last))
            .filter(Value.Fields.class::isInstance)
            .flatMap(version -> ((Value.Fields) version).get("resource"));
    if (newest.isPresent()) {
      Map<String, Value> resource = new LinkedHashMap<>();
      document.text("location").ifPresent(location -> resource.put("location", Value.of(location)));
      resource.put("data", newest.get());
      fields.put("resource", new Value.Fields(resource));
    } else {
      fields.put("resource", new Value.Unknown("the export does not hold the resource's own settings"));
    }
    return new Value.Fields(fields);
  }

  /** The resource with its access policy, and what else is said of it. */
  List<CollectedResource> resources(Location location) {
    List<CollectedResource> resources = new ArrayList<>(2);
    Map<String, Value> own = new LinkedHashMap<>(document.values());
    Optional<Value> policy = first(own, "iamPolicy", "iam_policy");
    policy.ifPresent(said -> own.put("iamPolicy", said));
    Optional<Value> organisation = first(own, "orgPolicy", "org_policy");
    Optional<Value> perimeter = first(own, "servicePerimeter", "service_perimeter");
    Optional<Value> level = first(own, "accessLevel", "access_level");
    Optional<Value> access = first(own, "accessPolicy", "access_policy");
    boolean onlySaid =
        own.get("resource") instanceof Value.Unknown
            && (organisation.isPresent() || perimeter.isPresent() || level.isPresent() || access.isPresent())
            && policy.isEmpty();
    if (!onlySaid) {
      resources.add(resource(type, name, new Value.Fields(own), location, parent()));
    }
    organisation.ifPresent(said -> organisationPolicies(said, location, resources));
    contextManager(perimeter, "ServicePerimeter", location, resources);
    contextManager(level, "AccessLevel", location, resources);
    contextManager(access, "AccessPolicy", location, resources);
    return resources;
  }

  private static Optional<Value> first(Map<String, Value> own, String camel, String snake) {
    Value found = own.remove(camel);
    Value other = own.remove(snake);
    Value either = found == null ? other : found;
    return Optional.ofNullable(either).filter(value -> !(value instanceof Value.Null));
  }

  private void organisationPolicies(Value said, Location location, List<CollectedResource> into) {
    List<Value> policies = said instanceof Value.Items items ? items.values() : List.of(said);
    for (Value policy : policies) {
      if (policy instanceof Value.Fields fields) {
        String constraint =
            fields.text("constraint").or(() -> fields.text("name")).orElse("policy " + policies.indexOf(policy));
        into.add(
            beside(
                constraint,
                "orgpolicy.googleapis.com/Policy",
                name + "/policies/" + constraint.substring(constraint.lastIndexOf('/') + 1),
                "orgPolicy",
                policy,
                location));
      }
    }
  }

  private void contextManager(Optional<Value> said, String kind, Location location, List<CollectedResource> into) {
    said.filter(Value.Fields.class::isInstance)
        .map(Value.Fields.class::cast)
        .ifPresent(
            fields ->
                into.add(
                    beside(
                        fields.text("title").orElse(kind),
                        "accesscontextmanager.googleapis.com/" + kind,
                        "//accesscontextmanager.googleapis.com/" + fields.text("name").orElse(name.substring(2) + "/" + kind),
                        "resource",
                        new Value.Fields(Map.of("data", fields)),
                        location)));
  }

  /** Something that is told beside the resource that it is on. */
  private CollectedResource beside(
      String called, String itsType, String address, String field, Value said, Location location) {
    Map<String, Value> attributes = new LinkedHashMap<>();
    attributes.put("name", Value.of(address));
    attributes.put("assetType", Value.of(itsType));
    attributes.put("on", Value.of(name));
    attributes.put(field, said);
    CollectedResource resource =
        resource(itsType, address, new Value.Fields(attributes), location, Optional.of(name));
    return new CollectedResource(
        resource.declaration(),
        resource.provider(),
        resource.type(),
        resource.address(),
        called,
        resource.attributes(),
        resource.references(),
        resource.module(),
        resource.context(),
        resource.change(),
        resource.location(),
        resource.places(),
        resource.capturedAt());
  }

  private CollectedResource resource(
      String itsType, String address, Value.Fields attributes, Location location, Optional<String> parent) {
    Value.Fields concealed = DocumentSecrets.conceal(itsType, attributes);
    Set<Reference> references = new LinkedHashSet<>();
    parent.ifPresent(found -> references.add(new Reference("parent", found, "")));
    concealed.get("resource").ifPresent(resource -> references(resource, "resource", address, references));
    Map<String, String> context = new LinkedHashMap<>();
    project().ifPresent(project -> context.put("project", project));
    concealed
        .at("resource", "location")
        .or(() -> document.get("location"))
        .filter(Value.Text.class::isInstance)
        .ifPresent(region -> context.put("region", ((Value.Text) region).value()));
    return new CollectedResource(
        Declaration.GOOGLE_ASSET_INVENTORY,
        Provider.GCP,
        itsType,
        address,
        address.substring(address.lastIndexOf('/') + 1),
        concealed,
        List.copyOf(references),
        Optional.empty(),
        context,
        Change.NONE,
        location,
        AttributePlaces.NONE,
        seen);
  }

  /** The name without its last two steps, which are a kind and a name where something lies in something else. */
  private Optional<String> parent() {
    String[] steps = name.substring(2).split("/", -1);
    if (steps.length < 7) {
      return Optional.empty();
    }
    int end = name.length() - steps[steps.length - 1].length() - steps[steps.length - 2].length() - 2;
    return Optional.of(name.substring(0, end));
  }

  /** The project, by its identifier before its number. */
  private Optional<String> project() {
    List<String> found = new ArrayList<>();
    after(name, "/projects/").ifPresent(found::add);
    if (document.at("resource", "data").orElse(null) instanceof Value.Fields data) {
      data.text("projectId").ifPresent(found::add);
      data.text("project").ifPresent(found::add);
      data.text("selfLink").flatMap(link -> after(link, "/projects/")).ifPresent(found::add);
    }
    document.text("project").ifPresent(found::add);
    if (document.get("ancestors").orElse(null) instanceof Value.Items ancestors) {
      ancestors.values().stream()
          .filter(Value.Text.class::isInstance)
          .map(text -> ((Value.Text) text).value())
          .filter(text -> text.startsWith("projects/"))
          .forEach(found::add);
    }
    document.text("ancestry_path").flatMap(path -> after("/" + path, "/project/")).ifPresent(found::add);
    document
        .at("resource", "parent")
        .filter(Value.Text.class::isInstance)
        .flatMap(text -> after(((Value.Text) text).value(), "/projects/"))
        .ifPresent(found::add);
    List<String> plain =
        found.stream()
            .map(text -> text.startsWith("projects/") ? text.substring("projects/".length()) : text)
            .filter(text -> !text.isBlank() && !text.equals("_"))
            .toList();
    return plain.stream()
        .filter(text -> !text.chars().allMatch(Character::isDigit))
        .findFirst()
        .or(() -> plain.stream().findFirst());
  }

  private static Optional<String> after(String text, String prefix) {
    int at = text.indexOf(prefix);
    if (at < 0) {
      return Optional.empty();
    }
    int from = at + prefix.length();
    int slash = text.indexOf('/', from);
    return Optional.of(text.substring(from, slash < 0 ? text.length() : slash)).filter(part -> !part.isEmpty());
  }

  private static void references(Value value, String path, String self, Set<Reference> references) {
    if (references.size() >= MOST_REFERENCES) {
      return;
    }
    switch (value) {
      case Value.Text text ->
          ResourceNames.of(text.value())
              .filter(target -> !target.startsWith(self))
              .ifPresent(target -> references.add(new Reference(path, target, "")));
      case Value.Items items -> {
        for (int i = 0; i < items.values().size(); i++) {
          references(items.values().get(i), path + "." + i, self, references);
        }
      }
      case Value.Fields fields ->
          fields.values().forEach((name, inner) -> references(inner, path + "." + name, self, references));
      case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> {}
    }
  }
}
