package roadbed.series.forecast;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a series did at the same place of earlier seasons: the last season again, or a mean in which newer ones count more. */
final class Profile {
  private Profile() {}

  /** The last season again. */
  static Method last(int season) {
    return Method.named(
        season == 1 ? "naive" : "seasonal naive " + season,
        values -> values.length < season ? null : (others, horizon) -> again(others, season, horizon));
  }

  /** The last season again; of as many values as there are. */
  static double[] again(double[] values, int season, int horizon) {
    int back = Math.min(season, values.length);
    double[] result = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      result[h] = values[values.length - back + h % back];
    }
    return result;
  }

  /**
   * The mean over earlier seasons, with what the last value was beside its own fading out.
   *
   * @param fade what a season counts beside the one after it
   * @param persistence the share of the last error that remains after each step; 0 for none of it
   */
  static Method mean(int season, double fade, double persistence) {
    return Method.named(
        "profile " + season,
        values ->
            values.length < 2 * season
                ? null
                : (others, horizon) -> {
                  double[] result = places(others, others.length, season, fade, horizon);
                  int before = others.length - 1;
                  if (persistence > 0 && before >= season) {
                    double error = others[before] - places(others, before, season, fade, 1)[0];
                    for (int h = 0; h < horizon; h++) {
                      error *= persistence;
                      result[h] += error;
                    }
                  }
                  return result;
                });
  }

  private static double[] places(double[] values, int from, int season, double fade, int horizon) {
    double[] result = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      int at = from + h - season;
      while (at >= from) {
        at -= season;
      }
      double sum = 0;
      double weights = 0;
      double weight = 1;
      for (; at >= 0; at -= season) {
        sum += weight * values[at];
        weights += weight;
        weight *= fade;
      }
      result[h] = weights == 0 ? values[from - 1] : sum / weights;
    }
    return result;
  }

  /**
   * Takes what the outer season does out, runs a method on the rest, and puts it back: the daily and weekly decomposition of
   * hourly series.
   */
  static Method.@Nullable Fitted decomposed(double[] values, int season, Method.Fitting method) {
    if (values.length < 2 * season + 1) {
      return null;
    }
    Method.Fitted fitted = method.fit(rest(values, SeasonalAdjustment.indices(values, season)));
    return fitted == null
        ? null
        : (others, horizon) -> {
          double[] indices = SeasonalAdjustment.indices(others, season);
          double[] result = fitted.forecast(rest(others, indices), horizon);
          for (int h = 0; h < horizon; h++) {
            result[h] += indices[(others.length + h) % indices.length];
          }
          return result;
        };
  }

  private static double[] rest(double[] values, double[] indices) {
    double[] rest = Arrays.copyOf(values, values.length);
    for (int i = 0; i < rest.length; i++) {
      rest[i] -= indices[i % indices.length];
    }
    return rest;
  }
}
