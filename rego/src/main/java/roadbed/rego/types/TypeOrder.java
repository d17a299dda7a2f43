package roadbed.rego.types;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OPA's order of types, in which the parts of a union are shown. */
final class TypeOrder implements Comparator<Type> {
  static final TypeOrder ORDER = new TypeOrder();

  private TypeOrder() {}

  private static int rank(@Nullable Type type) {
    return switch (type) {
      case null -> -1;
      case Type.Unbound _ -> -1;
      case Type.Scalar scalar ->
          switch (scalar) {
            case NULL -> 0;
            case BOOLEAN -> 1;
            case NUMBER -> 2;
            case STRING -> 3;
          };
      case Type.ArrayOf _ -> 4;
      case Type.ObjectOf _ -> 5;
      case Type.SetOf _ -> 6;
      case Type.AnyOf _ -> 7;
      case Type.Function _ -> 8;
    };
  }

  @Override
  public int compare(Type a, Type b) {
    return order(a, b);
  }

  private static int order(@Nullable Type a, @Nullable Type b) {
    int rank = Integer.compare(rank(a), rank(b));
    if (rank != 0 || a == null || b == null) {
      return rank;
    }
    return switch (a) {
      case Type.Unbound _, Type.Scalar _ -> 0;
      case Type.ArrayOf x when b instanceof Type.ArrayOf y -> first(order(x.rest(), y.rest()), orders(x.items(), y.items()));
      case Type.ObjectOf x when b instanceof Type.ObjectOf y -> objects(x, y);
      case Type.SetOf x when b instanceof Type.SetOf y -> order(x.of(), y.of());
      case Type.AnyOf x when b instanceof Type.AnyOf y -> orders(x.of(), y.of());
      case Type.Function x when b instanceof Type.Function y ->
          first(orders(x.arguments(), y.arguments()), order(x.result(), y.result()));
      case Type.ArrayOf _, Type.ObjectOf _, Type.SetOf _, Type.AnyOf _, Type.Function _ -> 0;
    };
  }

  private static int first(int one, int other) {
    return one != 0 ? one : other;
  }

  private static int orders(List<Type> a, List<Type> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = order(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static int objects(Type.ObjectOf a, Type.ObjectOf b) {
    int further = first(order(a.key(), b.key()), order(a.value(), b.value()));
    if (further != 0) {
      return further;
    }
    for (int i = 0; i < Math.min(a.members().size(), b.members().size()); i++) {
      Type.Member x = a.members().get(i);
      Type.Member y = b.members().get(i);
      int order = first(x.key().compareTo(y.key()), order(x.type(), y.type()));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.members().size(), b.members().size());
  }
}
