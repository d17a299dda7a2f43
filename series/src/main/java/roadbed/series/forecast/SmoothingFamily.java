package roadbed.series.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All models of exponential smoothing that can describe a series, weighed by Akaike's criterion for short series. The best
 * alone is what is commonly used; the mean by weight errs less, since the criterion seldom knows for certain.
 */
final class SmoothingFamily {
  /** Models that are less likely than this beside the best are left out. */
  private static final double LEAST_WEIGHT = 0.02;

  /** Seasons longer than this have too many states for a series of the usual length. */
  private static final int LONGEST_SEASON = 24;

  /** Older values say little of parameters and cost time. */
  private static final int VALUES_AT_MOST = 168;

  private SmoothingFamily() {}

  private record Weighed(Smoothing model, double weight) {}

  /** The whole family. */
  static Method weighed(int season) {
    return Method.named("ETS", values -> fit(values, season));
  }

  /** Holt and Winters' method with a damped trend. */
  static Method damped(int season) {
    return Method.named(
        "damped Holt-Winters",
        values -> {
          boolean seasonal = season > 1 && season <= LONGEST_SEASON && values.length >= 2 * season + 3;
          Smoothing.Season kind = !seasonal ? Smoothing.Season.NONE : Smoothing.Season.ADDS;
          Smoothing.Model model = new Smoothing.Model(Smoothing.Noise.ADDS, Smoothing.Trend.DAMPED, kind);
          double[] first = seasonal ? SeasonalAdjustment.indices(values, season) : new double[] {0};
          Smoothing fitted = Smoothing.fit(values, season, model, first);
          return fitted == null ? null : fitted::forecast;
        });
  }

  private static Method.@Nullable Fitted fit(double[] all, int season) {
    int drop = Math.max(0, all.length - VALUES_AT_MOST);
    drop -= season > 1 ? drop % season : 0;
    double[] values = Arrays.copyOfRange(all, drop, all.length);
    boolean positive = Arrays.stream(values).allMatch(value -> value > 0);
    boolean seasonal = season > 1 && season <= LONGEST_SEASON && values.length >= 2 * season + 3;
    List<Smoothing> fitted = new ArrayList<>();
    for (Smoothing.Season kind : Smoothing.Season.values()) {
      if (kind != Smoothing.Season.NONE && !seasonal) {
        continue;
      }
      double[] first = first(values, season, kind, positive);
      for (Smoothing.Trend trend : Smoothing.Trend.values()) {
        // A season that multiplies with errors that add is unstable; errors that multiply need values above zero.
        boolean multiplies = kind == Smoothing.Season.MULTIPLIES;
        if (multiplies && !positive) {
          continue;
        }
        Smoothing.Noise searched = multiplies ? Smoothing.Noise.MULTIPLIES : Smoothing.Noise.ADDS;
        Smoothing one = Smoothing.fit(values, season, new Smoothing.Model(searched, trend, kind), first);
        add(one, fitted);
        if (one != null && positive && !multiplies) {
          add(one.withNoise(Smoothing.Noise.MULTIPLIES), fitted);
        }
      }
    }
    if (fitted.isEmpty()) {
      return null;
    }
    List<Weighed> weighed = weigh(fitted);
    int dropped = drop;
    return (others, horizon) -> forecast(weighed, Arrays.copyOfRange(others, dropped, others.length), horizon);
  }

  private static void add(@Nullable Smoothing one, List<Smoothing> fitted) {
    if (one != null && Double.isFinite(one.criterion())) {
      fitted.add(one);
    }
  }

  private static double[] first(double[] values, int season, Smoothing.Season kind, boolean positive) {
    return switch (kind) {
      case NONE -> new double[] {0};
      case ADDS -> SeasonalAdjustment.indices(values, season);
      case MULTIPLIES -> {
        if (!positive) {
          yield new double[] {1};
        }
        double[] logarithms = Arrays.stream(values).map(Math::log).toArray();
        yield Arrays.stream(SeasonalAdjustment.indices(logarithms, season)).map(Math::exp).toArray();
      }
    };
  }

  private static List<Weighed> weigh(List<Smoothing> fitted) {
    double best = fitted.stream().mapToDouble(Smoothing::criterion).min().orElse(0);
    List<Weighed> likely = new ArrayList<>();
    double sum = 0;
    for (Smoothing one : fitted) {
      double weight = Math.exp((best - one.criterion()) / 2);
      if (weight >= LEAST_WEIGHT) {
        likely.add(new Weighed(one, weight));
        sum += weight;
      }
    }
    List<Weighed> weighed = new ArrayList<>();
    for (Weighed one : likely) {
      weighed.add(new Weighed(one.model, one.weight / sum));
    }
    return weighed;
  }

  private static double[] forecast(List<Weighed> weighed, double[] values, int horizon) {
    double[] mean = new double[horizon];
    for (Weighed one : weighed) {
      double[] forecast = one.model.forecast(values, horizon);
      for (int h = 0; h < horizon; h++) {
        mean[h] += one.weight * forecast[h];
      }
    }
    return mean;
  }
}
