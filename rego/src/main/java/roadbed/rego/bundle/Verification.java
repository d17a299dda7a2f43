package roadbed.rego.bundle;

import java.util.List;
import java.util.Map;

/**
 * How signed bundles are verified.
 *
 * @param keys the keys by their names
 * @param key the name of the key that must have signed; nothing where the signature may say so
 * @param scope what the signature must say that it is for; nothing where its key says that
 * @param exclude patterns of paths that need not be signed
 * @param skip whether signatures are not looked at
 */
public record Verification(
    Map<String, SigningKey> keys, String key, String scope, List<String> exclude, boolean skip) {
  /** The name of a key that is given alone. */
  public static final String DEFAULT_KEY = "default";

  /** Without keys: bundles that are signed are refused, for nothing can be said about them. */
  public static final Verification NO_KEYS = new Verification(Map.of(), "", "", List.of(), false);

  /** Signatures are not looked at. */
  public static final Verification SKIP = new Verification(Map.of(), "", "", List.of(), true);

  public Verification {
    keys = Map.copyOf(keys);
    exclude = List.copyOf(exclude);
  }
}
