package roadbed.assess.cost.allocation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.inventory.LabelNames;
import roadbed.model.AllocationRules;

/** Makes one value of the many ways in which people write it. */
final class TagSpelling {
  private record Meaning(String value, Patterns spellings) {}

  private final List<Meaning> meanings = new ArrayList<>();
  private final boolean listedOnly;

  TagSpelling(AllocationRules.VirtualTag tag) {
    listedOnly = tag.listedOnly();
    for (Map.Entry<String, List<String>> one : tag.spellings().entrySet()) {
      List<String> spellings = new ArrayList<>();
      spellings.add(plain(one.getKey()));
      one.getValue().forEach(spelling -> spellings.add(plain(spelling)));
      meanings.add(new Meaning(one.getKey(), new Patterns(spellings)));
    }
  }

  /** The value that a spelling means; empty where only listed values count and it is none. */
  Optional<String> meaning(String written) {
    String plain = plain(LabelNames.team(written));
    if (plain.isEmpty()) {
      return Optional.empty();
    }
    for (Meaning meaning : meanings) {
      if (meaning.spellings().match(plain)) {
        return Optional.of(meaning.value());
      }
    }
    return listedOnly ? Optional.empty() : Optional.of(plain);
  }

  /** Lower case, with one dash for what separates words. */
  static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    for (char c : text.strip().toLowerCase(Locale.ROOT).toCharArray()) {
      boolean separates = c == ' ' || c == '_' || c == '-' || c == '.' || c == '/';
      if (!separates) {
        plain.append(c);
      } else if (!plain.isEmpty() && plain.charAt(plain.length() - 1) != '-') {
        plain.append('-');
      }
    }
    int end = plain.length();
    while (end > 0 && plain.charAt(end - 1) == '-') {
      end--;
    }
    return plain.substring(0, end);
  }
}
