package roadbed.rego.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
  private static final Random RANDOM = new Random(7);

  private static Value random(int depth) {
    int kind = RANDOM.nextInt(depth > 0 ? 7 : 4);
    return switch (kind) {
      case 0 -> NullValue.NULL;
      case 1 -> BooleanValue.of(RANDOM.nextBoolean());
      case 2 -> RANDOM.nextBoolean() ? NumberValue.of(RANDOM.nextInt(5) - 2) : NumberValue.of(RANDOM.nextInt(8) / 4.0);
      case 3 -> StringValue.of(List.of("", "a", "b", "\uFFFD", "\uD83D\uDE00", "a\u0000").get(RANDOM.nextInt(6)));
      case 4 -> ArrayValue.of(several(depth));
      case 5 -> SetValue.of(several(depth));
      default -> {
        ObjectValue.Builder builder = ObjectValue.builder();
        several(depth).forEach(key -> builder.put(key, random(depth - 1)));
        yield builder.build();
      }
    };
  }

  private static List<Value> several(int depth) {
    List<Value> values = new ArrayList<>();
    for (int i = RANDOM.nextInt(14); i > 0; i--) {
      values.add(random(depth - 1));
    }
    return values;
  }

  @Test
  void orderIsTotalAndAgreesWithEqualityAndHash() {
    for (int i = 0; i < 20_000; i++) {
      Value a = random(2);
      Value b = random(2);
      Value c = random(2);
      assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
      assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
      if (a.equals(b)) {
        assertThat(a).hasSameHashCodeAs(b);
      }
      List<Value> three = new ArrayList<>(List.of(a, b, c));
      Collections.sort(three);
      assertThat(three.get(0).compareTo(three.get(2))).isLessThanOrEqualTo(0);
    }
  }

  @Test
  void jsonReadsBackAsItWasWritten() {
    for (int i = 0; i < 5_000; i++) {
      Value json = Values.parseJson(Values.toJson(random(3)));
      assertThat(Values.parseJson(Values.toJson(json))).isEqualTo(json);
      assertThat(Values.parseJson(Values.toPlainJson(json))).isEqualTo(json);
    }
  }

  @Test
  void typesOrderAsInRego() {
    List<Value> ordered =
        List.of(
            NullValue.NULL,
            BooleanValue.FALSE,
            BooleanValue.TRUE,
            NumberValue.of(-1),
            NumberValue.parse("0.5"),
            StringValue.of("Z"),
            StringValue.of("a"),
            StringValue.of("\uFFFD"),
            StringValue.of("\uD83D\uDE00"),
            ArrayValue.EMPTY,
            ObjectValue.EMPTY,
            SetValue.EMPTY);
    List<Value> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, RANDOM);
    Collections.sort(shuffled);
    assertThat(shuffled).containsExactlyElementsOf(ordered);
  }

  @ParameterizedTest
  @CsvSource({"1,1.0", "100,1e2", "0.10,0.1", "18446744073709551616,1.8446744073709551616e19", "-0,0"})
  void numbersAreEqualByValue(String left, String right) {
    assertThat(NumberValue.parse(left)).isEqualTo(NumberValue.parse(right));
    assertThat(NumberValue.parse(left)).hasSameHashCodeAs(NumberValue.parse(right));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1e3", "9223372036854775808", "0.30000000000000000001", "-12"})
  void numbersPrintAsTheyWereWritten(String text) {
    assertThat(Values.parseJson(text)).hasToString(text);
  }

  @Test
  void termsPrintAsRego() {
    Value value = ObjectValue.of("a\n", ArrayValue.of(SetValue.of(NumberValue.of(2), NumberValue.of(1)), SetValue.EMPTY));
    assertThat(value).hasToString("{\"a\\n\": [{1, 2}, set()]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\": 1,}|1:9|member name",
        "[1, 2|1:6|unexpected end of JSON",
        "nul|1:1|null was expected",
        "01|1:2|after the end",
        "\"a|1:3|does not end",
        "1e999999999|1:1|exponent",
        "{\"a\" 1}|1:6|expected :",
      })
  void faultsAreToldWithTheirPlace(String json, String place, String problem) {
    assertThatThrownBy(() -> Values.parseJson(json)).hasMessageStartingWith(place + ": ").hasMessageContaining(problem);
  }

  @Test
  void depthIsBounded() {
    assertThatThrownBy(() -> Values.parseJson("[".repeat(10_000))).hasMessageContaining("nested deeper than");
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedInJsonAndKeptInTexts() {
    byte[] bytes = {'"', (byte) 0xC3, '"'};
    assertThatThrownBy(() -> Values.parseJson(bytes)).hasMessageContaining("not UTF-8");
    byte[] raw = {'a', (byte) 0xFF, (byte) 0xC3, (byte) 0xA4};
    assertThat(Utf8.encode(Utf8.decode(raw))).isEqualTo(raw);
  }

  @Test
  void anUnknownNeverDecides() {
    Value unknown = new UnknownValue("known after apply");
    Value within = ObjectValue.of("a", ArrayValue.of(unknown));
    assertThatThrownBy(() -> unknown.equals(NullValue.NULL)).isInstanceOf(UnknownReached.class);
    assertThatThrownBy(() -> NumberValue.ONE.equals(unknown)).isInstanceOf(UnknownReached.class);
    assertThatThrownBy(() -> StringValue.of("x").compareTo(unknown)).isInstanceOf(UnknownReached.class);
    assertThatThrownBy(within::hashCode).isInstanceOf(UnknownReached.class);
    assertThatThrownBy(() -> Values.toJson(within)).hasMessageContaining("known after apply");
    assertThatThrownBy(() -> SetValue.of(within)).isInstanceOf(UnknownReached.class);
    assertThat(unknown.get(StringValue.of("below"))).isSameAs(unknown);
  }
}
