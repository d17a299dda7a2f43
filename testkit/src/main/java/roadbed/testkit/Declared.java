package roadbed.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import roadbed.model.AttributePlaces;
import roadbed.model.CatalogEntity;
import roadbed.model.Change;
import roadbed.model.CollectedResource;
import roadbed.model.Collection;
import roadbed.model.Declaration;
import roadbed.model.EstateFacts;
import roadbed.model.Incident;
import roadbed.model.Location;
import roadbed.model.Provider;
import roadbed.model.Reference;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/**
 * Builds collected resources for tests from an address and a small JSON document, in which {@code
 * {"$unknown": "why"}} and {@code {"$secret": true}} stand for what they say.
 */
public final class Declared {
  private final String address;
  private final List<Reference> references = new ArrayList<>();
  private final Map<String, String> context = new HashMap<>();
  private final Map<String, int[]> places = new TreeMap<>();
  private Optional<Instant> capturedAt = Optional.empty();
  private Declaration declaration = Declaration.TERRAFORM_PLAN;
  private Change change = Change.CREATE;
  private String file = "plan.json";
  private final String type;
  private final Provider provider;
  private Optional<String> module = Optional.empty();
  private Value.Fields attributes = Value.Fields.EMPTY;

  private Declared(String address, String type, Provider provider) {
    this.address = address;
    this.type = type;
    this.provider = provider;
  }

  /** A Terraform resource in a plan; type and provider are read from its address. */
  public static Declared resource(String address) {
    String[] parts = address.split("\\.");
    String last = parts[parts.length - 1];
    String type = parts[parts.length - 2];
    int bracket = address.indexOf('[');
    if (bracket >= 0 && last.endsWith("]")) {
      String[] before = address.substring(0, address.lastIndexOf('[')).split("\\.");
      type = before[before.length - 2];
    }
    return new Declared(address, type, providerOf(type));
  }

  /** A resource of any type, as a document of that kind describes it. */
  public static Declared typed(Declaration declaration, Provider provider, String type, String address) {
    Declared declared = new Declared(address, type, provider);
    declared.declaration = declaration;
    declared.change = Change.NONE;
    return declared;
  }

  /** A Kubernetes object in a manifest; what it is called is read from the document. */
  public static CollectedResource object(String apiVersion, String kind, String json) {
    Value.Fields document = (Value.Fields) ValueJson.parseOwn(json);
    String name = text(document, "name").orElse("unnamed");
    String namespace = text(document, "namespace").map(text -> text + "/").orElse("");
    Declared declared =
        new Declared(namespace + kind + "/" + name, apiVersion + "/" + kind, Provider.KUBERNETES);
    declared.declaration = Declaration.KUBERNETES_MANIFEST;
    declared.change = Change.NONE;
    declared.file = "k8s/all.yaml";
    declared.attributes = document;
    return declared.build();
  }

  private static Optional<String> text(Value.Fields document, String field) {
    return document.at("metadata", field).map(value -> ((Value.Text) value).value());
  }

  private static Provider providerOf(String type) {
    return switch (type.split("_", 2)[0]) {
      case "aws" -> Provider.AWS;
      case "azurerm" -> Provider.AZURE;
      case "google" -> Provider.GCP;
      case "kubernetes" -> Provider.KUBERNETES;
      default -> Provider.OTHER;
    };
  }

  /** Its document. */
  public Declared with(String json) {
    attributes = (Value.Fields) ValueJson.parseOwn(json);
    return this;
  }

  /** Its document, as it is. */
  public Declared with(Value.Fields document) {
    attributes = document;
    return this;
  }

  /** An attribute that refers to another resource. */
  public Declared refers(String attribute, String target) {
    references.add(new Reference(attribute, target, "id"));
    return this;
  }

  /** Where an attribute stands. */
  public Declared at(String attribute, int line, int column) {
    places.put(attribute, new int[] {line, column});
    return this;
  }

  /** When its source looked at it. */
  public Declared seen(Instant when) {
    capturedAt = Optional.of(when);
    return this;
  }

  /** What its provider's configuration says. */
  public Declared in(String key, String value) {
    context.put(key, value);
    return this;
  }

  /** The module that declares it. */
  public Declared module(String source) {
    module = Optional.of(source);
    return this;
  }

  /** The file that it stands in. */
  public Declared file(String path) {
    file = path;
    return this;
  }

  /** As a state describes it. */
  public Declared inState() {
    declaration = Declaration.TERRAFORM_STATE;
    change = Change.NONE;
    return this;
  }

  /** What the plan will do to it. */
  public Declared change(Change planned) {
    change = planned;
    return this;
  }

  /** The resource. */
  public CollectedResource build() {
    String name = address.substring(Math.max(address.lastIndexOf('.'), address.lastIndexOf('/')) + 1);
    AttributePlaces.Builder found = new AttributePlaces.Builder();
    places.forEach((attribute, place) -> found.add(attribute, file, place[0], place[1]));
    return new CollectedResource(
        declaration,
        provider,
        type,
        address,
        name,
        attributes,
        references,
        module,
        context,
        change,
        Location.of(file, 1, 1),
        found.build(),
        capturedAt);
  }

  /** A collection of these resources alone. */
  public static Collection collection(String source, Instant at, List<CollectedResource> resources) {
    return collection(source, at, resources, List.of(), List.of(), List.of());
  }

  /** A collection. */
  public static Collection collection(
      String source,
      Instant at,
      List<CollectedResource> resources,
      List<CatalogEntity> catalog,
      List<EstateFacts> facts,
      List<Incident> incidents) {
    return new Collection(
        source,
        at,
        resources,
        catalog,
        facts,
        incidents,
        List.of(),
        List.of(),
        new Collection.Reading(1, 1, List.of(), 0));
  }
}
