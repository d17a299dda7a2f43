package roadbed.assess.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import roadbed.assess.policy.GuardrailSettings.Placed;
import roadbed.assess.policy.GuardrailSettings.ProfileText;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.Value;

/**
 * Reads a {@code guardrails.yaml}. It looks only as deep as the format goes, so that neither aliases nor nesting cost
 * more than the text is long.
 */
final class GuardrailSettingsReader {
  private static final int MAX_CHARACTERS = 1_000_000;
  private static final int MAX_ALIASES = 50;

  private final String file;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  private GuardrailSettingsReader(String file) {
    this.file = file;
  }

  static GuardrailSettings read(String file, String text) {
    return new GuardrailSettingsReader(file).read(text);
  }

  private GuardrailSettings read(String text) {
    Map<String, Placed<Map<String, Placed<Value>>>> parameters = new LinkedHashMap<>();
    Map<String, Placed<String>> enforcement = new LinkedHashMap<>();
    Map<String, ProfileText> profiles = new LinkedHashMap<>();
    for (Map.Entry<String, Node> part : fields(root(text), "the file").entrySet()) {
      switch (part.getKey()) {
        case "parameters" -> parameters.putAll(parameters(part.getValue()));
        case "enforcement" ->
            fields(part.getValue(), "enforcement")
                .forEach((id, level) -> text(level, "a level").ifPresent(word -> enforcement.put(id, placed(word, level))));
        case "profiles" -> fields(part.getValue(), "profiles").forEach((name, node) -> profiles.put(name, profile(name, node)));
        default ->
            problem(
                part.getValue(),
                "policy.settings-unknown",
                "there is no " + part.getKey() + " in this file",
                "it has parameters, enforcement and profiles");
      }
    }
    return new GuardrailSettings(parameters, enforcement, profiles, List.copyOf(diagnostics));
  }

  private Optional<Node> root(String text) {
    try {
      LoadSettings settings =
          LoadSettings.builder()
              .setLabel(file)
              .setUseMarks(true)
              .setMaxAliasesForCollections(MAX_ALIASES)
              .setCodePointLimit(MAX_CHARACTERS)
              .build();
      return new Compose(settings).composeString(text);
    } catch (MarkedYamlEngineException e) {
      Location at =
          e.getProblemMark()
              .map(mark -> Location.of(file, mark.getLine() + 1, mark.getColumn() + 1))
              .orElse(Location.of(file));
      diagnostics.add(Diagnostic.error("policy.settings-syntax", at, "not YAML: " + e.getProblem(), ""));
    } catch (YamlEngineException | StackOverflowError e) {
      diagnostics.add(Diagnostic.error("policy.settings-syntax", Location.of(file), "not YAML: " + e.getMessage(), ""));
    }
    return Optional.empty();
  }

  private Map<String, Placed<Map<String, Placed<Value>>>> parameters(Node node) {
    Map<String, Placed<Map<String, Placed<Value>>>> all = new LinkedHashMap<>();
    fields(node, "parameters")
        .forEach(
            (id, values) -> {
              Map<String, Placed<Value>> own = new LinkedHashMap<>();
              fields(values, "the parameters of " + id)
                  .forEach((name, value) -> value(value).ifPresent(read -> own.put(name, placed(read, value))));
              all.put(id, placed(own, values));
            });
    return all;
  }

