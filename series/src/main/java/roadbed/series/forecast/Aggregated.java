package roadbed.series.forecast;

import org.jspecify.annotations.Nullable;

/**
 * A method run on means over blocks of a series, which show a slow movement that single values hide in noise
 * (Kourentzes, Petropoulos and Trapero 2014). Between the middles of blocks the forecast runs straight.
 */
final class Aggregated {
  private Aggregated() {}

  /** The method over blocks of so many values; over the values themselves where there would be fewer than four blocks. */
  static Method.@Nullable Fitted fit(double[] values, int block, Method.Fitting method) {
    if (block < 2 || values.length < 4 * block) {
      return method.fit(values);
    }
    Method.Fitted fitted = method.fit(blocks(values, block));
    return fitted == null
        ? null
        : (others, horizon) -> {
          if (others.length < block) {
            return fitted.forecast(others, horizon);
          }
          double[] blocks = blocks(others, block);
          double[] ahead = fitted.forecast(blocks, (horizon + block - 1) / block + 1);
          return between(blocks[blocks.length - 1], ahead, block, horizon);
        };
  }

  /** Means over blocks that end with the last value. */
  private static double[] blocks(double[] values, int block) {
    int count = values.length / block;
    int skip = values.length - count * block;
    double[] blocks = new double[count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < block; j++) {
        blocks[i] += values[skip + i * block + j] / block;
      }
    }
    return blocks;
  }

  private static double[] between(double last, double[] ahead, int block, int horizon) {
    double[] result = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      double place = (h + 0.5) / block - 0.5;
      int before = (int) Math.floor(place);
      double share = place - before;
      double from = before < 0 ? last : ahead[before];
      result[h] = from + share * (ahead[before + 1] - from);
    }
    return result;
  }
}
