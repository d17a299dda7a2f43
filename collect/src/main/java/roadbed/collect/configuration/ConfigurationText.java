package roadbed.collect.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import roadbed.collect.terraform.hcl.HclDocument;
import roadbed.model.Diagnostic;
import roadbed.model.Value;

/** Texts as documents. Size is bounded by whoever read the file; depth is bounded here. */
public final class ConfigurationText {
  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,18}(?:\\.[0-9]{1,18})?");

  private ConfigurationText() {}

  /** Reads TOML. */
  public static Value toml(String text) throws ConfigurationException {
    return new TomlReader(text).read();
  }

  /** Reads HCL as rules that do not evaluate it see it. */
  public static Value hcl(String name, String text, HclDocument.Form form) throws ConfigurationException {
    List<Diagnostic> problems = new ArrayList<>();
    Value document = HclDocument.read(name, text, form, problems);
    if (!problems.isEmpty()) {
      Diagnostic first = problems.getFirst();
      throw new ConfigurationException(first.location().line(), first.message());
    }
    return document;
  }

  /** Reads XML. */
  public static Value xml(String text) throws ConfigurationException {
    return XmlText.read(text);
  }

  /** Reads EDN. */
  public static Value edn(String text) throws ConfigurationException {
    return new EdnReader(text).read();
  }

  /** Reads a list of paths to ignore: each line with its kind, its value and how it is written. */
  public static Value ignore(String text) {
    List<Value> entries = new ArrayList<>();
    for (String line : text.lines().toList()) {
      boolean negated = line.startsWith("!");
      String kind = line.isBlank() ? "Empty" : line.startsWith("#") ? "Comment" : negated ? "NegatedPath" : "Path";
      String value = line.isBlank() ? "" : negated || line.startsWith("#") ? line.substring(1) : line;
      Map<String, Value> entry = new LinkedHashMap<>();
      entry.put("Kind", new Value.Text(kind));
      entry.put("Value", new Value.Text(value.strip()));
      entry.put("Original", new Value.Text(line));
      entries.add(new Value.Fields(entry));
    }
    return new Value.Items(entries);
  }

  /** JSON as it is without the comments and the commas before a closing bracket that people add to it. */
  public static String plainJson(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    int comma = -1;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != '"') {
          end += text.charAt(end) == '\\' ? 2 : 1;
        }
        end = Math.min(text.length(), end + 1);
        plain.append(text, at, end);
        at = end;
        comma = -1;
      } else if (text.startsWith("//", at) || text.startsWith("/*", at)) {
        int end = text.charAt(at + 1) == '/' ? text.indexOf('\n', at) : text.indexOf("*/", at + 2) + 2;
        int behind = end < at + 2 ? text.length() : end;
        // Lines stay where they are.
        text.substring(at, behind).chars().filter(one -> one == '\n').forEach(_ -> plain.append('\n'));
        at = behind;
      } else {
        if ((c == '}' || c == ']') && comma >= 0) {
          plain.setCharAt(comma, ' ');
        }
        if (!Character.isWhitespace(c)) {
          comma = c == ',' ? plain.length() : -1;
        }
        plain.append(c);
        at++;
      }
    }
    return plain.toString();
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
