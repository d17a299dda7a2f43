package roadbed.collect.terraform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * Reads states: {@code terraform.tfstate} of versions 4, 3 and 2, and what {@code terraform show -json} writes of a
 * state. Version 1 is refused with what to run.
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
    private final ShownDocument document;
    private final List<Described> resources = new ArrayList<>();
    private final List<OldModules> old = new ArrayList<>();
    private long version = -1;

    /** The modules of a state of version 3 or older, kept until the version is known. */
    private record OldModules(Value value, Location location) {}

    /** A resource before its references are known. */
    private record Described(
        String address, String type, Provider provider, Value.Fields attributes, List<String> dependencies,
        Location location) {}

    State(JsonFile file) {
      this.file = file;
      this.document =
          new ShownDocument(file, "state", "write the state again with terraform state pull or terraform show -json");
    }

    void read() throws IOException {
      file.stream(this::top, () -> ShownDocument.kept(resources.size()));
      oldModules();
      if (!document.refused()) {
        emit();
      }
    }

    private void top(JsonParser parser) {
      parser.nextToken();
      if (!file.expect(parser, JsonToken.START_OBJECT, "")) {
        return;
      }
      for (String name = parser.nextName(); name != null && !document.refused(); name = parser.nextName()) {
        parser.nextToken();
        switch (name) {
          case "version" -> version(parser);
          case "format_version" -> document.formatVersion(parser, "terraform show -json");
          case "modules" -> {
            Location location = file.here(parser, "/modules");
            old.add(new OldModules(ValueJson.read(parser), location));
          }
          case "resources" -> document.eachObject(parser, "/resources", this::resource);
          case "check_results", "checks" -> parser.skipChildren();
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
      if (!(ValueJson.read(parser) instanceof Value.Whole whole) || whole.value() < 2) {
        refuse(location, "1 or out of range");
      } else if (whole.value() > 4) {
        document.refuse(
            Diagnostic.error(
                "terraform.state-version",
                location,
                "this state has version " + whole.value() + ", and version 4 is the newest that is read",
                "read it with terraform show -json, whose form is stable"));
      } else {
        version = whole.value();
      }
    }

    private void refuse(Location location, String told) {
      document.refuse(
          Diagnostic.error(
              "terraform.state-version",
              location,
              "this state has version " + told + "; versions 2 to 4 are read",
              "upgrade it: run terraform apply -refresh-only with Terraform 0.13 or later"
                  + " (0.12 first where the state is older than 0.11), or terraform show -json"));
    }

    private void oldModules() {
      for (OldModules modules : old) {
        if (version < 0) {
          refuse(modules.location(), "none");
        } else if (version < 4) {
          new OldState(file, this::add, document).read(modules.value(), modules.location());
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
        document.incomplete(location, type.isBlank() ? "type" : "name");
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
        attributes = FlatAttributes.nested(flat);
        file.sink()
            .diagnostic(
                Diagnostic.warning(
                    "terraform.state-flat",
                    instance.location(),
                    "the attributes of " + declaration + key + " are still in the flat form of Terraform 0.11, in which"
                        + " numbers are texts",
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

    private void add(
        String address,
        String type,
        String providerName,
        Value attributes,
        List<String> dependencies,
        Location location) {
      if (document.isNew(address, type, location)) {
        resources.add(
            new Described(
                address,
                type,
                Providers.of(providerName, type),
                document.attributes(type, attributes, location),
                dependencies,
                location));
      }
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
