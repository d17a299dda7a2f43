package roadbed.rego.bytecode;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import roadbed.rego.builtin.Builtin;
import roadbed.rego.builtin.Builtins;
import roadbed.rego.ir.TreeNode;
import roadbed.rego.syntax.Location;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.UnknownValue;
import roadbed.rego.value.Value;

/** The constants of a class as bytes: values by content, places of the rules' tree by number, builtins by name. */
final class ConstantTable {
  private static final int PATH = 1;
  private static final int NODE = 2;
  private static final int BUILTIN = 3;
  private static final int LOCATION = 4;
  private static final int NULL = 5;
  private static final int TRUE = 6;
  private static final int FALSE = 7;
  private static final int NUMBER = 8;
  private static final int TEXT = 9;
  private static final int ARRAY = 10;
  private static final int OBJECT = 11;
  private static final int SET = 12;

  private ConstantTable() {}

  static void write(List<Object> constants, DataOutputStream out) throws IOException {
    out.writeInt(constants.size());
    for (Object constant : constants) {
      switch (constant) {
        case Value value -> value(value, out);
        case List<?> path -> {
          out.writeByte(PATH);
          out.writeInt(path.size());
          for (Object part : path) {
            value((Value) part, out);
          }
        }
        case TreeNode node -> {
          out.writeByte(NODE);
          out.writeInt(node.index());
        }
        case Builtin builtin -> {
          out.writeByte(BUILTIN);
          text(builtin.name(), out);
        }
        case Location at -> {
          out.writeByte(LOCATION);
          text(at.file(), out);
          out.writeInt(at.line());
          out.writeInt(at.column());
        }
        default -> throw new IllegalStateException("a constant that cannot be saved: " + constant.getClass());
      }
    }
  }

  private static void text(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void value(Value value, DataOutputStream out) throws IOException {
    switch (value) {
      case NullValue _ -> out.writeByte(NULL);
      case BooleanValue bool -> out.writeByte(bool.value() ? TRUE : FALSE);
      case NumberValue number -> {
        out.writeByte(NUMBER);
        text(number.toString(), out);
      }
      case StringValue string -> {
        out.writeByte(TEXT);
        text(string.value(), out);
      }
      case ArrayValue array -> {
        out.writeByte(ARRAY);
        out.writeInt(array.size());
        for (int i = 0; i < array.size(); i++) {
          value(array.get(i), out);
        }
      }
      case SetValue set -> {
        out.writeByte(SET);
        out.writeInt(set.size());
        for (int i = 0; i < set.size(); i++) {
          value(set.at(i), out);
        }
      }
      case ObjectValue object -> {
        out.writeByte(OBJECT);
        out.writeInt(object.size());
        for (int i = 0; i < object.size(); i++) {
          value(object.keyAt(i), out);
          value(object.valueAt(i), out);
        }
      }
      case UnknownValue _ -> throw new IllegalStateException("an unknown value is no constant");
    }
  }

  /**
   * Reads a table back.
   *
   * @param nodes the places of the program by their numbers
   * @throws IOException where the bytes are not a table, or name what the program or the builtins do not have
   */
  static List<Object> read(DataInputStream in, Map<Integer, TreeNode> nodes, Builtins builtins) throws IOException {
    int count = in.readInt();
    List<Object> constants = new ArrayList<>();
    Map<String, String> files = new HashMap<>();
    for (int i = 0; i < count; i++) {
      int tag = in.readByte();
      constants.add(
          switch (tag) {
            case PATH -> {
              List<Value> path = new ArrayList<>();
              for (int k = in.readInt(); k > 0; k--) {
                path.add(value(in.readByte(), in));
              }
              yield List.copyOf(path);
            }
            case NODE -> {
              TreeNode node = nodes.get(in.readInt());
              if (node == null) {
                throw new IOException("a place that the program does not have");
              }
              yield node;
            }
            case BUILTIN -> {
              String name = text(in);
              yield builtins.find(name).orElseThrow(() -> new IOException("no builtin " + name));
            }
            case LOCATION -> {
              String file = text(in);
              yield new Location(files.computeIfAbsent(file, f -> f), in.readInt(), in.readInt());
            }
            default -> value(tag, in);
          });
    }
    return constants;
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  private static Value value(int tag, DataInputStream in) throws IOException {
    return switch (tag) {
      case NULL -> NullValue.NULL;
      case TRUE -> BooleanValue.TRUE;
      case FALSE -> BooleanValue.FALSE;
      case NUMBER -> NumberValue.parse(text(in));
      case TEXT -> StringValue.of(text(in));
      case ARRAY -> {
        List<Value> items = new ArrayList<>();
        for (int k = in.readInt(); k > 0; k--) {
          items.add(value(in.readByte(), in));
        }
        yield ArrayValue.of(items);
      }
      case SET -> {
        SetValue.Builder set = SetValue.builder();
        for (int k = in.readInt(); k > 0; k--) {
          set.add(value(in.readByte(), in));
        }
        yield set.build();
      }
      case OBJECT -> {
        ObjectValue.Builder object = ObjectValue.builder();
        for (int k = in.readInt(); k > 0; k--) {
          Value key = value(in.readByte(), in);
          object.put(key, value(in.readByte(), in));
        }
        yield object.build();
      }
      default -> throw new IOException("no constant begins with " + tag);
    };
  }
}
