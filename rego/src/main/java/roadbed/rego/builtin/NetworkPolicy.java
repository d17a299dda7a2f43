package roadbed.rego.builtin;

import java.util.Locale;
import java.util.Set;

/**
 * Which hosts a policy may reach with {@code http.send} and {@code net.lookup_ip_addr}; none unless named.
 *
 * @param hosts names or addresses, without ports
 * @param cache where answers are kept that outlive an evaluation; those who share the policy share them
 */
public record NetworkPolicy(Set<String> hosts, HttpCache cache) {
  /** No network at all. */
  public static final NetworkPolicy CLOSED = new NetworkPolicy(Set.of());

  public NetworkPolicy {
    hosts = Set.copyOf(hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList());
  }

  /** These hosts, with a cache of its own. */
  public NetworkPolicy(Set<String> hosts) {
    this(hosts, new HttpCache());
  }

  /** Whether this very host is allowed. */
  public boolean allows(String host) {
    return hosts.contains(host.toLowerCase(Locale.ROOT));
  }
}
