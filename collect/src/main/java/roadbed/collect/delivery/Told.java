package roadbed.collect.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.model.Diagnostic;
import roadbed.model.Location;
import roadbed.model.delivery.DeliveryFact;
import roadbed.model.delivery.Outcome;

/** What one message told, and what is wrong with it. */
final class Told {
  private final Location location;
  private final List<DeliveryFact> facts = new ArrayList<>();
  private final List<Diagnostic> problems = new ArrayList<>();

  Told(Location location) {
    this.location = location;
  }

  Location location() {
    return location;
  }

  List<DeliveryFact> facts() {
    return List.copyOf(facts);
  }

  List<Diagnostic> problems() {
    return List.copyOf(problems);
  }

  void add(DeliveryFact fact) {
    facts.add(fact);
  }

  /** Something that must be there is not. */
  void missing(String what) {
    problem("delivery.field", what + " is missing or not of its kind", "see what the sender really sends");
  }

  void problem(String code, String message, String hint) {
    problems.add(Diagnostic.error(code, location, message, hint));
  }

  /** A text that must be there. */
  Optional<String> needed(Optional<String> text, String name) {
    if (text.isEmpty()) {
      missing(name);
    }
    return text;
  }

  /** A time that must be there. */
  Optional<Instant> neededTime(Optional<Instant> time, String name) {
    if (time.isEmpty()) {
      missing(name);
    }
    return time;
  }

  /** The outcome that a state means; a state that is not known is said, and then counts as running: it is not a success. */
  Outcome outcome(String state) {
    return Outcome.of(state)
        .orElseGet(
            () -> {
              problems.add(
                  Diagnostic.warning(
                      "delivery.state",
                      location,
                      "the state \"" + (state.length() > 60 ? state.substring(0, 60) : state) + "\" is not known",
                      "it is taken as not ended"));
              return Outcome.RUNNING;
            });
  }
}
