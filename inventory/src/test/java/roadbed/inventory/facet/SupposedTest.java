package roadbed.inventory.facet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roadbed.model.Value;

/** A block that may be there or not, of which it is known what it would say. */
class SupposedTest {
  private static final Value.Unknown HIDDEN = new Value.Unknown("how many rule blocks there are is not known", items("aes"));

  private static Value.Items items(String algorithm) {
    return new Value.Items(List.of(new Value.Fields(Map.of("algorithm", Value.of(algorithm)))));
  }

  private static Document with(Value rule) {
    return new Document(new Value.Fields(Map.of("rule", rule, "name", Value.of("it"))));
  }

  private static Optional<Value> facet(Document doc, boolean otherwise) {
    return new Facets()
        .put("encrypted", () -> doc.has("rule") ? Optional.of(doc.isAny("rule.algorithm", "aes")) : Optional.empty(), otherwise)
        .get("encrypted");
  }

  @Test
  void aFacetIsKnownWhereItIsTheSameWithTheBlockAndWithoutIt() {
    assertThat(facet(with(HIDDEN), true)).contains(Value.Bool.TRUE);
  }

  @Test
  void aFacetIsUnknownWhereTheBlockDecides() {
    assertThat(facet(with(HIDDEN), false)).contains(HIDDEN);
    assertThat(facet(with(new Value.Unknown(HIDDEN.reason(), items("rot13"))), true)).contains(HIDDEN);
  }

  @Test
  void aFacetIsUnknownWhereNothingIsKnownOfTheBlock() {
    assertThat(facet(with(new Value.Unknown(HIDDEN.reason())), true)).contains(HIDDEN);
    Value.Items unknownInside = new Value.Items(List.of(new Value.Fields(Map.of("algorithm", new Value.Unknown("var.algorithm")))));
    assertThat(facet(with(new Value.Unknown(HIDDEN.reason(), unknownInside)), true)).contains(HIDDEN);
  }

  @Test
  void twoBlocksAreSupposedOneByOne() {
    Value.Unknown other = new Value.Unknown("how many other blocks there are is not known", items("des"));
    Document doc = new Document(new Value.Fields(Map.of("rule", HIDDEN, "other", other)));
    Optional<Value> all =
        new Facets().put("all", () -> doc.isAny("rule.algorithm", "x") || doc.isAny("other.algorithm", "x")).get("all");
    assertThat(all).contains(Value.Bool.FALSE);
    Optional<Value> one =
        new Facets().put("one", () -> doc.isAny("rule.algorithm", "x") || doc.isAny("other.algorithm", "des")).get("one");
    assertThat(one.filter(Value.Unknown.class::isInstance)).isPresent();
  }

  @Test
  void aBlockThatMustBeGivenSaysWhatItWouldSay() {
    assertThat(with(HIDDEN).requiredBlock("rule").text("algorithm")).contains("aes");
    assertThat(with(items("des")).requiredBlock("rule").text("algorithm")).contains("des");
    assertThat(with(Value.Items.EMPTY).requiredBlock("rule").text("algorithm")).isEmpty();
    Document unknown = with(new Value.Unknown(HIDDEN.reason()));
    assertThat(new Facets().put("algorithm", () -> unknown.requiredBlock("rule").text("algorithm")).get("algorithm"))
        .contains(new Value.Unknown(HIDDEN.reason()));
  }

  @Test
  void nothingIsSupposedOfABlockOnceTheFacetIsThere() {
    Document doc = with(HIDDEN);
    facet(doc, true);
    assertThat(doc.mentions("rule")).isTrue();
    assertThat(doc.raw("rule")).contains(HIDDEN);
  }

  @Test
  void aTextThatIsNeitherTrueNorFalseSwitchesNothing() {
    assertThat(with(Value.of("k")).truth("rule")).isEmpty();
    assertThat(with(Value.of("True")).truth("rule")).contains(true);
    assertThat(with(Value.of("0")).truth("rule")).contains(false);
  }
}
