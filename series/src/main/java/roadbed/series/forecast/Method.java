package roadbed.series.forecast;

import org.jspecify.annotations.Nullable;

/** A way to say how a series goes on. */
interface Method {

  /** What people call it. */
  String name();

  /**
   * Finds the method's parameters for a series.
   *
   * @return nothing where the series is too short or of a kind that the method cannot describe
   */
  @Nullable Fitted fit(double[] values);

  /** A method with its parameters. */
  interface Fitted {

    /**
     * Goes on after values with parameters as they were found; the values may be more or fewer than those.
     *
     * @return as many values as the horizon is long; not finite where the method has gone astray
     */
    double[] forecast(double[] values, int horizon);
  }

  /** The same method on the logarithms of values above zero, so that what adds multiplies. */
  static Method onLogarithms(Method method) {
    return named(
        method.name() + " on logarithms",
        values -> {
          Fitted fitted = method.fit(logarithms(values));
          return fitted == null
              ? null
              : (others, horizon) -> {
                double[] result = fitted.forecast(logarithms(others), horizon);
                for (int i = 0; i < horizon; i++) {
                  result[i] = Math.exp(result[i]);
                }
                return result;
              };
        });
  }

  private static double[] logarithms(double[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = Math.log(values[i]);
    }
    return result;
  }

  /** Finds parameters. */
  interface Fitting {
    @Nullable Fitted fit(double[] values);
  }

  /** A method of a name and a way to fit. */
  static Method named(String name, Fitting fitting) {
    return new Method() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public @Nullable Fitted fit(double[] values) {
        return fitting.fit(values);
      }
    };
  }
}
