package roadbed.collect;

import java.util.regex.Pattern;

/** Tells by their names which variables, settings and entries hold secrets. */
public final class SecretNames {
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i).*(password|passwd|passphrase|secret|token|api[_.-]?key|access[_.-]?key|private[_.-]?key"
              + "|credential|connection[_.-]?string|encryption[_.-]?key).*");

  /** Names that speak of secrets and hold the place or the name of one. */
  private static final Pattern HARMLESS =
      Pattern.compile(
          "(?i).*(_|-|\\.)(file|path|dir|name|ref|url|uri|endpoint|arn|id|ttl|expiry|expires|issuer|audience|mount|enabled)");

  private SecretNames() {}

  /** Whether the name is that of something which holds a secret. */
  public static boolean speaksOf(String name) {
    return SECRET.matcher(name).matches() && !HARMLESS.matcher(name).matches();
  }
}
