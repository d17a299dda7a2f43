package roadbed.rego.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import roadbed.rego.Compilation;
import roadbed.rego.Machine;
import roadbed.rego.Policy;
import roadbed.rego.QueryException;
import roadbed.rego.QueryResult;
import roadbed.rego.Rego;
import roadbed.rego.builtin.Builtins;
import roadbed.rego.builtin.CallContext;
import roadbed.rego.syntax.GroundTerm;
import roadbed.rego.syntax.Parser;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.syntax.Term;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.BooleanValue;
import roadbed.rego.value.JsonException;
import roadbed.rego.value.NullValue;
import roadbed.rego.value.NumberValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.SetValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/**
 * Case files: one JSON object a line with {@code note}, {@code query}, {@code modules}, {@code data}, {@code input} or
 * {@code input_term}, and what is wanted ({@code want_result}, or {@code want_error_code} and {@code want_error}).
 *
 * <p>A file whose name has the word {@code v0}, as in {@code rego-v0.jsonl}, is read in the dialect from before OPA 1.0.
 */
public final class RegoCases {
  private static final Pattern V0 = Pattern.compile("(?<![A-Za-z0-9])v0(?![A-Za-z0-9])");

  /** What the cases may call: OPA's own runner of them offers a function that waits. */
  private static final Builtins BUILTINS =
      Builtins.standard()
          .with(
              "test.sleep?(string) -> null",
              (context, args) -> sleep(duration(context, args)));

  private RegoCases() {}

  private static @Nullable Value duration(CallContext context, Value[] args) {
    return Builtins.standard().find("time.parse_duration_ns").orElseThrow().call(context, args);
  }

