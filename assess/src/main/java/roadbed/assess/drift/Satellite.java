package roadbed.assess.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import roadbed.inventory.Sighting;
import roadbed.model.Value;

/**
 * How a type that only configures another is written into the document of that other, the same way as when it is
 * configured inside of it.
 *
 * @param link the attribute that names the other
 * @param parents types of the other
 * @param moves its attributes and where they go
 * @param members what it adds to sets of the other, where it does
 */
record Satellite(
    String link, List<String> parents, List<Move> moves, Optional<BiConsumer<Folded, Sighting>> members) {

  /**
   * An attribute and where it goes.
   *
   * @param from path in the satellite; empty for all of it
   * @param to path in the parent
   * @param words texts that are said differently there
   */
  record Move(String from, String to, Map<String, Value> words) {}

  /** Moves attributes, {@code from, to, from, to …}. */
  static Satellite moving(String link, String parent, String... fromsAndTos) {
    List<Move> moves = new ArrayList<>();
    for (int i = 0; i < fromsAndTos.length; i += 2) {
      moves.add(new Move(fromsAndTos[i], fromsAndTos[i + 1], Map.of()));
    }
    return new Satellite(link, List.of(parent), moves, Optional.empty());
  }

  /** Adds members to sets. */
  static Satellite adding(String link, List<String> parents, BiConsumer<Folded, Sighting> members) {
    return new Satellite(link, parents, List.of(), Optional.of(members));
  }

  /** Texts that are said differently where this attribute goes. */
  Satellite saying(String from, Map<String, Value> words) {
    return new Satellite(
        link,
        parents,
        moves.stream().map(move -> move.from().equals(from) ? new Move(from, move.to(), words) : move).toList(),
        members);
  }

  void into(Folded parent, Sighting satellite) {
    for (Move move : moves) {
      at(satellite.attributes(), move.from())
          .ifPresent(
              value ->
                  parent.put(
                      move.to(),
                      value instanceof Value.Text text ? move.words().getOrDefault(text.value(), value) : value,
                      satellite,
                      move.from()));
    }
    members.ifPresent(add -> add.accept(parent, satellite));
  }

  /** The value at a dotted path, through single blocks. */
  static Optional<Value> at(Value.Fields fields, String path) {
    Value here = fields;
    for (String step : path.split("\\.", -1)) {
      if (here instanceof Value.Items items && items.values().size() == 1) {
        here = items.values().getFirst();
      }
      if (here instanceof Value.Unknown) {
        return Optional.of(here);
      }
      Value next = here instanceof Value.Fields object ? object.values().get(step) : null;
      if (next == null || next instanceof Value.Null) {
        return Optional.empty();
      }
      here = next;
    }
    return Optional.of(here);
  }
}
