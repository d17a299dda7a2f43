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
import roadbed.model.Reference;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads what {@code pulumi preview --json} and {@code pulumi stack export} write. Resources of bridged providers get
 * Terraform's types and attribute names, those of Kubernetes stay objects; what is known of neither is told once.
 */
public final class PulumiReader implements DocumentReader {
  private static final String SIGNATURE = "4dabf18193072939515e22adb298388d";
  private static final String SECRET = "1b47061264138c4ac30d75fd1eb44270";
  private static final String OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
  private static final List<String> UNKNOWN =
      List.of(
          "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
          "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
          "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
          "030794c1-ac77-496b-92df-f27374a8bd58",
          "e48ece36-62e2-4504-bad9-02848725956a",
          "dd056dcd-154b-4c76-9bd3-c8f88648b5ff");

  /** Whether it is a preview, by its top-level keys. */
  public static boolean looksLikePreview(Map<String, Value> keys) {
    return keys.get("steps") instanceof Value.Items && (keys.containsKey("changeSummary") || keys.containsKey("config"));
  }

  /** Whether it is an exported stack, by its top-level keys. */
  public static boolean looksLikeStack(Map<String, Value> keys) {
    return keys.get("deployment") instanceof Value.Fields && keys.get("version") instanceof Value.Whole;
  }

  @Override
  public void read(SourceFile source, CollectionSink sink) throws IOException {
    new Stack(new JsonFile(source, sink)).read();
  }

  /** One document while it is read. */
  private static final class Stack {
    private final JsonFile file;
    private final ShownDocument document;
    private final List<Found> found = new ArrayList<>();
    private final Map<String, String> addresses = new HashMap<>();
    private final Map<String, Integer> untranslated = new LinkedHashMap<>();

    /** A resource before its references are known. */
    private record Found(
        String urn, String address, String type, String name, Provider provider, Value.Fields attributes,
        Value dependencies, Change change, Location location) {}

    Stack(JsonFile file) {
      this.file = file;
      this.document = new ShownDocument(file, "preview", "write it again with pulumi preview --json");
    }

    void read() throws IOException {
      file.stream(this::top, () -> ShownDocument.kept(found.size()));
      for (Found one : found) {
        file.sink()
            .resource(
                new CollectedResource(
                    Declaration.PULUMI_PREVIEW,
                    one.provider(),
                    one.type(),
                    one.address(),
                    one.name(),
                    one.attributes(),
                    references(one),
                    Optional.empty(),
                    Map.of(),
                    one.change(),
                    one.location()));
      }
      if (!untranslated.isEmpty()) {
        file.sink()
            .diagnostic(
                new Diagnostic(
                    Diagnostic.Level.INFO,
                    "pulumi.untranslated",
                    file.whole(),
                    "types of these providers are kept as Pulumi names them, so that few guardrails know them: "
                        + String.join(", ", untranslated.keySet()),
                    ""));
      }
    }

    private void top(JsonParser parser) {
      parser.nextToken();
      if (!file.expect(parser, JsonToken.START_OBJECT, "")) {
        return;
      }
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        parser.nextToken();
        switch (name) {
          case "steps" ->
              document.eachObject(
                  parser,
                  "/steps",
                  (_, pointer) -> {
                    Location location = file.here(parser, pointer);
                    if (ValueJson.read(parser) instanceof Value.Fields step) {
                      step(step, location);
                    }
                  });
          case "deployment" -> deployment(parser);
          default -> parser.skipChildren();
        }
      }
    }

