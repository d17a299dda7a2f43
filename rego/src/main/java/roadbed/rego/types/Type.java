package roadbed.rego.types;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.Value;

/** What values an expression may have; {@code toString} is OPA's way to write it. */
public sealed interface Type {
  /** What a variable has before anything says more: no type at all. */
  record Unbound() implements Type {
    public static final Unbound TYPE = new Unbound();

    @Override
    public String toString() {
      return "???";
    }
  }

  /** Null, boolean, number or string. */
  enum Scalar implements Type {
    NULL,
    BOOLEAN,
    NUMBER,
    STRING;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * An array.
   *
   * @param items the types of its first items
   * @param rest the type of further items, where there may be any
   */
  record ArrayOf(List<Type> items, @Nullable Type rest) implements Type {
    public ArrayOf {
      items = List.copyOf(items);
    }

    /** The type of the item at a place; nothing where there is none. */
    @Nullable Type item(int place) {
      return place >= 0 && place < items.size() ? items.get(place) : rest;
    }

    @Override
    public String toString() {
      String first = items.stream().map(Type::toString).collect(Collectors.joining(", ", "<", ">"));
      return "array" + (items.isEmpty() ? "" : first) + (rest == null ? "" : "[" + rest + "]");
    }
  }

  /** A set. */
  record SetOf(Type of) implements Type {
    @Override
    public String toString() {
      return "set[" + of + "]";
    }
  }

  /** One member of an object that is known by its key. */
  record Member(Value key, Type type) {}

  /**
   * An object.
   *
   * @param members the members that are known by their keys, in the order of the keys
   * @param key the type of further keys, where there may be any
   * @param value the type of their values
   */
  record ObjectOf(List<Member> members, @Nullable Type key, @Nullable Type value) implements Type {
    /** An object of whatever keys and values. */
    public static final ObjectOf ANYTHING = new ObjectOf(List.of(), AnyOf.ANYTHING, AnyOf.ANYTHING);

    public ObjectOf {
      members = members.stream().sorted(Comparator.comparing(Member::key)).toList();
    }

    /** The type of a member; nothing where there can be none of this key. */
    @Nullable Type member(Value name) {
      for (Member member : members) {
        if (member.key().equals(name)) {
          return member.type();
        }
      }
      return key != null && contains(key, of(name)) ? value : null;
    }

    @Override
    public String toString() {
      String named =
          members.stream()
              .map(member -> member.key().toString().replaceAll("^\"|\"$", "") + ": " + member.type())
              .collect(Collectors.joining(", ", "<", ">"));
      return "object" + (members.isEmpty() ? "" : named) + (key == null ? "" : "[" + key + ": " + value + "]");
    }
  }

  /** One of several, in order; of none: anything at all. */
  record AnyOf(List<Type> of) implements Type {
    /** Anything at all. */
    public static final AnyOf ANYTHING = new AnyOf(List.of());

    public AnyOf {
      of = List.copyOf(of);
    }

    @Override
    public String toString() {
      return of.isEmpty() ? "any" : of.stream().map(Type::toString).collect(Collectors.joining(", ", "any<", ">"));
    }
  }

  /**
   * A function.
   *
   * @param variadic the type of further arguments, where any number may follow
   * @param result the result's type; nothing where there is no result
   */
  record Function(List<Type> arguments, @Nullable Type variadic, @Nullable Type result) implements Type {
    public Function {
      arguments = List.copyOf(arguments);
    }

    /** The arguments, and the result as the last of them. */
    public String argumentsText() {
      Stream<String> fixed = Stream.concat(arguments.stream(), Stream.ofNullable(result)).map(Type::toString);
      return Stream.concat(fixed, Stream.ofNullable(variadic).map(type -> type + "..."))
          .collect(Collectors.joining(", ", "(", ")"));
    }

    @Override
    public String toString() {
      String taken = new Function(arguments, variadic, null).argumentsText();
      return taken + " => " + (result == null ? "???" : result);
    }
  }

