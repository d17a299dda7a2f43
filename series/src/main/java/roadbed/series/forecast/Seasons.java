package roadbed.series.forecast;

/** Which longer season stands behind one of a day. */
final class Seasons {
  private static final int DAYS = 7;

  private Seasons() {}

  /** Steps in a week, where the season is a day of hours, half-hours or quarters; else the season itself. */
  static int outer(int season) {
    return switch (season) {
      case 24, 48, 96 -> DAYS * season;
      default -> season;
    };
  }
}
