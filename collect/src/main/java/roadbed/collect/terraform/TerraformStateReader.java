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
 * Reads states: {@code terraform.tfstate} of version 4, and what {@code terraform show -json} writes of a state.
 * Older versions are refused with what to run.
 */
public final class TerraformStateReader implements DocumentReader {

  @Override
  public void read(SourceFile source, CollectionSink sink) throws IOException {
    new State(new JsonFile(source, sink)).read();
  }

  /** One state while it is read. */
  private static final class State {
    private final JsonFile file;
    private final MarkedAttributes marks = new MarkedAttributes();
    private final SecretAttributes secrets = new SecretAttributes();
    private final List<Described> resources = new ArrayList<>();
    private final Set<String> addresses = new HashSet<>();
    private boolean refused;

    /** A resource before its references are known. */
    private record Described(
        String address, String type, Provider provider, Value.Fields attributes, List<String> dependencies,
        Location location) {}

    State(JsonFile file) {
      this.file = file;
    }

    void read() throws IOException {
      file.stream(this::document, this::kept);
      if (!refused) {
        emit();
      }
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
          case "version" -> version(parser);
          case "format_version" -> formatVersion(parser);
          case "modules" -> {
            refuse(file.here(parser, "/modules"), "3 or older");
            parser.skipChildren();
          }
          case "resources" -> resources(parser);
          case "values" -> new ModuleValues(file, this::shownResource).read(parser, "/values");
          default -> parser.skipChildren();
        }
      }
    }

    private void version(JsonParser parser) {
      Location location = file.here(parser, "/version");
      if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
        parser.skipChildren();
        refuse(location, "that is not a whole number");
        return;
      }
      Value version = ValueJson.read(parser);
      if (version instanceof Value.Whole whole && whole.value() > 4) {
        refused = true;
        file.sink()
            .diagnostic(
                Diagnostic.error(
                    "terraform.state-version",
                    location,
                    "this state has version " + whole.value() + ", and version 4 is the newest that is read",
                    "read it with terraform show -json, whose form is stable"));
      } else if (!(version instanceof Value.Whole whole) || whole.value() < 4) {
        refuse(location, version instanceof Value.Whole whole ? Long.toString(whole.value()) : "out of range");
      }
    }

    private void refuse(Location location, String version) {
      if (refused) {
        return;
      }
      refused = true;
      file.sink()
          .diagnostic(
              Diagnostic.error(
                  "terraform.state-v3",
                  location,
                  "this state has version " + version + "; version 4 is read, which Terraform writes since 0.12",
                  "upgrade it: run terraform apply -refresh-only with Terraform 0.13 or later"
                      + " (0.12 first where the state is older than 0.11), or terraform show -json"));
    }

    private void formatVersion(JsonParser parser) {
      Location location = file.here(parser, "/format_version");
      String version = JsonFile.text(parser);
      if (!version.startsWith("0.") && !version.startsWith("1.")) {
        refused = true;
        file.sink()
            .diagnostic(
                Diagnostic.error(
                    "terraform.state-version",
                    location,
                    "this state is written in a format other than 0.x and 1.x; nothing of it is read",
                    "write it with a Terraform of version 0.12 to 1.x: terraform show -json"));
      }
    }

    private void resources(JsonParser parser) {
      if (!file.expect(parser, JsonToken.START_ARRAY, "/resources")) {
        return;
      }
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        String pointer = "/resources/" + i;
        if (file.expect(parser, JsonToken.START_OBJECT, pointer)) {
          resource(parser, pointer);
        }
      }
    }

    /** An instance and where it stands; what it is an instance of may come behind it. */
    private record Instance(Value.Fields fields, Location location) {}

    private void resource(JsonParser parser, String pointer) {
      Location location = file.here(parser, pointer);
      Map<String, String> texts = new HashMap<>();
      List<Instance> instances = new ArrayList<>(1);
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        parser.nextToken();
        switch (name) {
          case "module", "mode", "type", "name", "provider" -> texts.put(name, JsonFile.text(parser));
          case "instances" -> {
            if (file.expect(parser, JsonToken.START_ARRAY, pointer + "/instances")) {
              for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                String inner = pointer + "/instances/" + i;
                Location here = file.here(parser, inner);
                if (file.expect(parser, JsonToken.START_OBJECT, inner)
                    && ValueJson.read(parser) instanceof Value.Fields fields) {
                  instances.add(new Instance(fields, here));
                }
              }
            }
          }
          default -> parser.skipChildren();
        }
      }
      if (!texts.getOrDefault("mode", "managed").equals("managed")) {
        return;
      }
      String type = texts.getOrDefault("type", "");
      String name = texts.getOrDefault("name", "");
      if (type.isBlank() || name.isBlank()) {
        incomplete(location, type.isBlank() ? "type" : "name");
        return;
      }
      String module = texts.getOrDefault("module", "");
      String declaration = (module.isEmpty() ? "" : module + ".") + type + "." + name;
      for (Instance instance : instances) {
        instance(declaration, type, texts.getOrDefault("provider", ""), instance);
      }
    }

    private void instance(String declaration, String type, String providerName, Instance instance) {
      // A deposed object is the old half of a replacement that was interrupted; its address is another's.
      if (instance.fields().text("deposed").isPresent()) {
        return;
      }
      String key =
          switch (instance.fields().values().get("index_key")) {
            case Value.Text text -> "[" + ValueJson.text(text) + "]";
            case Value.Whole whole -> "[" + whole.value() + "]";
            case null, default -> "";
          };
      Value.Fields attributes;
      if (instance.fields().values().get("attributes") instanceof Value.Fields fields) {
        attributes = fields;
      } else if (instance.fields().values().get("attributes_flat") instanceof Value.Fields flat) {
        attributes = flat;
        file.sink()
            .diagnostic(
                Diagnostic.warning(
                    "terraform.state-flat",
                    instance.location(),
                    "the attributes of " + declaration + key + " are still in the flat form of Terraform 0.11",
                    "run terraform apply -refresh-only, which rewrites them"));
      } else {
        attributes = Value.Fields.EMPTY;
      }
      Value sensitive = sensitiveMarks(instance.fields());
      add(
          declaration + key,
          type,
          providerName,
          marks.join(attributes, Value.Null.INSTANCE, sensitive),
          texts(instance.fields().values().get("dependencies")),
          instance.location());
    }

    /** {@code sensitive_attributes} is a list of paths; the marks are a tree. */
    private static Value sensitiveMarks(Value.Fields instance) {
      if (!(instance.values().get("sensitive_attributes") instanceof Value.Items paths)) {
        return Value.Null.INSTANCE;
      }
      Value marks = Value.Null.INSTANCE;
      for (Value path : paths.values()) {
        if (path instanceof Value.Items steps) {
          marks = mark(marks, steps.values(), 0);
        }
      }
      return marks;
    }

    private static Value mark(Value marks, List<Value> steps, int at) {
      if (at == steps.size() || marks instanceof Value.Bool) {
        return Value.Bool.TRUE;
      }
      Value step = steps.get(at) instanceof Value.Fields fields ? fields.values().get("value") : null;
      Value key = step instanceof Value.Fields typed ? typed.values().get("value") : step;
      if (key instanceof Value.Text name) {
        Map<String, Value> changed =
            new LinkedHashMap<>(marks instanceof Value.Fields fields ? fields.values() : Map.of());
        changed.put(name.value(), mark(changed.getOrDefault(name.value(), Value.Null.INSTANCE), steps, at + 1));
        return new Value.Fields(changed);
      }
      if (key instanceof Value.Whole index && index.value() >= 0 && index.value() < 10_000) {
        List<Value> changed = new ArrayList<>(marks instanceof Value.Items items ? items.values() : List.of());
        while (changed.size() <= index.value()) {
          changed.add(Value.Null.INSTANCE);
        }
        int position = (int) index.value();
        changed.set(position, mark(changed.get(position), steps, at + 1));
        return new Value.Items(changed);
      }
      // An element of a set, or a step of a kind that we do not know: hide all from here on.
      return Value.Bool.TRUE;
    }

    private void shownResource(Value.Fields resource, Location location) {
      if (!resource.text("mode").orElse("managed").equals("managed")) {
        return;
      }
      if (resource.text("deposed_key").isPresent()) {
        return;
      }
      String address = resource.text("address").orElse("");
      String type = resource.text("type").orElse("");
      if (address.isBlank() || type.isBlank()) {
        incomplete(location, address.isBlank() ? "address" : "type");
        return;
      }
      add(
          address,
          type,
          resource.text("provider_name").orElse(""),
          marks.join(
              resource.values().getOrDefault("values", Value.Null.INSTANCE),
              Value.Null.INSTANCE,
              resource.values().getOrDefault("sensitive_values", Value.Null.INSTANCE)),
          texts(resource.values().get("depends_on")),
          location);
    }

    private static List<String> texts(@org.jspecify.annotations.Nullable Value value) {
      List<String> texts = new ArrayList<>();
      if (value instanceof Value.Items items) {
        for (Value item : items.values()) {
          if (item instanceof Value.Text text) {
            texts.add(text.value());
          }
        }
      }
      return texts;
    }

    private void incomplete(Location location, String missing) {
      file.sink()
          .diagnostic(
              Diagnostic.error(
                  "terraform.resource-incomplete",
                  location,
                  "this resource has no " + missing + " and is left out",
                  "write the state again with terraform state pull or terraform show -json"));
    }

    private void add(
        String address,
        String type,
        String providerName,
        Value attributes,
        List<String> dependencies,
        Location location) {
      if (!addresses.add(address)) {
        file.sink()
            .diagnostic(
                Diagnostic.warning(
                    "terraform.duplicate-address",
                    location,
                    "the address " + address + " stands twice in this state; the first one counts",
                    "write the state again with terraform state pull"));
        return;
      }
      Value.Fields fields = attributes instanceof Value.Fields known ? known : Value.Fields.EMPTY;
      resources.add(
          new Described(
              address,
              type,
              Providers.of(providerName, type),
              secrets.conceal(type, fields),
              dependencies,
              location));
    }

    private void emit() {
      StateReferences references = new StateReferences();
      resources.forEach(resource -> references.add(resource.address(), resource.attributes()));
      for (Described resource : resources) {
        Address address = Address.parse(resource.address());
        file.sink()
            .resource(
                new CollectedResource(
                    Declaration.TERRAFORM_STATE,
                    resource.provider(),
                    resource.type(),
                    resource.address(),
                    address.parts().getLast().toString(),
                    resource.attributes(),
                    references.of(resource.address(), resource.attributes(), resource.dependencies()),
                    Optional.empty(),
                    Map.of(),
                    Change.NONE,
                    resource.location()));
      }
    }
  }
}
