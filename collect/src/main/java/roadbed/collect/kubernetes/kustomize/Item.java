package roadbed.collect.kubernetes.kustomize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import roadbed.model.Location;
import roadbed.model.Value;

/**
 * An object on its way through kustomizations.
 *
 * @param object the object as it is by now
 * @param location the place of the file that it comes from
 * @param formerNames the names that it had before kustomizations changed them, by which it can still be meant
 */
record Item(Value.Fields object, Location location, List<String> formerNames) {
  Item {
    formerNames = List.copyOf(formerNames);
  }

  Item(Value.Fields object, Location location) {
    this(object, location, List.of());
  }

  /** The same after a change. */
  Item with(Value.Fields changed) {
    return new Item(changed, location, formerNames);
  }

  /** The same under another name. */
  Item called(String name) {
    List<String> names = new ArrayList<>(formerNames);
    name().ifPresent(names::add);
    return new Item(Texts.with(object, Value.of(name), "metadata", "name"), location, names);
  }

  String kind() {
    return object.text("kind").orElse("");
  }

  Optional<String> name() {
    return Texts.at(object, "metadata", "name");
  }

  /** Whether its name, or one that it had, is meant. */
  boolean isNamed(Predicate<String> meant) {
    return name().filter(meant).isPresent() || formerNames.stream().anyMatch(meant);
  }
}
