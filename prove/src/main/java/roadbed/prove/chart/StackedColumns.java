package roadbed.prove.chart;

import java.util.List;
import java.util.function.DoubleFunction;

/** Amounts by month or day, split into series that stand on each other, with a legend. */
public final class StackedColumns {
  private static final int WIDTH = 720;
  private static final int LEFT = 64;
  private static final int RIGHT = 12;
  private static final int TOP = 12;
  private static final int PLOT = 200;

  private StackedColumns() {}

  /** One series: its name and a value for each column, in the columns' order. */
  public record Series(String name, List<Double> values) {
    public Series {
      values = List.copyOf(values);
    }
  }

  /**
   * Draws columns.
   *
   * @param columns labels of the columns, oldest first
   * @param series lowest first; negative values count as nothing in the picture
   * @param format a value as axis and tooltips show it
   * @param label what it shows, in words
   */
  public static String svg(
      List<String> columns, List<Series> series, DoubleFunction<String> format, String label) {
    int perRow = 3;
    int legendRows = series.size() > 1 ? (series.size() + perRow - 1) / perRow : 0;
    int bottom = TOP + PLOT;
    Svg svg = new Svg(WIDTH, bottom + 28 + legendRows * 20, "chart-columns", label);
    double most = 0;
    for (int i = 0; i < columns.size(); i++) {
      double sum = 0;
      for (Series one : series) {
        sum += value(one, i);
      }
      most = Math.max(most, sum);
    }
    if (columns.isEmpty() || most == 0) {
      svg.text(WIDTH / 2.0, TOP + PLOT / 2.0, "middle", Svg.TEXT, "no amounts in this period");
      return svg.end();
    }
    Scale scale = Scale.covering(0, most);
    for (double tick : scale.ticks()) {
      double y = scale.at(tick, bottom, TOP);
      svg.line(LEFT, y, WIDTH - RIGHT, y, Svg.GRID, "stroke-width=\"1\"");
      svg.text(LEFT - 8, y + 4, "end", Svg.TEXT, format.apply(tick));
    }
    double slot = (WIDTH - LEFT - RIGHT) / (double) columns.size();
    double width = Math.min(44, slot * 0.72);
    int every = Math.max(1, (columns.size() + 12) / 13);
    for (int i = 0; i < columns.size(); i++) {
      double x = LEFT + slot * i + (slot - width) / 2;
      double y = bottom;
      for (int s = 0; s < series.size(); s++) {
        double value = value(series.get(s), i);
        double height = value / (scale.high() - scale.low()) * PLOT;
        y -= height;
        svg.rectangle(
            x,
            y,
            width,
            height,
            0,
            Svg.colour(s),
            columns.get(i) + " · " + series.get(s).name() + ": " + format.apply(value));
      }
      if ((columns.size() - 1 - i) % every == 0) {
        svg.text(x + width / 2, bottom + 18, "middle", Svg.TEXT, columns.get(i));
      }
    }
    if (legendRows > 0) {
      double column = (WIDTH - LEFT - RIGHT) / (double) perRow;
      for (int s = 0; s < series.size(); s++) {
        double x = LEFT + (s % perRow) * column;
        double y = bottom + 40 + (s / perRow) * 20;
        svg.rectangle(x, y - 9, 10, 10, 2, Svg.colour(s), "");
        svg.text(x + 16, y, "start", Svg.TEXT, Svg.fit(series.get(s).name(), 28));
      }
    }
    return svg.end();
  }

  private static double value(Series series, int index) {
    return index < series.values().size() ? Math.max(0, series.values().get(index)) : 0;
  }
}
