package roadbed.series.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The methods that are tried on a series, and how much their past errors count in weighing them. A series with one season says
 * little of which method suits it, so there nearly the plain mean of a few that err differently is taken; a long one with a
 * day inside a week says it well.
 *
 * @param methods tried on the series
 * @param power what the ratio of a method's past error to the best one's is raised to; 0 weighs all alike
 */
record Choice(List<Method> methods, double power) {
  /** From so many values on, past errors decide. */
  private static final int LONG = 200;

  private static final double SHARPNESS = 5;

  /** Elsewhere they only hold down what went far astray. */
  private static final double MILD = 0.5;

  private static final double RIDGE = 1e-4;
  private static final double WIDE_RIDGE = 1e-3;

  /**
   * What suits a series.
   *
   * @param season steps in a season, 1 for none
   * @param positive whether all values are above zero
   */
  static Choice of(int length, int season, boolean positive) {
    int week = Seasons.outer(season);
    if (length < 5) {
      return new Choice(List.of(Profile.last(1)), 0);
    }
    return week > season && length >= LONG && length >= 4 * season
        ? weighed(length, season, week, positive)
        : mean(season, positive);
  }

  private static Choice mean(int season, boolean positive) {
    List<Method> methods = new ArrayList<>();
    int third = Math.max(1, season / 3);
    int half = Math.max(1, season / 2);
    methods.add(scaled(adjusted("Theta", season, values -> Theta.fit(values, 3)), positive));
    methods.add(
        scaled(
            adjusted("damped trend of blocks", season, values -> Aggregated.fit(values, third, SmoothingFamily.damped(1)::fit)),
            positive));
    methods.add(SmoothingFamily.weighed(season));
    methods.add(
        scaled(
            adjusted("Theta of blocks", season, values -> Aggregated.fit(values, half, block -> Theta.fit(block, 2))),
            positive));
    return new Choice(List.copyOf(methods), MILD);
  }

  private static Choice weighed(int length, int season, int week, boolean positive) {
    List<Method> methods = new ArrayList<>();
    methods.add(Profile.last(season));
    int[] few = lags(1, 1, 2, season, week);
    int[] many = lags(season + 3, 1, 2, season, week);
    both(methods, positive, Method.named("regression on lags", values -> LagRegression.fit(values, few, RIDGE)));
    both(methods, positive, Method.named("regression on many lags", values -> LagRegression.fit(values, many, WIDE_RIDGE)));
    methods.add(Profile.mean(season, 0.3, 0));
    if (length >= 3 * week) {
      methods.add(Profile.last(week));
      methods.add(Profile.mean(week, 0.3, 0));
      methods.add(Profile.mean(week, 0.3, 0.97));
      methods.add(Profile.mean(week, 0.6, 0.97));
      both(methods, positive, DoubleSeason.method(season, week));
      both(
          methods,
          positive,
          Method.named(
              "weekly and daily decomposition",
              values -> Profile.decomposed(values, week, rest -> SmoothingFamily.damped(season).fit(rest))));
      both(
          methods,
          positive,
          Method.named(
              "weekly decomposition and Theta",
              values -> Profile.decomposed(values, week, rest -> Theta.fit(rest, 2))));
    } else {
      methods.addAll(mean(season, positive).methods);
    }
    return new Choice(List.copyOf(methods), SHARPNESS);
  }

  /** The last few steps and those around one, two and three seasons and one and two weeks ago. */
  private static int[] lags(int steps, int around, int seasons, int season, int week) {
    IntStream lags = IntStream.rangeClosed(1, Math.max(steps, 3));
    for (int i = 1; i <= seasons + 1; i++) {
      int middle = i * season;
      int reach = i <= seasons ? around : 0;
      lags = IntStream.concat(lags, IntStream.rangeClosed(middle - reach, middle + reach));
    }
    lags = IntStream.concat(lags, IntStream.of(week - 1, week, week + 1, 2 * week));
    return lags.filter(lag -> lag > 0).sorted().distinct().toArray();
  }

  private static void both(List<Method> methods, boolean positive, Method method) {
    methods.add(method);
    if (positive) {
      methods.add(Method.onLogarithms(method));
    }
  }

  private static Method scaled(Method method, boolean positive) {
    return positive ? Method.onLogarithms(method) : method;
  }

  /** A method for series without season, run on the series without its season. */
  private static Method adjusted(String name, int season, Method.Fitting method) {
    return Method.named(
        name,
        values -> {
          Method.Fitted fitted = method.fit(SeasonalAdjustment.of(values, season).without(values));
          return fitted == null
              ? null
              : (others, horizon) -> {
                SeasonalAdjustment adjustment = SeasonalAdjustment.of(others, season);
                return adjustment.with(fitted.forecast(adjustment.without(others), horizon), others.length);
              };
        });
  }
}
