package roadbed.rego.builtin;

import java.util.Locale;
import java.util.Set;

/** Which hosts a policy may reach with {@code http.send} and {@code net.lookup_ip_addr}; none unless named. */
public record NetworkPolicy(Set<String> hosts) {
  /** No network at all. */
  public static final NetworkPolicy CLOSED = new NetworkPolicy(Set.of());

  public NetworkPolicy {
    hosts = Set.copyOf(hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList());
  }

  /** Whether this very host is allowed. */
  public boolean allows(String host) {
    return hosts.contains(host.toLowerCase(Locale.ROOT));
  }
}
