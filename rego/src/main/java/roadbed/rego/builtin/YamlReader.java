package roadbed.rego.builtin;

import java.util.HashMap;
import java.util.Iterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * The first document of a YAML text as a value, built from events; scalars resolve as in YAML 1.1, keys become texts.
 * Depth, size and the growth through aliases are bounded.
 */
final class YamlReader {
  private static final int MAX_DEPTH = 500;
  private static final int MAX_NODES = 2_000_000;
  private static final int MAX_CHARACTERS = 50_000_000;
  private static final Pattern WHOLE = Pattern.compile("[-+]?(?:0|[1-9][0-9_]*)");
  private static final Pattern OTHER_BASE = Pattern.compile("([-+]?)0(x[0-9a-fA-F_]+|o?[0-7_]+|b[01_]+)");
  private static final Pattern FRACTION = Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9][0-9_]*(?:\\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?");

  private final Iterator<Event> events;
  private final Map<Anchor, Value> anchors = new HashMap<>();
  private final Map<Anchor, Integer> sizes = new HashMap<>();
  private int nodes;
  private int depth;

  private YamlReader(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setUseMarks(true)
            .setCodePointLimit(MAX_CHARACTERS)
            // In one piece: read by parts, it breaks where a part ends in the middle of a surrogate pair.
            .setBufferSize(text.length() + 2)
            .setAllowDuplicateKeys(true)
            .build();
    events = new Parse(settings).parseString(text).iterator();
  }

  static Value read(String text) {
    try {
      YamlReader reader = new YamlReader(text);
      while (reader.events.hasNext()) {
        Event event = reader.events.next();
        if (event instanceof NodeEvent) {
          Value value = reader.value(event);
          reader.finish();
          return value;
        }
      }
      return NullValue.NULL;
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw BuiltinException.failed("yaml: line " + line + ": " + problem(e));
    } catch (YamlEngineException e) {
      throw BuiltinException.failed("yaml: " + e.getMessage());
    } catch (NumberFormatException | IndexOutOfBoundsException _) {
      // the library's scanner trips over escapes that are cut short
      throw BuiltinException.failed("yaml: line 1: did not find expected character");
    }
  }

  /** The reader's problem in the words of Go's YAML library where they are known. */
  private static String problem(MarkedYamlEngineException e) {
    String problem = String.valueOf(e.getProblem());
    int but = problem.indexOf(", but ");
    String expected = but < 0 ? problem : problem.substring(0, but);
    return expected.startsWith("expected ") ? "did not find " + expected : problem;
  }

  /** Reads on to the end of the document, so that an error behind the value is seen. */
  private void finish() {
    while (events.hasNext() && events.next().getEventId() != Event.ID.DocumentEnd) {
      // what follows the value within its document is checked by reading it
      depth = 0;
    }
  }

  private Value value(Event event) {
    int before = nodes;
    if (++nodes > MAX_NODES) {
      throw BuiltinException.failed("yaml: document contains excessive aliasing or more than " + MAX_NODES + " nodes");
    }
    if (event instanceof AliasEvent alias) {
      Value value = anchors.get(alias.getAlias());
      if (value == null) {
        throw BuiltinException.failed("yaml: unknown anchor '" + alias.getAlias() + "' referenced");
      }
      nodes += sizes.getOrDefault(alias.getAlias(), 0);
      return value;
    }
    if (++depth > MAX_DEPTH) {
      throw BuiltinException.failed("yaml: exceeded max depth of " + MAX_DEPTH);
    }
    Value value =
        switch (event) {
          case ScalarEvent scalar -> scalar(scalar);
          case SequenceStartEvent _ -> sequence();
          case MappingStartEvent _ -> mapping();
          default -> throw BuiltinException.failed("yaml: unexpected " + event.getEventId());
        };
    depth--;
    Optional<Anchor> anchor = event instanceof NodeEvent node ? node.getAnchor() : Optional.empty();
    anchor.ifPresent(
        name -> {
          anchors.put(name, value);
          sizes.put(name, nodes - before);
        });
    return value;
  }

  private Value sequence() {
    List<Value> items = new ArrayList<>();
    for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
      items.add(value(event));
    }
    return ArrayValue.of(items);
  }

  private Value mapping() {
    ObjectValue.Builder own = ObjectValue.builder();
    List<ObjectValue> merged = new ArrayList<>();
    for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
      boolean merge = event instanceof ScalarEvent scalar && scalar.isPlain() && scalar.getValue().equals("<<");
      Value key = value(event);
      Value value = value(events.next());
      if (merge) {
        merged.addAll(mergeable(value));
      } else {
        own.put(key(key), value);
      }
    }
    if (merged.isEmpty()) {
      return own.build();
    }
    ObjectValue mine = own.build();
    ObjectValue.Builder all = ObjectValue.builder();
    for (ObjectValue other : merged.reversed()) {
      putAll(all, other);
    }
    putAll(all, mine);
    return all.build();
  }

  private void putAll(ObjectValue.Builder all, ObjectValue members) {
    nodes += members.size();
    for (int i = 0; i < members.size(); i++) {
      all.put(members.keyAt(i), members.valueAt(i));
    }
  }

  private static List<ObjectValue> mergeable(Value value) {
    return switch (value) {
      case ObjectValue object -> List.of(object);
      case ArrayValue array -> array.stream().flatMap(item -> mergeable(item).stream()).toList();
      default -> throw BuiltinException.failed("yaml: map merge requires map or sequence of maps as the value");
    };
  }

  private static Value key(Value key) {
    return switch (key) {
      case StringValue _ -> key;
      case NumberValue _, BooleanValue _ -> StringValue.of(key.toString());
      case NullValue _ -> StringValue.of("null");
      default -> throw BuiltinException.failed("yaml: unsupported map key of type " + key.typeName());
    };
  }

  private static Value scalar(ScalarEvent event) {
    String text = event.getValue();
    String tag = event.getTag().orElse("");
    if (tag.endsWith(":str") || (tag.isEmpty() && !event.isPlain()) || tag.equals("!")) {
      return StringValue.of(text);
    }
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> NullValue.NULL;
      case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON" -> BooleanValue.TRUE;
      case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF" -> BooleanValue.FALSE;
      default -> number(text);
    };
  }

  private static Value number(String text) {
    char first = text.charAt(0);
    if (text.length() > NumberValue.MAX_DIGITS || ((first < '0' || first > '9') && "+-.".indexOf(first) < 0)) {
      return StringValue.of(text);
    }
    String plain = text.replace("_", "");
    String unsigned = plain.startsWith("+") ? plain.substring(1) : plain;
    try {
      if (WHOLE.matcher(text).matches()) {
        return NumberValue.parse(unsigned);
      }
      var other = OTHER_BASE.matcher(plain);
      if (other.matches()) {
        String digits = other.group(2).toLowerCase(Locale.ROOT);
        int base = digits.startsWith("x") ? 16 : digits.startsWith("b") ? 2 : 8;
        String sign = other.group(1).equals("-") ? "-" : "";
        boolean letter = !Character.isDigit(digits.charAt(0));
        return NumberValue.of(new java.math.BigInteger(sign + (letter ? digits.substring(1) : digits), base));
      }
      if (FRACTION.matcher(text).matches()) {
        return NumberValue.of(new java.math.BigDecimal(Double.toString(Double.parseDouble(plain))));
      }
    } catch (NumberFormatException _) {
      return StringValue.of(text);
    }
    return StringValue.of(text);
  }
}
