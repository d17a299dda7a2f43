package roadbed.inventory.facet;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** TLS versions as the clouds write them, in one notation. */
public final class Tls {
  private static final Pattern VERSION = Pattern.compile("1[._](\\d)");
  private static final Pattern POLICY_VERSION = Pattern.compile("(?:TLS[-_]?v?|TLS13-)1[-_.](\\d)");

  private Tls() {}

  /** {@code TLS1_2}, {@code TLSv1.2_2021}, {@code 1.2}, {@code Policy-Min-TLS-1-2-2019-07} become {@code 1.2}. */
  public static Optional<String> version(String written) {
    Matcher matcher = VERSION.matcher(written.replace('-', '.'));
    if (matcher.find()) {
      return Optional.of("1." + matcher.group(1));
    }
    String upper = written.toUpperCase(Locale.ROOT);
    if (upper.startsWith("TLSV1") || upper.startsWith("SSLV3") || upper.equals("TLS1")) {
      return Optional.of("1.0");
    }
    return Optional.empty();
  }

  /** The lowest version that an AWS load balancer policy accepts, by the policy's name. */
  public static Optional<String> ofPolicy(String policy) {
    if (policy.startsWith("ELBSecurityPolicy-TLS13-1-")) {
      return Optional.of("1." + policy.charAt("ELBSecurityPolicy-TLS13-1-".length()));
    }
    Matcher matcher = POLICY_VERSION.matcher(policy);
    if (matcher.find()) {
      return Optional.of("1." + matcher.group(1));
    }
    if (policy.startsWith("ELBSecurityPolicy-FS-1-")) {
      return Optional.of("1." + policy.charAt("ELBSecurityPolicy-FS-1-".length()));
    }
    return policy.startsWith("ELBSecurityPolicy-") ? Optional.of("1.0") : Optional.empty();
  }
}
