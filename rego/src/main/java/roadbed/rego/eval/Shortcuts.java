package roadbed.rego.eval;

import org.jspecify.annotations.Nullable;
import roadbed.rego.builtin.Builtin;
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

/**
 * Short ways through common builtins, for compiled code: where the arguments are of the usual types, and nothing stands in
 * for the builtin, there is no array of arguments. Everything else goes the long way, so that errors are the builtin's own.
 */
final class Shortcuts {
  private Shortcuts() {}

  private static @Nullable Value call(Run run, Scope scope, Builtin builtin, Location at, Value... args) {
    return run.calls.callNative(scope, builtin, args, at);
  }

  static @Nullable Value count(Run run, Scope scope, Builtin builtin, Location at, Value of) {
    if (scope.functions == null) {
      if (of instanceof ArrayValue array) {
        return NumberValue.of(array.size());
      }
      if (of instanceof ObjectValue object) {
        return NumberValue.of(object.size());
      }
      if (of instanceof SetValue set) {
        return NumberValue.of(set.size());
      }
    }
    return call(run, scope, builtin, at, of);
  }

  static @Nullable Value plus(Run run, Scope scope, Builtin builtin, Location at, Value left, Value right) {
    if (scope.functions == null
        && left instanceof NumberValue l
        && right instanceof NumberValue r
        && l.isLong()
        && r.isLong()) {
      long a = l.longValue();
      long b = r.longValue();
      long sum = a + b;
      if (((a ^ sum) & (b ^ sum)) >= 0) {
        return NumberValue.of(sum);
      }
    }
    return call(run, scope, builtin, at, left, right);
  }

  static @Nullable Value minus(Run run, Scope scope, Builtin builtin, Location at, Value left, Value right) {
    if (scope.functions == null
        && left instanceof NumberValue l
        && right instanceof NumberValue r
        && l.isLong()
        && r.isLong()) {
      long a = l.longValue();
      long b = r.longValue();
      long difference = a - b;
      if (((a ^ b) & (a ^ difference)) >= 0) {
        return NumberValue.of(difference);
      }
    }
    return call(run, scope, builtin, at, left, right);
  }

  static @Nullable Value member(Run run, Scope scope, Builtin builtin, Location at, Value element, Value in) {
    if (scope.functions == null && !(element instanceof UnknownValue)) {
      if (in instanceof SetValue set) {
        return BooleanValue.of(set.contains(element));
      }
      if (in instanceof ArrayValue array) {
        for (int i = 0; i < array.size(); i++) {
          if (Operations.isEqual(array.get(i), element)) {
            return BooleanValue.TRUE;
          }
        }
        return BooleanValue.FALSE;
      }
    }
    return call(run, scope, builtin, at, element, in);
  }

  static @Nullable Value startsWith(Run run, Scope scope, Builtin builtin, Location at, Value text, Value start) {
    if (scope.functions == null && text instanceof StringValue t && start instanceof StringValue s) {
      return BooleanValue.of(t.value().startsWith(s.value()));
    }
    return call(run, scope, builtin, at, text, start);
  }

  static @Nullable Value endsWith(Run run, Scope scope, Builtin builtin, Location at, Value text, Value end) {
    if (scope.functions == null && text instanceof StringValue t && end instanceof StringValue e) {
      return BooleanValue.of(t.value().endsWith(e.value()));
    }
    return call(run, scope, builtin, at, text, end);
  }

  static @Nullable Value contains(Run run, Scope scope, Builtin builtin, Location at, Value text, Value part) {
    if (scope.functions == null && text instanceof StringValue t && part instanceof StringValue p) {
      return BooleanValue.of(t.value().contains(p.value()));
    }
    return call(run, scope, builtin, at, text, part);
  }

  static @Nullable Value objectGet(
      Run run, Scope scope, Builtin builtin, Location at, Value object, Value key, Value otherwise) {
    if (scope.functions == null
        && object instanceof ObjectValue o
        && key instanceof StringValue
        && !(otherwise instanceof UnknownValue)) {
      Value found = o.get(key);
      return found == null ? otherwise : found;
    }
    return call(run, scope, builtin, at, object, key, otherwise);
  }

  private static boolean direct(Scope scope, Value left, Value right) {
    return scope.functions == null && !(left instanceof UnknownValue) && !(right instanceof UnknownValue);
  }

  static @Nullable Value equal(Run run, Scope scope, Builtin builtin, Location at, Value left, Value right) {
    return direct(scope, left, right)
        ? BooleanValue.of(Operations.isEqual(left, right))
        : call(run, scope, builtin, at, left, right);
  }

  static @Nullable Value unequal(Run run, Scope scope, Builtin builtin, Location at, Value left, Value right) {
    return direct(scope, left, right)
        ? BooleanValue.of(!Operations.isEqual(left, right))
        : call(run, scope, builtin, at, left, right);
  }

  static @Nullable Value less(Run run, Scope scope, Builtin builtin, Location at, Value left, Value right) {
    return direct(scope, left, right)
        ? BooleanValue.of(Operations.order(left, right) < 0)
        : call(run, scope, builtin, at, left, right);
  }

  static @Nullable Value lessOrEqual(Run run, Scope scope, Builtin builtin, Location at, Value left, Value right) {
    return direct(scope, left, right)
        ? BooleanValue.of(Operations.order(left, right) <= 0)
        : call(run, scope, builtin, at, left, right);
  }

  static @Nullable Value greater(Run run, Scope scope, Builtin builtin, Location at, Value left, Value right) {
    return direct(scope, left, right)
        ? BooleanValue.of(Operations.order(left, right) > 0)
        : call(run, scope, builtin, at, left, right);
  }

  static @Nullable Value greaterOrEqual(Run run, Scope scope, Builtin builtin, Location at, Value left, Value right) {
    return direct(scope, left, right)
        ? BooleanValue.of(Operations.order(left, right) >= 0)
        : call(run, scope, builtin, at, left, right);
  }

  private static @Nullable Value is(
      boolean type, Run run, Scope scope, Builtin builtin, Location at, Value value) {
    return direct(scope, value, value) ? BooleanValue.of(type) : call(run, scope, builtin, at, value);
  }

  static @Nullable Value isArray(Run run, Scope scope, Builtin builtin, Location at, Value value) {
    return is(value instanceof ArrayValue, run, scope, builtin, at, value);
  }

  static @Nullable Value isObject(Run run, Scope scope, Builtin builtin, Location at, Value value) {
    return is(value instanceof ObjectValue, run, scope, builtin, at, value);
  }

  static @Nullable Value isSet(Run run, Scope scope, Builtin builtin, Location at, Value value) {
    return is(value instanceof SetValue, run, scope, builtin, at, value);
  }

  static @Nullable Value isString(Run run, Scope scope, Builtin builtin, Location at, Value value) {
    return is(value instanceof StringValue, run, scope, builtin, at, value);
  }

  static @Nullable Value isNumber(Run run, Scope scope, Builtin builtin, Location at, Value value) {
    return is(value instanceof NumberValue, run, scope, builtin, at, value);
  }

  static @Nullable Value isBoolean(Run run, Scope scope, Builtin builtin, Location at, Value value) {
    return is(value instanceof BooleanValue, run, scope, builtin, at, value);
  }

  static @Nullable Value isNull(Run run, Scope scope, Builtin builtin, Location at, Value value) {
    return is(value instanceof NullValue, run, scope, builtin, at, value);
  }
}
