package roadbed.series.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class CauseSearchTest {
  private static final List<String> DIMENSIONS = List.of("service", "account", "region");

  private static List<CauseSearch.Leaf> leaves(Predicate<List<String>> moved, double ratio) {
    List<CauseSearch.Leaf> leaves = new ArrayList<>();
    double expected = 10;
    for (String service : List.of("compute", "storage", "database")) {
      for (String account : List.of("a", "b", "c")) {
        for (String region : List.of("north", "south")) {
          List<String> values = List.of(service, account, region);
          expected += 7;
          leaves.add(new CauseSearch.Leaf(values, expected, moved.test(values) ? expected * ratio : expected));
        }
      }
    }
    return leaves;
  }

  private static CauseSearch.Cause best(List<CauseSearch.Leaf> leaves) {
    return CauseSearch.causes(DIMENSIONS, leaves, 5).getFirst();
  }

  @Test
  void aServiceThatGrewEverywhereIsNamedAlone() {
    CauseSearch.Cause cause = best(leaves(values -> values.get(0).equals("storage"), 2));
    assertThat(cause.part()).isEqualTo(Map.of("service", "storage"));
    assertThat(cause.share()).isCloseTo(1, within(1e-9));
    assertThat(cause.explains()).isCloseTo(1, within(1e-9));
  }

  @Test
  void aServiceThatGrewInOneAccountIsNamedWithIt() {
    CauseSearch.Cause cause = best(leaves(values -> values.get(0).equals("storage") && values.get(1).equals("b"), 1.5));
    assertThat(cause.part()).isEqualTo(Map.of("service", "storage", "account", "b"));
  }

  @Test
  void somethingNewIsNamed() {
    List<CauseSearch.Leaf> leaves = leaves(_ -> false, 1);
    leaves.add(new CauseSearch.Leaf(List.of("gpu", "c", "south"), 0, 500));
    assertThat(best(leaves).part()).isEqualTo(Map.of("service", "gpu"));
  }

  @Test
  void whatFellIsFoundToo() {
    CauseSearch.Cause cause = best(leaves(values -> values.get(2).equals("south"), 0.3));
    assertThat(cause.part()).isEqualTo(Map.of("region", "south"));
    assertThat(cause.actual()).isLessThan(cause.expected());
  }

  @Test
  void noChangeHasNoCause() {
    assertThat(CauseSearch.causes(DIMENSIONS, leaves(_ -> false, 1), 5)).isEmpty();
  }

  @Test
  void aLeafWithoutAllDimensionsIsRefused() {
    assertThatThrownBy(() -> CauseSearch.causes(DIMENSIONS, List.of(new CauseSearch.Leaf(List.of("x"), 1, 2)), 5))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
