package roadbed.rego.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A place in the tree of the shapes that objects have: the names read so far, in order. Objects of one shape share their
 * {@link Keys}, and a reader that knows the shape guesses the next name by comparing bytes.
 *
 * <p>The tree is one for the process and bounded: past a depth, a breadth or a number of places a name gets no place, and
 * when the tree is full a new one begins.
 */
final class Shape {
  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int DEPTH = 48;
  private static final int BREADTH = 64;
  private static final int ROOT_BREADTH = 4_096;
  private static final int PLACES = 32_768;
  private static final int LONGEST = 64;

  private static final AtomicInteger PLANTED = new AtomicInteger();
  private static volatile Shape root = new Shape();

  private final @Nullable Shape parent;
  private final @Nullable StringValue name;
  private final int depth;
  /** The name in quotes as it stands in JSON, eight bytes in each long, and which bytes of the last long count. */
  private final long[] spelled;
  private final long lastMask;
  private final int length;
  private final ConcurrentHashMap<StringValue, Shape> children = new ConcurrentHashMap<>(2);
  private @Nullable Shape guess;
  private @Nullable Shape first;
  private volatile @Nullable Keys keys;

  private Shape() {
    parent = null;
    name = null;
    depth = 0;
    spelled = new long[0];
    lastMask = 0;
    length = 0;
  }

  private Shape(Shape parent, StringValue name) {
    this.parent = parent;
    this.name = name;
    depth = parent.depth + 1;
    byte[] bytes = ("\"" + name.value() + "\"").getBytes(StandardCharsets.ISO_8859_1);
    length = bytes.length;
    byte[] padded = Arrays.copyOf(bytes, (length + 7) & -8);
    spelled = new long[padded.length / 8];
    for (int i = 0; i < spelled.length; i++) {
      spelled[i] = (long) LONGS.get(padded, i * 8);
    }
    lastMask = (length & 7) == 0 ? -1L : (1L << ((length & 7) * 8)) - 1;
  }

  /** The shape of the empty object. */
  static Shape root() {
    return root;
  }

  int depth() {
    return depth;
  }

  /** How many bytes the last name takes, with its quotes. */
  int length() {
    return length;
  }

  /** The shape that most likely comes next. */
  @Nullable Shape guess() {
    return guess;
  }

  /** The shape that an object most likely begins with that belongs to the last name. */
  @Nullable Shape first() {
    return first;
  }

  void first(Shape shape) {
    first = shape;
  }

  /** Whether the last name stands at a place of a JSON text; the text must go on for as long as the name's words do. */
  boolean standsAt(byte[] in, int at) {
    long[] words = spelled;
    int last = words.length - 1;
    if (at + words.length * 8 > in.length) {
      return false;
    }
    for (int i = 0; i < last; i++) {
      if ((long) LONGS.get(in, at + i * 8) != words[i]) {
        return false;
      }
    }
    return (((long) LONGS.get(in, at + last * 8) ^ words[last]) & lastMask) == 0;
  }

  /** The shape with one more name; null where the name is there already, or where no place is left for it. */
  @Nullable Shape with(StringValue next) {
    Shape child = children.get(next);
    if (child == null) {
      child = plant(next);
    }
    if (child != null) {
      guess = child;
    }
    return child;
  }

  private @Nullable Shape plant(StringValue next) {
    if (depth >= DEPTH
        || children.size() >= (parent == null ? ROOT_BREADTH : BREADTH)
        || !isPlain(next.value())
        || has(next)) {
      return null;
    }
    if (PLANTED.incrementAndGet() > PLACES) {
      PLANTED.set(0);
      root = new Shape();
    }
    return children.computeIfAbsent(StringValue.interned(next.value()), key -> new Shape(this, key));
  }

  /** Whether a name stands in JSON as it is, and is not too long. */
  private static boolean isPlain(String text) {
    if (text.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c >= 0x7F || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  /** Whether the name is one of the shape's. */
  boolean has(StringValue sought) {
    for (Shape shape = this; shape.name != null; shape = shape.before()) {
      if (shape.name.equals(sought)) {
        return true;
      }
    }
    return false;
  }

  private Shape before() {
    if (parent == null) {
      throw new IllegalStateException("nothing is before the root");
    }
    return parent;
  }

  /** The keys of the objects of this shape. */
  Keys keys() {
    Keys known = keys;
    if (known == null) {
      StringValue[] names = new StringValue[depth];
      for (Shape shape = this; shape.name != null; shape = shape.before()) {
        names[shape.depth - 1] = shape.name;
      }
      known = new Keys(names);
      keys = known;
    }
    return known;
  }
}
