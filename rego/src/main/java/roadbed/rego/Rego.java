package roadbed.rego;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import roadbed.rego.builtin.Builtins;
import roadbed.rego.bytecode.CompiledCodes;
import roadbed.rego.ir.Landmarks;
import roadbed.rego.ir.Planner;
import roadbed.rego.ir.Program;
import roadbed.rego.resolve.Definition;
import roadbed.rego.resolve.Node;
import roadbed.rego.resolve.Resolver;
import roadbed.rego.resolve.RuleNode;
import roadbed.rego.resolve.Schemas;
import roadbed.rego.syntax.Annotation;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.Location;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.Parser;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * The Rego language: text in, policies out.
 *
 * <pre>{@code
 * Policy policy = Rego.compile(Map.of("s3.rego", text)).orThrow();
 * Query deny = policy.query("data.s3.deny");
 * QueryResult result = deny.evaluate(json);
 * }</pre>
 */
public final class Rego {
  private Rego() {}

  /**
   * Compiles a policy.
   *
   * @param sources the files' texts by name; the names are what errors cite
   */
  public static Compilation compile(Map<String, String> sources) {
    Compiler compiler = compiler();
    sources.forEach(compiler::module);
    return compiler.compile();
  }

  /** Begins a policy that has more than sources in the language's present dialect. */
  public static Compiler compiler() {
    return new Compiler();
  }

  /** Collects the parts of a policy and compiles them. */
  public static final class Compiler {
    private static final int MANY_FILES = 32;

    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final List<Module> parsed = new ArrayList<>();
    private Value data = ObjectValue.EMPTY;
    private boolean v0;
    private boolean strict;
    private boolean marks;
    private boolean tests;
    private boolean apartFromData;
    private Schemas schemas = Schemas.NONE;
    private Builtins builtins = Builtins.standard();

    /** A file's text, and its dialect if it has one of its own. */
    private record Source(String text, @Nullable Dialect dialect) {}

    private Compiler() {}

    /** Adds a file; the name is what errors cite. */
    public Compiler module(String file, String text) {
      sources.put(file, new Source(text, null));
      return this;
    }

    /** Adds a file in a dialect of its own, whatever that of the others. */
    public Compiler module(String file, String text, Dialect dialect) {
      sources.put(file, new Source(text, dialect));
      return this;
    }

    /** Adds a file that was read already, in whatever dialect. */
    public Compiler module(Module module) {
      parsed.add(module);
      return this;
    }

    /** The base document under {@code data}. */
    public Compiler data(Value value) {
      data = value;
      return this;
    }

    /** Whether files are read in the dialect from before OPA 1.0. */
    public Compiler v0(boolean value) {
      v0 = value;
      return this;
    }

    /** Whether unused variables and imports are errors. */
    public Compiler strict(boolean value) {
      strict = value;
      return this;
    }

    /** The JSON schemas that metadata names: types of the input and of base documents follow from them. */
    public Compiler schemas(Schemas value) {
      schemas = value;
      return this;
    }

    /** Whether evaluations can be traced; it makes them slower, so it is off unless asked for. */
    public Compiler marks(boolean value) {
      marks = value;
      return this;
    }

    /**
     * Whether the policy is compiled to be tested: of several rules that test under one name each is then a test of its
     * own, and rules that make objects tell of the cases that fail.
     */
    public Compiler tests(boolean value) {
      tests = value;
      return this;
    }

    /** Whether a rule where the base document has a value is an error; otherwise both are merged. */
    public Compiler apartFromData(boolean value) {
      apartFromData = value;
      return this;
    }

    public Compiler builtins(Builtins value) {
      builtins = value;
      return this;
    }

    /** A digest of all sources. Modules that were read already are looked at only when it is asked for. */
    private Supplier<byte[]> source() {
      MessageDigest digest = digest();
      digest.update((byte) (v0 ? 1 : 0));
      digest.update((byte) (tests ? 1 : 0));
      sources.forEach((file, source) -> update(digest, file, source.text(), String.valueOf(source.dialect())));
      byte[] ofTexts = digest.digest();
      List<Module> read = List.copyOf(parsed);
      return () -> {
        MessageDigest all = digest();
        read.forEach(module -> update(all, module.file(), module.toString()));
        return all.digest(ofTexts);
      };
    }

