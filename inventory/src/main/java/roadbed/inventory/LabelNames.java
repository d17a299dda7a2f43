package roadbed.inventory;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import roadbed.model.EstateFacts;

/** Under which names tags and labels carry an owner and an environment, in resources as in bills. */
public final class LabelNames {
  private static final List<String> OWNER =
      List.of("owner", "team", "owned-by", "ownedby", "owner-team", "ownerteam", "owning-team", "costowner", "cost-owner", "roadbed.dev/owner", "app.kubernetes.io/owner", "backstage.io/owner");
  private static final List<String> ENVIRONMENT =
      List.of("environment", "env", "stage", "app.kubernetes.io/environment", "roadbed.dev/environment");

  private LabelNames() {}

  /** Names that carry an owner, in lower case: those that the facts name, then the usual ones. */
  public static List<String> owner(EstateFacts facts) {
    return names(facts.ownerTags(), OWNER);
  }

  /** Names that carry an environment, in lower case: those that the facts name, then the usual ones. */
  public static List<String> environment(EstateFacts facts) {
    return names(facts.environmentTags(), ENVIRONMENT);
  }

  private static List<String> names(List<String> first, List<String> then) {
    Set<String> names = new LinkedHashSet<>();
    Stream.concat(first.stream(), then.stream()).map(name -> name.toLowerCase(Locale.ROOT)).forEach(names::add);
    return List.copyOf(names);
  }

  /** {@code group:default/payments} is the team {@code payments}. */
  public static String team(String named) {
    String name = named.strip();
    int colon = name.indexOf(':');
    if (colon > 0 && name.substring(0, colon).equalsIgnoreCase("group")) {
      name = name.substring(colon + 1);
      name = name.substring(name.lastIndexOf('/') + 1);
    }
    return name;
  }
}
