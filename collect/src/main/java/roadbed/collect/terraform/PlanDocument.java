package roadbed.collect.terraform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.collect.terraform.PlanConfiguration.Declared;
import roadbed.collect.terraform.PlanConfiguration.ProviderBlock;
import roadbed.collect.terraform.TerraformPlanReader.Side;
import roadbed.model.Change;
import roadbed.model.CollectedResource;
import roadbed.model.Declaration;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Provider;
import roadbed.model.Reference;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One plan while one side of it is read. */
final class PlanDocument {
  private final JsonFile file;
  private final Side side;
  private final ShownDocument document;
  private final MarkedAttributes marks = new MarkedAttributes();
  private final List<ChangedResource> resources = new ArrayList<>();
  private final Map<String, Value> variables = new HashMap<>();
  private PlanConfiguration configuration = PlanConfiguration.EMPTY;
  private boolean changesSeen;
  private boolean plannedValuesSeen;
  private boolean redacted;

  /** A resource before its references are known. */
  private record ChangedResource(
      String address, String type, String name, Provider provider, Value.Fields attributes, Change change,
      Location location) {}

  PlanDocument(JsonFile file, Side side) {
    this.file = file;
    this.side = side;
    this.document = new ShownDocument(file, "plan", "write the plan again with terraform show -json");
  }

  void read() throws IOException {
    boolean whole = file.stream(this::top, () -> ShownDocument.kept(resources.size()));
    if (document.refused()) {
      return;
    }
    if (whole && !changesSeen && plannedValuesSeen && side == Side.PLANNED) {
      file.stream(this::plannedValues, () -> ShownDocument.kept(resources.size()));
    }
    if (redacted && side == Side.PLANNED) {
      file.sink()
          .diagnostic(
              new Diagnostic(
                  Diagnostic.Level.INFO,
                  "terraform.plan-redacted",
                  file.whole(),
                  "this is a redacted plan of HCP Terraform: it has no configuration, so what refers to what"
                      + " is not known",
                  "terraform show -json PLAN writes the whole plan"));
    }
    emit();
  }

  private void top(JsonParser parser) {
    parser.nextToken();
    if (!file.expect(parser, JsonToken.START_OBJECT, "")) {
      return;
    }
    for (String name = parser.nextName(); name != null && !document.refused(); name = parser.nextName()) {
      parser.nextToken();
      switch (name) {
        case "format_version" -> document.formatVersion(parser, "terraform show -json PLAN");
        case "plan_format_version" -> {
          redacted = true;
          document.formatVersion(parser, "terraform show -json PLAN");
        }
        case "resource_changes" -> {
          changesSeen = parser.currentToken() != JsonToken.VALUE_NULL;
          if (side == Side.PLANNED || side == Side.PRIOR) {
            document.eachObject(parser, "/resource_changes", this::change);
          } else {
            parser.skipChildren();
          }
        }
        case "resource_drift" -> {
          if (side == Side.DRIFT_RECORDED || side == Side.DRIFT_FOUND) {
            document.eachObject(parser, "/resource_drift", this::change);
          } else {
            parser.skipChildren();
          }
        }
        case "deferred_changes" -> {
          if (side == Side.PLANNED || side == Side.PRIOR) {
            document.eachObject(parser, "/deferred_changes", this::deferred);
          } else {
            parser.skipChildren();
          }
        }
        case "planned_values" -> {
          plannedValuesSeen = true;
          parser.skipChildren();
        }
        case "configuration" -> configuration = new PlanConfigurationReader(file).read(parser);
        case "variables" -> variables(parser);
        case "errored" -> errored(parser);
        case "checks" -> checks(parser);
        default -> parser.skipChildren();
      }
    }
  }

  private void errored(JsonParser parser) {
    if (parser.currentToken() == JsonToken.VALUE_TRUE && side == Side.PLANNED) {
      file.sink()
          .diagnostic(
              Diagnostic.warning(
                  "terraform.plan-errored",
                  file.here(parser, "/errored"),
                  "Terraform met errors while it made this plan, so resources may be missing",
                  "mend the errors that terraform plan prints and write the plan again"));
    }
    parser.skipChildren();
  }

