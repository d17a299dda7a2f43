package roadbed.operate.notify;

import java.util.Optional;

/**
 * The server that takes mail.
 *
 * @param security how the connection is protected
 * @param user who logs in; empty where nobody has to
 * @param password of that user
 * @param from the sender's address
 */
public record MailRelay(String host, int port, Security security, Optional<String> user, Optional<Secret> password, String from) {
  /** How a connection is protected. */
  public enum Security {
    /** It begins in clear and must be encrypted before anything is said. */
    STARTTLS,
    /** It is encrypted from the beginning. */
    TLS,
    /** It is not. */
    NONE
  }
}
