package roadbed.prove.evidence;

/** The log cannot be written or trusted; the message says why and what to do. */
public final class EvidenceException extends RuntimeException {
  public EvidenceException(String message) {
    super(message);
  }

  public EvidenceException(String message, Throwable cause) {
    super(message, cause);
  }
}
