package roadbed.assess.policy.foreign.cel;

import com.google.protobuf.NullValue;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.UnknownValue;
import roadbed.rego.value.Value;

/** Documents as expressions see them. */
final class CelValues {
  private static final String ESCAPE = "__";

  private CelValues() {}

  /** An expression came upon a value that is not known. */
  static final class UnknownReached extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    UnknownReached(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  static Object of(Value value) {
    return switch (value) {
      case StringValue text -> text.value();
      case BooleanValue bool -> bool.value();
      case NumberValue number ->
          number.isWrittenAsInteger() && number.isLong() ? (Object) number.longValue() : (Object) number.doubleValue();
      case roadbed.rego.value.NullValue _ -> NullValue.NULL_VALUE;
      case ObjectValue object -> new Members(object);
      case ArrayValue array -> new Items(array);
      case SetValue set -> new Items(set.toArray());
      case UnknownValue unknown -> throw new UnknownReached(unknown.reason());
    };
  }

  /** The items of an array; each is converted when it is looked at. */
  private static final class Items extends AbstractList<Object> implements RandomAccess {
    private final ArrayValue array;

    Items(ArrayValue array) {
      this.array = array;
    }

    @Override
    public Object get(int index) {
      return of(array.get(index));
    }

    @Override
    public int size() {
      return array.size();
    }
  }

  /** The members of an object; each is converted when it is looked at. */
  private static final class Members extends AbstractMap<String, Object> {
    private final ObjectValue object;

    Members(ObjectValue object) {
      this.object = object;
    }

    private @Nullable Value find(@Nullable Object key) {
      if (!(key instanceof String name)) {
        return null;
      }
      Value value = object.get(name);
      return value == null && name.contains(ESCAPE) ? object.get(unescaped(name)) : value;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
      return find(key) != null;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
      Value value = find(key);
      return value == null ? null : of(value);
    }

    @Override
    public int size() {
      return object.size();
    }

    @Override
    public Set<String> keySet() {
      List<String> names = new ArrayList<>(object.size());
      for (int i = 0; i < object.size(); i++) {
        names.add(object.keyAt(i) instanceof StringValue text ? text.value() : object.keyAt(i).toString());
      }
      return new java.util.LinkedHashSet<>(names);
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
      Map<String, Object> all = new LinkedHashMap<>();
      for (int i = 0; i < object.size(); i++) {
        String name = object.keyAt(i) instanceof StringValue text ? text.value() : object.keyAt(i).toString();
        all.put(name, of(object.valueAt(i)));
      }
      return all.entrySet();
    }
  }

  /** Names that the language has another use for are written with underscores around signs and words. */
  static String unescaped(String name) {
    String text =
        name.replace("__underscores__", "\u0000")
            .replace("__dot__", ".")
            .replace("__dash__", "-")
            .replace("__slash__", "/");
    if (text.length() > 4 && text.startsWith(ESCAPE) && text.endsWith(ESCAPE)) {
      text = text.substring(2, text.length() - 2);
    }
    return text.replace("\u0000", ESCAPE);
  }
}
