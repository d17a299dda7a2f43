package roadbed.collect.capacity;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roadbed.collect.alert.Fields;
import roadbed.model.Location;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.model.resilience.VersionCycle;
import tools.jackson.core.JacksonException;

/**
 * Answers of endoflife.date's interface, kept as files: a product's cycles as its first version lists them, the file being
 * named for the product ({@code postgresql.json}), or one or all products as version 1 gives them out.
 */
public final class EndOfLifeDates {
  private EndOfLifeDates() {}

  /**
   * Whether a JSON document may be one.
   *
   * @param keys what stands at its top, or at the top of its first item
   * @param head its beginning
   */
  public static boolean mayTell(boolean list, Map<String, Value> keys, String head) {
    return list
        ? keys.containsKey("cycle") && keys.containsKey("eol")
        : keys.containsKey("result") && head.contains("\"releases\"") && (head.contains("\"isEol\"") || head.contains("\"eolFrom\""));
  }

  /** The cycles that a document lists. */
  public static List<VersionCycle> read(String text, String place) {
    List<VersionCycle> cycles = new ArrayList<>();
    try {
      Value document = ValueJson.parse(text);
      Location location = Location.of(place);
      Fields top = new Fields(document);
      if (document instanceof Value.Items) {
        String file = place.substring(place.lastIndexOf('/') + 1);
        int dot = file.indexOf('.');
        top.all().forEach(cycle -> first(dot < 0 ? file : file.substring(0, dot), cycle, location, cycles));
      } else if (top.at("result").orElse(Value.Null.INSTANCE) instanceof Value.Items) {
        top.each("result").forEach(product -> product(product, location, cycles));
      } else {
        product(top.below("result"), location, cycles);
      }
    } catch (JacksonException _) {
      // What is not well-formed is told by whoever looks at the file next.
      return List.of();
    }
    return cycles;
  }

  private static void first(String product, Fields cycle, Location location, List<VersionCycle> cycles) {
    Optional<String> end = cycle.text("eol");
    Optional<String> name = cycle.text("cycle");
    if (name.isPresent()) {
      cycles.add(
          new VersionCycle(
              product,
              name.get(),
              cycle.text("releaseDate").flatMap(EndOfLifeDates::day),
              end.flatMap(EndOfLifeDates::day),
              end.filter(text -> text.equals("true") || text.equals("false")).map(Boolean::parseBoolean),
              cycle.text("latest"),
              List.of(),
              location));
    }
  }

  private static void product(Fields product, Location location, List<VersionCycle> cycles) {
    String name = product.text("name").orElse("");
    for (Fields release : product.each("releases")) {
      Optional<String> cycle = release.text("name");
      if (cycle.isPresent() && !name.isEmpty()) {
        cycles.add(
            new VersionCycle(
                name,
                cycle.get(),
                release.text("releaseDate").flatMap(EndOfLifeDates::day),
                release.text("eolFrom").flatMap(EndOfLifeDates::day),
                release.text("isEol").map(Boolean::parseBoolean),
                release.text("latest.name"),
                product.texts("aliases"),
                location));
      }
    }
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