  private ProfileText profile(String name, Node node) {
    String title = "";
    List<Placed<String>> bases = List.of();
    List<Placed<String>> guardrails = List.of();
    List<Placed<String>> except = List.of();
    List<Placed<String>> environments = List.of();
    Map<String, Placed<Map<String, Placed<Value>>>> parameters = Map.of();
    for (Map.Entry<String, Node> part : fields(node, "profile " + name).entrySet()) {
      switch (part.getKey()) {
        case "title" -> title = text(part.getValue(), "a title").orElse("");
        case "extends" -> bases = texts(part.getValue());
        case "guardrails" -> guardrails = texts(part.getValue());
        case "except" -> except = texts(part.getValue());
        case "environments" -> environments = texts(part.getValue());
        case "parameters" -> parameters = parameters(part.getValue());
        default ->
            problem(
                part.getValue(),
                "policy.settings-unknown",
                "a profile has no " + part.getKey(),
                "it has title, extends, guardrails, except, environments and parameters");
      }
    }
    return new ProfileText(
        title,
        bases,
        guardrails,
        except,
        environments.stream().map(one -> one.value().toLowerCase(Locale.ROOT)).toList(),
        parameters,
        at(node));
  }

  private Map<String, Node> fields(Optional<Node> node, String what) {
    return node.map(present -> fields(present, what)).orElse(Map.of());
  }

  private Map<String, Node> fields(Node node, String what) {
    Map<String, Node> fields = new LinkedHashMap<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
          if (fields.put(key.getValue(), tuple.getValueNode()) != null) {
            problem(key, "policy.settings-twice", key.getValue() + " is said twice", "the last one counts");
          }
        } else {
          problem(tuple.getKeyNode(), "policy.settings-type", "a key is a text", "");
        }
      }
    } else if (!isNothing(node)) {
      problem(node, "policy.settings-type", what + " is a mapping", "write name: value on lines of their own");
    }
    return fields;
  }

  private static boolean isNothing(Node node) {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
  }

  private Optional<String> text(Node node, String what) {
    if (node instanceof ScalarNode scalar && !isNothing(scalar)) {
      return Optional.of(scalar.getValue());
    }
    problem(node, "policy.settings-type", what + " is a text", "");
    return Optional.empty();
  }

  private List<Placed<String>> texts(Node node) {
    List<Placed<String>> texts = new ArrayList<>();
    if (node instanceof SequenceNode items) {
      items.getValue().forEach(item -> text(item, "an item").ifPresent(text -> texts.add(placed(text, item))));
    } else if (!isNothing(node)) {
      text(node, "an item").ifPresent(text -> texts.add(placed(text, node)));
    }
    return texts;
  }

  private Optional<Value> value(Node node) {
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar);
      case SequenceNode items -> {
        List<Value> values = new ArrayList<>();
        for (Node item : items.getValue()) {
          if (item instanceof ScalarNode scalar) {
            scalar(scalar).ifPresent(values::add);
          } else {
            problem(item, "policy.settings-type", "an item of a parameter is a text or a number", "");
          }
        }
        yield Optional.of(new Value.Items(values));
      }
      default -> {
        problem(node, "policy.settings-type", "a parameter is a text, a number, true or false, or a list", "");
        yield Optional.empty();
      }
    };
  }

  private Optional<Value> scalar(ScalarNode scalar) {
    if (scalar.getTag().equals(Tag.BOOL)) {
      return Optional.of(Value.of(scalar.getValue().equalsIgnoreCase("true")));
    }
    if (scalar.getTag().equals(Tag.INT)) {
      try {
        return Optional.of(Value.of(Long.parseLong(scalar.getValue())));
      } catch (NumberFormatException _) {
        problem(scalar, "policy.settings-type", scalar.getValue() + " is not a number that can be used", "");
        return Optional.empty();
      }
    }
    if (isNothing(scalar)) {
      problem(scalar, "policy.settings-type", "there is no value", "leave the parameter out to have its default");
      return Optional.empty();
    }
    return Optional.of(Value.of(scalar.getValue()));
  }

  private void problem(Node node, String code, String message, String hint) {
    diagnostics.add(Diagnostic.error(code, at(node), message, hint));
  }

  private <T> Placed<T> placed(T value, Node node) {
    return new Placed<>(value, at(node));
  }

  private Location at(Node node) {
    return node.getStartMark()
        .map(mark -> Location.of(file, mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(Location.of(file));
  }
}
