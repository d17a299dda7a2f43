package roadbed.rego.eval;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.rego.builtin.Builtin;
import roadbed.rego.builtin.BuiltinException;
import roadbed.rego.builtin.CallContext;
import roadbed.rego.ir.TreeNode;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.UnknownReached;
import roadbed.rego.value.UnknownValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.ValueTooLargeException;

/** Calls of functions and builtins: what stands in for them, what is remembered of them, how they refuse. */
final class Calls {
  private static final int MAX_ERRORS = 100;

  private final Run run;
  private final boolean strict;
  private final CallContext context;
  private final Set<RegoError> builtinErrors = new LinkedHashSet<>();

  Calls(Run run, boolean strict, CallContext context) {
    this.run = run;
    this.strict = strict;
    this.context = context;
  }

  /** Errors of builtins that only made their calls undefined. */
  List<RegoError> errors() {
    return List.copyOf(builtinErrors);
  }

  private @Nullable Value function(Scope scope, TreeNode node, Value[] args) {
    if (!node.remembered()) {
      return run.evaluate(node, scope, args);
    }
    Scope.CallKey key = new Scope.CallKey(node, args);
    Object known = scope.remembered(key);
    if (known != null) {
      return known instanceof Value value ? value : null;
    }
    Value value = run.evaluate(node, scope, args);
    scope.remember(key, value);
    return value;
  }

  @Nullable Value callNative(Scope scope, Builtin builtin, Value[] args, Location at) {
    if (scope.functions != null) {
      Scope.Substitute substitute = scope.functions.get(builtin);
      if (substitute != null) {
        return substituted(scope, substitute, args, at);
      }
    }
    return direct(builtin, args, at);
  }

  /** Calls a builtin that nothing stands in for. */
  @Nullable Value direct(Builtin builtin, Value[] args, Location at) {
    for (Value arg : args) {
      if (arg instanceof UnknownValue unknown) {
        throw unknown.reached();
      }
    }
    try {
      return builtin.call(context, args);
    } catch (BuiltinException e) {
      RegoError error = new RegoError(e.code(), e.problem(), at);
      if (strict || e.halts()) {
        throw new EvaluationException(error);
      }
      if (builtinErrors.size() < MAX_ERRORS) {
        builtinErrors.add(error);
      }
      return null;
    } catch (EvaluationException e) {
      throw e.from(at);
    } catch (UnknownReached e) {
      throw e;
    } catch (ValueTooLargeException e) {
      throw Run.failure(RegoError.LIMIT, builtin.name() + ": " + e.getMessage(), at);
    } catch (StackOverflowError _) {
      throw Run.failure(RegoError.LIMIT, builtin.name() + ": the value is nested too deeply", at);
    } catch (OutOfMemoryError _) {
      throw Run.failure(RegoError.LIMIT, builtin.name() + ": needs more memory than there is", at);
    } catch (RuntimeException e) {
      // A fault of the builtin's own must not pass for an answer, nor end more than this evaluation.
      throw Run.failure(RegoError.INTERNAL, builtin.name() + " failed: " + e, at);
    }
  }

  @Nullable Value call(Scope scope, TreeNode function, Value[] args, Location at) {
    if (scope.functions != null) {
      Scope.Substitute substitute = scope.functions.get(function);
      if (substitute != null) {
        return substituted(scope, substitute, args, at);
      }
    }
    if (scope.isReplaced(function)) {
      return scope.base(function.path());
    }
    return function(scope, function, args);
  }

  /** While a substitute runs, functions are what they were: it may call the one that it stands for. */
  private @Nullable Value substituted(Scope scope, Scope.Substitute substitute, Value[] args, Location at) {
    if (substitute.value() != null) {
      return substitute.value();
    }
    Scope plain = scope.withoutSubstitutes();
    return switch (substitute.function()) {
      case TreeNode function -> function(plain, function, args);
      case Builtin builtin -> direct(builtin, args, at);
      case null, default -> null;
    };
  }
}
