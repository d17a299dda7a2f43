package roadbed.series.forecast;

import java.util.Arrays;

/**
 * A series without its gaps: those before the first value are cut off, those inside are filled with what lies a season before
 * and after, moved to the level around the gap, and those after the last value are counted.
 */
final class Gaps {
  private final double[] values;
  private final int missingAtEnd;

  private Gaps(double[] values, int missingAtEnd) {
    this.values = values;
    this.missingAtEnd = missingAtEnd;
  }

  static Gaps close(double[] values, int season) {
    int first = 0;
    int last = values.length - 1;
    while (first <= last && !Double.isFinite(values[first])) {
      first++;
    }
    while (last >= first && !Double.isFinite(values[last])) {
      last--;
    }
    double[] kept = Arrays.copyOfRange(values, first, last + 1);
    int before = 0;
    for (int i = 1; i < kept.length; i++) {
      if (Double.isFinite(kept[i])) {
        if (i > before + 1) {
          fill(kept, before, i, season);
        }
        before = i;
      }
    }
    return new Gaps(kept, values.length - 1 - last);
  }

  /** Fills what lies between two known places, straight or in the shape of the season before. */
  private static void fill(double[] values, int before, int after, int season) {
    int width = after - before;
    boolean shaped = season > 1 && before >= season && width <= season;
    double startMoved = shaped ? values[before] - values[before - season] : 0;
    double endMoved = shaped ? values[after] - values[after - season] : 0;
    for (int i = before + 1; i < after; i++) {
      double share = (double) (i - before) / width;
      values[i] =
          shaped
              ? values[i - season] + startMoved + share * (endMoved - startMoved)
              : values[before] + share * (values[after] - values[before]);
    }
  }

  double[] values() {
    return values;
  }

  int missingAtEnd() {
    return missingAtEnd;
  }
}
