package roadbed.rego.server;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.Value;

/**
 * One HTTP request, read to its end.
 *
 * @param method in capitals
 * @param path as it was sent, percent escapes and all
 * @param query what follows the question mark, as it was sent; null for nothing
 * @param headers by name, in whatever case
 * @param body as it was sent, perhaps compressed
 * @param from the address of whoever sent it
 * @param identity the name in the client's certificate, where the client was asked for one
 * @param certificates the client's certificates as values, for the authorization policy
 */
@SuppressWarnings("ArrayRecordComponent") // Bodies are handed on, never compared or kept.
public record Request(
    String method,
    String path,
    @Nullable String query,
    Map<String, List<String>> headers,
    byte[] body,
    String from,
    @Nullable String identity,
    Value certificates) {

  /** A request of a client without a certificate. */
  public static Request of(
      String method, String path, @Nullable String query, Map<String, List<String>> headers, byte[] body, String from) {
    return new Request(method, path, query, headers, body, from, null, ArrayValue.EMPTY);
  }

  /** The first value of a header; nothing where it was not sent. */
  String header(String name) {
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      if (header.getKey().equalsIgnoreCase(name) && !header.getValue().isEmpty()) {
        return header.getValue().getFirst();
      }
    }
    return "";
  }
}
