package roadbed.assess.policy.foreign.cel;

import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;
import java.util.Optional;

/** The language as Kubernetes sets it up. Made when the first expression is compiled. */
final class CelEnvironment {
  private static final int MOST_ITERATIONS = 200_000;
  private static final int MOST_CHARACTERS = 100_000;

  /** What an expression can look at besides what it binds itself. */
  static final List<String> NAMES =
      List.of("object", "oldObject", "request", "params", "namespaceObject", "variables", "authorizer");

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableRegexPartialMatch(true)
          .enableHeterogeneousNumericComparisons(true)
          .enableTimestampEpoch(true)
          .enableOptionalSyntax(true)
          .enableQuotedIdentifierSyntax(true)
          .enableReservedIds(false)
          .evaluateCanonicalTypesToNativeValues(false)
          .comprehensionMaxIterations(MOST_ITERATIONS)
          .maxExpressionCodePointSize(MOST_CHARACTERS)
          .maxParseRecursionDepth(200)
          .build();

  private static final CelCompiler COMPILER;
  private static final CelRuntime RUNTIME;

  static {
    FunctionTable functions = KubernetesFunctions.table();
    var compiler =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addLibraries(
                CelExtensions.strings(),
                CelExtensions.optional(),
                CelExtensions.sets(OPTIONS),
                CelExtensions.encoders(OPTIONS),
                CelExtensions.comprehensions())
            .addFunctionDeclarations(functions.declarations());
    for (String name : NAMES) {
      compiler.addVar(name, SimpleType.DYN);
    }
    COMPILER = compiler.build();
    RUNTIME =
        CelRuntimeFactory.standardCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .setStandardEnvironmentEnabled(false)
            .setStandardFunctions(BoundedFunctions.others())
            .addLibraries(
                CelExtensions.strings(),
                CelExtensions.optional(),
                CelExtensions.sets(OPTIONS),
                CelExtensions.encoders(OPTIONS),
                CelExtensions.comprehensions())
            .addFunctionBindings(BoundedFunctions.bindings())
            .addFunctionBindings(functions.bindings())
            .build();
  }

  private CelEnvironment() {}

  /** Compiles an expression; empty where it is wrong, and the problems say why. */
  static Optional<CelRuntime.Program> compile(String what, String expression, List<String> problems) {
    try {
      CelValidationResult result = COMPILER.compile(OptionalFields.respelled(expression));
      if (result.hasError()) {
        result
            .getErrors()
            .forEach(issue -> problems.add(what + ": " + issue.getMessage() + " in " + shortened(expression)));
        return Optional.empty();
      }
      return Optional.of(RUNTIME.createProgram(result.getAst()));
    } catch (CelValidationException | CelEvaluationException e) {
      problems.add(what + ": " + e.getMessage() + " in " + shortened(expression));
      return Optional.empty();
    } catch (StackOverflowError e) {
      problems.add(what + ": nested too deeply");
      return Optional.empty();
    }
  }

  private static String shortened(String expression) {
    String line = expression.strip().replaceAll("\\s+", " ");
    return line.length() > 120 ? line.substring(0, 117) + "..." : line;
  }
}
