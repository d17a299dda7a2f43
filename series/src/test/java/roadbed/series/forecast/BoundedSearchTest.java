package roadbed.series.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BoundedSearchTest {
  @Test
  void findsTheBottomOfAValley() {
    double[] found =
        BoundedSearch.least(
            p -> 100 * Math.pow(p[1] - p[0] * p[0], 2) + Math.pow(1 - p[0], 2),
            new double[] {-2, -2},
            new double[] {2, 2},
            new double[] {-1, 1},
            2_000);
    assertThat(found).containsExactly(new double[] {1, 1}, within(1e-2));
  }

  @Test
  void staysInsideItsBox() {
    double[] found =
        BoundedSearch.least(p -> p[0] + p[1], new double[] {0.2, 0.3}, new double[] {1, 1}, new double[] {0.5, 0.5}, 400);
    assertThat(found).containsExactly(new double[] {0.2, 0.3}, within(1e-3));
  }

  @Test
  void goesAroundWhereTheFunctionHasNoValue() {
    double[] found =
        BoundedSearch.least(
            p -> p[0] < 0.4 ? Double.NaN : p[0], new double[] {0}, new double[] {1}, new double[] {0.9}, 200);
    assertThat(found[0]).isCloseTo(0.4, within(1e-2));
  }
}
