package roadbed.prove.chart;

import java.util.List;
import java.util.function.DoubleFunction;

/** Amounts side by side, one bar a row, the name before it and the value behind it. */
public final class HorizontalBars {
  private static final int WIDTH = 720;
  private static final int ROW = 26;
  private static final int NAME = 190;
  private static final int VALUE = 110;

  private HorizontalBars() {}

  /** One bar. */
  public record Bar(String name, double value) {}

  /**
   * Draws bars in the order given.
   *
   * @param format a value as it stands behind its bar
   * @param label what it shows, in words
   */
  public static String svg(List<Bar> bars, DoubleFunction<String> format, String label) {
    Svg svg = new Svg(WIDTH, Math.max(1, bars.size()) * ROW + 4, "chart-bars", label);
    double most = bars.stream().mapToDouble(Bar::value).max().orElse(0);
    if (bars.isEmpty()) {
      svg.text(WIDTH / 2.0, 20, "middle", Svg.TEXT, "nothing to show");
    }
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double y = 2 + i * ROW;
      double width = most > 0 ? Math.max(0, bar.value()) / most * (WIDTH - NAME - VALUE) : 0;
      svg.text(NAME - 10, y + 17, "end", Svg.TEXT, Svg.fit(bar.name(), 28));
      svg.rectangle(
          NAME, y + 4, Math.max(width, 1), ROW - 8, 2, Svg.colour(0), bar.name() + ": " + format.apply(bar.value()));
      svg.text(NAME + width + 8, y + 17, "start", Svg.TEXT, format.apply(bar.value()));
    }
    return svg.end();
  }
}
