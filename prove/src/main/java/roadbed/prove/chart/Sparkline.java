package roadbed.prove.chart;

import java.util.List;
import java.util.OptionalDouble;

/** A trend the size of a word: no axes, its last point marked, its target a dashed line. */
public final class Sparkline {
  private static final int WIDTH = 120;
  private static final int HEIGHT = 28;

  private Sparkline() {}

  /**
   * Draws a trend.
   *
   * @param values oldest first; an empty one is a gap
   * @param target where the values should be
   * @param label what it shows, in words
   */
  public static String svg(List<OptionalDouble> values, OptionalDouble target, String label) {
    Svg svg = new Svg(WIDTH, HEIGHT, "chart-sparkline", label);
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (OptionalDouble value : values) {
      if (value.isPresent()) {
        least = Math.min(least, value.getAsDouble());
        most = Math.max(most, value.getAsDouble());
      }
    }
    if (least > most) {
      svg.line(2, HEIGHT / 2.0, WIDTH - 2, HEIGHT / 2.0, Svg.QUIET, "stroke-dasharray=\"1 4\"");
      return svg.end();
    }
    if (target.isPresent()) {
      least = Math.min(least, target.getAsDouble());
      most = Math.max(most, target.getAsDouble());
    }
    double spread = most - least < 1e-12 ? 1 : most - least;
    double base = most - least < 1e-12 ? least - 0.5 : least;
    if (target.isPresent()) {
      double y = y(target.getAsDouble(), base, spread);
      svg.line(2, y, WIDTH - 2, y, Svg.QUIET, "stroke-dasharray=\"3 3\"");
    }
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    double lastX = 0;
    double lastY = 0;
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).isEmpty()) {
        pen = false;
        continue;
      }
      lastX = values.size() == 1 ? WIDTH - 5 : 3 + (WIDTH - 8.0) * i / (values.size() - 1);
      lastY = y(values.get(i).getAsDouble(), base, spread);
      path.append(pen ? 'L' : 'M').append(Svg.number(lastX)).append(' ').append(Svg.number(lastY));
      pen = true;
    }
    svg.path(path.toString(), "none", Svg.colour(0), 1.5, "");
    svg.circle(lastX, lastY, 2.5, Svg.colour(0), label);
    return svg.end();
  }

  private static double y(double value, double base, double spread) {
    return HEIGHT - 4 - (value - base) / spread * (HEIGHT - 8);
  }
}
