package roadbed.collect.cloudformation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import tools.jackson.core.JacksonException;

/**
 * The values that files beside the templates give to parameters: a list of keys and values as the command line takes
 * it, an object {@code Parameters} as pipelines take it, texts {@code Key=Value}, and SAM's {@code samconfig.toml}.
 */
final class GivenParameters {
  private static final List<String> ENDINGS =
      List.of(".parameters.json", "-parameters.json", "_parameters.json", ".params.json", "-params.json");
  private static final List<String> COMMON = List.of("parameters.json", "params.json");
  private static final String SAM = "samconfig.toml";
  private static final Pattern OVERRIDES = Pattern.compile("(?m)^\\s*parameter_overrides\\s*=\\s*(\\[[^\\]]{0,20000}\\]|\"(?:[^\"\\\\]|\\\\.){0,20000}\")");
  private static final Pattern REGION = Pattern.compile("(?m)^\\s*region\\s*=\\s*\"([a-z0-9-]{1,40})\"");
  private static final Pattern PAIR = Pattern.compile("([A-Za-z0-9]{1,255})=(?:\"([^\"]{0,4096})\"|'([^']{0,4096})'|([^\\s\"',]{0,4096}))");

  private final Map<String, Map<String, String>> byFile = new HashMap<>();
  private final Map<String, String> regions = new HashMap<>();

  /** Whether a file of that name may give values. */
  static boolean named(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return name.equals(SAM) || COMMON.contains(name) || ENDINGS.stream().anyMatch(name::endsWith);
  }

  void add(String file, String text) {
    if (file.endsWith(SAM)) {
      sam(file, text);
      return;
    }
    try {
      Map<String, String> values = new LinkedHashMap<>();
      switch (ValueJson.parse(text)) {
        case Value.Items items -> items.values().forEach(item -> pair(item, values));
        case Value.Fields fields -> {
          if (fields.get("Parameters").orElse(null) instanceof Value.Fields given) {
            given.values().forEach((name, value) -> text(value).ifPresent(said -> values.put(name, said)));
          }
        }
        case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> {}
      }
      byFile.put(file, values);
    } catch (JacksonException _) {
      // Whoever recognised it has said what is wrong with it.
    }
  }

  private static void pair(Value item, Map<String, String> values) {
    if (item instanceof Value.Fields pair && pair.text("ParameterKey").isPresent()) {
      pair.get("ParameterValue").flatMap(GivenParameters::text).ifPresent(value -> values.put(pair.text("ParameterKey").get(), value));
    } else if (item instanceof Value.Text text && text.value().indexOf('=') > 0) {
      int equals = text.value().indexOf('=');
      values.put(text.value().substring(0, equals), text.value().substring(equals + 1));
    }
  }

  private static Optional<String> text(Value value) {
    return switch (value) {
      case Value.Text text -> Optional.of(text.value());
      case Value.Whole whole -> Optional.of(Long.toString(whole.value()));
      case Value.Decimal decimal -> Optional.of(decimal.value().toPlainString());
      case Value.Bool bool -> Optional.of(Boolean.toString(bool.value()));
      case Value.Items items -> {
        List<String> texts = new ArrayList<>();
        items.values().forEach(item -> text(item).ifPresent(texts::add));
        yield Optional.of(String.join(",", texts));
      }
      case Value.Null _, Value.Fields _, Value.Unknown _, Value.Secret _ -> Optional.empty();
    };
  }

  private void sam(String file, String text) {
    Map<String, String> values = new LinkedHashMap<>();
    Matcher overrides = OVERRIDES.matcher(text);
    if (overrides.find()) {
      Matcher pairs = PAIR.matcher(overrides.group(1).replace("\\\"", "\"").replaceAll("^\"|\"$", ""));
      while (pairs.find()) {
        String value = pairs.group(2) != null ? pairs.group(2) : pairs.group(3) != null ? pairs.group(3) : pairs.group(4);
        values.put(pairs.group(1), value == null ? "" : value);
      }
    }
    byFile.put(file, values);
    Matcher region = REGION.matcher(text);
    if (region.find()) {
      regions.put(folder(file), region.group(1));
    }
  }

  /** What is given to the parameters of a template: by a file of its own name, else by one for its folder. */
  Map<String, String> of(String template) {
    String base = template.replaceFirst("(\\.template)?\\.(json|yaml|yml|template)$", "");
    for (String ending : ENDINGS) {
      Map<String, String> found = byFile.get(base + ending);
      if (found != null) {
        return found;
      }
    }
    for (String name : COMMON) {
      Map<String, String> found = byFile.get(folder(template) + name);
      if (found != null) {
        return found;
      }
    }
    return byFile.getOrDefault(folder(template) + SAM, Map.of());
  }

  /** The region that a template is deployed to, where a file beside it says so. */
  Optional<String> region(String template) {
    return Optional.ofNullable(regions.get(folder(template)));
  }

  private static String folder(String file) {
    return file.substring(0, file.lastIndexOf('/') + 1);
  }
}