  /** Checks that fail are told; their messages may quote values, so they are not. */
  private void checks(JsonParser parser) {
    document.eachObject(
        parser,
        "/checks",
        (_, pointer) -> {
          Location location = file.here(parser, pointer);
          PlanSummary.Check check = PlanOverview.check(ValueJson.read(parser));
          if (side == Side.PLANNED && (check.status().equals("fail") || check.status().equals("error"))) {
            file.sink()
                .diagnostic(
                    Diagnostic.warning(
                        "terraform.check-failed",
                        location,
                        "the configuration's own check of " + check.address() + " does not hold",
                        "terraform plan prints its message"));
          }
        });
  }

  private void variables(JsonParser parser) {
    if (!file.expect(parser, JsonToken.START_OBJECT, "/variables")) {
      return;
    }
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      Value given = ValueJson.read(parser) instanceof Value.Fields fields ? fields.values().get("value") : null;
      if (given != null) {
        variables.put(name, given);
      }
    }
  }

  /** A change that waits for a later plan is a change that is planned all the same. */
  private void deferred(JsonParser parser, String pointer) {
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      String inner = pointer + "/resource_change";
      if (!name.equals("resource_change")) {
        parser.skipChildren();
      } else if (file.expect(parser, JsonToken.START_OBJECT, inner)) {
        change(parser, inner);
      }
    }
  }

  private void change(JsonParser parser, String pointer) {
    ResourceChange change =
        ResourceChange.read(file, parser, pointer, side == Side.PRIOR || side == Side.DRIFT_RECORDED);
    // A deposed object is the old half of a replacement that was interrupted; its address is another's.
    if (!change.isManaged() || !change.text("deposed").isEmpty()) {
      return;
    }
    if (!change.hasChange()) {
      document.incomplete(change.location(), "change");
      return;
    }
    boolean earlier =
        switch (side) {
          case PLANNED -> change.vanishes();
          case PRIOR, DRIFT_RECORDED -> true;
          case DRIFT_FOUND -> false;
        };
    String wanted = earlier ? "before" : "after";
    if (side != Side.PLANNED && change.document(wanted) instanceof Value.Null) {
      return;
    }
    Value joined =
        marks.join(
            change.document(wanted),
            earlier ? Value.Null.INSTANCE : change.document("after_unknown"),
            change.document(wanted + "_sensitive"));
    add(
        change.text("address"),
        change.text("type"),
        change.text("name"),
        change.text("provider_name"),
        joined,
        change.change(),
        change.location());
  }

  private void add(
      String address, String type, String name, String providerName, Value joined, Change change, Location location) {
    if (document.isNew(address, type, location)) {
      resources.add(
          new ChangedResource(
              address,
              type,
              name,
              Providers.of(providerName, type),
              document.attributes(type, joined, location),
              change,
              location));
    }
  }

  private void plannedValues(JsonParser parser) {
    parser.nextToken();
    if (!file.expect(parser, JsonToken.START_OBJECT, "")) {
      return;
    }
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      if (name.equals("planned_values")) {
        new ModuleValues(file, this::plannedResource).read(parser, "/planned_values");
      } else {
        parser.skipChildren();
      }
    }
  }

  private void plannedResource(Value.Fields resource, Location location) {
    if (!resource.text("mode").orElse("managed").equals("managed")) {
      return;
    }
    add(
        resource.text("address").orElse(""),
        resource.text("type").orElse(""),
        resource.text("name").orElse(""),
        resource.text("provider_name").orElse(""),
        marks.join(
            resource.get("values").orElse(Value.Null.INSTANCE),
            Value.Null.INSTANCE,
            resource.get("sensitive_values").orElse(Value.Null.INSTANCE)),
        Change.NONE,
        location);
  }

  /** What all instances of one resource block share. */
  private record Block(Optional<Declared> declared, Optional<String> module, ProviderSettings settings) {}

  private void emit() {
    Instances instances = new Instances();
    StateReferences values = new StateReferences();
    for (ChangedResource resource : resources) {
      instances.add(resource.address());
      if (side != Side.PLANNED) {
        values.add(resource.address(), resource.attributes());
      }
    }
    PlanReferences references = new PlanReferences(configuration, instances);
    Map<String, Block> blocks = new HashMap<>();
    for (ChangedResource resource : resources) {
      Address address = Address.parse(resource.address());
      Block block = blocks.computeIfAbsent(address.withoutKeys(), _ -> block(address, resource.provider()));
      PlanReferences.Found found = references.of(address, block.declared());
      Value.Fields attributes = resource.attributes();
      if (side == Side.PLANNED && block.declared().isPresent()) {
        attributes = PlanAttributes.leftToProvider(attributes, block.declared().get());
      }
      for (String path : found.sensitive()) {
        attributes = PlanAttributes.concealed(attributes, path);
      }
      file.sink()
          .resource(
              new CollectedResource(
                  side == Side.PLANNED ? Declaration.TERRAFORM_PLAN : Declaration.TERRAFORM_STATE,
                  resource.provider(),
                  resource.type(),
                  resource.address(),
                  (resource.name().isEmpty() ? address.parts().getLast().name() : resource.name())
                      + address.lastKey().orElse(""),
                  side == Side.PLANNED
                      ? block.settings().withDefaultTags(resource.provider(), attributes, true)
                      : attributes,
                  side == Side.PLANNED ? found.references() : both(found, values, resource),
                  block.module(),
                  block.settings().context(),
                  resource.change(),
                  resource.location()));
    }
  }

  /** What the configuration refers to now, and what the values show that it referred to. */
  private static List<Reference> both(
      PlanReferences.Found found, StateReferences values, ChangedResource resource) {
    Set<Reference> all = new LinkedHashSet<>(found.references());
    all.addAll(values.of(resource.address(), resource.attributes(), List.of()));
    return List.copyOf(all);
  }

  private Block block(Address address, Provider provider) {
    List<String> path = address.modulePath();
    String declaration =
        Address.join(address.parts().subList(address.moduleParts(), address.parts().size()), false);
    Optional<Declared> declared =
        configuration.module(path).map(module -> module.resources.get(declaration));
    ProviderSettings settings =
        declared
            .flatMap(resource -> provider(resource.providerKey()))
            .map(block -> ProviderSettings.of(provider, block))
            .orElse(ProviderSettings.NONE);
    return new Block(declared, configuration.source(path), settings);
  }

  /**
   * The block of a provider configuration. A module's own key ({@code module.a:aws}) without settings stands
   * for the configuration that it inherits.
   */
  private Optional<Value.Fields> provider(String key) {
    ProviderBlock block = configuration.providers().get(key);
    String inherited = key.substring(key.lastIndexOf(':') + 1);
    if (block == null || (block.expressions().values().isEmpty() && !inherited.equals(key))) {
      block = configuration.providers().get(inherited);
    }
    return Optional.ofNullable(block)
        .map(ProviderBlock::expressions)
        .filter(fields -> !fields.values().isEmpty())
        .map(fields -> (Value.Fields) known(fields));
  }

  /** Replaces references to root variables that are not sensitive by their values. */
  private Value known(Value value) {
    return switch (value) {
      case Value.Unknown unknown -> {
        String name = unknown.reason().startsWith("var.") ? unknown.reason().substring(4) : "";
        yield name.isEmpty() || configuration.root().sensitiveVariables.contains(name)
            ? Value.Unknown.AFTER_APPLY
            : variables.getOrDefault(name, Value.Unknown.AFTER_APPLY);
      }
      case Value.Fields fields -> {
        Map<String, Value> known = new LinkedHashMap<>();
        fields.values().forEach((name, inner) -> known.put(name, known(inner)));
        yield new Value.Fields(known);
      }
      case Value.Items items -> new Value.Items(items.values().stream().map(this::known).toList());
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Secret _ -> value;
    };
  }
}