  /** The type of a value: each item and member is known. */
  static Type of(Value value) {
    return TypeOfValue.of(value);
  }

  /** The union of two types. */
  static Type or(Type a, Type b) {
    if (a instanceof Unbound) {
      return b;
    }
    if (b instanceof Unbound) {
      return a;
    }
    if (a instanceof Function f && b instanceof Function g) {
      return union(f, g);
    }
    if (a instanceof AnyOf any && any.of().isEmpty()) {
      return a;
    }
    if (b instanceof AnyOf any && any.of().isEmpty()) {
      return b;
    }
    if (a.equals(b)) {
      return a;
    }
    List<Type> all = new ArrayList<>(a instanceof AnyOf any ? any.of() : List.of(a));
    all.addAll(b instanceof AnyOf any ? any.of() : List.of(b));
    return new AnyOf(all.stream().distinct().sorted(TypeOrder.ORDER).toList());
  }

  private static Type union(Function a, Function b) {
    if (a.arguments().size() != b.arguments().size()) {
      return AnyOf.ANYTHING;
    }
    List<Type> arguments = new ArrayList<>();
    for (int i = 0; i < a.arguments().size(); i++) {
      arguments.add(or(a.arguments().get(i), b.arguments().get(i)));
    }
    Type resultA = a.result();
    Type resultB = b.result();
    return new Function(
        arguments, a.variadic(), resultA == null ? resultB : resultB == null ? resultA : or(resultA, resultB));
  }

  /** Whether one type is another, or a union that lists it. */
  static boolean contains(Type a, Type b) {
    return a.equals(b)
        || (a instanceof AnyOf any && (any.of().isEmpty() || any.of().contains(b)) && !(b instanceof Function));
  }

  /** The type of what a key finds in a type; nothing where it can find none. */
  static @Nullable Type select(Type type, Value key) {
    return switch (type) {
      case ArrayOf array -> {
        long place = key instanceof NumberValue number && number.isLong() ? number.longValue() : -1L;
        yield place < 0 || place > Integer.MAX_VALUE ? null : array.item((int) place);
      }
      case ObjectOf object -> object.member(key);
      case SetOf set -> contains(set.of(), of(key)) ? of(key) : null;
      case AnyOf any -> {
        if (any.of().isEmpty()) {
          yield AnyOf.ANYTHING;
        }
        Type found = Unbound.TYPE;
        for (Type one : any.of()) {
          Type part = select(one, key);
          found = part == null ? found : or(found, part);
        }
        yield found instanceof Unbound ? null : found;
      }
      case Scalar _, Function _, Unbound _ -> null;
    };
  }

  /** The type of what can be enumerated as keys; nothing where there are none. */
  static @Nullable Type keys(Type type) {
    return switch (type) {
      case ArrayOf _ -> Scalar.NUMBER;
      case ObjectOf object -> {
        Type keys = Unbound.TYPE;
        for (Member member : object.members()) {
          keys = or(keys, of(member.key()));
        }
        yield object.key() == null ? keys : or(keys, object.key());
      }
      case SetOf set -> set.of();
      case AnyOf any -> any.of().isEmpty() ? AnyOf.ANYTHING : each(any, Type::keys);
      case Scalar _, Function _, Unbound _ -> null;
    };
  }

  /** The type of what can be enumerated as values; nothing where there are none. */
  static @Nullable Type values(Type type) {
    return switch (type) {
      case ArrayOf array -> {
        Type values = Unbound.TYPE;
        for (Type item : array.items()) {
          values = or(values, item);
        }
        yield array.rest() == null ? values : or(values, array.rest());
      }
      case ObjectOf object -> {
        Type values = Unbound.TYPE;
        for (Member member : object.members()) {
          values = or(values, member.type());
        }
        yield object.value() == null ? values : or(values, object.value());
      }
      case SetOf set -> set.of();
      case AnyOf any -> any.of().isEmpty() ? AnyOf.ANYTHING : each(any, Type::values);
      case Scalar _, Function _, Unbound _ -> null;
    };
  }

