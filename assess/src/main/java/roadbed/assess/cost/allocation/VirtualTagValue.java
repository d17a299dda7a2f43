package roadbed.assess.cost.allocation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.inventory.LabelNames;
import roadbed.model.AllocationRules;

/** How the value of a virtual tag is found. */
final class VirtualTagValue {
  private record Conditional(String value, Matcher when) {}

  private final List<Conditional> conditional = new ArrayList<>();
  private final List<String> from;
  private final Optional<TagSpelling> spelling;

  private VirtualTagValue(List<String> from, Optional<TagSpelling> spelling) {
    this.from = from;
    this.spelling = spelling;
  }

  VirtualTagValue(AllocationRules.VirtualTag tag) {
    this(tag.from(), Optional.of(new TagSpelling(tag)));
    tag.values().forEach(value -> conditional.add(new Conditional(value.value(), new Matcher(value.when()))));
  }

  /** The first of several tags that is present, as it is written. */
  static VirtualTagValue asWritten(List<String> from) {
    return new VirtualTagValue(from, Optional.empty());
  }

  /** Its value for a line, or empty. */
  String of(Sight sight) {
    for (Conditional one : conditional) {
      if (one.when().match(sight).isPresent()) {
        return one.value();
      }
    }
    for (String tag : from) {
      String written = sight.tag(tag).strip();
      if (!written.isEmpty()) {
        String value =
            spelling.map(known -> known.meaning(written).orElse("")).orElseGet(() -> LabelNames.team(written));
        if (!value.isEmpty()) {
          return value;
        }
      }
    }
    return "";
  }
}
