package roadbed.series.forecast;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Exponential smoothing in state-space form: a level, perhaps a trend that may be damped, perhaps a season that adds or
 * multiplies, moved by the error of each step (Hyndman, Koehler, Snyder and Grose 2002). What the states were before the
 * first value is found by smoothing the series backwards, so that only the smoothing parameters are searched. Recursions do
 * not depend on whether errors add or multiply; what is likely does.
 */
final class Smoothing {
  /** How the level moves on. */
  enum Trend {
    NONE,
    STRAIGHT,
    DAMPED
  }

  /** How the season acts. */
  enum Season {
    NONE,
    ADDS,
    MULTIPLIES
  }

  /** Whether errors are as large as they are or grow with the level; decides only what is likely. */
  enum Noise {
    ADDS,
    MULTIPLIES
  }

  /** One of the family. */
  record Model(Noise noise, Trend trend, Season season) {
    int parameters(int length) {
      int smoothing = 1 + (trend == Trend.NONE ? 0 : 1) + (trend == Trend.DAMPED ? 1 : 0) + (season == Season.NONE ? 0 : 1);
      int states = 1 + (trend == Trend.NONE ? 0 : 1) + (season == Season.NONE ? 0 : length - 1);
      return smoothing + states + 1;
    }
  }

  private static final int EVALUATIONS = 70;

  private final double[] values;
  private final int length;
  private final Model model;
  private final double[] firstSeason;
  private final double[] seasonal;
  private double level;
  private double slope;

  private double[] point = {};
  private double alpha;
  private double beta;
  private double gamma;
  private double phi = 1;

  /** Twice the negative log-likelihood, up to a constant. */
  private double unlikelihood;

  private Smoothing(double[] values, int length, Model model, double[] seasonal) {
    this.values = values;
    this.length = model.season == Season.NONE ? 1 : length;
    this.model = model;
    this.firstSeason = seasonal;
    this.seasonal = seasonal.clone();
  }

  /**
   * Fits a model.
   *
   * @param seasonal the season's first guess by place, as decomposition found it; unused where the model has none
   * @return nothing where the model cannot describe these values
   */
  static @Nullable Smoothing fit(double[] values, int length, Model model, double[] seasonal) {
    if (values.length < 3) {
      return null;
    }
    Smoothing fitted = new Smoothing(values, length, model, seasonal);
    double[] low = fitted.box(1e-4, 1e-4, 1e-4, 0.8);
    double[] high = fitted.box(0.9999, 0.9999, 0.9999, 0.98);
    double[] start = fitted.box(0.3, 0.1, 0.1, 0.95);
    fitted.point = BoundedSearch.least(fitted::run, low, high, start, EVALUATIONS);
    double unlikelihood = fitted.run(fitted.point);
    return Double.isFinite(unlikelihood) ? fitted : null;
  }

  /**
   * The same with errors that act the other way, at the same parameters: they differ little, and a search costs much.
   *
   * @return nothing where the model cannot describe these values
   */
  @Nullable Smoothing withNoise(Noise noise) {
    Smoothing other = new Smoothing(values, length, new Model(noise, model.trend, model.season), firstSeason);
    other.point = point;
    return Double.isFinite(other.run(point)) ? other : null;
  }

  /** The same model with the same parameters, run over other values. */
  double[] forecast(double[] others, int horizon) {
    Smoothing again = new Smoothing(others, length, model, firstSeason);
    again.run(point);
    return again.forecast(horizon);
  }

  /** Parameters in the order in which they are searched: level, trend, season, damping, those that the model has. */
  private double[] box(double forAlpha, double forBeta, double forGamma, double forPhi) {
    double[] box = new double[4];
    int n = 0;
    box[n++] = forAlpha;
    if (model.trend != Trend.NONE) {
      box[n++] = forBeta;
    }
    if (model.season != Season.NONE) {
      box[n++] = forGamma;
    }
    if (model.trend == Trend.DAMPED) {
      box[n++] = forPhi;
    }
    return Arrays.copyOf(box, n);
  }

  private double run(double[] point) {
    int n = 0;
    alpha = point[n++];
    beta = model.trend == Trend.NONE ? 0 : alpha * point[n++];
    gamma = model.season == Season.NONE ? 0 : (1 - alpha) * point[n++];
    phi = model.trend == Trend.DAMPED ? point[n] : 1;
    backwards();
    return forwards();
  }

  /** Smooths from the last value to the first, so that the states stand before the first value. */
  private void backwards() {
    int count = values.length;
    System.arraycopy(firstSeason, 0, seasonal, 0, seasonal.length);
    int window = Math.min(count, Math.max(length, 4));
    double sum = 0;
    for (int i = count - window; i < count; i++) {
      sum += adjusted(i);
    }
    level = sum / window;
    slope = 0;
    if (model.trend != Trend.NONE && count >= 2 * window) {
      double before = 0;
      for (int i = count - 2 * window; i < count - window; i++) {
        before += adjusted(i);
      }
      slope = (before / window - level) / window;
      level -= slope * (window - 1) / 2;
    }
    for (int i = count - 1; i >= 0; i--) {
      step(i);
    }
    slope = -slope;
  }

  private double adjusted(int i) {
    return switch (model.season) {
      case NONE -> values[i];
      case ADDS -> values[i] - seasonal[i % length];
      case MULTIPLIES -> values[i] / seasonal[i % length];
    };
  }

  private double forwards() {
    double squares = 0;
    double logs = 0;
    boolean relative = model.noise == Noise.MULTIPLIES;
    for (int i = 0; i < values.length; i++) {
      double error = step(i);
      if (relative) {
        double fitted = values[i] - error;
        if (!(fitted > 0)) {
          return Double.POSITIVE_INFINITY;
        }
        logs += Math.log(fitted);
        error /= fitted;
      }
      squares += error * error;
    }
    int n = values.length;
    unlikelihood = n * Math.log(Math.max(squares / n, 1e-24)) + 2 * logs;
    return unlikelihood;
  }

  /** Moves the states over one value and tells by how much it missed. */
  private double step(int i) {
    double before = level + phi * slope;
    int place = i % length;
    return switch (model.season) {
      case NONE -> {
        double error = values[i] - before;
        level = before + alpha * error;
        slope = phi * slope + beta * error;
        yield error;
      }
      case ADDS -> {
        double error = values[i] - before - seasonal[place];
        level = before + alpha * error;
        slope = phi * slope + beta * error;
        seasonal[place] += gamma * error;
        yield error;
      }
      case MULTIPLIES -> {
        double season = seasonal[place];
        double error = values[i] - before * season;
        level = before + alpha * error / season;
        slope = phi * slope + beta * error / season;
        seasonal[place] = season + gamma * error / before;
        yield error;
      }
    };
  }

  /** Akaike's criterion for short series; smaller is better. */
  double criterion() {
    int k = model.parameters(length);
    int n = values.length;
    double left = n - k - 1;
    return left <= 0 ? Double.POSITIVE_INFINITY : unlikelihood + 2.0 * k + 2.0 * k * (k + 1) / left;
  }

  private double[] forecast(int horizon) {
    double[] result = new double[horizon];
    double damp = 0;
    double power = 1;
    for (int h = 0; h < horizon; h++) {
      power *= phi;
      damp += power;
      double base = level + damp * slope;
      double season = seasonal[(values.length + h) % length];
      result[h] =
          switch (model.season) {
            case NONE -> base;
            case ADDS -> base + season;
            case MULTIPLIES -> base * season;
          };
    }
    return result;
  }
}
