package roadbed.store.postgres;

/** The store cannot do what was asked; the message is for a person and holds no secret. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