  private static Value sleep(@Nullable Value nanos) {
    try {
      if (nanos instanceof NumberValue number) {
        Thread.sleep(Duration.ofNanos(number.longValue()));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return NullValue.NULL;
  }

  /**
   * Runs all cases of a file on a machine, one after the other; a line that is no case counts as failed.
   *
   * @throws IOException where the file cannot be read
   */
  public static void run(Path file, Machine machine, Consumer<CaseResult> results) throws IOException {
    boolean v0 = isV0(file);
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      int number = 0;
      String line = reader.readLine();
      while (line != null) {
        number++;
        if (!line.isBlank()) {
          results.accept(run(line, number, v0, machine));
        }
        line = reader.readLine();
      }
    }
  }

  /** Whether the file is named for the dialect from before OPA 1.0. */
  static boolean isV0(Path file) {
    return V0.matcher(file.getFileName().toString()).find();
  }

  /** Runs the case that a line holds. */
  static CaseResult run(String line, int number, boolean v0, Machine machine) {
    String name = "line " + number;
    try {
      if (!(Values.parseJson(line) instanceof ObjectValue fields)) {
        return new CaseResult.Failed(name, number, "line " + number + ": not a JSON object");
      }
      name = text(fields, "note");
      String problem = problem(fields, v0, machine);
      return problem == null
          ? new CaseResult.Passed(name, number)
          : new CaseResult.Failed(name, number, problem);
    } catch (JsonException e) {
      return new CaseResult.Failed(name, number, "line " + number + ": " + e.getMessage());
    } catch (IllegalArgumentException e) {
      return new CaseResult.Failed(name, number, "line " + number + ": malformed case: " + e.getMessage());
    }
  }

  private static String text(ObjectValue fields, String name) {
    if (fields.get(name) instanceof StringValue text) {
      return text.value();
    }
    throw new IllegalArgumentException("no text in field " + name);
  }

  private static @Nullable String problem(ObjectValue fields, boolean v0, Machine machine) {
    Rego.Compiler compiler = Rego.compiler().v0(v0).builtins(BUILTINS);
    if (fields.get("modules") instanceof ArrayValue modules) {
      for (int i = 0; i < modules.size(); i++) {
        if (!(modules.get(i) instanceof StringValue module)) {
          throw new IllegalArgumentException("modules must be texts");
        }
        compiler.module("test-" + i + ".rego", module.value());
      }
    }
    Value data = fields.get("data");
    compiler.data(data == null ? ObjectValue.EMPTY : data);
    return switch (compiler.compile()) {
      case Compilation.Failed failed -> judge(fields, List.of(), failed.errors());
      case Compilation.Compiled compiled -> evaluate(fields, compiled.policy().withMachine(machine));
    };
  }

  private static @Nullable String evaluate(ObjectValue fields, Policy policy) {
    Value input = fields.get("input");
    Value inputTerm = fields.get("input_term");
    if (inputTerm instanceof StringValue text) {
      List<RegoError> errors = new ArrayList<>();
      Term term = Parser.term("input_term", text.value(), errors);
      input = term == null ? null : GroundTerm.value(term);
      if (input == null) {
        throw new IllegalArgumentException("input_term is not a ground term: " + errors);
      }
    }
    boolean strict = BooleanValue.TRUE.equals(fields.get("strict_error"));
    try {
      QueryResult result = policy.withStrictErrors(strict).query(text(fields, "query"), input);
      return judge(fields, result.rows(), result.rows().isEmpty() ? result.errors() : List.of());
    } catch (QueryException e) {
      return judge(fields, List.of(), e.errors());
    }
  }

  private static @Nullable String judge(
      ObjectValue fields, List<Map<String, Value>> rows, List<RegoError> errors) {
    boolean wantsError = fields.get("want_error_code") != null || fields.get("want_error") != null;
    if (wantsError) {
      String code = fields.get("want_error_code") instanceof StringValue text ? text.value() : "";
      String message = fields.get("want_error") instanceof StringValue text ? text.value() : "";
      for (RegoError error : errors) {
        if ((code.isEmpty() || error.code().equals(code)) && error.opaText().contains(message)) {
          return null;
        }
      }
      return "wanted error " + code + " \"" + message + "\", got "
          + (errors.isEmpty() ? "result " + rows : errors.getFirst().opaText());
    }
    if (!(fields.get("want_result") instanceof ArrayValue wanted)) {
      return errors.isEmpty() ? null : "unexpected error: " + errors.getFirst().opaText();
    }
    boolean strict = BooleanValue.TRUE.equals(fields.get("strict_error"));
    boolean fatal = errors.stream().anyMatch(e -> strict || !isRefusal(e));
    if (fatal) {
      return "unexpected error: " + errors.getFirst().opaText();
    }
    boolean sort = BooleanValue.TRUE.equals(fields.get("sort_bindings"));
    Set<Value> want = new HashSet<>();
    wanted.forEach(row -> want.add(plain(row, sort, 0)));
    Set<Value> got = new HashSet<>();
    for (Map<String, Value> row : rows) {
      ObjectValue.Builder builder = ObjectValue.builder(row.size());
      row.forEach(builder::put);
      got.add(plain(builder.build(), sort, 0));
    }
    return want.equals(got) ? null : "wanted " + want + ", got " + got + (errors.isEmpty() ? "" : " " + errors.getFirst());
  }

  private static boolean isRefusal(RegoError error) {
    return error.code().equals(RegoError.BUILTIN) || error.code().equals(RegoError.EVAL_TYPE);
  }

  /** As JSON would have it: sets are arrays, and keys are texts; a row's arrays are sorted where that is asked for. */
  private static Value plain(Value value, boolean sort, int depth) {
    return switch (value) {
      case SetValue set -> plain(set.toArray(), sort, depth);
      case ArrayValue array -> {
        List<Value> items = new ArrayList<>();
        array.forEach(item -> items.add(plain(item, sort, depth + 1)));
        if (sort && depth == 1) {
          Collections.sort(items);
        }
        yield ArrayValue.of(items);
      }
      case ObjectValue object -> {
        ObjectValue.Builder builder = ObjectValue.builder(object.size());
        for (int i = 0; i < object.size(); i++) {
          Value key = object.keyAt(i);
          builder.put(
              key instanceof StringValue ? key : StringValue.of(Values.toJson(key)),
              plain(object.valueAt(i), sort, depth + 1));
        }
        yield builder.build();
      }
      default -> value;
    };
  }
}
