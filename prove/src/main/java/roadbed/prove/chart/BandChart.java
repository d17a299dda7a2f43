package roadbed.prove.chart;

import java.util.List;
import java.util.function.DoubleFunction;

/** Amounts over time beside what is expected of them: a line, a dashed line, and one or two bands around the latter. */
public final class BandChart {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 260;
  private static final int LEFT = 76;
  private static final int RIGHT = 12;
  private static final int TOP = 14;
  private static final int BOTTOM = 28;

  private BandChart() {}

  /**
   * One moment; what is not known is NaN.
   *
   * @param value what it was
   * @param expected what is or was expected
   * @param low lower end of the inner band
   * @param high upper end of it
   * @param widest ends of the outer band, lower and upper
   * @param marked whether it is what the picture is about
   */
  public record Point(
      String at, double value, double expected, double low, double high, Ends widest, boolean marked) {}

  /** Ends of a band. */
  public record Ends(double low, double high) {
    /** No band. */
    public static final Ends NONE = new Ends(Double.NaN, Double.NaN);
  }

  /**
   * Draws the lines.
   *
   * @param points oldest first
   * @param format a value as its axis shows it
   * @param label what it shows, in words
   */
  public static String svg(List<Point> points, DoubleFunction<String> format, String label) {
    Svg svg = new Svg(WIDTH, HEIGHT, "chart-line", label);
    double least = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (Point point : points) {
      for (double value :
          new double[] {point.value, point.expected, point.low, point.high, point.widest.low, point.widest.high}) {
        if (Double.isFinite(value)) {
          least = Math.min(least, value);
          most = Math.max(most, value);
        }
      }
    }
    if (!Double.isFinite(most)) {
      svg.text(WIDTH / 2.0, HEIGHT / 2.0, "middle", Svg.TEXT, "no values yet");
      return svg.end();
    }
    Scale scale = Scale.covering(least, most);
    double bottom = HEIGHT - BOTTOM;
    for (double tick : scale.ticks()) {
      double y = scale.at(tick, bottom, TOP);
      svg.line(LEFT, y, WIDTH - RIGHT, y, Svg.GRID, "stroke-width=\"1\"");
      svg.text(LEFT - 8, y + 4, "end", Svg.TEXT, format.apply(tick));
    }
    double[][] outer = ends(points, true);
    double[][] inner = ends(points, false);
    band(svg, scale, outer, "0.16");
    band(svg, scale, inner, "0.3");
    line(svg, scale, points.stream().mapToDouble(Point::expected).toArray(), Svg.TEXT, 1.5, "stroke-dasharray=\"4 4\"");
    line(svg, scale, points.stream().mapToDouble(Point::value).toArray(), Svg.colour(0), 2, "");
    int every = Math.max(1, (points.size() + 5) / 6);
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      if (point.marked && Double.isFinite(point.value)) {
        svg.circle(
            x(i, points.size()), scale.at(point.value, bottom, TOP), 4, Svg.BAD, point.at + ": " + format.apply(point.value));
      }
      // The last label ends where the picture does, so the one before it stands too near.
      boolean crowded = i == points.size() - 1 - every;
      if ((points.size() - 1 - i) % every == 0 && !crowded) {
        svg.text(x(i, points.size()), HEIGHT - 8, i == points.size() - 1 ? "end" : "middle", Svg.TEXT, point.at);
      }
    }
    return svg.end();
  }

  private static double[][] ends(List<Point> points, boolean widest) {
    double[][] ends = new double[2][points.size()];
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      ends[0][i] = widest ? point.widest.low : point.low;
      ends[1][i] = widest ? point.widest.high : point.high;
    }
    return ends;
  }

  /** A filled band over every stretch of which both ends are known. */
  private static void band(Svg svg, Scale scale, double[][] ends, String opacity) {
    int count = ends[0].length;
    int from = 0;
    while (from < count) {
      int to = from;
      while (to < count && Double.isFinite(ends[0][to]) && Double.isFinite(ends[1][to])) {
        to++;
      }
      if (to > from + 1) {
        StringBuilder path = new StringBuilder();
        for (int i = from; i < to; i++) {
          place(path, i == from ? 'M' : 'L', scale, i, count, ends[1][i]);
        }
        for (int i = to - 1; i >= from; i--) {
          place(path, 'L', scale, i, count, ends[0][i]);
        }
        svg.path(path.append('Z').toString(), Svg.colour(0), "none", 0, "opacity=\"" + opacity + "\"");
      }
      from = Math.max(to, from + 1);
    }
  }

  private static void line(Svg svg, Scale scale, double[] values, String colour, double width, String more) {
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i])) {
        place(path, pen ? 'L' : 'M', scale, i, values.length, values[i]);
        pen = true;
      } else {
        pen = false;
      }
    }
    if (!path.isEmpty()) {
      svg.path(path.toString(), "none", colour, width, more);
    }
  }

  private static void place(StringBuilder path, char how, Scale scale, int index, int count, double value) {
    path.append(how)
        .append(Svg.number(x(index, count)))
        .append(' ')
        .append(Svg.number(scale.at(value, HEIGHT - BOTTOM, TOP)));
  }

  private static double x(int index, int count) {
    return count == 1 ? (LEFT + WIDTH - RIGHT) / 2.0 : LEFT + 10 + (WIDTH - RIGHT - LEFT - 20.0) * index / (count - 1);
  }
}
