package roadbed.assess.policy.foreign.cel;

import com.google.protobuf.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelUnknownSet;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.assess.policy.foreign.AdmissionRequest;
import roadbed.assess.policy.foreign.Nested;
import roadbed.assess.policy.foreign.Ruling;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Value;

/** Expressions that must hold of a request, with the conditions for judging it and the variables that they share. */
public final class CelChecks {
  private final boolean failing;
  private final List<Condition> conditions;
  private final Map<String, CelRuntime.Program> variables;
  private final List<Check> checks;

  private record Condition(String name, CelRuntime.Program program) {}

  private record Check(
      Validation written, CelRuntime.Program program, Optional<CelRuntime.Program> message) {}

  private CelChecks(
      boolean failing,
      List<Condition> conditions,
      Map<String, CelRuntime.Program> variables,
      List<Check> checks) {
    this.failing = failing;
    this.conditions = List.copyOf(conditions);
    this.variables = Map.copyOf(variables);
    this.checks = List.copyOf(checks);
  }

  /** A named expression: a condition or a variable. */
  public record Named(String name, String expression) {
    /** Reads those in an array. */
    public static List<Named> read(@Nullable Value value, String field) {
      return Nested.items(value, field).stream()
          .map(item -> new Named(Nested.text(item, "name"), Nested.text(item, "expression")))
          .toList();
    }
  }

  /**
   * An expression that must hold.
   *
   * @param message what is said where it does not; may be empty
   * @param messageExpression an expression for that; may be empty
   */
  public record Validation(String expression, String message, String messageExpression) {
    /** Reads those in an array. */
    public static List<Validation> read(@Nullable Value value, String field) {
      return Nested.items(value, field).stream()
          .map(
              item ->
                  new Validation(
                      Nested.text(item, "expression"),
                      Nested.text(item, "message").strip(),
                      Nested.text(item, "messageExpression")))
          .toList();
    }
  }

  /**
   * All that is written.
   *
   * @param failing whether an expression that cannot be evaluated counts as one that does not hold
   */
  public record Written(
      boolean failing, List<Named> conditions, List<Named> variables, List<Validation> validations) {
    public Written {
      conditions = List.copyOf(conditions);
      variables = List.copyOf(variables);
      validations = List.copyOf(validations);
    }
  }

  /** Compiles; empty where something is wrong, and the problems say what. */
  public static Optional<CelChecks> compile(Written written, List<String> problems) {
    int before = problems.size();
    List<Condition> conditions = new ArrayList<>();
    for (Named one : written.conditions()) {
      CelEnvironment.compile("match condition " + one.name(), one.expression(), problems)
          .ifPresent(program -> conditions.add(new Condition(one.name(), program)));
    }
    Map<String, CelRuntime.Program> variables = new HashMap<>();
    for (Named one : written.variables()) {
      CelEnvironment.compile("variable " + one.name(), one.expression(), problems)
          .ifPresent(program -> variables.put(one.name(), program));
    }
    List<Check> checks = new ArrayList<>();
    int number = 0;
    for (Validation one : written.validations()) {
      String what = "validation " + ++number;
      Optional<CelRuntime.Program> program = CelEnvironment.compile(what, one.expression(), problems);
      Optional<CelRuntime.Program> message =
          one.messageExpression().isBlank()
              ? Optional.empty()
              : CelEnvironment.compile("message of " + what, one.messageExpression(), problems);
      program.ifPresent(found -> checks.add(new Check(one, found, message)));
    }
    if (checks.isEmpty() && problems.size() == before) {
      problems.add("there is no validation");
    }
    return problems.size() > before
        ? Optional.empty()
        : Optional.of(new CelChecks(written.failing(), conditions, variables, checks));
  }

  /**
   * What they say of a request; empty where a condition says that it is not to be judged.
   *
   * @param params the parameters, where there are some
   * @param given variables besides the written ones
   */
  public Optional<Ruling> evaluate(AdmissionRequest request, Optional<Value> params, Map<String, Value> given) {
    Bindings bindings = new Bindings(request, params, given);
    List<Ruling.Violation> violations = new ArrayList<>();
    List<String> undecided = new ArrayList<>();
    List<String> ignored = new ArrayList<>();
    for (Condition condition : conditions) {
      switch (bindings.run(condition.program())) {
        case Answer.Got(Boolean holds) when !holds -> {
          return Optional.empty();
        }
        case Answer.Got(Boolean _) -> {
          // Go on.
        }
        case Answer.Got got -> error("match condition " + condition.name(), "gave " + got.value(), violations, ignored);
        case Answer.Failed failed -> error("match condition " + condition.name(), failed.message(), violations, ignored);
        case Answer.Unknown unknown -> undecided.add(unknown.reason());
      }
    }
    if (!violations.isEmpty() || !undecided.isEmpty() || !ignored.isEmpty()) {
      return Optional.of(new Ruling(violations, undecided, ignored));
    }
    for (Check check : checks) {
      String what = "expression '" + check.written().expression().strip() + "'";
      switch (bindings.run(check.program())) {
        case Answer.Got(Boolean holds) -> {
          if (!holds) {
            violations.add(new Ruling.Violation(message(check, bindings)));
          }
        }
        case Answer.Got got -> error(what, "gave no boolean but " + got.value(), violations, ignored);
        case Answer.Failed failed -> error(what, failed.message(), violations, ignored);
        case Answer.Unknown unknown -> undecided.add(unknown.reason());
      }
    }
    return Optional.of(new Ruling(violations, undecided, ignored));
  }

