package roadbed.assess.cost.waste;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import roadbed.model.Declaration;
import roadbed.model.ResourceId;

/**
 * Which resources are one and the same, told by code, plan, state and inventory. Each is judged once, where it is told
 * nearest to what is; the code that declares it is where its change goes. Where an inventory tells of a type in an
 * account, what is only declared of that type there is not judged beside it.
 */
final class Twins {
  private final Set<ResourceId> shadowed = new HashSet<>();
  private final Map<ResourceId, ResourceId> code = new HashMap<>();

  Twins(List<Seen> all) {
    Map<String, List<Seen>> byAddress = new HashMap<>();
    Map<String, List<Seen>> declaredByType = new HashMap<>();
    Set<String> live = new HashSet<>();
    for (Seen it : all) {
      if (it.isLive()) {
        live.add(it.type() + " " + it.resource().account().toLowerCase(Locale.ROOT));
        live.add(it.type());
      } else {
        byAddress.computeIfAbsent(it.type() + " " + it, _ -> new ArrayList<>(2)).add(it);
      }
      if (it.resource().origin().declaration() == Declaration.TERRAFORM_SOURCE) {
        declaredByType.computeIfAbsent(it.type(), _ -> new ArrayList<>()).add(it);
      }
    }
    byAddress.values().stream().filter(same -> same.size() > 1).forEach(this::sameAddress);
    for (Seen it : all) {
      if (it.isLive()) {
        named(it, declaredByType.getOrDefault(it.type(), List.of())).ifPresent(found -> code.put(it.resource().id(), found.resource().id()));
      } else if (told(it, live)) {
        shadowed.add(it.resource().id());
      } else if (it.resource().origin().declaration() == Declaration.TERRAFORM_SOURCE) {
        code.put(it.resource().id(), it.resource().id());
      }
    }
  }

  private static boolean told(Seen it, Set<String> live) {
    String account = it.resource().account().toLowerCase(Locale.ROOT);
    return account.isEmpty() ? live.contains(it.type()) : live.contains(it.type() + " " + account) || live.contains(it.type() + " ");
  }

  private static int rank(Seen it) {
    return switch (it.side()) {
      case LIVE -> 3;
      case STATE -> 2;
      case DECLARED -> it.resource().origin().declaration() == Declaration.TERRAFORM_SOURCE ? 0 : 1;
    };
  }

  /** Of one address in one folder, or where there is one of each sort, the one nearest to what is. */
  private void sameAddress(List<Seen> same) {
    for (Seen lower : same) {
      List<Seen> higher = same.stream().filter(other -> rank(other) > rank(lower)).toList();
      List<Seen> beside = higher.stream().filter(other -> folder(other).equals(folder(lower))).toList();
      long ofRank = same.stream().filter(other -> rank(other) == rank(lower)).count();
      List<Seen> meant = beside.isEmpty() && ofRank == 1 && higher.size() == 1 ? higher : beside;
      if (!meant.isEmpty()) {
        shadowed.add(lower.resource().id());
        if (rank(lower) == 0) {
          meant.forEach(other -> code.put(other.resource().id(), lower.resource().id()));
        }
      }
    }
  }

  private static String folder(Seen it) {
    String file = it.resource().origin().location().file();
    return file.substring(0, Math.max(0, file.lastIndexOf('/')));
  }

  /** The one declared resource with its name. */
  private static Optional<Seen> named(Seen it, List<Seen> declared) {
    String name = it.resource().name();
    List<Seen> same =
        declared.stream()
            .filter(other -> !name.isEmpty() && other.resource().name().equals(name) && sameAccount(it, other))
            .toList();
    return same.size() == 1 ? Optional.of(same.getFirst()) : Optional.empty();
  }

  private static boolean sameAccount(Seen one, Seen other) {
    return one.resource().account().isEmpty()
        || other.resource().account().isEmpty()
        || one.resource().account().equalsIgnoreCase(other.resource().account());
  }

  /** Whether another one tells of it. */
  boolean isShadowed(Seen it) {
    return shadowed.contains(it.resource().id());
  }

  /** The resource of code that declares it. */
  Optional<ResourceId> code(Seen it) {
    return Optional.ofNullable(code.get(it.resource().id()));
  }
}
