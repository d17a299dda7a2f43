package roadbed.rego.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects that share their keys, and the reader that guesses names: whatever it guesses, it reads what is written. */
class ShapeTest {
  private static ObjectValue object(String json) {
    return (ObjectValue) Values.parseJson(json);
  }

  @Test
  void objectsOfTheSameNamesInTheSameOrderShareTheirKeys() {
    ObjectValue one = object("{\"name\": 1, \"kind\": {\"name\": 2, \"kind\": 3}}");

    assertThat(((ObjectValue) one.slot(1)).keys()).isSameAs(one.keys());
    assertThat(object("{\"name\":\"x\",\"kind\":null}").keys()).isSameAs(one.keys());
    assertThat(object("{\"kind\":\"x\",\"name\":null}").keys()).isNotSameAs(one.keys());
    assertThat(Keys.of(List.of(StringValue.of("name"), StringValue.of("kind")))).isSameAs(one.keys());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":1,"b":2,"a":3}              | {"a": 3, "b": 2}
          {"b":1,"a":2}                    | {"a": 2, "b": 1}
          {"a":1}                          | {"a": 1}
          {"a" : 1 , "ab" : 2, "abc" :3 }  | {"a": 1, "ab": 2, "abc": 3}
          {"":{"":{"":0}}}                 | {"": {"": {"": 0}}}
          {"\\u0061":1,"a":2}              | {"a": 2}
          {"a\\"b":1,"a\\\\":2}            | {"a\\"b": 1, "a\\\\": 2}
          {"ä":1,"b":{"ä":2}}              | {"b": {"ä": 2}, "ä": 1}
          [{"a":1},{"a":2,"b":[{"a":3}]}]  | [{"a": 1}, {"a": 2, "b": [{"a": 3}]}]
          """)
  void guessesDoNotChangeWhatIsRead(String json, String term) {
    for (int i = 0; i < 3; i++) {
      assertThat(Values.parseJson(json)).hasToString(term);
    }
  }

  @Test
  void everyNumberOfNamesOfEveryLengthIsRead() {
    Random random = new Random(11);
    for (int round = 0; round < 2_000; round++) {
      TreeMap<String, Integer> members = new TreeMap<>();
      for (int i = random.nextInt(round % 50 == 0 ? 200 : 12); i > 0; i--) {
        members.put("n".repeat(random.nextInt(20)) + random.nextInt(6), random.nextInt(5));
      }
      StringBuilder json = new StringBuilder();
      members.forEach((name, value) -> json.append(json.isEmpty() ? "{" : ",").append('"').append(name).append("\":").append(value));
      ObjectValue read = object(json.isEmpty() ? "{}" : json + "}");

      assertThat(read.size()).isEqualTo(members.size());
      int i = 0;
      for (String name : members.keySet()) {
        assertThat(read.keyAt(i++)).isEqualTo(StringValue.of(name));
        assertThat(read.get(name)).isEqualTo(NumberValue.of(members.get(name)));
        assertThat(read.slot(read.keys().find(StringValue.of(name)))).isEqualTo(read.get(name));
      }
    }
  }

  @Test
  void aTreeThatIsFullBeginsAnew() {
    for (int i = 0; i < 40_000; i++) {
      ObjectValue object = object("{\"k\":" + i + ",\"a" + i % 60 + "\":1,\"b" + i % 3_000 + "\":2,\"c" + i + "\":3}");
      assertThat(object.get("k")).isEqualTo(NumberValue.of(i));
      assertThat(object.get("c" + i)).isEqualTo(NumberValue.of(3));
    }
    assertThat(object("{\"name\":1,\"kind\":2}").keys()).isSameAs(object("{\"name\":3,\"kind\":4}").keys());
  }

  @Test
  void textsAreReadWhereverTheyEndAndWhateverTheyHold() {
    List<String> pieces = List.of("a", "bcdefgh", "ä", "\uD83D\uDE00", "\\n", "\\u0041", "0123456789abcdef", "/", "\\\\", "\\\"");
    Random random = new Random(5);
    for (int round = 0; round < 5_000; round++) {
      StringBuilder json = new StringBuilder();
      IntStream.range(0, random.nextInt(8)).forEach(i -> json.append(pieces.get(random.nextInt(pieces.size()))));
      String wanted =
          json.toString().replace("\\n", "\n").replace("\\u0041", "A").replace("\\\"", "\"").replace("\\\\", "\\");
      byte[] bytes = ("[\"" + json + "\",\"" + json + "\"]").getBytes(StandardCharsets.UTF_8);

      assertThat(Values.parseJson(bytes)).isEqualTo(ArrayValue.of(StringValue.of(wanted), StringValue.of(wanted)));
    }
  }
}
