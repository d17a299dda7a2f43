package roadbed.collect.series;

/** Numbers in order under a name; a gap is NaN. */
public final class NamedSeries {
  private final String id;
  private final int line;
  private final double[] values;

  /** Values under a name, from a line of a file, or from line 0 where they come from elsewhere. */
  public NamedSeries(String id, int line, double[] values) {
    this.id = id;
    this.line = line;
    this.values = values.clone();
  }

  /** What the file calls it. */
  public String id() {
    return id;
  }

  /** The line of the file, from 1. */
  public int line() {
    return line;
  }

  /** Its values. */
  public double[] values() {
    return values.clone();
  }
}
