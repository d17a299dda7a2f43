package roadbed.prove.kpi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** KPIs against their targets, by pillar, for the overview. */
public final class Pillars {
  /** Names of the pillars in the order in which they are shown. */
  public static final List<String> ORDER =
      List.of(
          "reliability",
          "resilience",
          "delivery",
          "guardrails",
          "cost",
          "security",
          "assurance",
          "platform",
          "organisation");

  private Pillars() {}

  /** How a value stands against its target. */
  public enum Status {
    MET,
    NEAR,
    MISSED,
    /** Measured, and there is no number to compare with. */
    NO_TARGET,
    /** Not measured. */
    UNKNOWN
  }

  /** One KPI with its newest value, where there is one, and how it stands. */
  public record Standing(Kpi kpi, Optional<KpiMeasurement> measurement, Status status) {}

  /** A pillar with its KPIs. */
  public record Pillar(String name, List<Standing> standings) {
    public Pillar {
      standings = List.copyOf(standings);
    }

    /** How many KPIs stand so. */
    public long count(Status status) {
      return standings.stream().filter(standing -> standing.status() == status).count();
    }
  }

  /** How a KPI's value stands against its target. */
  public static Status status(Kpi kpi, Optional<KpiMeasurement> measurement) {
    if (measurement.isEmpty() || measurement.get().value().isEmpty()) {
      return Status.UNKNOWN;
    }
    if (kpi.target().isEmpty()) {
      return Status.NO_TARGET;
    }
    double value = measurement.get().value().getAsDouble();
    double target = kpi.target().get();
    double tolerance = kpi.tolerance().orElse(0.0);
    return switch (kpi.direction()) {
      case HIGHER -> value >= target ? Status.MET : near(value >= target - tolerance);
      case LOWER -> value <= target ? Status.MET : near(value <= target + tolerance);
      case NEAR -> {
        double distance = Math.abs(value - target);
        yield distance <= tolerance ? Status.MET : near(distance <= 2 * tolerance);
      }
    };
  }

  private static Status near(boolean near) {
    return near ? Status.NEAR : Status.MISSED;
  }

  /** All pillars that have a KPI, in the order in which they are shown. */
  public static List<Pillar> of(KpiCatalogue catalogue, List<KpiMeasurement> latest) {
    Map<String, KpiMeasurement> byKpi =
        latest.stream()
            .collect(Collectors.toMap(KpiMeasurement::kpi, Function.identity(), (a, b) -> newer(a, b)));
    Map<String, List<Standing>> byPillar = new LinkedHashMap<>();
    ORDER.forEach(name -> byPillar.put(name, new ArrayList<>()));
    for (Kpi kpi : catalogue.kpis()) {
      Optional<KpiMeasurement> measurement = Optional.ofNullable(byKpi.get(kpi.id()));
      byPillar
          .computeIfAbsent(kpi.pillar(), _ -> new ArrayList<>())
          .add(new Standing(kpi, measurement, status(kpi, measurement)));
    }
    return byPillar.entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .map(entry -> new Pillar(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static KpiMeasurement newer(KpiMeasurement a, KpiMeasurement b) {
    return a.day().isBefore(b.day()) ? b : a;
  }
}
