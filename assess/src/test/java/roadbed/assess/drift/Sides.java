package roadbed.assess.drift;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.inventory.Sightings;
import roadbed.model.AttributePlaces;
import roadbed.model.Change;
import roadbed.model.CollectedResource;
import roadbed.model.Collection;
import roadbed.model.Declaration;
import roadbed.model.Location;
import roadbed.model.Provider;
import roadbed.model.Reference;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** Writes the sides of a comparison down in a few words. */
final class Sides {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private final List<CollectedResource> resources = new ArrayList<>();
  private Map<String, String> context = Map.of();
  private AttributePlaces places = AttributePlaces.NONE;

  /** Code of which its source says more than its document, as {@code key=value} with bars for new lines. */
  Sides code(String address, String json, String more) {
    context = Map.of(more.substring(0, more.indexOf('=')), more.substring(more.indexOf('=') + 1).replace('|', '\n'));
    code(address, json);
    context = Map.of();
    return this;
  }

  Sides code(String address, String json) {
    return add(Declaration.TERRAFORM_SOURCE, address, json, "main.tf.json");
  }

  /** Code of which is known where an attribute stands, and where its value is decided. */
  Sides codeAt(String address, String json, String attribute, Location place, Optional<Location> decided) {
    AttributePlaces.Builder builder = new AttributePlaces.Builder();
    builder.add(attribute, place.file(), place.line(), place.column());
    decided.ifPresent(at -> builder.decided(attribute, at));
    places = builder.build();
    String own = address.substring(address.lastIndexOf('.', address.lastIndexOf('.') - 1) + 1);
    add(Declaration.TERRAFORM_SOURCE, own.substring(0, own.indexOf('.')), address, json, "main.tf", List.of());
    places = AttributePlaces.NONE;
    return this;
  }

  Sides plan(String address, String json) {
    return add(Declaration.TERRAFORM_PLAN, address, json, "plan.json");
  }

  Sides state(String address, String json) {
    return add(Declaration.TERRAFORM_STATE, address, json, "terraform.tfstate");
  }

  Sides seen(String address, String json) {
    return add(Declaration.TERRAFORM_REFRESH, address, json, "live.json");
  }

  Sides add(Declaration declaration, String address, String json, String file) {
    String type = address.substring(0, address.indexOf('.'));
    return add(declaration, type, address, json, file, List.of());
  }

  Sides add(
      Declaration declaration, String type, String address, String json, String file, List<Reference> references) {
    Provider provider =
        type.startsWith("aws_") || type.startsWith("AWS::")
            ? Provider.AWS
            : type.startsWith("azurerm_") ? Provider.AZURE : type.startsWith("google_") ? Provider.GCP : type.contains("/") || type.equals("v1/Service") ? Provider.KUBERNETES : Provider.OTHER;
    resources.add(
        new CollectedResource(
            declaration,
            provider,
            type,
            address,
            address.substring(address.lastIndexOf('.') + 1),
            (Value.Fields) ValueJson.parseOwn(json.replace('\'', '"')),
            references,
            Optional.empty(),
            context,
            Change.NONE,
            Location.of(file),
            places,
            Optional.empty()));
    return this;
  }

  Collection collection() {
    return new Collection(
        "test", NOW, resources, List.of(), List.of(), List.of(), List.of(), List.of(), new Collection.Reading(1, 1, List.of(), 0));
  }

  DriftReport report() {
    return Drift.of(Sightings.of(List.of(collection())));
  }

  /** {@code address: kind path=declared/state/live …}, a line for each resource that is not in step. */
  String words() {
    StringBuilder text = new StringBuilder();
    for (ResourceDrift one : report().resources()) {
      text.append(one.title()).append(": ").append(one.kind().id());
      for (AttributeDrift change : one.changes()) {
        text.append(' ').append(change.path()).append('=');
        text.append(text(change.declared())).append('/').append(text(change.state())).append('/').append(text(change.live()));
      }
      text.append('\n');
    }
    return text.toString().strip();
  }

  private static String text(Optional<Value> value) {
    return value.map(ValueJson::text).orElse("-");
  }
}
