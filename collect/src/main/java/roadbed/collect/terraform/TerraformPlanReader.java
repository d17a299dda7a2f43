package roadbed.collect.terraform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.collect.CollectionSink;
import roadbed.collect.DocumentReader;
import roadbed.collect.SourceFile;
import roadbed.collect.terraform.PlanConfiguration.Declared;
import roadbed.collect.terraform.PlanConfiguration.Expression;
import roadbed.collect.terraform.PlanConfiguration.ProviderBlock;
import roadbed.model.Change;
import roadbed.model.CollectedResource;
import roadbed.model.Declaration;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Provider;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads plans as {@code terraform show -json PLAN} writes them (format versions 0 and 1) and the redacted plans
 * of HCP Terraform, which have no configuration and so no references.
 *
 * <p>One pass keeps the resource changes and the references of the configuration, in whichever order they
 * come, and skips the rest. Only a plan without {@code resource_changes} is read a second time, for its
 * {@code planned_values}.
 */
public final class TerraformPlanReader implements DocumentReader {
  /** Blocks that {@code dynamic} blocks write in practice. */
  private static final Set<String> GENERATED_BLOCKS =
      Set.of("ingress", "egress", "security_rule", "route", "inline_policy", "access_policy");

  @Override
  public void read(SourceFile source, CollectionSink sink) throws IOException {
    new Plan(new JsonFile(source, sink)).read();
  }

  /** One plan while it is read. */
  private static final class Plan {
    private final JsonFile file;
    private final MarkedAttributes marks = new MarkedAttributes();
    private final SecretAttributes secrets = new SecretAttributes();
    private final List<ChangedResource> resources = new ArrayList<>();
    private final Set<String> addresses = new HashSet<>();
    private final Map<String, Value> variables = new HashMap<>();
    private PlanConfiguration configuration = PlanConfiguration.EMPTY;
    private boolean changesSeen;
    private boolean plannedValuesSeen;
    private boolean refused;
    private boolean redacted;

    /** A resource before its references are known. */
    private record ChangedResource(
        String address, String type, String name, Provider provider, Value.Fields attributes, Change change,
        Location location) {}

    Plan(JsonFile file) {
      this.file = file;
    }

