package roadbed.operate.notify;

import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that an operator says of telling people.
 *
 * @param address of this server as people reach it, without a slash at its end; empty where messages have no links
 * @param relay that takes mail
 * @param targets by identifier
 * @param people by identifier
 * @param teams targets by the name of the owner that they tell
 * @param routes in their order; all that take something tell it
 * @param pages in their order; the first that holds pages
 * @param templates words in place of the usual ones
 */
public record NotifySettings(
    Optional<String> address,
    Optional<MailRelay> relay,
    Map<String, Target> targets,
    Map<String, Receiver> people,
    Map<String, List<Route.Goal>> teams,
    List<Route> routes,
    List<PageRule> pages,
    List<Template> templates) {

  /** Nobody is told anything. */
  public static final NotifySettings NONE =
      new NotifySettings(Optional.empty(), Optional.empty(), Map.of(), Map.of(), Map.of(), List.of(), List.of(), List.of());

  /** What begins the identifier of a target that is nothing but the address by which somebody is known. */
  public static final String ADDRESS = "mail:";

  public NotifySettings {
    targets = kept(targets);
    people = kept(people);
    teams = kept(teams);
    routes = List.copyOf(routes);
    pages = List.copyOf(pages);
    templates = List.copyOf(templates);
  }

  private static <T> Map<String, T> kept(Map<String, T> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** Whether anybody is told anything. */
  public boolean isEmpty() {
    return targets.isEmpty() && people.isEmpty() && routes.isEmpty() && pages.isEmpty();
  }

  /** A target by its identifier; where mail is sent, an address is one too. */
  public Optional<Target> target(String id) {
    Target known = targets.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    return id.startsWith(ADDRESS) && relay.isPresent() && isAddress(id.substring(ADDRESS.length()))
        ? Optional.of(new Target.Mail(id, List.of(id.substring(ADDRESS.length()))))
        : Optional.empty();
  }

  /** A person as they want to be told; one of whom nothing is said gets mail, where their identifier is an address. */
  public Optional<Receiver> receiver(String person) {
    Receiver known = people.get(person);
    if (known != null) {
      return Optional.of(known);
    }
    String target = ADDRESS + person;
    return target(target)
        .map(
            it ->
                new Receiver(
                    person,
                    ZoneId.of("UTC"),
                    List.of(new Receiver.Way(it.id(), java.time.Duration.ZERO)),
                    it.id(),
                    Optional.empty(),
                    Optional.empty()));
  }

  /** The policy by which something pages. */
  public Optional<String> policy(Optional<String> service, Optional<String> owner, int importance) {
    return pages.stream().filter(rule -> rule.takes(service, owner, importance)).map(PageRule::policy).findFirst();
  }

  /** Whether a text is one plain address of mail, with nothing that a header could be broken with. */
  static boolean isAddress(String text) {
    return text.length() <= 254 && text.matches("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*");
  }
}
