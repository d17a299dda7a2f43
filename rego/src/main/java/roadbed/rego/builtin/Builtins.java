package roadbed.rego.builtin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The builtins by name.
 *
 * <p>Start-up costs one pass over the declarations; a signature is read and a group's class loaded when the first
 * function of it is asked for.
 */
public final class Builtins {
  private static final Builtins STANDARD = new Builtins();

  private final Map<String, String> declarations;
  private final Map<String, Builtin> found = new ConcurrentHashMap<>();

  private Builtins() {
    declarations = new HashMap<>(512);
    for (String line : Declarations.TEXT.split("\n")) {
      declarations.put(name(line), line);
    }
  }

  private Builtins(Map<String, String> declarations) {
    this.declarations = declarations;
  }

  private static String name(String declaration) {
    int end = declaration.indexOf('(');
    while ("?!*".indexOf(declaration.charAt(end - 1)) >= 0) {
      end--;
    }
    return declaration.substring(0, end);
  }

  /**
   * These builtins and one more.
   *
   * @param declaration such as {@code geo.distance(array[number], array[number]) -> number}; after the name, {@code ?}
   *     marks one whose result depends on more than its arguments
   */
  public Builtins with(String declaration, Body body) {
    String name = name(declaration);
    Map<String, String> all = new HashMap<>(declarations);
    all.put(name, declaration);
    Builtins more = new Builtins(all);
    more.found.putAll(found);
    more.found.put(name, read(name, declaration, body));
    return more;
  }

  /** The builtins of OPA 1.19. */
  public static Builtins standard() {
    return STANDARD;
  }

  /** All names, sorted. */
  public List<String> names() {
    return declarations.keySet().stream().sorted().toList();
  }

  /** The builtin of this name. */
  public Optional<Builtin> find(String name) {
    Builtin known = found.get(name);
    if (known == null) {
      String line = declarations.get(name);
      if (line == null) {
        return Optional.empty();
      }
      known = found.computeIfAbsent(name, _ -> read(name, line, body(name)));
    }
    return Optional.of(known);
  }

  private static Builtin read(String name, String line, @Nullable Body known) {
    int open = line.indexOf('(');
    String marks = line.substring(name.length(), open);
    int gap = line.lastIndexOf(" as ");
    String infix = gap < 0 ? null : line.substring(gap + 4);
    String signature = line.substring(open, gap < 0 ? line.length() : gap);
    Body body = known;
    if (body == null) {
      body = (_, _) -> {
        throw BuiltinException.failed("is not part of this build");
      };
    }
    return new Builtin(
        name,
        SignatureParser.parse(signature),
        infix,
        marks.indexOf('?') < 0,
        marks.indexOf('!') >= 0,
        marks.indexOf('*') >= 0,
        body);
  }

  /** The group that a name belongs to is loaded here, and no other. */
  private static @Nullable Body body(String name) {
    int dot = name.indexOf('.');
    return switch (dot < 0 ? name : name.substring(0, dot)) {
      case "array", "count", "max", "min", "sort", "all", "any" -> Aggregates.body(name);
      case "bits", "numbers", "plus", "minus", "mul", "div", "rem", "abs", "round", "ceil", "floor", "sum", "product" ->
          Arithmetic.body(name);
      case "and", "or", "set_diff", "intersection", "union" -> Sets.body(name);
      case "object" -> Objects.body(name);
      case "print", "trace" -> Printing.body(name);
      case "internal" -> name.startsWith("internal.member") ? Comparisons.body(name) : Printing.body(name);
      case "units" -> Units.body(name);
      case "graph", "walk" -> Graphs.body(name);
      case "json" -> {
        Body found = Documents.body(name);
        found = found == null ? JsonTexts.body(name) : found;
        yield found == null ? JsonSchemas.body(name) : found;
      }
      case "time" -> Times.body(name);
      case "uuid", "semver", "rand", "opa", "rego" -> Identifiers.body(name);
      case "crypto" -> {
        Body found = Hashes.body(name);
        yield found == null ? X509.body(name) : found;
      }
      case "io" -> Tokens.body(name);
      case "graphql" -> Graphql.body(name);
      case "yaml" -> JsonTexts.body(name);
      case "base64", "base64url", "hex", "urlquery" -> Encodings.body(name);
      case "uri" -> Uris.body(name);
      case "regex", "re_match" -> Regexes.body(name);
      case "glob" -> Globs.body(name);
      case "net" -> name.equals("net.lookup_ip_addr") ? Network.body(name) : Cidrs.body(name);
      case "http" -> Network.body(name);
      case "strings" -> name.equals("strings.render_template") ? TextTemplates.body(name) : Strings.body(name);
      case "providers" -> AwsSigning.body(name);
      default -> {
        Body found = Comparisons.body(name);
        yield found == null ? Strings.body(name) : found;
      }
    };
  }
}