    private static MessageDigest digest() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }

    private static void update(MessageDigest digest, String... texts) {
      for (String text : texts) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
      }
    }

    /** Compiles; every error that can be found at once is reported. */
    public Compilation compile() {
      List<RegoError> errors = new ArrayList<>();
      List<Module> modules = new ArrayList<>(parsed);
      Dialect dialect = v0 ? Dialect.V0 : Dialect.V1;
      for (Read read : read(dialect)) {
        errors.addAll(read.errors());
        if (read.module() != null) {
          modules.add(read.module());
        }
      }
      if (!errors.isEmpty()) {
        return new Compilation.Failed(errors);
      }
      try {
        RuleNode root =
            new Resolver(tests ? TestableModules.prepared(modules) : modules, builtins, strict, schemas, errors).resolve();
        if (apartFromData) {
          conflicts(root, data, errors);
        }
        if (!errors.isEmpty()) {
          return new Compilation.Failed(errors);
        }
        Planner planner = new Planner(root, marks ? Landmarks.of(modules) : null);
        Program program = planner.program();
        List<Annotation> annotations = modules.stream().flatMap(m -> m.annotations().stream()).toList();
        return new Compilation.Compiled(
            new Policy(
                new Policy.Parts(
                    root, planner, program, builtins, dialect, annotations, marks, new CompiledCodes(program), source()),
                data));
      } catch (IllegalStateException e) {
        // A policy that passed every check and cannot be planned is a fault of this engine, and still no reason to throw.
        return new Compilation.Failed(
            List.of(new RegoError(RegoError.COMPILE, "the engine cannot plan this policy: " + e.getMessage(), null)));
      } catch (StackOverflowError e) {
        Location at = modules.isEmpty() ? null : modules.getFirst().at();
        return new Compilation.Failed(
            List.of(new RegoError(RegoError.COMPILE, "the policy is nested too deeply to be compiled", at)));
      }
    }

    /** Finds the rules that are where data is; one per place. */
    private static void conflicts(RuleNode node, @Nullable Value at, List<RegoError> errors) {
      if (at == null) {
        return;
      }
      for (Definition definition : node.definitions()) {
        List<Value> path = new ArrayList<>(node.path());
        Value found = at;
        boolean ground = definition.path().stream().allMatch(Node.Constant.class::isInstance);
        for (Node part : ground ? definition.path() : List.<Node>of()) {
          Value name = ((Node.Constant) part).value();
          path.add(name);
          found = found == null ? null : found.get(name);
        }
        if (found != null) {
          errors.add(conflict(path, definition.at()));
          return;
        }
      }
      node.children().forEach((name, child) -> conflicts(child, at.get(name), errors));
    }

    private static RegoError conflict(List<Value> path, Location at) {
      String text =
          path.stream()
              .map(part -> part instanceof StringValue name ? name.value() : part.toString())
              .collect(Collectors.joining("/"));
      return new RegoError(RegoError.COMPILE, "conflicting rule for data path " + text + " found", at);
    }

    /** Reads the files, in their order; many of them on all cores, for none needs another. */
    private List<Read> read(Dialect dialect) {
      Stream<Map.Entry<String, Source>> files = sources.entrySet().stream();
      return (sources.size() < MANY_FILES ? files : files.parallel())
          .map(
              file -> {
                List<RegoError> errors = new ArrayList<>();
                Source source = file.getValue();
                Dialect own = source.dialect();
                return new Read(
                    Parser.module(file.getKey(), source.text(), own == null ? dialect : own, errors), errors);
              })
          .toList();
    }

    /** A file that was read: its module, where there is one, and what is wrong with it. */
    private record Read(@Nullable Module module, List<RegoError> errors) {}
  }
}
