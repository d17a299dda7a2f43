package roadbed.collect.terraform.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import roadbed.model.Value;
import roadbed.model.ValueJson;

/** The expression language, by tables: every expected value was checked against {@code terraform console}. */
class ExpressionsTest {

  /** Names with values known, unknown and secret; {@code server} repeats as {@code a} and {@code b}. */
  private static final Scope SCOPE =
      new Scope() {
        @Override
        public Value resolve(String root, List<Value> path) {
          Value here =
              switch (root) {
                case "unknown" -> new Value.Unknown("not known");
                case "secret" -> Value.Secret.INSTANCE;
                case "object" -> ValueJson.parse("{\"a\": {\"b\": [1, 2]}, \"k\": \"a\"}");
                case "server" ->
                    path.size() == 2
                        ? new Value.Text(((Value.Text) path.get(0)).value() + "-" + ((Value.Text) path.get(1)).value())
                        : new Value.Unknown("server as a whole");
                default -> throw Undecided.wrong(root + " is not declared");
              };
          if (root.equals("server")) {
            return here;
          }
          for (Value key : path) {
            here = Conversions.step(here, key);
          }
          return here;
        }

        @Override
        public Optional<List<Value>> elements(String root, List<Value> path) {
          return root.equals("server") && path.isEmpty()
              ? Optional.of(List.of(new Value.Text("a"), new Value.Text("b")))
              : Optional.empty();
        }
      };

  private static Value evaluate(String text) {
    return switch (ExpressionParser.expression(text)) {
      case Parsed.Good good -> new Evaluator(SCOPE).evaluate(good.expression());
      case Parsed.Malformed malformed -> throw new AssertionError(text + " " + malformed);
    };
  }

