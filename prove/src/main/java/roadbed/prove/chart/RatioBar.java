package roadbed.prove.chart;

import java.util.List;

/** Parts of a whole in one thin bar that stretches to its container, for example passed, failed and not evaluated. */
public final class RatioBar {
  private static final int WIDTH = 240;
  private static final int HEIGHT = 8;

  private RatioBar() {}

  /** What a part means, which decides its colour. */
  public enum Tone {
    GOOD,
    BAD,
    QUIET,
    NEUTRAL
  }

  /** One part. */
  public record Part(String name, double value, Tone tone) {}

  /** Draws the parts in the order given; {@code label} says it in words. */
  public static String svg(List<Part> parts, String label) {
    Svg svg = new Svg(WIDTH, HEIGHT, "chart-ratio", label, "preserveAspectRatio=\"none\" ");
    double whole = parts.stream().mapToDouble(part -> Math.max(0, part.value())).sum();
    if (whole <= 0) {
      svg.rectangle(0, 0, WIDTH, HEIGHT, 0, Svg.GRID, label);
      return svg.end();
    }
    double x = 0;
    for (Part part : parts) {
      double width = Math.max(0, part.value()) / whole * WIDTH;
      String colour =
          switch (part.tone()) {
            case GOOD -> Svg.GOOD;
            case BAD -> Svg.BAD;
            case QUIET -> Svg.QUIET;
            case NEUTRAL -> Svg.colour(0);
          };
      svg.rectangle(x, 0, width, HEIGHT, 0, colour, part.name() + ": " + Svg.number(part.value()));
      x += width;
    }
    return svg.end();
  }
}
