package roadbed.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roadbed.inventory.normal.NormalForms;
import roadbed.model.CollectedResource;
import roadbed.model.Value;
import roadbed.testkit.Declared;

/** Whatever stands in a document of whatever type, no mapping throws, and each resource keeps its place. */
class RandomDocumentsTest {
  private static final List<String> WORDS =
      List.of(
          "true", "false", "*", "0.0.0.0/0", "-1", "", "22", "20-25", "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\"}]}", "{\"Statement\":3}", "not json {", "arn:aws:iam::111122223333:role/r", "arn:", "https://x", "projects/", "/subscriptions/", "TLS1_2", "public-read", "é\u0000", "rate(1 day)");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8})
  void neverThrows(long seed) {
    Random random = new Random(seed);
    List<String> fields = List.copyOf(Words.IN_MAPPINGS);
    List<CollectedResource> resources = new ArrayList<>();
    int number = 0;
    for (String type : NormalForms.types().names()) {
      for (int i = 0; i < 3; i++) {
        Value.Fields document = (Value.Fields) fields(random, fields, 4, 14);
        String name = "x" + number++;
        resources.add(
            type.startsWith("kubernetes/")
                ? Declared.object("apps/v1", type.substring(11), "{\"metadata\":{\"name\":\"" + name + "\"}}")
                : Declared.resource(type + "." + name).with(document).refers(pick(random, fields), type + ".x0").build());
      }
    }
    Snapshot snapshot = Inventory.of(List.of(Declared.collection("random", Estate.NOON, resources)));
    assertThat(snapshot.resources()).isNotEmpty();
    assertThat(snapshot.resources()).allSatisfy(resource -> assertThat(resource.kind()).isNotBlank());
  }

  private static String pick(Random random, List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static Value fields(Random random, List<String> names, int depth, int size) {
    Map<String, Value> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      map.put(pick(random, names), value(random, names, depth - 1));
    }
    return new Value.Fields(map);
  }

  private static Value value(Random random, List<String> names, int depth) {
    return switch (random.nextInt(depth <= 0 ? 7 : 11)) {
      case 0 -> Value.of(pick(random, WORDS));
      case 1 -> Value.of(random.nextLong());
      case 2 -> new Value.Decimal(new BigDecimal("1.5"));
      case 3 -> Value.of(random.nextBoolean());
      case 4 -> Value.Null.INSTANCE;
      case 5 -> new Value.Unknown("why not");
      case 6 -> Value.Secret.INSTANCE;
      case 7, 8 -> {
        List<Value> items = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          items.add(value(random, names, depth - 1));
        }
        yield new Value.Items(items);
      }
      default -> fields(random, names, depth, 6);
    };
  }
}
