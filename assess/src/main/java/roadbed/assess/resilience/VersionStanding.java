package roadbed.assess.resilience;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.model.Provider;
import roadbed.model.Resource;
import roadbed.model.Value;
import roadbed.model.resilience.ResilienceFact;
import roadbed.model.resilience.VersionCycle;

/**
 * How old the version of a component is.
 *
 * @param resource the component
 * @param product the product, as the calendar names it; as the inventory does where the calendar has none
 * @param version its version
 * @param cycle the cycle that it belongs to; empty where the calendar has none, and nothing is judged
 * @param behind how many newer cycles there are on the day: 0 is N, 1 is N-1
 * @param ended whether it is past its end on the day; empty where nobody says
 * @param reason what is to be said of it
 */
public record VersionStanding(
    Resource resource,
    String product,
    String version,
    Optional<VersionCycle> cycle,
    int behind,
    Optional<Boolean> ended,
    String reason) {

  /** Whether it is judged at all. */
  public boolean judged() {
    return cycle.isPresent();
  }

  /** Whether it is at N or N-1 and known not to be past its end. */
  public boolean current() {
    return judged() && behind <= 1 && ended.isPresent() && !ended.get();
  }

  /** Names that the inventory has for a product and its version. */
  private record Said(List<String> products, String version) {}

  /** The standing of every resource that has a version. */
  static List<VersionStanding> of(List<Resource> resources, List<ResilienceFact> facts, LocalDate day) {
    Map<String, Map<String, VersionCycle>> calendar = new LinkedHashMap<>();
    Map<String, String> aliases = new LinkedHashMap<>();
    for (ResilienceFact fact : facts) {
      if (fact instanceof VersionCycle cycle) {
        String product = cycle.product().toLowerCase(Locale.ROOT);
        calendar.computeIfAbsent(product, _ -> new LinkedHashMap<>()).put(cycle.cycle(), cycle);
        cycle.aliases().forEach(alias -> aliases.put(alias.toLowerCase(Locale.ROOT), product));
      }
    }
    if (calendar.isEmpty()) {
      return List.of();
    }
    List<VersionStanding> all = new ArrayList<>();
    for (Resource resource : resources) {
      said(resource).ifPresent(said -> all.add(standing(resource, said, calendar, aliases, day)));
    }
    return all;
  }

  private static VersionStanding standing(
      Resource resource, Said said, Map<String, Map<String, VersionCycle>> calendar, Map<String, String> aliases, LocalDate day) {
    for (String name : said.products()) {
      String product = aliases.getOrDefault(name, name);
      Map<String, VersionCycle> cycles = calendar.get(product);
      if (cycles == null) {
        continue;
      }
      for (String version : List.of(said.version(), digits(said.version()))) {
        Optional<VersionCycle> own = cycle(version, cycles);
        if (own.isPresent()) {
          return judged(resource, product, said.version(), own.get(), cycles, day);
        }
      }
    }
    boolean known = said.products().stream().anyMatch(name -> calendar.containsKey(aliases.getOrDefault(name, name)));
    return new VersionStanding(
        resource,
        said.products().getFirst(),
        said.version(),
        Optional.empty(),
        0,
        Optional.empty(),
        known ? "not judged: the calendar has no cycle of this version" : "not judged: the calendar does not have this product");
  }

  private static VersionStanding judged(
      Resource resource, String product, String version, VersionCycle own, Map<String, VersionCycle> cycles, LocalDate day) {
    int behind =
        (int)
            cycles.values().stream()
                .filter(other -> prefix(other.cycle()).equals(prefix(own.cycle())))
                .filter(other -> other.released().filter(released -> released.isAfter(day)).isEmpty())
                .filter(other -> VERSIONS.compare(other.cycle(), own.cycle()) > 0)
                .count();
    Optional<Boolean> ended = own.hasEnded(day);
    String place = behind == 0 ? "the newest cycle" : behind + (behind == 1 ? " cycle" : " cycles") + " behind";
    String end =
        ended.isEmpty()
            ? "its end of life is not told"
            : own.endOfLife().map(last -> (ended.get() ? "past its end of life on " : "ends on ") + last).orElse(ended.get() ? "past its end of life" : "has no end yet");
    return new VersionStanding(resource, product, version, Optional.of(own), behind, ended, place + "; " + end);
  }

  /** The longest cycle that a version begins with. */
  private static Optional<VersionCycle> cycle(String version, Map<String, VersionCycle> cycles) {
    return cycles.values().stream()
        .filter(cycle -> begins(version, cycle.cycle()))
        .max(Comparator.comparingInt(cycle -> cycle.cycle().length()));
  }

  private static boolean begins(String version, String cycle) {
    return version.equalsIgnoreCase(cycle)
        || (version.length() > cycle.length()
            && version.regionMatches(true, 0, cycle, 0, cycle.length())
            && ".-+_".indexOf(version.charAt(cycle.length())) >= 0);
  }

  /** The letters before the first digit: {@code python} of {@code python3.9}. */
  private static String prefix(String cycle) {
    int end = 0;
    while (end < cycle.length() && !Character.isDigit(cycle.charAt(end))) {
      end++;
    }
    return cycle.substring(0, end).toLowerCase(Locale.ROOT);
  }

  private static String digits(String version) {
    String rest = version.substring(prefix(version).length());
    return rest.endsWith(".x") ? rest.substring(0, rest.length() - 2) : rest;
  }

  /** Number by number; a cycle that has no further number comes first. */
  private static final Comparator<String> VERSIONS =
      (one, other) -> {
        List<String> left = List.of(one.split("[^0-9]+", -1));
        List<String> right = List.of(other.split("[^0-9]+", -1));
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
          int compared = Long.compare(number(left, i), number(right, i));
          if (compared != 0) {
            return compared;
          }
        }
        return 0;
      };

  private static long number(List<String> parts, int index) {
    String part = index < parts.size() ? parts.get(index) : "";
    return part.isEmpty() || part.length() > 15 ? -1 : Long.parseLong(part);
  }

  private static Optional<Said> said(Resource resource) {
    Optional<String> engine = text(resource, "engine");
    Optional<String> version = text(resource, "engine_version");
    if (engine.isPresent() && version.isPresent()) {
      String name = engine.get().toLowerCase(Locale.ROOT);
      List<String> products = new ArrayList<>();
      if (resource.type().equals("aws_db_instance") || resource.type().equals("aws_rds_cluster")) {
        products.add("amazon-" + (name.startsWith("aurora") ? name : "rds-" + product(name)));
      }
      products.add(product(name));
      return Optional.of(new Said(products, version.get()));
    }
    Optional<String> plain = text(resource, "version");
    if (plain.isPresent() && resource.kind().equals("container.cluster")) {
      return Optional.of(new Said(List.of(cluster(resource.provider()), "kubernetes"), plain.get()));
    }
    return text(resource, "runtime")
        .filter(runtime -> runtime.chars().anyMatch(Character::isDigit))
        .map(
            runtime -> {
              String language = prefix(runtime);
              return new Said(List.of(resource.provider() == Provider.AWS ? "aws-lambda" : language, language), runtime);
            });
  }

  private static String cluster(Provider provider) {
    return switch (provider) {
      case AWS -> "amazon-eks";
      case AZURE -> "azure-kubernetes-service";
      case GCP -> "google-kubernetes-engine";
      case KUBERNETES, OTHER -> "kubernetes";
    };
  }

  private static String product(String engine) {
    return switch (engine) {
      case "postgres" -> "postgresql";
      case "sqlserver" -> "mssqlserver";
      default -> engine.startsWith("sqlserver-") ? "mssqlserver" : engine;
    };
  }

  private static Optional<String> text(Resource resource, String facet) {
    return switch (resource.facets().get(facet).orElse(Value.Null.INSTANCE)) {
      case Value.Text text -> Optional.of(text.value()).filter(value -> !value.isBlank());
      case Value.Whole whole -> Optional.of(Long.toString(whole.value()));
      case Value.Decimal decimal -> Optional.of(decimal.value().toPlainString());
      case Value.Bool _, Value.Null _, Value.Items _, Value.Fields _, Value.Unknown _, Value.Secret _ -> Optional.empty();
    };
  }
}