    void read() throws IOException {
      boolean whole = file.stream(this::document, this::kept);
      if (refused) {
        return;
      }
      if (whole && !changesSeen && plannedValuesSeen) {
        file.stream(this::plannedValues, this::kept);
      }
      if (redacted) {
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

    private String kept() {
      return switch (resources.size()) {
        case 0 -> "no resource stands before it";
        case 1 -> "the one resource before it is kept";
        default -> "the " + resources.size() + " resources before it are kept";
      };
    }

    private void document(JsonParser parser) {
      parser.nextToken();
      if (!file.expect(parser, JsonToken.START_OBJECT, "")) {
        return;
      }
      for (String name = parser.nextName(); name != null && !refused; name = parser.nextName()) {
        parser.nextToken();
        switch (name) {
          case "format_version" -> formatVersion(parser);
          case "plan_format_version" -> {
            redacted = true;
            formatVersion(parser);
          }
          case "resource_changes" -> {
            changesSeen = parser.currentToken() != JsonToken.VALUE_NULL;
            resourceChanges(parser);
          }
          case "planned_values" -> {
            plannedValuesSeen = true;
            parser.skipChildren();
          }
          case "configuration" -> configuration = new PlanConfigurationReader(file).read(parser);
          case "variables" -> variables(parser);
          case "errored" -> errored(parser);
          default -> parser.skipChildren();
        }
      }
    }

    private void formatVersion(JsonParser parser) {
      Location location = file.here(parser, "/" + parser.currentName());
      String version = JsonFile.text(parser);
      if (!version.startsWith("0.") && !version.startsWith("1.")) {
        refused = true;
        file.sink()
            .diagnostic(
                Diagnostic.error(
                    "terraform.plan-version",
                    location,
                    "this plan is written in a format other than 0.x and 1.x; nothing of it is read",
                    "write it with a Terraform of version 0.12 to 1.x: terraform show -json PLAN"));
      }
    }

    private void errored(JsonParser parser) {
      if (parser.currentToken() == JsonToken.VALUE_TRUE) {
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

    private void resourceChanges(JsonParser parser) {
      if (!file.expect(parser, JsonToken.START_ARRAY, "/resource_changes")) {
        return;
      }
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        String pointer = "/resource_changes/" + i;
        if (file.expect(parser, JsonToken.START_OBJECT, pointer)) {
          resourceChange(parser, pointer);
        }
      }
    }

    private void resourceChange(JsonParser parser, String pointer) {
      Location location = file.here(parser, pointer);
      String address = "";
      String mode = "";
      String type = "";
      String name = "";
      String providerName = "";
      String deposed = "";
      ChangedAttributes change = null;
      for (String key = parser.nextName(); key != null; key = parser.nextName()) {
        parser.nextToken();
        switch (key) {
          case "address" -> address = JsonFile.text(parser);
          case "mode" -> mode = JsonFile.text(parser);
          case "type" -> type = JsonFile.text(parser);
          case "name" -> name = JsonFile.text(parser);
          case "provider_name" -> providerName = JsonFile.text(parser);
          case "deposed" -> deposed = JsonFile.text(parser);
          case "change" -> change = change(parser, pointer + "/change");
          default -> parser.skipChildren();
        }
      }
      // A deposed object is the old half of a replacement that was interrupted; its address is another's.
      boolean managed = mode.isEmpty() ? !isData(address) : mode.equals("managed");
      if (!managed || !deposed.isEmpty()) {
        return;
      }
      if (change == null) {
        incomplete(location, "change");
        return;
      }
      add(address, type, name, providerName, change.attributes(), change.change(), location);
    }

    private static boolean isData(String address) {
      Address parsed = Address.parse(address);
      int at = parsed.moduleParts();
      return parsed.parts().size() > at && parsed.parts().get(at).name().equals("data");
    }

    private void add(
        String address,
        String type,
        String name,
        String providerName,
        Value.Fields attributes,
        Change change,
        Location location) {
      if (address.isBlank() || type.isBlank()) {
        incomplete(location, address.isBlank() ? "address" : "type");
        return;
      }
      if (!addresses.add(address)) {
        file.sink()
            .diagnostic(
                Diagnostic.warning(
                    "terraform.duplicate-address",
                    location,
                    "the address " + address + " stands twice in this plan; the first one counts",
                    "write the plan again with terraform show -json"));
        return;
      }
      Provider provider = Providers.of(providerName, type);
      resources.add(
          new ChangedResource(
              address, type, name, provider, secrets.conceal(type, attributes), change, location));
    }

    private void incomplete(Location location, String missing) {
      file.sink()
          .diagnostic(
              Diagnostic.error(
                  "terraform.resource-incomplete",
                  location,
                  "this resource has no " + missing + " and is left out",
                  "write the plan again with terraform show -json"));
    }

    /** The attributes that count after a change: those after it, or before it where nothing is left. */
    private record ChangedAttributes(Change change, Value.Fields attributes) {}

    private @org.jspecify.annotations.Nullable ChangedAttributes change(JsonParser parser, String pointer) {
      if (!file.expect(parser, JsonToken.START_OBJECT, pointer)) {
        return null;
      }
      Location location = file.here(parser, pointer);
      List<String> actions = List.of();
      Map<String, Value> documents = new HashMap<>();
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        parser.nextToken();
        switch (name) {
          case "actions" -> actions = actions(parser, pointer + "/actions");
          case "after", "after_unknown", "after_sensitive" -> documents.put(name, ValueJson.read(parser));
          case "before", "before_sensitive" -> {
            if (actions.isEmpty() || vanishes(actions)) {
              documents.put(name, ValueJson.read(parser));
            } else {
              parser.skipChildren();
            }
          }
          default -> parser.skipChildren();
        }
      }
      boolean vanishes = vanishes(actions);
      Value none = Value.Null.INSTANCE;
      Value joined =
          vanishes
              ? marks.join(
                  documents.getOrDefault("before", none), none, documents.getOrDefault("before_sensitive", none))
              : marks.join(
                  documents.getOrDefault("after", none),
                  documents.getOrDefault("after_unknown", none),
                  documents.getOrDefault("after_sensitive", none));
      return switch (joined) {
        case Value.Fields fields -> new ChangedAttributes(changeOf(actions), fields);
        case Value.Null _ -> new ChangedAttributes(changeOf(actions), Value.Fields.EMPTY);
        case Value.Unknown _, Value.Secret _ -> {
          file.sink()
              .diagnostic(
                  Diagnostic.warning(
                      "terraform.attributes-hidden",
                      location,
                      "all attributes of this resource are marked unknown or sensitive; none of them is known",
                      ""));
          yield new ChangedAttributes(changeOf(actions), Value.Fields.EMPTY);
        }
        case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Items _ -> {
          file.sink()
              .diagnostic(
                  Diagnostic.error(
                      "terraform.type",
                      location,
                      "the attributes of this resource are not an object; they are left out",
                      "write the plan again with terraform show -json"));
          yield new ChangedAttributes(changeOf(actions), Value.Fields.EMPTY);
        }
      };
    }

    private List<String> actions(JsonParser parser, String pointer) {
      List<String> actions = new ArrayList<>(2);
      if (file.expect(parser, JsonToken.START_ARRAY, pointer)) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          actions.add(JsonFile.text(parser));
        }
      }
      return actions;
    }

    private static boolean vanishes(List<String> actions) {
      return actions.equals(List.of("delete")) || actions.equals(List.of("forget"));
    }

