package roadbed.prove.chart;

import java.util.ArrayList;
import java.util.List;

/** A linear axis with round ticks that covers a span of values. */
record Scale(double low, double high, double step) {

  /** The narrowest round scale of about four steps that holds both values. */
  static Scale covering(double least, double most) {
    double low = Double.isFinite(least) ? least : 0;
    double high = Double.isFinite(most) ? most : 0;
    if (high - low < 1e-12) {
      double pad = high == 0 ? 1 : Math.abs(high) * 0.1;
      low = low == 0 ? 0 : low - pad;
      high += pad;
    }
    double raw = (high - low) / 4;
    double magnitude = Math.pow(10, Math.floor(Math.log10(raw)));
    double unit = raw / magnitude;
    double step = magnitude * (unit <= 1 ? 1 : unit <= 2 ? 2 : unit <= 2.5 ? 2.5 : unit <= 5 ? 5 : 10);
    return new Scale(
        Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step, step);
  }

  /** The tick values, lowest first. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; low + i * step <= high + step * 1e-6 && i < 20; i++) {
      ticks.add(low + i * step);
    }
    return ticks;
  }

  /** Where a value lies between a start (for the low end) and an end. */
  double at(double value, double start, double end) {
    return start + (value - low) / (high - low) * (end - start);
  }
}
