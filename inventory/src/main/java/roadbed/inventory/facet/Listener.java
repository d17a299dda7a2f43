package roadbed.inventory.facet;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import roadbed.model.Value;

/** One listener of a load balancer, as an item of the facet {@code listeners}. */
public final class Listener {
  private static final Set<String> TLS = Set.of("HTTPS", "TLS", "SSL");

  private final Facets facets = new Facets();

  private Listener() {}

  /** A listener that a part, or ({@code ""}) the balancer itself, declares. */
  public static Listener of(String declaredBy) {
    Listener listener = new Listener();
    listener.facets.set("declared_by", declaredBy);
    return listener;
  }

  /** Its protocol, upper case; HTTP where none is said. */
  public Listener protocol(Supplier<Optional<String>> protocol) {
    facets.put("protocol", () -> protocol.get().orElse("HTTP").toUpperCase(Locale.ROOT));
    return this;
  }

  /** Its port. */
  public Listener port(Supplier<Optional<Long>> port) {
    facets.put("port", port);
    return this;
  }

  /** Whether all it does is to redirect to HTTPS. */
  public Listener redirects(Supplier<Boolean> redirects) {
    facets.put("redirects_to_https", redirects);
    return this;
  }

  /** The TLS policy by name and the lowest version it accepts. */
  public Listener policy(Supplier<Optional<String>> policy, Supplier<Optional<String>> minVersion) {
    facets.put("ssl_policy", policy);
    facets.put("min_version", minVersion);
    return this;
  }

  private boolean encrypts() {
    return TLS.contains(text("protocol").orElse(""));
  }

  private Optional<String> text(String field) {
    return new Document(facets.item()).text(field);
  }

  /** Puts {@code listeners}, {@code transport.tls_only} and {@code transport.min_version}. */
  public static void put(Facets out, Supplier<List<Listener>> listeners) {
    out.put("listeners", () -> listeners.get().stream().map(listener -> listener.facets).toList());
    out.put(
        "transport.tls_only",
        () ->
            Known.all(
                listeners.get(),
                listener -> Known.or(listener::encrypts, () -> listener.facets.is("redirects_to_https"))));
    out.put(
        "transport.min_version",
        () ->
            listeners.get().stream()
                .filter(Listener::encrypts)
                .map(listener -> listener.text("min_version").orElse("1.0"))
                .min(Comparator.naturalOrder())
                .map(Value::of));
  }
}