  private void error(String what, String problem, List<Ruling.Violation> violations, List<String> ignored) {
    String text = what + " resulted in error: " + problem;
    if (failing) {
      violations.add(new Ruling.Violation(text));
    } else {
      ignored.add(text);
    }
  }

  private static String message(Check check, Bindings bindings) {
    if (check.message().isPresent()
        && bindings.run(check.message().get()) instanceof Answer.Got(String text)
        && !text.isBlank()
        && !text.contains("\n")) {
      return text.strip();
    }
    return check.written().message().isEmpty()
        ? "failed expression: " + check.written().expression().strip()
        : check.written().message();
  }

  /** What an expression gives. */
  private sealed interface Answer {
    record Got(Object value) implements Answer {}

    record Failed(String message) implements Answer {}

    record Unknown(String reason) implements Answer {}
  }

  /** What expressions see of one request; variables are evaluated when they are asked for, and once. */
  private final class Bindings {
    private final Map<String, Object> names = new HashMap<>();
    private final Map<String, Object> computed = new HashMap<>();
    private final Set<String> computing = new HashSet<>();
    private final AdmissionRequest request;

    Bindings(AdmissionRequest request, Optional<Value> params, Map<String, Value> given) {
      this.request = request;
      boolean deletes = request.operation().equals("DELETE");
      names.put("object", value(deletes ? Optional.empty() : request.object()));
      names.put("oldObject", value(request.oldObject()));
      names.put("request", CelValues.of(requestOnly(request.document())));
      names.put("params", params.map(CelValues::of).orElse(NullValue.NULL_VALUE));
      names.put("variables", new Variables());
      names.put("authorizer", new Authorizer());
      given.forEach((name, value) -> computed.put(name, CelValues.of(value)));
    }

    private Object value(Optional<ObjectValue> object) {
      return object.map(CelValues::of).orElse(NullValue.NULL_VALUE);
    }

    /** The objects of a request have names of their own. */
    private ObjectValue requestOnly(ObjectValue document) {
      ObjectValue.Builder builder = ObjectValue.builder();
      for (int i = 0; i < document.size(); i++) {
        String name = document.keyAt(i) instanceof roadbed.rego.value.StringValue text ? text.value() : "";
        if (!name.equals("object") && !name.equals("oldObject") && !(document.valueAt(i) instanceof roadbed.rego.value.NullValue)) {
          builder.put(document.keyAt(i), document.valueAt(i));
        }
      }
      return builder.build();
    }

    private Optional<Object> find(String name) {
      if (!name.equals("namespaceObject")) {
        return Optional.ofNullable(names.get(name));
      }
      if (request.namespaceObject().isEmpty() && !request.namespace().isEmpty()) {
        throw new CelValues.UnknownReached("the namespace " + request.namespace() + " is not among the given objects");
      }
      return Optional.of(value(request.namespaceObject()));
    }

    Answer run(CelRuntime.Program program) {
      try {
        Object value = program.eval(this::find);
        return value instanceof CelUnknownSet
            ? new Answer.Unknown("the expression needs something that is not known")
            : new Answer.Got(value);
      } catch (CelEvaluationException | RuntimeException e) {
        return reason(e);
      } catch (StackOverflowError e) {
        return new Answer.Failed("nested too deeply");
      }
    }

    private Answer reason(Throwable thrown) {
      for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
        if (cause instanceof CelValues.UnknownReached unknown) {
          return new Answer.Unknown(unknown.reason());
        }
      }
      return new Answer.Failed(String.valueOf(thrown.getMessage()).replaceFirst("^evaluation error(?: at [^:]*:[0-9]+)?: ", ""));
    }

    private Object variable(String name, CelRuntime.Program program) {
      Object known = computed.get(name);
      if (known != null) {
        return known;
      }
      if (!computing.add(name)) {
        throw new IllegalStateException("the variable " + name + " needs itself");
      }
      try {
        Object value = program.eval(this::find);
        computed.put(name, value);
        return value;
      } catch (CelEvaluationException e) {
        throw new IllegalStateException(e.getMessage(), e);
      } finally {
        computing.remove(name);
      }
    }

    /** What stands for the API server's knowledge of permissions. */
    private static final class Authorizer {}

    /** {@code variables}, as a map whose values come when they are asked for. */
    private final class Variables extends AbstractMap<String, Object> {
      @Override
      public boolean containsKey(@Nullable Object key) {
        return key instanceof String name && (variables.containsKey(name) || computed.containsKey(name));
      }

      @Override
      public @Nullable Object get(@Nullable Object key) {
        if (!(key instanceof String name)) {
          return null;
        }
        CelRuntime.Program program = variables.get(name);
        return program == null ? computed.get(name) : variable(name, program);
      }

      @Override
      public Set<Entry<String, Object>> entrySet() {
        Map<String, Object> all = new HashMap<>(computed);
        variables.forEach((name, program) -> all.put(name, variable(name, program)));
        return all.entrySet();
      }
    }
  }
}
