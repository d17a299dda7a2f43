package roadbed.collect.configuration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import roadbed.model.Value;

/** Texts as documents. Size is bounded by whoever read the file; depth is bounded here. */
public final class ConfigurationText {
  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,18}(?:\\.[0-9]{1,18})?");

  private ConfigurationText() {}

  /** Reads TOML. */
  public static Value toml(String text) throws ConfigurationException {
    return new TomlReader(text).read();
  }

  /** Reads a Dockerfile: its instructions in the order in which they stand. */
  public static List<DockerInstruction> dockerfile(String text) throws ConfigurationException {
    return DockerfileText.read(text);
  }

  /** Reads INI: sections with texts, numbers and truth values; what stands before the first section is no part of it. */
  public static Value ini(String text) throws ConfigurationException {
    Map<String, Map<String, Value>> sections = new LinkedHashMap<>();
    Map<String, Value> section = new LinkedHashMap<>();
    int number = 0;
    for (String raw : text.lines().toList()) {
      number++;
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith(";") || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("[")) {
        if (!line.endsWith("]")) {
          throw new ConfigurationException(number, "a section's name ends with ]");
        }
        section = sections.computeIfAbsent(line.substring(1, line.length() - 1).strip(), _ -> new LinkedHashMap<>());
        continue;
      }
      int separator = separator(line);
      if (separator < 0) {
        throw new ConfigurationException(number, "a line is a section, a comment, or a name and a value");
      }
      section.put(line.substring(0, separator).strip(), scalar(unquoted(withoutComment(line.substring(separator + 1).strip()))));
    }
    Map<String, Value> all = new LinkedHashMap<>();
    sections.forEach((name, values) -> all.put(name, new Value.Fields(values)));
    return new Value.Fields(all);
  }

  private static int separator(String line) {
    int equals = line.indexOf('=');
    int colon = line.indexOf(':');
    return equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
  }

  private static String withoutComment(String value) {
    char quote = value.isEmpty() ? ' ' : value.charAt(0);
    int end = quote == '"' || quote == '\'' ? value.indexOf(quote, 1) : -1;
    if (end > 0) {
      return value.substring(0, end + 1);
    }
    for (String mark : List.of(" ;", " #")) {
      int at = value.indexOf(mark);
      if (at >= 0) {
        return value.substring(0, at).strip();
      }
    }
    return value;
  }

  private static Value scalar(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Value.Bool.of(text.equals("true"));
    }
    if (NUMBER.matcher(text).matches()) {
      return text.contains(".") ? new Value.Decimal(new java.math.BigDecimal(text)) : new Value.Whole(Long.parseLong(text));
    }
    return new Value.Text(text);
  }

  private static String unquoted(String text) {
    boolean quoted =
        text.length() > 1
            && (text.charAt(0) == '"' || text.charAt(0) == '\'')
            && text.charAt(text.length() - 1) == text.charAt(0);
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  /** Reads Java's properties. */
  public static Value properties(String text) throws ConfigurationException {
    java.util.Properties properties = new java.util.Properties();
    try {
      properties.load(new java.io.StringReader(text));
    } catch (java.io.IOException | IllegalArgumentException e) {
      throw new ConfigurationException(1, "no properties: " + e.getMessage());
    }
    Map<String, Value> all = new java.util.TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      all.put(name, new Value.Text(properties.getProperty(name)));
    }
    return new Value.Fields(all);
  }

  /** Reads a file of environment variables. */
  public static Value dotenv(String text) throws ConfigurationException {
    Map<String, Value> all = new LinkedHashMap<>();
    int number = 0;
    for (String raw : text.lines().toList()) {
      number++;
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String bare = line.startsWith("export ") ? line.substring(7).strip() : line;
      int equals = separator(bare);
      if (equals <= 0) {
        throw new ConfigurationException(number, "a line is a name, = and a value");
      }
      String value = bare.substring(equals + 1).strip();
      boolean doubled = value.startsWith("\"");
      String inner = unquoted(withoutComment(value));
      all.put(bare.substring(0, equals).strip(), new Value.Text(doubled ? unescaped(inner) : inner));
    }
    return new Value.Fields(all);
  }

  private static String unescaped(String text) {
    return text.replace("\\n", "\n").replace("\\\"", "\"");
  }
}