    private void deployment(JsonParser parser) {
      if (!file.expect(parser, JsonToken.START_OBJECT, "/deployment")) {
        return;
      }
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        parser.nextToken();
        if (name.equals("resources")) {
          document.eachObject(
              parser,
              "/deployment/resources",
              (_, pointer) -> {
                Location location = file.here(parser, pointer);
                // What is about to be deleted is the old half of a replacement.
                if (ValueJson.read(parser) instanceof Value.Fields state
                    && !Value.Bool.TRUE.equals(state.values().get("delete"))) {
                  state(state, Change.NONE, location);
                }
              });
        } else {
          parser.skipChildren();
        }
      }
    }

    private void step(Value.Fields step, Location location) {
      String operation = step.text("op").orElse("");
      Change change =
          switch (operation) {
            case "create", "import" -> Change.CREATE;
            case "update" -> Change.UPDATE;
            case "replace", "create-replacement", "import-replacement" -> Change.REPLACE;
            case "delete" -> Change.DELETE;
            case "same", "refresh" -> Change.NO_OP;
            default -> Change.NONE;
          };
      // A replacement comes in three steps, one of which has the new state.
      if (operation.startsWith("read") || operation.startsWith("discard") || operation.equals("delete-replaced")
          || operation.equals("remove-pending-replace")) {
        return;
      }
      String urn = step.text("urn").orElse("");
      boolean replaced = (operation.equals("replace") || operation.equals("create-replacement")) && addresses.containsKey(urn);
      Value state = step.values().get(change == Change.DELETE ? "oldState" : "newState");
      if (!replaced && state instanceof Value.Fields fields) {
        state(fields, change, location);
      }
    }

    private void state(Value.Fields state, Change change, Location location) {
      String urn = state.text("urn").orElse("");
      String token = state.text("type").orElse("");
      // Components and providers are no resources of a cloud.
      if (!Value.Bool.TRUE.equals(state.values().get("custom")) || token.startsWith("pulumi:") || token.isBlank()) {
        return;
      }
      String name = urn.substring(urn.lastIndexOf("::") < 0 ? 0 : urn.lastIndexOf("::") + 2);
      Optional<String> translated = PulumiNames.type(token);
      String type = translated.orElse(token);
      boolean kubernetes = token.startsWith("kubernetes:");
      boolean outputs = change == Change.NONE && state.values().get("outputs") instanceof Value.Fields all && !all.values().isEmpty();
      Value raw = marked(state.get(outputs && !kubernetes ? "outputs" : "inputs").orElse(Value.Fields.EMPTY));
      Value document =
          kubernetes || translated.isEmpty()
              ? raw
              : token.startsWith("aws-native:") ? PulumiNames.capitals(raw) : PulumiNames.translated(raw);
      if (translated.isEmpty()) {
        untranslated.merge(token.substring(0, Math.max(0, token.indexOf(':'))), 1, Integer::sum);
      }
      String address = type + "." + name;
      if (addresses.containsValue(address)) {
        address = urn;
      }
      if (document.equals(Value.Null.INSTANCE) || !this.document.isNew(address, type, location)) {
        return;
      }
      addresses.put(urn, address);
      found.add(
          new Found(
              urn,
              address,
              type,
              name,
              provider(token, type),
              this.document.attributes(type, document, location),
              state.get("propertyDependencies").orElse(Value.Null.INSTANCE),
              change,
              location));
    }

    private static Provider provider(String token, String type) {
      return switch (token.substring(0, Math.max(0, token.indexOf(':')))) {
        case "aws", "aws-native" -> Provider.AWS;
        case "azure", "azure-native" -> Provider.AZURE;
        case "gcp", "google-native" -> Provider.GCP;
        case "kubernetes" -> Provider.KUBERNETES;
        default -> Providers.of("", type);
      };
    }

    /** Values with Pulumi's own marks of what is secret, and what is known only afterwards. */
    private static Value marked(Value value) {
      return switch (value) {
        case Value.Text text -> UNKNOWN.contains(text.value()) ? Value.Unknown.AFTER_APPLY : value;
        case Value.Items items -> new Value.Items(items.values().stream().map(item -> marked(item)).toList());
        case Value.Fields fields -> {
          if (fields.values().get(SIGNATURE) instanceof Value.Text signature) {
            if (signature.value().equals(SECRET)) {
              yield Value.Secret.INSTANCE;
            }
            if (signature.value().equals(OUTPUT)) {
              Value inner = fields.values().get("value");
              yield Value.Bool.TRUE.equals(fields.values().get("secret"))
                  ? Value.Secret.INSTANCE
                  : inner == null ? Value.Unknown.AFTER_APPLY : marked(inner);
            }
          }
          Map<String, Value> marked = new LinkedHashMap<>();
          fields.values().forEach((name, inner) -> marked.put(name, marked(inner)));
          yield new Value.Fields(marked);
        }
        case Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> value;
      };
    }

    private List<Reference> references(Found one) {
      List<Reference> references = new ArrayList<>();
      if (one.dependencies() instanceof Value.Fields properties) {
        properties
            .values()
            .forEach(
                (property, urns) -> {
                  if (urns instanceof Value.Items items) {
                    for (Value urn : items.values()) {
                      String target = urn instanceof Value.Text text ? addresses.get(text.value()) : null;
                      if (target != null && !target.equals(one.address()) && references.size() < 1_000) {
                        references.add(new Reference(PulumiNames.snake(property), target, "id"));
                      }
                    }
                  }
                });
      }
      return references;
    }
  }
}
