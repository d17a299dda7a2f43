package roadbed.prove.chart;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/** One measure over time, with its target as a line and the good side of it shaded. */
public final class LineChart {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 240;
  private static final int LEFT = 76;
  private static final int RIGHT = 12;
  private static final int TOP = 14;
  private static final int BOTTOM = 28;

  private LineChart() {}

  /** One value at a moment; an empty one is a gap. */
  public record Point(String at, OptionalDouble value) {}

  /** Which side of the target is good. */
  public enum Good {
    ABOVE,
    BELOW,
    NEITHER
  }

  /**
   * Draws a line.
   *
   * @param points oldest first
   * @param format a value as its axis shows it
   * @param label what it shows, in words
   */
  public static String svg(
      List<Point> points,
      OptionalDouble target,
      Good good,
      DoubleFunction<String> format,
      String label) {
    Svg svg = new Svg(WIDTH, HEIGHT, "chart-line", label);
    double least = target.orElse(Double.POSITIVE_INFINITY);
    double most = target.orElse(Double.NEGATIVE_INFINITY);
    boolean any = false;
    for (Point point : points) {
      if (point.value().isPresent()) {
        any = true;
        least = Math.min(least, point.value().getAsDouble());
        most = Math.max(most, point.value().getAsDouble());
      }
    }
    if (!any) {
      svg.text(WIDTH / 2.0, HEIGHT / 2.0, "middle", Svg.TEXT, "no values yet");
      return svg.end();
    }
    Scale scale = Scale.covering(least, most);
    double bottom = HEIGHT - BOTTOM;
    if (target.isPresent()) {
      double y = scale.at(target.getAsDouble(), bottom, TOP);
      switch (good) {
        case ABOVE -> band(svg, TOP, y);
        case BELOW -> band(svg, y, bottom);
        case NEITHER -> {}
      }
    }
    for (double tick : scale.ticks()) {
      double y = scale.at(tick, bottom, TOP);
      svg.line(LEFT, y, WIDTH - RIGHT, y, Svg.GRID, "stroke-width=\"1\"");
      svg.text(LEFT - 8, y + 4, "end", Svg.TEXT, format.apply(tick));
    }
    if (target.isPresent()) {
      double y = scale.at(target.getAsDouble(), bottom, TOP);
      svg.line(LEFT, y, WIDTH - RIGHT, y, Svg.GOOD, "stroke-width=\"1.5\" stroke-dasharray=\"5 4\"");
      svg.text(
          WIDTH - RIGHT,
          y < TOP + 16 ? y + 14 : y - 5,
          "end",
          Svg.GOOD,
          "target " + format.apply(target.getAsDouble()));
    }
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    for (int i = 0; i < points.size(); i++) {
      OptionalDouble value = points.get(i).value();
      if (value.isEmpty()) {
        pen = false;
        continue;
      }
      path.append(pen ? 'L' : 'M')
          .append(Svg.number(x(i, points.size())))
          .append(' ')
          .append(Svg.number(scale.at(value.getAsDouble(), bottom, TOP)));
      pen = true;
    }
    svg.path(path.toString(), "none", Svg.colour(0), 2, "");
    int every = Math.max(1, (points.size() + 5) / 6);
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      if (point.value().isPresent()) {
        double value = point.value().getAsDouble();
        svg.circle(
            x(i, points.size()),
            scale.at(value, bottom, TOP),
            points.size() > 60 ? 1.5 : 3,
            Svg.colour(0),
            point.at() + ": " + format.apply(value));
      }
      if ((points.size() - 1 - i) % every == 0) {
        String anchor = points.size() == 1 ? "middle" : i == points.size() - 1 ? "end" : "middle";
        svg.text(x(i, points.size()), HEIGHT - 8, anchor, Svg.TEXT, point.at());
      }
    }
    return svg.end();
  }

  private static void band(Svg svg, double from, double to) {
    svg.path(
        "M%s %sH%sV%sH%sZ"
            .formatted(LEFT, Svg.number(from), WIDTH - RIGHT, Svg.number(to), LEFT),
        Svg.GOOD,
        "none",
        0,
        "opacity=\"0.07\"");
  }

  private static double x(int index, int count) {
    return count == 1
        ? (LEFT + WIDTH - RIGHT) / 2.0
        : LEFT + 10 + (WIDTH - RIGHT - LEFT - 20.0) * index / (count - 1);
  }
}
