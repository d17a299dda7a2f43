package roadbed.collect.terraform.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roadbed.model.Value;
import roadbed.model.ValueJson;

class FunctionsTest {

  /** What terraform metadata functions lists for version 1.11. */
  private static final String TERRAFORM =
      """
      abs abspath alltrue anytrue base64decode base64encode base64gzip base64sha256 base64sha512
      basename bcrypt can ceil chomp chunklist cidrhost cidrnetmask cidrsubnet cidrsubnets coalesce
      coalescelist compact concat contains csvdecode dirname distinct element endswith
      ephemeralasnull file filebase64 filebase64sha256 filebase64sha512 fileexists filemd5 fileset
      filesha1 filesha256 filesha512 flatten floor format formatdate formatlist indent index
      issensitive join jsondecode jsonencode keys length log lookup lower matchkeys max md5 merge
      min nonsensitive one parseint pathexpand plantimestamp pow range regex regexall replace
      reverse rsadecrypt sensitive setintersection setproduct setsubtract setunion sha1 sha256
      sha512 signum slice sort split startswith strcontains strrev substr sum templatefile
      templatestring textdecodebase64 textencodebase64 timeadd timecmp timestamp title tobool tolist
      tomap tonumber toset tostring transpose trim trimprefix trimspace trimsuffix try upper
      urlencode uuid uuidv5 values yamldecode yamlencode zipmap
      """;

  private static final FileTree FILES =
      new FileTree() {
        private final Map<String, String> texts =
            Map.of(
                "a.txt", "hello",
                "t.tpl", "%{ for p in ports ~}${p};%{ endfor }${upper(name)}",
                "loop.tpl", "${templatefile(\"loop.tpl\", {})}",
                "d/x.json", "{}",
                "d/e/y.json", "{}");

        @Override
        public Content read(String path) {
          if (path.startsWith("/")) {
            return new Content.NotLooked("reads a file outside of what is looked at");
          }
          String text = texts.get(path);
          return text == null ? new Content.Missing() : new Content.Found(StandardCharsets.UTF_8.encode(text));
        }

        @Override
        public List<String> below(String folder) {
          return texts.keySet().stream()
              .filter(path -> folder.equals(".") || path.startsWith(folder + "/"))
              .map(path -> folder.equals(".") ? path : path.substring(folder.length() + 1))
              .toList();
        }

        @Override
        public boolean isLooked(String folder) {
          return !folder.startsWith("/");
        }
      };

  private static final Scope SCOPE =
      new Scope() {
        @Override
        public Value resolve(String root, List<Value> path) {
          if (root.equals("unknown")) {
            return new Value.Unknown("not known");
          }
          if (root.equals("template")) {
            return new Value.Text("hi ${name}");
          }
          throw Undecided.wrong(root + " is not declared");
        }

        @Override
        public FileTree files() {
          return FILES;
        }
      };

  private static Value evaluate(String text) {
    return switch (ExpressionParser.expression(text)) {
      case Parsed.Good good -> new Evaluator(SCOPE).evaluate(good.expression());
      case Parsed.Malformed malformed -> throw new AssertionError(text + " " + malformed);
    };
  }

