package roadbed.assess.cost.carbon;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import roadbed.assess.cost.BilledUse;
import roadbed.assess.cost.allocation.Patterns;
import roadbed.model.CarbonCoefficients;
import roadbed.model.CarbonCoefficients.Draw;
import roadbed.model.CarbonCoefficients.Energy;
import roadbed.model.CarbonCoefficients.Figure;
import roadbed.model.CarbonCoefficients.Source;
import roadbed.model.ResourceId;
import roadbed.model.Utilisation;
import roadbed.model.Utilisation.Metric;
import roadbed.model.Utilisation.Statistic;

/**
 * Emissions in kilograms of CO2 equivalents, by the published formula: quantity x kWh of a unit x PUE x kg of a kWh, plus
 * quantity x embodied kg. The kWh of a machine hour are vCPUs x (idle watts + use x (full watts - idle watts)) / 1000.
 *
 * <p>The bounds multiply the bounds of all coefficients; the use of a machine that nobody measured lies between none and
 * full. They do not tell of what the coefficients themselves leave out.
 *
 * @param lines what was estimated
 * @param left what was not, by service, unit and reason, most cost first
 */
public record CarbonEstimate(List<Line> lines, List<Left> left) {
  private static final int LONGEST_CELL = 2_000;
  private static final double HUNDRED = 100;
  private static final double WATTS_OF_A_KILOWATT = 1_000;

  public CarbonEstimate {
    lines = List.copyOf(lines);
    left = List.copyOf(left);
  }

  /** An amount between its bounds. */
  public record Range(double low, double value, double high) {
    static final Range NONE = new Range(0, 0, 0);

    Range times(Figure figure) {
      return new Range(
          low * figure.low().doubleValue(), value * figure.value().doubleValue(), high * figure.high().doubleValue());
    }

    Range times(double factor) {
      return new Range(low * factor, value * factor, high * factor);
    }

    /** The sum. */
    public Range plus(Range other) {
      return new Range(low + other.low, value + other.value, high + other.high);
    }
  }

