package roadbed.collect.terraform.expression;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import roadbed.collect.Limits;
import roadbed.collect.SourceFile;
import roadbed.collect.terraform.expression.Functions.Arguments;
import roadbed.collect.yaml.YamlDocuments;
import roadbed.collect.yaml.YamlNode;
import roadbed.model.Value;

/**
 * {@code yamldecode}: a single document, whose plain scalars are typed as this function types them, which is neither
 * how {@code kubectl} does it nor quite what YAML 1.2 says.
 */
final class YamlDecoding {
  private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern OTHER = Pattern.compile("0o[0-7]+|0x[0-9a-fA-F]+");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,4})?");
  private static final Pattern INFINITE = Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
  private static final Pattern DATE =
      Pattern.compile(
          "(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:[Tt ](\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:\\.\\d+)?(Z|[-+]\\d{2}:\\d{2})?)?");
  private static final int LONGEST_NUMBER = 300;

  private YamlDecoding() {}

  static Value decode(Arguments a) {
    String text = a.text(0);
    YamlDocuments documents = new YamlDocuments(text, new TextFile(text), Limits.DEFAULT);
    YamlNode root = null;
    while (documents.hasNext()) {
      switch (documents.next()) {
        case YamlDocuments.Document.Broken _ -> throw Undecided.wrong("the text is not YAML");
        case YamlDocuments.Document.Read read -> {
          for (YamlNode node : read.roots()) {
            if (root != null) {
              throw Undecided.wrong("the text has more than one YAML document");
            }
            root = node;
          }
        }
      }
    }
    if (root == null) {
      throw Undecided.wrong("the text has no YAML document");
    }
    return value(root);
  }

  /** The text as a file, for readers that name what they read. */
  private record TextFile(String text) implements SourceFile {
    @Override
    public String name() {
      return "";
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Value value(YamlNode node) {
    return switch (node) {
      case YamlNode.Sequence sequence -> new Value.Items(sequence.items().stream().map(YamlDecoding::value).toList());
      case YamlNode.Mapping mapping -> {
        Map<String, Value> fields = new LinkedHashMap<>();
        mapping.entries().forEach((name, entry) -> fields.put(name, value(entry.value())));
        yield new Value.Fields(fields);
      }
      case YamlNode.Scalar scalar -> scalar.plain() ? plain(scalar.text()) : new Value.Text(scalar.text());
    };
  }

  private static Value plain(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> Value.Null.INSTANCE;
      case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y" -> Value.Bool.TRUE;
      case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N" -> Value.Bool.FALSE;
      default -> numberOrText(text);
    };
  }

  private static Value numberOrText(String text) {
    if (text.length() > LONGEST_NUMBER) {
      return new Value.Text(text);
    }
    if (INFINITE.matcher(text).matches()) {
      throw Undecided.wrong("an infinite number, or none at all, is no number of the language");
    }
    if (DECIMAL.matcher(text).matches()) {
      return Conversions.number(new BigDecimal(new BigInteger(text.startsWith("+") ? text.substring(1) : text)));
    }
    if (OTHER.matcher(text).matches()) {
      return Conversions.number(new BigDecimal(new BigInteger(text.substring(2), text.charAt(1) == 'o' ? 8 : 16)));
    }
    if (FLOAT.matcher(text).matches()) {
      return Conversions.number(new BigDecimal(text));
    }
    Matcher date = DATE.matcher(text);
    if (date.matches()) {
      boolean timed = date.group(4) != null;
      return new Value.Text(
          String.format(
              Locale.ROOT,
              "%s-%02d-%02dT%02d:%02d:%02d%s",
              date.group(1),
              Integer.valueOf(date.group(2)),
              Integer.valueOf(date.group(3)),
              timed ? Integer.valueOf(date.group(4)) : 0,
              timed ? Integer.valueOf(date.group(5)) : 0,
              timed ? Integer.valueOf(date.group(6)) : 0,
              date.group(7) == null ? "Z" : date.group(7)));
    }
    return new Value.Text(text);
  }
}