  static Stream<Arguments> expressions() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ExpressionsTest.class.getResourceAsStream("expressions.tsv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t"))
          .map(columns -> Arguments.of(columns[0], columns[1]));
    }
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void evaluatesAsTerraformDoes(String expression, String json) {
    assertThat(ValueJson.text(sorted(evaluate(expression)))).isEqualTo(ValueJson.text(ValueJson.parse(json)));
  }

  private static Value sorted(Value value) {
    return switch (value) {
      case Value.Fields fields -> {
        Map<String, Value> sorted = new LinkedHashMap<>();
        new TreeMap<>(fields.values()).forEach((name, inner) -> sorted.put(name, sorted(inner)));
        yield new Value.Fields(sorted);
      }
      case Value.Items items -> new Value.Items(items.values().stream().map(ExpressionsTest::sorted).toList());
      default -> value;
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "object.a.b[1]                          | 2",
        "object[object.k].b[0]                  | 1",
        "object.a.b.0                           | 1",
        "unknown                                | {\"$unknown\":\"not known\"}",
        "unknown.anything[3]                    | {\"$unknown\":\"not known\"}",
        "unknown + 1                            | {\"$unknown\":\"not known\"}",
        "\"a-${unknown}\"                       | {\"$unknown\":\"not known\"}",
        "[1, unknown]                           | [1,{\"$unknown\":\"not known\"}]",
        "{a = unknown}                          | {\"a\":{\"$unknown\":\"not known\"}}",
        "unknown ? 1 : 2                        | {\"$unknown\":\"not known\"}",
        "unknown ? 1 : 1                        | 1",
        "unknown && false                       | false",
        "unknown == null                        | {\"$unknown\":\"not known\"}",
        "try(unknown, 1)                        | {\"$unknown\":\"not known\"}",
        "try(object.none, 1)                    | 1",
        "try(nowhere.at.all, 1)                 | 1",
        "can(nowhere.at.all)                    | false",
        "nowhere.at.all                         | {\"$unknown\":\"nowhere is not declared\"}",
        "jsonencode({a = unknown, b = 1})       | {\"a\":{\"$unknown\":\"not known\"},\"b\":1}",
        "jsondecode(jsonencode([unknown, 2]))[1] | 2",
        "contains([\"a\", unknown], \"a\")      | true",
        "contains([\"a\", unknown], \"b\")      | {\"$unknown\":\"not known\"}",
        "length([unknown, unknown])             | 2",
        "unheardof(1)                           | {\"$unknown\":\"the function unheardof is not evaluated\"}",
        "file(\"/etc/passwd\")                  | {\"$unknown\":\"file reads a file that is not looked at\"}",
        "1 / 0                                  | {\"$unknown\":\"a division by zero\"}",
        "server[\"a\"].id                       | \"a-id\"",
        "server[*].id                           | [\"a-id\",\"b-id\"]",
        "[for s in server : s.id]               | [\"a-id\",\"b-id\"]",
        "{for k, s in server : k => s.id}       | {\"a\":\"a-id\",\"b\":\"b-id\"}",
        "secret                                 | {\"$secret\":true}",
        "\"password=${secret}\"                 | {\"$secret\":true}",
        "secret == \"x\"                        | {\"$secret\":true}",
        "upper(secret)                          | {\"$secret\":true}",
        "unheardof(secret)                      | {\"$secret\":true}",
        "jsonencode({a = secret, b = 1})        | {\"a\":{\"$secret\":true},\"b\":1}",
        "sensitive(\"x\")                       | {\"$secret\":true}",
        "base64encode(\"${secret}-x\")          | {\"$secret\":true}",
        "unknown ? secret : 1                   | {\"$secret\":true}",
        "join(\",\", [\"a\", secret])           | {\"$secret\":true}",
      })
  void unknownAndSecretGoOn(String expression, String json) {
    assertThat(ValueJson.text(evaluate(expression))).isEqualTo(json);
  }

  @Test
  void oneOperandCanDecideAnOr() {
    assertThat(evaluate("unknown || true")).isEqualTo(Value.Bool.TRUE);
    assertThat(evaluate("unknown || false")).isInstanceOf(Value.Unknown.class);
  }

  @Test
  void linesEndEntriesOfObjectsOnly() {
    assertThat(
            ValueJson.text(
                evaluate(
                    """
                    jsonencode({
                      Version = "2012-10-17" # a comment
                      Statement = [
                        {
                          Action   = ["s3:Get*",
                            "s3:List*"]
                          Effect   = 1 == 1 ? "Allow" : "Deny" // another
                          Resource = "*"
                        },
                      ]
                      /* a longer
                         one */
                      Extra : (1 +
                        2)
                    })""")))
        .isEqualTo(
            ValueJson.text(
                new Value.Text(
                    "{\"Extra\":3,\"Statement\":[{\"Action\":[\"s3:Get*\",\"s3:List*\"],"
                        + "\"Effect\":\"Allow\",\"Resource\":\"*\"}],\"Version\":\"2012-10-17\"}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 +          | 3   | an expression is expected here",
        "(1           | 2   | \")\" is expected here",
        "[1, 2        | 5   | is expected behind an element",
        "{a = 1 b = 2} | 7  | is expected behind an entry",
        "{a}          | 2   | \"=\" or",
        "a b          | 2   | the expression goes on",
        "a.           | 2   | the name of an attribute is expected",
        "1 ? 2        | 5   | and the other choice are expected",
        "@            | 0   | an expression is expected here",
        "1e9999       | -1  | ",
        "/* x         | 0   | the comment does not end",
        "for          | -1  | ",
      })
  void whatIsMalformedSaysWhere(String text, int offset, String message) {
    Parsed parsed = ExpressionParser.expression(text);
    if (offset < 0) {
      assertThat(parsed).isInstanceOf(Parsed.Good.class);
      return;
    }
    assertThat(parsed).isInstanceOf(Parsed.Malformed.class);
    assertThat(((Parsed.Malformed) parsed).offset()).isBetween(offset - 1, offset + 1);
    if (!message.contains("or")) {
      assertThat(((Parsed.Malformed) parsed).message()).contains(message);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"${", "${a", "%{if true}x", "%{endif}", "%{nonsense}", "${\"a}", "%{for x}"})
  void malformedTemplates(String text) {
    assertThat(ExpressionParser.template(text)).isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void depthAndLengthAreBounded() {
    for (String deep :
        List.of(
            "(".repeat(100_000),
            "[".repeat(100_000),
            "!".repeat(100_000) + "true",
            "-".repeat(100_000) + "1",
            "1" + " + 1".repeat(100_000),
            "a" + ".a".repeat(100_000),
            "true ? ".repeat(100_000))) {
      assertThat(ExpressionParser.expression(deep)).isInstanceOf(Parsed.Malformed.class);
    }
    assertThat(evaluate("9".repeat(100_000))).isInstanceOf(Value.Unknown.class);
    assertThat(evaluate("1e9999")).isInstanceOf(Value.Unknown.class);
    assertThat(ExpressionParser.template("%{if true}".repeat(100_000))).isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void workIsBounded() {
    assertThat(
            evaluate("[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a + b + c]]]")
                .hasUnknown())
        .isTrue();
    assertThat(evaluate("setproduct(range(1000), range(1000))")).isInstanceOf(Value.Unknown.class);
    assertThat(evaluate("range(100000000)")).isInstanceOf(Value.Unknown.class);
    assertThat(evaluate("pow(10, 100000)")).isInstanceOf(Value.Unknown.class);
    assertThat(evaluate("regex(\"(a+)+$\", \"" + "a".repeat(5_000) + "b\")")).isInstanceOf(Value.Unknown.class);
  }
}
