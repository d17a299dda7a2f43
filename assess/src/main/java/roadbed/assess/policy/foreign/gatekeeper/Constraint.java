package roadbed.assess.policy.foreign.gatekeeper;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import roadbed.assess.policy.foreign.Manifest;
import roadbed.assess.policy.foreign.Nested;
import roadbed.model.Location;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Value;

/**
 * A constraint: a template put to work.
 *
 * @param kind the template's kind
 * @param parameters what its template's rules find as {@code input.parameters}
 * @param action what follows from a violation
 */
public record Constraint(
    String kind,
    String name,
    ConstraintMatch match,
    ObjectValue parameters,
    Action action,
    ObjectValue document,
    Location place) {
  /** The API group of constraints. */
  static final String GROUP = "constraints.gatekeeper.sh";

  /** What follows from a violation. */
  public enum Action {
    DENY,
    WARN,
    /** It is only counted. */
    DRYRUN;

    private static Optional<Action> named(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "deny" -> Optional.of(DENY);
        case "warn" -> Optional.of(WARN);
        case "dryrun" -> Optional.of(DRYRUN);
        default -> Optional.empty();
      };
    }
  }

  /** Reads a constraint; empty where it is wrong, and the problems say why. */
  static Optional<Constraint> read(Manifest manifest, List<String> problems) {
    int before = problems.size();
    ObjectValue spec = Nested.object(manifest.value(), "spec");
    if (manifest.name().isEmpty()) {
      problems.add("a constraint needs metadata.name");
    }
    ConstraintMatch match = ConstraintMatch.read(Nested.object(spec, "match"), problems);
    Optional<Action> action = action(spec, problems);
    return action.isEmpty() || problems.size() > before
        ? Optional.empty()
        : Optional.of(
            new Constraint(
                manifest.kind(),
                manifest.name(),
                match,
                Nested.object(spec, "parameters"),
                action.get(),
                manifest.value(),
                manifest.place()));
  }

  /** Scoped actions count as what is said for admission, or else as the strictest that is said. */
  private static Optional<Action> action(ObjectValue spec, List<String> problems) {
    String written = Nested.text(spec, "enforcementAction");
    if (!written.equalsIgnoreCase("scoped")) {
      Optional<Action> action = written.isEmpty() ? Optional.of(Action.DENY) : Action.named(written);
      if (action.isEmpty()) {
        problems.add("enforcementAction is deny, warn, dryrun or scoped, not " + written);
      }
      return action;
    }
    Optional<Action> webhook = Optional.empty();
    Optional<Action> strictest = Optional.empty();
    for (Value item : Nested.items(spec, "scopedEnforcementActions")) {
      Optional<Action> action = Action.named(Nested.text(item, "action"));
      if (action.isEmpty()) {
        problems.add("a scoped action is deny, warn or dryrun, not " + Nested.text(item, "action"));
        return Optional.empty();
      }
      for (Value point : Nested.items(item, "enforcementPoints")) {
        String name = Nested.text(point, "name");
        if (name.equals("validation.gatekeeper.sh") || name.equals("*")) {
          webhook = stricter(webhook, action.get());
        }
      }
      strictest = stricter(strictest, action.get());
    }
    if (strictest.isEmpty()) {
      problems.add("enforcementAction scoped needs scopedEnforcementActions");
    }
    return webhook.isPresent() ? webhook : strictest;
  }

  private static Optional<Action> stricter(Optional<Action> one, Action other) {
    return Optional.of(one.isPresent() && one.get().compareTo(other) <= 0 ? one.get() : other);
  }
}
