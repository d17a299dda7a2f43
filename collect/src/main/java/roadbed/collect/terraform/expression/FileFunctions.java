package roadbed.collect.terraform.expression;

import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import roadbed.collect.terraform.expression.Functions.Arguments;
import roadbed.re2.BoundedPattern;
import roadbed.model.Value;

/** Functions that read files, through the {@link FileTree} of the scope, and that render templates. */
final class FileFunctions {
  private FileFunctions() {}

  static void addTo(Map<String, Functions.Function> all) {
    all.put("file", a -> of(a, bytes -> EncodingFunctions.decoded(bytes, StandardCharsets.UTF_8)));
    all.put("filebase64", a -> of(a, EncodingFunctions::base64));
    all.put("filemd5", a -> of(a, bytes -> EncodingFunctions.hex(EncodingFunctions.digest("MD5", bytes))));
    all.put("filesha1", a -> of(a, bytes -> EncodingFunctions.hex(EncodingFunctions.digest("SHA-1", bytes))));
    all.put("filesha256", a -> of(a, bytes -> EncodingFunctions.hex(EncodingFunctions.digest("SHA-256", bytes))));
    all.put("filesha512", a -> of(a, bytes -> EncodingFunctions.hex(EncodingFunctions.digest("SHA-512", bytes))));
    all.put("filebase64sha256", a -> of(a, bytes -> EncodingFunctions.base64(EncodingFunctions.digest("SHA-256", bytes))));
    all.put("filebase64sha512", a -> of(a, bytes -> EncodingFunctions.base64(EncodingFunctions.digest("SHA-512", bytes))));
    all.put("fileexists", FileFunctions::exists);
    all.put("fileset", FileFunctions::set);
    all.put("templatefile", FileFunctions::templateFile);
    all.put("templatestring", a -> rendered(a, a.text(0)));
  }

  private static Value of(Arguments a, Function<byte[], Value> use) {
    return switch (a.evaluator().scope().files().read(a.text(0))) {
      case FileTree.Content.Found found -> use.apply(bytes(found));
      case FileTree.Content.Missing _ -> throw Undecided.wrong(a.function() + " finds no file at this path");
      case FileTree.Content.NotLooked not -> new Value.Unknown(a.function() + " " + not.reason());
    };
  }

  private static byte[] bytes(FileTree.Content.Found found) {
    byte[] bytes = new byte[found.bytes().remaining()];
    found.bytes().duplicate().get(bytes);
    return bytes;
  }

  private static Value exists(Arguments a) {
    return switch (a.evaluator().scope().files().read(a.text(0))) {
      case FileTree.Content.Found _ -> Value.Bool.TRUE;
      case FileTree.Content.Missing _ -> Value.Bool.FALSE;
      case FileTree.Content.NotLooked not -> new Value.Unknown("fileexists " + not.reason());
    };
  }

  private static Value set(Arguments a) {
    FileTree files = a.evaluator().scope().files();
    String folder = a.text(0);
    Pattern pattern = glob(a.text(1));
    if (!files.isLooked(folder)) {
      return new Value.Unknown("fileset looks at a folder that is not looked at");
    }
    List<Value> found = new ArrayList<>();
    for (String path : files.below(folder)) {
      if (pattern.matcher(path).matches()) {
        found.add(new Value.Text(path));
      }
    }
    return new Value.Items(SetOrder.of(found), Value.Items.Kind.SET);
  }

  /** {@code *}, {@code ?}, {@code **}, <code>{a,b}</code> and {@code [a-z]} as a regular expression. */
  private static Pattern glob(String glob) {
    StringBuilder regex = new StringBuilder();
    int braces = 0;
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      switch (c) {
        case '*' -> {
          boolean any = i + 1 < glob.length() && glob.charAt(i + 1) == '*';
          boolean folders = any && i + 2 < glob.length() && glob.charAt(i + 2) == '/';
          regex.append(folders ? "(?:.*/)?" : any ? ".*" : "[^/]*");
          i += folders ? 2 : any ? 1 : 0;
        }
        case '?' -> regex.append("[^/]");
        case '{' -> {
          regex.append("(?:");
          braces++;
        }
        case '}' -> {
          regex.append(braces > 0 ? ")" : "\\}");
          braces = Math.max(0, braces - 1);
        }
        case ',' -> regex.append(braces > 0 ? "|" : ",");
        case '[' -> {
          int end = glob.indexOf(']', i + 2);
          if (end < 0) {
            throw Undecided.wrong("the pattern of fileset is malformed");
          }
          String inside = glob.substring(i + 1, end).replace("\\", "\\\\").replace("[", "\\[");
          regex.append('[').append(inside.startsWith("!") ? "^" + inside.substring(1) : inside).append(']');
          i = end;
        }
        case '\\' -> {
          i++;
          regex.append(i < glob.length() ? Pattern.quote(glob.substring(i, i + 1)) : "");
        }
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    try {
      return BoundedPattern.compile(regex.toString());
    } catch (com.google.re2j.PatternSyntaxException malformed) {
      throw Undecided.wrong("the pattern of fileset is malformed");
    }
  }

  private static Value templateFile(Arguments a) {
    return switch (a.evaluator().scope().files().read(a.text(0))) {
      case FileTree.Content.Found found ->
          EncodingFunctions.decoded(bytes(found), StandardCharsets.UTF_8) instanceof Value.Text text
              ? rendered(a, text.value())
              : Value.Null.INSTANCE;
      case FileTree.Content.Missing _ -> throw Undecided.wrong("templatefile finds no file at this path");
      case FileTree.Content.NotLooked not -> new Value.Unknown("templatefile " + not.reason());
    };
  }

  /** A template that renders itself would never end; the language forbids any in any. */
  private static Value rendered(Arguments a, String template) {
    if (a.evaluator().isInTemplate()) {
      throw Undecided.wrong(a.function() + " cannot stand in a template that another call renders");
    }
    Map<String, Value> variables = a.fields(1);
    return switch (ExpressionParser.template(template)) {
      case Parsed.Good good -> new Evaluator(new Variables(variables, a.evaluator().scope().files()), true).strictly(good.expression());
      case Parsed.Malformed malformed ->
          throw Undecided.wrong("the template is malformed: " + malformed.message());
    };
  }

  /** What a template may name: its variables. */
  private record Variables(Map<String, Value> variables, FileTree files) implements Scope {
    @Override
    public Value resolve(String root, List<Value> path) {
      Value here = variables.get(root);
      if (here == null) {
        throw Undecided.wrong("the template has no variable " + root);
      }
      for (Value key : path) {
        here = Conversions.step(here, key);
      }
      return here;
    }
  }
}