  private static @Nullable Type each(AnyOf any, java.util.function.Function<Type, @Nullable Type> part) {
    Type all = Unbound.TYPE;
    for (Type one : any.of()) {
      Type found = part.apply(one);
      all = found == null ? all : or(all, found);
    }
    return all instanceof Unbound ? null : all;
  }

  /** The type itself, or less of it where it has grown so large that nobody would read it. */
  default Type bounded() {
    if (new TypeSize().fits(this)) {
      return this;
    }
    return switch (this) {
      case Unbound _, Scalar _ -> this;
      case AnyOf _ -> AnyOf.ANYTHING;
      case ArrayOf _ -> new ArrayOf(List.of(), AnyOf.ANYTHING);
      case SetOf _ -> new SetOf(AnyOf.ANYTHING);
      case ObjectOf _ -> ObjectOf.ANYTHING;
      case Function function ->
          new Function(
              function.arguments().stream().map(Type::bounded).toList(),
              function.variadic(),
              function.result() == null ? null : function.result().bounded());
    };
  }

  /** Whether a part of the type is not known yet. */
  default boolean hasUnbound() {
    return switch (this) {
      case Unbound _ -> true;
      case Scalar _, AnyOf _ -> false;
      case ArrayOf array -> array.items().stream().anyMatch(Type::hasUnbound) || unbound(array.rest());
      case SetOf set -> set.of().hasUnbound();
      case ObjectOf object ->
          object.members().stream().anyMatch(member -> member.type().hasUnbound())
              || unbound(object.key())
              || unbound(object.value());
      case Function function -> function.arguments().stream().anyMatch(Type::hasUnbound) || unbound(function.result());
    };
  }

  private static boolean unbound(@Nullable Type type) {
    return type != null && type.hasUnbound();
  }

  /** Whether some value may be of both types, as far as the types tell. */
  static boolean unifies(Type a, Type b) {
    if (a instanceof AnyOf any && unifiesAny(any, b)) {
      return true;
    }
    if (b instanceof AnyOf any && unifiesAny(any, a)) {
      return true;
    }
    return switch (a) {
      case AnyOf _, Unbound _ -> false;
      case Scalar scalar -> scalar.equals(b);
      case ArrayOf one -> b instanceof ArrayOf other && arraysUnify(one, other);
      case SetOf one -> b instanceof SetOf other && unifies(one.of(), other.of());
      case ObjectOf one -> b instanceof ObjectOf other && objectsUnify(one, other);
      case Function one -> b instanceof Function other && functionsUnify(one, other);
    };
  }

  private static boolean unifiesAny(AnyOf any, Type type) {
    return !(type instanceof Function || type instanceof Unbound)
        && (any.of().isEmpty() || any.of().stream().anyMatch(one -> unifies(one, type)));
  }

  private static boolean optional(@Nullable Type a, @Nullable Type b) {
    return a == null || b == null || unifies(a, b);
  }

  private static boolean required(Type a, @Nullable Type b) {
    return b != null && unifies(a, b);
  }

  private static boolean arraysUnify(ArrayOf a, ArrayOf b) {
    for (int i = 0; i < Math.max(a.items().size(), b.items().size()); i++) {
      Type one = a.item(i);
      Type other = b.item(i);
      if (one == null || other == null || !unifies(one, other)) {
        return false;
      }
    }
    return optional(a.rest(), b.rest());
  }

  private static boolean objectsUnify(ObjectOf a, ObjectOf b) {
    return a.members().stream().allMatch(member -> required(member.type(), b.member(member.key())))
        && b.members().stream().allMatch(member -> required(member.type(), a.member(member.key())))
        && optional(a.value(), b.value());
  }

  private static boolean functionsUnify(Function a, Function b) {
    if (a.arguments().size() != b.arguments().size()) {
      return false;
    }
    for (int i = 0; i < a.arguments().size(); i++) {
      if (!unifies(a.arguments().get(i), b.arguments().get(i))) {
        return false;
      }
    }
    return true;
  }
}