  @Test
  void everyFunctionOfTerraformIsThere() {
    Set<String> missing = new TreeSet<>(List.of(TERRAFORM.strip().split("\\s+")));
    assertThat(missing).hasSize(118);
    missing.removeAll(Functions.names());
    assertThat(missing).containsExactly("can", "try");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "file(\"a.txt\")                            | \"hello\"",
        "file(\"/etc/passwd\")                      | {\"$unknown\":\"file reads a file outside of what is looked at\"}",
        "file(\"none\")                             | {\"$unknown\":\"file finds no file at this path\"}",
        "try(file(\"none\"), 1)                     | 1",
        "fileexists(\"none\")                       | false",
        "fileexists(\"a.txt\")                      | true",
        "filebase64(\"a.txt\")                      | \"aGVsbG8=\"",
        "filemd5(\"a.txt\")                         | \"5d41402abc4b2a76b9719d911017c592\"",
        "fileset(\".\", \"**/*.json\")              | [\"d/e/y.json\",\"d/x.json\"]",
        "fileset(\"d\", \"*.{json,yaml}\")          | [\"x.json\"]",
        "fileset(\"/etc\", \"*\")                   | {\"$unknown\":\"fileset looks at a folder that is not looked at\"}",
        "templatefile(\"t.tpl\", {ports=[1,2],name=\"x\"}) | \"1;2;X\"",
        "templatefile(\"t.tpl\", {ports=[unknown],name=\"x\"}) | {\"$unknown\":\"not known\"}",
        "templatefile(\"t.tpl\", {name=\"x\"})      | {\"$unknown\":\"the template has no variable ports\"}",
        "templatefile(\"loop.tpl\", {})             | {\"$unknown\":\"templatefile cannot stand in a template that another call renders\"}",
        "templatestring(template, {name=\"you\"})   | \"hi you\"",
        "timestamp()                                | {\"$unknown\":\"known after apply: timestamp\"}",
        "uuid()                                     | {\"$unknown\":\"known after apply: uuid\"}",
        "bcrypt(\"x\")                              | {\"$unknown\":\"known after apply: bcrypt\"}",
        "provider::aws::arn_parse(\"x\")            | {\"$unknown\":\"the function provider::aws::arn_parse is not evaluated\"}",
        "core::upper(\"x\")                         | \"X\"",
        "cidrcontains(\"10.0.0.0/8\", \"10.1.2.3\") | true",
        "cidrcontains(\"10.0.0.0/8\", \"11.0.0.0/9\") | false",
        "urldecode(\"a+b%20c\")                     | \"a b c\"",
        "base64gunzip(base64gzip(\"test\"))         | \"test\"",
        "alltrue([false, unknown])                  | false",
        "anytrue([unknown, true])                   | true",
        "anytrue([unknown, false])                  | {\"$unknown\":\"not known\"}",
        "toset([unknown])                           | {\"$unknown\":\"not known\"}",
        "merge({a=unknown}, {b=1})                  | {\"a\":{\"$unknown\":\"not known\"},\"b\":1}",
        "format(\"%s\", unknown)                    | {\"$unknown\":\"not known\"}",
        "true ? {a=unknown} : {a=\"x\"}             | {\"a\":{\"$unknown\":\"not known\"}}",
        "true ? 1 : nowhere.at.all                  | 1",
        "upper()                                    | {\"$unknown\":\"upper takes 1 argument\"}",
        "upper(\"a\", \"b\")                        | {\"$unknown\":\"upper takes 1 argument\"}",
        "range(100000000)                           | {\"$unknown\":\"range gives more than 1024 numbers\"}",
      })
  void functions(String expression, String json) {
    assertThat(ValueJson.text(evaluate(expression))).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "string                                | 5                     | \"5\"",
        "list(string)                          | [1,true]              | [\"1\",\"true\"]",
        "set(number)                           | [\"2\",1,2]           | [1,2]",
        "map(bool)                             | {\"a\":\"true\"}      | {\"a\":true}",
        "object({a=string,b=optional(number,3)}) | {\"a\":1,\"x\":2}    | {\"a\":\"1\",\"b\":3}",
        "object({a=string,b=optional(string)}) | {\"a\":1}             | {\"a\":\"1\",\"b\":null}",
        "list(object({p=number}))              | [{\"p\":\"80\"}]      | [{\"p\":80}]",
        "tuple([string,number])                | [1,\"2\"]             | [\"1\",2]",
        "any                                   | [1,\"a\"]             | [1,\"a\"]",
        "list(any)                             | [1,\"a\"]             | [\"1\",\"a\"]",
        "list                                  | [1]                   | [1]",
      })
  void valuesAreConvertedToTheTypesOfVariables(String type, String value, String expected) {
    Optional<Type> constraint =
        ExpressionParser.expression(type) instanceof Parsed.Good good
            ? Type.constraint(good.expression())
            : Optional.empty();
    assertThat(ValueJson.text(Conversions.convert(ValueJson.parse(value), constraint.orElseThrow()))).isEqualTo(expected);
  }
}
