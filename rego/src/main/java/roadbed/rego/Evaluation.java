package roadbed.rego;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import roadbed.rego.eval.Code;
import roadbed.rego.eval.EvaluationException;
import roadbed.rego.eval.Run;
import roadbed.rego.eval.Tracer;
import roadbed.rego.ir.QueryPlan;
import roadbed.rego.ir.TreeNode;
import roadbed.rego.resolve.RuleNode;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Patience;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.UnknownReached;
import roadbed.rego.value.UnknownValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.ValueTooLargeException;

/** One policy on one input: what one decision computes, the next finds. For one thread. */
public final class Evaluation {
  /** Most scalars of a result, which nothing could write down any more. */
  private static final long MOST_SCALARS = 20_000_000;

  private final Policy policy;
  private final Run run;

  Evaluation(Policy policy, Run run) {
    this.policy = policy;
    this.run = run;
  }

  /** Tells a tracer what is evaluated, if the policy was compiled with marks. */
  public Evaluation tracedBy(Tracer tracer) {
    run.trace(tracer);
    return this;
  }

  /**
   * What a rule decides.
   *
   * <p>Of a set, each definition is decided for itself: one that comes upon an unknown value keeps the members that it
   * has found and adds its reason to the undecided. Of another rule, an array's items or an object's values are the
   * entries, and a value other than false is the only entry.
   */
  public Decision decide(String entrypoint) {
    Optional<TreeNode> found = policy.entrypoint(entrypoint);
    if (found.isEmpty()) {
      return new Decision(
          Set.of(),
          List.of(),
          List.of(new RegoError(RegoError.COMPILE, "there is no rule " + entrypoint + " to decide by", null)));
    }
    TreeNode node = found.get();
    Set<String> undecided = new LinkedHashSet<>();
    List<RegoError> errors = new ArrayList<>();
    Set<Value> entries =
        guarded(
            () -> {
              if (node.kind() == RuleNode.Kind.SET) {
                return entries(run.members(node, undecided));
              }
              Value value = run.document(policy.root(), node.path());
              return value == null ? Set.of() : entries(value);
            },
            null,
            undecided,
            errors);
    return new Decision(entries == null ? Set.of() : entries, List.copyOf(undecided), errors);
  }

  private static Set<Value> entries(Value value) {
    return switch (value) {
      case SetValue set -> linked(set.size(), set::at);
      case ArrayValue array -> linked(array.size(), array::get);
      case ObjectValue object -> linked(object.size(), object::valueAt);
      case BooleanValue bool -> bool.value() ? Set.of(bool) : Set.of();
      case UnknownValue unknown -> throw unknown.reached();
      default -> Set.of(value);
    };
  }

  private static Set<Value> linked(int size, IntFunction<Value> at) {
    if (size == 0) {
      return Set.of();
    }
    Set<Value> out = LinkedHashSet.newLinkedHashSet(size);
    for (int i = 0; i < size; i++) {
      out.add(at.apply(i));
    }
    return out;
  }

  /**
   * The solutions of a query.
   *
   * @param code the query, compiled; null where it is interpreted
   */
  QueryResult solutions(QueryPlan plan, @Nullable Code code) {
    Set<String> undecided = new LinkedHashSet<>();
    List<RegoError> errors = new ArrayList<>();
    List<Map<String, Value>> rows = new ArrayList<>();
    List<Value[]> solutions = guarded(() -> sized(run.solutions(plan, code)), plan.plan().at(), undecided, errors);
    for (Value[] values : solutions == null ? List.<Value[]>of() : solutions) {
      Map<String, Value> row = new LinkedHashMap<>();
      for (int i = 0; i < values.length; i++) {
        row.put(plan.names().get(i), values[i]);
      }
      rows.add(row);
    }
    boolean ended = !errors.isEmpty();
    if (!ended) {
      errors.addAll(run.builtinErrors());
    }
    return new QueryResult(rows, List.copyOf(undecided), errors, ended);
  }

  private static List<Value[]> sized(List<Value[]> solutions) {
    long left = MOST_SCALARS;
    for (Value[] values : solutions) {
      for (Value value : values) {
        left = Patience.demandSize(value, left);
      }
    }
    return solutions;
  }

  /**
   * Runs a part of the evaluation; what ends it becomes a value.
   *
   * @param at where an end is said to be that knows no better place
   */
  private <T> @Nullable T guarded(
      Supplier<T> work, @Nullable Location at, Set<String> undecided, List<RegoError> errors) {
    try {
      return Patience.during(run::watch, work);
    } catch (UnknownReached unknown) {
      undecided.add(unknown.reason());
    } catch (EvaluationException e) {
      boolean spent = e.error().code().equals(RegoError.LIMIT) || e.error().code().equals(RegoError.CANCEL);
      errors.add(at != null && spent ? e.error().from(at) : e.error());
    } catch (ValueTooLargeException e) {
      errors.add(new RegoError(RegoError.LIMIT, String.valueOf(e.getMessage()), at));
    } catch (StackOverflowError e) {
      errors.add(new RegoError(RegoError.LIMIT, "the evaluation is nested too deeply", at));
    } catch (OutOfMemoryError e) {
      // What the evaluation held is garbage now that it has ended, and the process can go on.
      errors.add(new RegoError(RegoError.LIMIT, "the evaluation needs more memory than there is", at));
    }
    run.reset();
    return null;
  }
}
