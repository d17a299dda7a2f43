package roadbed.model;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Coefficients that somebody published, by which the emissions of what a bill says was used are estimated. Each names its
 * source; there are none without one.
 *
 * @param energy how much energy a unit takes, first match wins
 * @param pue power usage effectiveness of data centres, first match wins
 * @param grid emissions of electricity, first match wins
 */
public record CarbonCoefficients(List<Energy> energy, List<Pue> pue, List<Grid> grid) {

  public CarbonCoefficients {
    energy = List.copyOf(energy);
    pue = List.copyOf(pue);
    grid = List.copyOf(grid);
  }

  /**
   * Where a coefficient is from.
   *
   * @param title what was published, and by whom
   * @param url where it can be read; may be empty
   * @param date of when it is
   */
  public record Source(String title, String url, LocalDate date) {

    /** {@code title, date, url}. */
    @Override
    public String toString() {
      return title + ", " + date + (url.isEmpty() ? "" : ", " + url);
    }
  }

  /** A figure with the bounds that its source gives; without any they are the figure itself. */
  public record Figure(BigDecimal value, BigDecimal low, BigDecimal high) {
    public Figure {
      if (low.signum() < 0 || low.compareTo(value) > 0 || value.compareTo(high) > 0) {
        throw new IllegalArgumentException("a figure lies between its bounds and is not negative");
      }
    }
  }

  /**
   * The energy of a unit of what is billed.
   *
   * @param name what people call it
   * @param when patterns by column of the bill ({@code *} and {@code ?} are wild, in any case); all must match
   * @param draw how the energy is told
   * @param embodied kg of CO2 equivalents of making the hardware, for a unit
   */
  public record Energy(
      String name, Map<String, List<String>> when, Draw draw, Optional<BigDecimal> embodied, Source source) {
    public Energy {
      when = Map.copyOf(when);
    }
  }

  /** How the energy of a unit is told. */
  public sealed interface Draw {

    /** Kilowatt hours of a unit. */
    record KilowattHours(Figure figure) implements Draw {}

    /**
     * Power by use, for units that are hours of a machine.
     *
     * @param vcpus virtual processors of one unit
     * @param idle watts of one that does nothing
     * @param full watts of one that is busy
     * @param assumed percent of use where none was measured
     */
    record Watts(BigDecimal vcpus, BigDecimal idle, BigDecimal full, BigDecimal assumed) implements Draw {
      public Watts {
        if (idle.signum() < 0 || full.compareTo(idle) < 0 || vcpus.signum() <= 0) {
          throw new IllegalArgumentException("a busy processor takes no less than an idle one");
        }
        if (assumed.signum() < 0 || assumed.compareTo(BigDecimal.valueOf(100)) > 0) {
          throw new IllegalArgumentException("use lies between 0 and 100 percent");
        }
      }
    }
  }

  /** Energy that a data centre takes for each that reaches its computers; providers and regions by pattern. */
  public record Pue(String provider, String region, Figure figure, Source source) {}

  /** Kilograms of CO2 equivalents of a kilowatt hour; providers and regions by pattern. */
  public record Grid(String provider, String region, Figure figure, Source source) {}
}