  /**
   * What one row of use emitted.
   *
   * @param rule the name of the energy coefficient
   * @param energy kWh at the computer
   * @param emissions kg of CO2 equivalents, embodied ones included
   * @param embodied those of making the hardware
   * @param words how it was counted, for a person
   * @param sources where the coefficients are from
   */
  public record Line(
      BilledUse use, String rule, Range energy, Range emissions, double embodied, String words, Set<Source> sources) {
    public Line {
      sources = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(sources));
    }
  }

  /**
   * Rows that were not estimated.
   *
   * @param why which coefficient is missing
   * @param rows how many
   * @param effective their cost by currency
   */
  public record Left(String service, String unit, String why, int rows, Map<String, BigDecimal> effective) {
    public Left {
      effective = Map.copyOf(effective);
    }

    private BigDecimal largest() {
      return effective.values().stream().max(BigDecimal::compareTo).orElse(BigDecimal.ZERO);
    }
  }

  /**
   * Estimates.
   *
   * @param use what the bill says
   * @param measured use of machines; the mean of a month's CPU is taken where the bill's resource is among them
   */
  public static CarbonEstimate of(List<BilledUse> use, CarbonCoefficients coefficients, List<Utilisation> measured) {
    Estimating estimating = new Estimating(coefficients, measured);
    use.forEach(estimating::take);
    return new CarbonEstimate(
        estimating.lines,
        estimating.left.values().stream()
            .sorted(java.util.Comparator.comparing(Left::largest).reversed().thenComparing(Left::service).thenComparing(Left::unit).thenComparing(Left::why))
            .toList());
  }

  /** The sum of all lines. */
  public Range total() {
    return lines.stream().map(Line::emissions).reduce(Range.NONE, Range::plus);
  }

  private static final class Estimating {
    private final CarbonCoefficients coefficients;
    private final Map<String, List<Utilisation>> cpu;
    private final List<Line> lines = new ArrayList<>();
    private final Map<List<String>, Left> left = new HashMap<>();

    Estimating(CarbonCoefficients coefficients, List<Utilisation> measured) {
      this.coefficients = coefficients;
      this.cpu =
          measured.stream()
              .filter(one -> one.metric() == Metric.CPU)
              .filter(one -> one.statistic().equals(Statistic.AVERAGE) || one.statistic().equals(Statistic.UNTOLD))
              .collect(Collectors.groupingBy(one -> last(one.subject().name())));
    }

    private static String last(String name) {
      return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1).toLowerCase(Locale.ROOT);
    }

    void take(BilledUse use) {
      Optional<Energy> energy = coefficients.energy().stream().filter(one -> fits(one, use)).findFirst();
      Optional<CarbonCoefficients.Pue> pue =
          coefficients.pue().stream().filter(one -> fits(one.provider(), use.provider()) && fits(one.region(), use.region())).findFirst();
      Optional<CarbonCoefficients.Grid> grid =
          coefficients.grid().stream()
              .filter(one -> fits(one.provider(), use.provider()) && fits(one.region(), use.region()))
              .findFirst();
      if (energy.isEmpty()) {
        leave(use, "no energy of this unit");
      } else if (pue.isEmpty()) {
        leave(use, "no PUE for " + use.provider() + " " + use.region());
      } else if (grid.isEmpty()) {
        leave(use, "no grid for " + use.provider() + " " + (use.region().isEmpty() ? "without a region" : use.region()));
      } else if (use.quantity().signum() < 0) {
        leave(use, "a negative quantity");
      } else {
        lines.add(line(use, energy.get(), pue.get(), grid.get()));
      }
    }

    private Line line(BilledUse use, Energy energy, CarbonCoefficients.Pue pue, CarbonCoefficients.Grid grid) {
      double quantity = use.quantity().doubleValue();
      StringBuilder words = new StringBuilder();
      Range unit =
          switch (energy.draw()) {
            case Draw.KilowattHours(Figure figure) -> {
              words.append(figure.value().toPlainString()).append(" kWh a unit");
              yield new Range(1, 1, 1).times(figure);
            }
            case Draw.Watts watts -> {
              OptionalDouble busy = busy(use);
              double percent = busy.orElse(watts.assumed().doubleValue());
              words
                  .append(watts.vcpus().toPlainString())
                  .append(" vCPUs at ")
                  .append(String.format(Locale.ROOT, "%.1f%% %s", percent, busy.isPresent() ? "as measured" : "as assumed"));
              yield new Range(
                  kilowatts(watts, busy.isPresent() ? percent : 0),
                  kilowatts(watts, percent),
                  kilowatts(watts, busy.isPresent() ? percent : HUNDRED));
            }
          };
      words
          .append(", PUE ")
          .append(pue.figure().value().toPlainString())
          .append(", ")
          .append(grid.figure().value().toPlainString())
          .append(" kg/kWh");
      Range kilowattHours = unit.times(quantity);
      double embodied = quantity * energy.embodied().map(BigDecimal::doubleValue).orElse(0.0);
      Set<Source> sources = new LinkedHashSet<>(List.of(energy.source(), pue.source(), grid.source()));
      return new Line(
          use,
          energy.name(),
          kilowattHours,
          kilowattHours.times(pue.figure()).times(grid.figure()).plus(new Range(embodied, embodied, embodied)),
          embodied,
          words.toString(),
          sources);
    }

    private static double kilowatts(Draw.Watts watts, double percent) {
      double idle = watts.idle().doubleValue();
      return watts.vcpus().doubleValue()
          * (idle + Math.clamp(percent / HUNDRED, 0, 1) * (watts.full().doubleValue() - idle))
          / WATTS_OF_A_KILOWATT;
    }

    /** The mean of what was measured of the row's machine in its month. */
    private OptionalDouble busy(BilledUse use) {
      if (use.resource().isBlank()) {
        return OptionalDouble.empty();
      }
      long from = use.month().atStartOfDay(ZoneOffset.UTC).toEpochSecond();
      LocalDate next = YearMonth.from(use.month()).plusMonths(1).atDay(1);
      long until = next.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
      double sum = 0;
      int count = 0;
      for (Utilisation one : cpu.getOrDefault(last(use.resource()), List.of())) {
        if (one.subject().names(new ResourceId(use.resource())) || last(one.subject().name()).equals(use.resource().toLowerCase(Locale.ROOT))) {
          for (int i = 0; i < one.size(); i++) {
            long second = one.samples().second(i);
            if (second >= from && second < until) {
              sum += one.samples().value(i);
              count++;
            }
          }
        }
      }
      return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }

    private static boolean fits(Energy energy, BilledUse use) {
      return energy.when().entrySet().stream()
          .allMatch(
              condition ->
                  condition.getValue().stream().anyMatch(pattern -> fits(pattern, cell(use, condition.getKey()))));
    }

    private static String cell(BilledUse use, String column) {
      return switch (column) {
        case "provider" -> use.provider();
        case "service" -> use.service();
        case "category" -> use.category();
        case "region" -> use.region();
        case "resourceType" -> use.resourceType();
        case "sku" -> use.sku();
        case "description" -> use.description();
        case "unit" -> use.unit();
        default -> throw new IllegalArgumentException("no column " + column);
      };
    }

    private static boolean fits(String pattern, String text) {
      String cell = text.length() > LONGEST_CELL ? text.substring(0, LONGEST_CELL) : text;
      return Patterns.matchesGlob(pattern.toLowerCase(Locale.ROOT), cell.toLowerCase(Locale.ROOT));
    }

    private void leave(BilledUse use, String why) {
      List<String> key = List.of(use.service(), use.unit(), why);
      Left before = left.getOrDefault(key, new Left(use.service(), use.unit(), why, 0, Map.of()));
      Map<String, BigDecimal> effective = new HashMap<>(before.effective());
      effective.merge(use.currency(), use.effective(), BigDecimal::add);
      left.put(key, new Left(use.service(), use.unit(), why, before.rows() + 1, effective));
    }
  }
}
