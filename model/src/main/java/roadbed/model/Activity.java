package roadbed.model;

import java.time.Instant;
import java.util.Set;

/**
 * Something that somebody did to an estate, as a provider's activity log tells it.
 *
 * @param provider whose log it is
 * @param account the account, subscription or project that it was done in; empty where the log does not say
 * @param at when
 * @param actor who, as the log names them
 * @param event the provider's name of what was done
 * @param service the provider's name of the service that did it
 * @param address the network address that it came from; empty where the log does not say
 * @param through {@code console}, {@code code}, {@code command line}, {@code service} or {@code program}
 * @param concerns identifiers and names of what it was done to, in lower case
 */
public record Activity(
    Provider provider,
    String account,
    Instant at,
    String actor,
    String event,
    String service,
    String address,
    String through,
    Set<String> concerns) {
  public Activity {
    concerns = Set.copyOf(concerns);
  }
}
