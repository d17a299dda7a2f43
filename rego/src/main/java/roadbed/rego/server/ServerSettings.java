package roadbed.rego.server;

import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.Value;

/**
 * How the API behaves.
 *
 * @param tokens whether a caller's bearer token is their identity
 * @param authorized whether {@code data.system.authz.allow} is asked before each request
 * @param defaultDecision the path of what {@code POST /} decides
 * @param authorization the path of the decision whether a request is carried out
 * @param mostBody bytes of a body as it is sent
 * @param mostPlainBody bytes of a compressed body when it is unpacked
 * @param compressFrom bytes of a response from which it is compressed for those who take that
 * @param active what {@code /v1/config} shows, without secrets
 * @param runtime what {@code opa.runtime} tells policies
 */
public record ServerSettings(
    boolean tokens,
    boolean authorized,
    String defaultDecision,
    String authorization,
    long mostBody,
    long mostPlainBody,
    int compressFrom,
    ObjectValue active,
    Value runtime) {
  private static final long MEGABYTE = 1_048_576;

  /** As OPA is without a configuration. */
  public static final ServerSettings STANDARD =
      new ServerSettings(
          false,
          false,
          "system/main",
          "system/authz/allow",
          256 * MEGABYTE,
          512 * MEGABYTE,
          1024,
          ObjectValue.EMPTY,
          ObjectValue.EMPTY);

  /** The same with authentication and authorization as they are asked for. */
  public ServerSettings guarded(boolean byToken, boolean byPolicy) {
    return new ServerSettings(
        byToken, byPolicy, defaultDecision, authorization, mostBody, mostPlainBody, compressFrom, active, runtime);
  }

  /** The same where no body may need more memory than there is to spare. */
  public ServerSettings within(long bytes) {
    return new ServerSettings(
        tokens,
        authorized,
        defaultDecision,
        authorization,
        Math.min(mostBody, bytes),
        Math.min(mostPlainBody, bytes),
        compressFrom,
        active,
        runtime);
  }
}
