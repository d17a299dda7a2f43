package roadbed.rego.server;

import java.util.Map;

/**
 * One HTTP response.
 *
 * @param headers beyond the length of the body
 * @param body empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // Bodies are handed on, never compared or kept.
public record Response(int status, Map<String, String> headers, byte[] body) {
  public Response {
    headers = Map.copyOf(headers);
  }

  static Response empty(int status) {
    return new Response(status, Map.of(), new byte[0]);
  }
}