    /** A forgotten resource stays as it is in the cloud, so nothing happens to it. */
    private static Change changeOf(List<String> actions) {
      if (actions.size() > 1) {
        return Change.REPLACE;
      }
      return switch (actions.isEmpty() ? "" : actions.getFirst()) {
        case "create" -> Change.CREATE;
        case "update" -> Change.UPDATE;
        case "delete" -> Change.DELETE;
        case "read" -> Change.READ;
        case "no-op", "forget" -> Change.NO_OP;
        default -> Change.NONE;
      };
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
      Value values =
          marks.join(
              resource.get("values").orElse(Value.Null.INSTANCE),
              Value.Null.INSTANCE,
              resource.get("sensitive_values").orElse(Value.Null.INSTANCE));
      add(
          resource.text("address").orElse(""),
          resource.text("type").orElse(""),
          resource.text("name").orElse(""),
          resource.text("provider_name").orElse(""),
          values instanceof Value.Fields fields ? fields : Value.Fields.EMPTY,
          Change.NONE,
          location);
    }

    /** What all instances of one resource block share. */
    private record Block(Optional<Declared> declared, Optional<String> module, ProviderSettings settings) {}

    private void emit() {
      Instances instances = new Instances();
      resources.forEach(resource -> instances.add(resource.address()));
      PlanReferences references = new PlanReferences(configuration, instances);
      Map<String, Block> blocks = new HashMap<>();
      for (ChangedResource resource : resources) {
        Address address = Address.parse(resource.address());
        Block block =
            blocks.computeIfAbsent(address.withoutKeys(), _ -> block(address, resource.provider()));
        PlanReferences.Found found = references.of(address, block.declared());
        Value.Fields attributes =
            block.declared().map(declared -> leftToProvider(resource.attributes(), declared)).orElse(resource.attributes());
        for (String path : found.sensitive()) {
          attributes = concealed(attributes, path);
        }
        file.sink()
            .resource(
                new CollectedResource(
                    Declaration.TERRAFORM_PLAN,
                    resource.provider(),
                    resource.type(),
                    resource.address(),
                    (resource.name().isEmpty() ? address.parts().getLast().name() : resource.name())
                        + address.lastKey().orElse(""),
                    block.settings().withDefaultTags(resource.provider(), attributes),
                    found.references(),
                    block.module(),
                    block.settings().context(),
                    resource.change(),
                    resource.location()));
      }
    }

    /**
     * Marks attributes that are not known only because the configuration does not speak of them. Blocks that
     * are often generated are left alone: a plan's configuration is silent of generated blocks too.
     */
    private static Value.Fields leftToProvider(Value.Fields attributes, Declared declared) {
      Map<String, Value> marked = new LinkedHashMap<>();
      attributes
          .values()
          .forEach(
              (name, value) -> {
                if (value.equals(Value.Unknown.AFTER_APPLY)
                    && !GENERATED_BLOCKS.contains(name)
                    && !speaksOf(declared, name)) {
                  marked.put(name, Value.Unknown.LEFT_TO_PROVIDER);
                }
              });
      if (marked.isEmpty()) {
        return attributes;
      }
      Map<String, Value> all = new LinkedHashMap<>(attributes.values());
      all.putAll(marked);
      return new Value.Fields(all);
    }

    private static boolean speaksOf(Declared declared, String attribute) {
      for (Expression expression : declared.expressions()) {
        String path = expression.attribute();
        if (path.startsWith(attribute)
            && (path.length() == attribute.length() || path.charAt(attribute.length()) == '.')) {
          return true;
        }
      }
      return false;
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

    private static Value.Fields concealed(Value.Fields attributes, String path) {
      return conceal(attributes, List.of(path.split("\\.")), 0) instanceof Value.Fields fields
          ? fields
          : attributes;
    }

    private static Value conceal(Value value, List<String> path, int at) {
      if (at == path.size()) {
        return SecretAttributes.concealAll(value);
      }
      return switch (value) {
        case Value.Fields fields when fields.values().containsKey(path.get(at)) -> {
          Map<String, Value> changed = new LinkedHashMap<>(fields.values());
          changed.computeIfPresent(path.get(at), (_, inner) -> conceal(inner, path, at + 1));
          yield new Value.Fields(changed);
        }
        case Value.Items items when path.get(at).chars().allMatch(Character::isDigit) && path.get(at).length() < 9 -> {
          int index = Integer.parseInt(path.get(at));
          List<Value> changed = new ArrayList<>(items.values());
          if (index < changed.size()) {
            changed.set(index, conceal(changed.get(index), path, at + 1));
          }
          yield new Value.Items(changed);
        }
        case Value.Fields _,
            Value.Items _,
            Value.Text _,
            Value.Whole _,
            Value.Decimal _,
            Value.Bool _,
            Value.Null _,
            Value.Unknown _,
            Value.Secret _ ->
            value;
      };
    }
  }
}
